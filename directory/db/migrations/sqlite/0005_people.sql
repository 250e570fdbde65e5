-- +goose Up
-- Who relays, what they may do, what they tell by hand, and the counts that
-- stay when rows go.

CREATE TABLE relay_people (
  operator  TEXT    PRIMARY KEY,          -- pseudonym
  role      TEXT    NOT NULL,             -- operator, partner, mediator, coordinator, administrator
  structure TEXT    NOT NULL,             -- kind of structure, or empty when not said
  quartier  TEXT    NOT NULL,             -- of a coordinator's territory: slug, or empty
  commune   TEXT    NOT NULL,             -- of a coordinator's territory: INSEE code; both empty: everywhere
  state     TEXT    NOT NULL,             -- active, paused, removed
  asked     INTEGER NOT NULL,             -- 1 once asked who they are, answered or not
  since     INTEGER NOT NULL              -- unix ms
);

CREATE TABLE relay_invites (
  code      TEXT    PRIMARY KEY,          -- keyed digest: the code itself is in the link only
  role      TEXT    NOT NULL,
  quartier  TEXT    NOT NULL,
  commune   TEXT    NOT NULL,
  author    TEXT    NOT NULL,             -- pseudonym, or terminal
  created   INTEGER NOT NULL,             -- unix ms
  expires   INTEGER NOT NULL,             -- unix ms
  used      INTEGER                       -- unix ms, NULL until then
);

-- Who did what. Nothing is ever changed in it; an erased person becomes efface.
CREATE TABLE relay_audit (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,               -- unix ms
  actor   TEXT    NOT NULL,               -- pseudonym, terminal, or relais
  action  TEXT    NOT NULL,               -- of a closed list
  subject TEXT    NOT NULL,               -- pseudonym, or kind and id of what was touched, or empty
  detail  TEXT    NOT NULL                -- ids only: a role, a territory, a kind
);
CREATE INDEX relay_audit_at ON relay_audit (at);

-- One-time ways into the console, then sessions.
CREATE TABLE relay_sessions (
  token    TEXT    PRIMARY KEY,           -- keyed digest: the token itself is in the cookie or link only
  operator TEXT    NOT NULL,              -- pseudonym
  kind     TEXT    NOT NULL,              -- link: to be exchanged once; session
  created  INTEGER NOT NULL,              -- unix ms
  expires  INTEGER NOT NULL               -- unix ms
);
CREATE INDEX relay_sessions_expires ON relay_sessions (expires);

-- Who wants the weekly digest: the chat to send to is sealed, and the key of
-- the row is a pseudonym of another purpose, which joins with nothing.
CREATE TABLE relay_digests (
  who    TEXT    PRIMARY KEY,             -- pseudonym for digests
  sealed BLOB    NOT NULL,                -- AES-GCM
  sent   INTEGER NOT NULL                 -- Paris day of the Monday it was last sent for, YYYYMMDD, or 0
);

ALTER TABLE relay_questions ADD COLUMN structure TEXT NOT NULL DEFAULT '';             -- kind of structure of the operator then
ALTER TABLE relay_questions ADD COLUMN zone_quartier TEXT NOT NULL DEFAULT 'inconnu';  -- where it counts: the place asked for,
ALTER TABLE relay_questions ADD COLUMN zone_commune TEXT NOT NULL DEFAULT 'inconnu';   -- else where the operator works

-- What was misunderstood, as ids: a facet taken off or asked for, or the whole.
CREATE TABLE relay_corrections (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  update_id INTEGER NOT NULL UNIQUE,
  question  INTEGER REFERENCES relay_questions (id) ON DELETE CASCADE,
  operator  TEXT    NOT NULL,
  what      TEXT    NOT NULL,             -- theme, besoin, audience, age, place, need, not, tout
  value     TEXT    NOT NULL,             -- id of what was wrong, or empty
  at        INTEGER NOT NULL,
  day       INTEGER NOT NULL
);
CREATE INDEX relay_corrections_day ON relay_corrections (day);
CREATE INDEX relay_corrections_question ON relay_corrections (question);

