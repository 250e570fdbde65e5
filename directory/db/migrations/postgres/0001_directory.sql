-- +goose Up
CREATE TABLE services (
  id           TEXT PRIMARY KEY,
  source       TEXT NOT NULL,             -- the import it came with: tours, finess, …
  structure    TEXT NOT NULL,
  name         TEXT NOT NULL,
  description  TEXT NOT NULL,
  themes       TEXT NOT NULL,             -- ids separated by one space
  publics      TEXT NOT NULL,             -- audiences separated by |
  age_min      INTEGER,                   -- years
  age_max      INTEGER,                   -- years, included
  address      TEXT NOT NULL,
  postcode     TEXT NOT NULL,
  commune      TEXT NOT NULL,
  insee        TEXT NOT NULL,
  quartier     TEXT NOT NULL,
  lat          DOUBLE PRECISION,          -- WGS84 degrees
  lon          DOUBLE PRECISION,
  phone        TEXT NOT NULL,
  email        TEXT NOT NULL,
  website      TEXT NOT NULL,
  hours        TEXT NOT NULL,             -- OpenStreetMap opening_hours, or free text
  cost         TEXT NOT NULL,
  free         INTEGER,                   -- 1 free of charge, 0 not, NULL unknown
  access       TEXT NOT NULL,             -- conditions and how to get there
  mobilise     TEXT NOT NULL,             -- how to mobilise the service
  mobilise_by  TEXT NOT NULL,             -- who may: ids separated by one space
  category     TEXT NOT NULL,             -- FINESS category code
  finess       TEXT NOT NULL,
  source_name  TEXT NOT NULL,
  source_url   TEXT NOT NULL,
  source_date  TEXT NOT NULL,             -- YYYY-MM-DD
  extra_urls   TEXT NOT NULL,             -- separated by one space
  confidence   TEXT NOT NULL,             -- high, medium, low
  ready        INTEGER NOT NULL,
  to_verify    TEXT NOT NULL,
  verified     TEXT NOT NULL,             -- YYYY-MM-DD a person checked it, or empty
  digest       BYTEA NOT NULL,             -- of all the above: same digest, nothing changed
  updated      BIGINT NOT NULL,          -- unix ms
  archived     BIGINT                    -- unix ms it vanished from its source, or NULL
);
CREATE INDEX services_source ON services (source);
-- One row: how many times the directory changed; the search index follows it.
CREATE TABLE directory_version (one INTEGER PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL);
INSERT INTO directory_version (one, version) VALUES (1, 0);

-- +goose Down
DROP TABLE directory_version;
DROP TABLE services;
