-- +goose Up
-- Announcements: the programme, who wants to hear of it, what was sent.

-- An edition of the mental-health weeks: entered, never constant.
CREATE TABLE announce_editions (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  year   INTEGER NOT NULL UNIQUE,
  theme  TEXT    NOT NULL,
  first  INTEGER NOT NULL,                -- YYYYMMDD, included
  last   INTEGER NOT NULL                 -- YYYYMMDD, included
);

CREATE TABLE announce_items (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uid        TEXT    NOT NULL UNIQUE,     -- of iCalendar; never changes
  kind       TEXT    NOT NULL,            -- evenement, campagne, formation, appel, service, alerte
  edition    INTEGER,                     -- id of announce_editions, NULL out of one
  state      TEXT    NOT NULL,            -- proposed, confirmed, changed, cancelled, refused, removed
  version    INTEGER NOT NULL,            -- SEQUENCE of iCalendar: from 0, one more at each change that was approved
  title      TEXT    NOT NULL,
  what       TEXT    NOT NULL,
  audience   TEXT    NOT NULL,            -- for whom, in words
  venue      TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  quartier   TEXT    NOT NULL,            -- slug, or empty
  commune    TEXT    NOT NULL,            -- INSEE code, or empty for everywhere
  organiser  TEXT    NOT NULL,            -- name of an organisation
  partners   TEXT    NOT NULL,            -- names of organisations separated by |
  themes     TEXT    NOT NULL,            -- ids separated by one space
  free       INTEGER,                     -- 1, 0, NULL unknown
  booking    TEXT    NOT NULL,            -- how to register, empty for no need to
  access     TEXT    NOT NULL,            -- pmr lsf falc, separated by one space
  contact    TEXT    NOT NULL,            -- of the organisation
  url        TEXT    NOT NULL,
  deadline   INTEGER,                     -- YYYYMMDD of a call for projects, or NULL
  reach      TEXT    NOT NULL,            -- choisi: subscribers it fits; tous: every subscriber, two approvals
  poster     BLOB,                        -- JPEG or PNG, or NULL
  author     TEXT    NOT NULL,            -- pseudonym of who proposed it, terminal, or source:N
  source     TEXT    NOT NULL,            -- id of the feed or file it came from, empty for entered
  source_uid TEXT    NOT NULL,            -- its id there
  digest     BLOB    NOT NULL,            -- of what is shown: same digest, nothing changed
  created    INTEGER NOT NULL,            -- unix ms
  updated    INTEGER NOT NULL,            -- unix ms
  published  INTEGER                      -- unix ms of its first approval, or NULL
);
CREATE INDEX announce_items_state ON announce_items (state, kind);
CREATE UNIQUE INDEX announce_items_source ON announce_items (source, source_uid) WHERE source <> '';

-- The dates of an announcement.
CREATE TABLE announce_dates (
  item   INTEGER NOT NULL REFERENCES announce_items (id) ON DELETE CASCADE,
  rank   INTEGER NOT NULL,
  starts INTEGER NOT NULL,                -- unix ms
  ends   INTEGER NOT NULL,                -- unix ms; equal to starts when unknown
  whole  INTEGER NOT NULL,                -- 1: whole days, hours are not known
  PRIMARY KEY (item, rank)
);
CREATE INDEX announce_dates_starts ON announce_dates (starts);

-- A change waiting for approval of what is already published: the new record
-- as JSON. The published one stays as it is until then.
CREATE TABLE announce_changes (
  item   INTEGER PRIMARY KEY REFERENCES announce_items (id) ON DELETE CASCADE,
  change TEXT    NOT NULL,                -- changed, cancelled
  record TEXT    NOT NULL,                -- JSON
  author TEXT    NOT NULL,
  at     INTEGER NOT NULL
);

-- Approvals of a version: they fall with any edit.
CREATE TABLE announce_approvals (
  item   INTEGER NOT NULL REFERENCES announce_items (id) ON DELETE CASCADE,
  digest BLOB    NOT NULL,                -- of the very record approved
  actor  TEXT    NOT NULL,                -- pseudonym
  at     INTEGER NOT NULL,
  PRIMARY KEY (item, digest, actor)
);

-- What somebody is entering in the chat: kept over days and restarts.
CREATE TABLE announce_drafts (
  who     TEXT    PRIMARY KEY,            -- pseudonym of subscriber
  step    TEXT    NOT NULL,
  sealed  BLOB    NOT NULL,               -- AES-GCM of the record as JSON, with the poster
  updated INTEGER NOT NULL                -- unix ms
);