-- What became of a referral.
CREATE TABLE relay_outcomes (
  intent    INTEGER PRIMARY KEY REFERENCES relay_intents (id) ON DELETE CASCADE,
  update_id INTEGER NOT NULL,
  operator  TEXT    NOT NULL,
  outcome   TEXT    NOT NULL,             -- of a closed list
  at        INTEGER NOT NULL,
  day       INTEGER NOT NULL
);
CREATE INDEX relay_outcomes_day ON relay_outcomes (day);
CREATE INDEX relay_intents_operator ON relay_intents (operator, kind, at);

-- What coordinators enter by hand.
CREATE TABLE relay_entries (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT    NOT NULL,              -- reunion, outil, partenaire, formation, projet, action
  day      INTEGER NOT NULL,              -- YYYYMMDD
  title    TEXT    NOT NULL,
  detail   TEXT    NOT NULL,              -- of a closed list, by kind: affiche, flyer, …
  number   INTEGER NOT NULL,              -- people present or reached, or copies
  partners TEXT    NOT NULL,              -- names of organisations separated by |
  communes TEXT    NOT NULL,              -- INSEE codes separated by one space
  quartier TEXT    NOT NULL,              -- slug, or empty
  commune  TEXT    NOT NULL,              -- INSEE code, or empty: where it counts
  author   TEXT    NOT NULL,              -- pseudonym
  at       INTEGER NOT NULL,              -- unix ms of its last change
  removed  INTEGER                        -- unix ms, NULL while it counts
);
CREATE INDEX relay_entries_day ON relay_entries (day);

-- Two questions to residents, anonymous: the month, never the day.
CREATE TABLE relay_survey (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  month    INTEGER NOT NULL,              -- YYYYMM
  quartier TEXT    NOT NULL,              -- slug of the poster read, or inconnu
  knows    TEXT    NOT NULL,              -- oui, un-peu, non
  went     TEXT    NOT NULL               -- oui, renonce, pas-besoin
);
CREATE INDEX relay_survey_month ON relay_survey (month);

-- Counts of a month: all that figures are read from. Of the running month they
-- are replaced at each tally; of a past month they stay when its rows go.
CREATE TABLE relay_counts (
  month     INTEGER NOT NULL,             -- YYYYMM
  measure   TEXT    NOT NULL,             -- questions, needs, operators, acts…
  dimension TEXT    NOT NULL,             -- total, theme, reason…
  value     TEXT    NOT NULL,             -- id of the dimension, empty for total
  commune   TEXT    NOT NULL,             -- where it counts; * for everywhere
  quartier  TEXT    NOT NULL,             -- where it counts; * for the whole commune
  n         INTEGER NOT NULL,
  PRIMARY KEY (measure, dimension, month, commune, quartier, value)
);
-- The same, of rows erased at a person's wish while their month was running.
CREATE TABLE relay_erased (
  month     INTEGER NOT NULL,
  measure   TEXT    NOT NULL,
  dimension TEXT    NOT NULL,
  value     TEXT    NOT NULL,
  commune   TEXT    NOT NULL,
  quartier  TEXT    NOT NULL,
  n         INTEGER NOT NULL,
  PRIMARY KEY (measure, dimension, month, commune, quartier, value)
);
CREATE TABLE relay_months (
  month   INTEGER PRIMARY KEY,            -- YYYYMM
  tallied INTEGER NOT NULL,               -- unix ms
  closed  INTEGER NOT NULL                -- 1 when it was tallied after its end: its counts do not change any more
);

-- +goose Down
DROP TABLE relay_months;
DROP TABLE relay_erased;
DROP TABLE relay_counts;
DROP TABLE relay_survey;
DROP TABLE relay_entries;
DROP TABLE relay_outcomes;
DROP TABLE relay_corrections;
DROP INDEX relay_intents_operator;
ALTER TABLE relay_questions DROP COLUMN zone_commune;
ALTER TABLE relay_questions DROP COLUMN zone_quartier;
ALTER TABLE relay_questions DROP COLUMN structure;
DROP TABLE relay_digests;
DROP TABLE relay_sessions;
DROP TABLE relay_audit;
DROP TABLE relay_invites;
DROP TABLE relay_people;