-- Who wants to hear. The chat id is sealed and who is a pseudonym of its own
-- purpose: neither joins with activity without the secret.
CREATE TABLE announce_subscribers (
  who     TEXT    PRIMARY KEY,
  sealed  BLOB    NOT NULL,               -- chat id, AES-GCM
  chat    TEXT    NOT NULL,               -- private, group, channel
  kinds   TEXT    NOT NULL,               -- ids separated by one space with spaces around; ' ' for all
  themes  TEXT    NOT NULL,               -- the same
  places  TEXT    NOT NULL,               -- slugs and INSEE codes, the same
  rhythm  TEXT    NOT NULL,               -- now, weekly, eve
  quiet_from INTEGER NOT NULL,            -- minutes after midnight in Paris
  quiet_to   INTEGER NOT NULL,            -- the same; equal for no quiet hours
  muted   INTEGER NOT NULL,               -- unix ms until when nothing is sent, or 0
  state   TEXT    NOT NULL,               -- active, left (by their wish), lost (Telegram says blocked or gone)
  since   INTEGER NOT NULL,               -- unix ms
  changed INTEGER NOT NULL                -- unix ms
);
CREATE INDEX announce_subscribers_state ON announce_subscribers (state, rhythm);

-- One sending: of one version of one item, for one purpose.
CREATE TABLE announce_mailings (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  name      TEXT    NOT NULL UNIQUE,      -- its natural key: item/version/purpose/period
  item      INTEGER REFERENCES announce_items (id) ON DELETE CASCADE, -- NULL for a weekly digest
  version   INTEGER NOT NULL,
  purpose   TEXT    NOT NULL,             -- new, changed, cancelled, eve, weekly, attendance
  period    INTEGER NOT NULL,             -- day it is for (eve, weekly), YYYYMMDD, or 0
  state     TEXT    NOT NULL,             -- ready, running, stopped, done
  not_after INTEGER,                      -- unix ms: what is not sent then is given up
  author    TEXT    NOT NULL,
  created   INTEGER NOT NULL,
  resolved  INTEGER,                      -- unix ms its recipients were written, or NULL
  finished  INTEGER
);
CREATE INDEX announce_mailings_state ON announce_mailings (state);

-- One row per mailing and subscriber: it is written before anything is sent.
CREATE TABLE announce_deliveries (
  mailing    INTEGER NOT NULL REFERENCES announce_mailings (id) ON DELETE CASCADE,
  who        TEXT    NOT NULL,
  state      TEXT    NOT NULL,            -- waiting, sending, sent, uncertain, failed, stopped, late, left
  reason     TEXT    NOT NULL,            -- class of the failure, or empty
  not_before INTEGER NOT NULL,            -- unix ms: end of quiet hours, or of a wait asked for
  lease      INTEGER NOT NULL,            -- unix ms; while sending, claimed until then
  proof      TEXT    NOT NULL,            -- of the lease
  attempts   INTEGER NOT NULL,
  message    INTEGER NOT NULL,            -- id of the message sent, or 0
  at         INTEGER NOT NULL,            -- unix ms of its last change
  PRIMARY KEY (mailing, who)
);
CREATE INDEX announce_deliveries_due ON announce_deliveries (state, not_before);

-- "J'y serai", "Je relaie".
CREATE TABLE announce_answers (
  item   INTEGER NOT NULL REFERENCES announce_items (id) ON DELETE CASCADE,
  who    TEXT    NOT NULL,
  answer TEXT    NOT NULL,                -- viens, relaie
  number INTEGER NOT NULL,                -- people told, roughly; 0 when not said
  at     INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  PRIMARY KEY (item, who, answer)
);

-- Attendance, told by the organiser afterwards.
CREATE TABLE announce_attendance (
  item   INTEGER NOT NULL REFERENCES announce_items (id) ON DELETE CASCADE,
  day    INTEGER NOT NULL,                -- YYYYMMDD of the date it is about
  number INTEGER NOT NULL,
  author TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (item, day)
);

-- Posters already given to Telegram, to send again without uploading.
CREATE TABLE announce_files (
  item    INTEGER NOT NULL REFERENCES announce_items (id) ON DELETE CASCADE,
  digest  BLOB    NOT NULL,
  file_id TEXT    NOT NULL,
  PRIMARY KEY (item, digest)
);

-- Agendas that are followed.
CREATE TABLE announce_feeds (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  url      TEXT    NOT NULL UNIQUE,
  form     TEXT    NOT NULL,              -- ical, rss (also Atom)
  name     TEXT    NOT NULL,
  etag     TEXT    NOT NULL,
  modified TEXT    NOT NULL,
  every    INTEGER NOT NULL,              -- ms between two looks
  next     INTEGER NOT NULL,              -- unix ms of the next look
  failures INTEGER NOT NULL,              -- in a row
  error    TEXT    NOT NULL,              -- what to tell a coordinator, or empty
  state    TEXT    NOT NULL               -- active, stopped
);

-- How long Telegram asked to wait, so that a restart does not forget it.
CREATE TABLE telegram_pauses (
  chat  TEXT    PRIMARY KEY,              -- pseudonym of the chat, or * for the bot
  until INTEGER NOT NULL                  -- unix ms
);

-- +goose Down
DROP TABLE telegram_pauses;
DROP TABLE announce_feeds;
DROP TABLE announce_files;
DROP TABLE announce_attendance;
DROP TABLE announce_answers;
DROP TABLE announce_deliveries;
DROP TABLE announce_mailings;
DROP TABLE announce_subscribers;
DROP TABLE announce_drafts;
DROP TABLE announce_approvals;
DROP TABLE announce_changes;
DROP TABLE announce_dates;
DROP TABLE announce_items;
DROP TABLE announce_editions;
