-- +goose Up
-- Relay activity: contact, need, referral. No words, no names, no Telegram
-- ids: operators and messages are keyed pseudonyms.

-- What one person is looking for; several questions may tell the same need.
CREATE TABLE relay_needs (
  id       BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  operator TEXT    NOT NULL,              -- pseudonym
  at       BIGINT  NOT NULL,              -- unix ms of its first question
  day      INTEGER NOT NULL               -- Paris day, YYYYMMDD
);

CREATE TABLE relay_questions (
  id        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  update_id BIGINT  NOT NULL UNIQUE,      -- of Telegram: once and only once
  need      BIGINT  NOT NULL REFERENCES relay_needs (id) ON DELETE CASCADE,
  operator  TEXT    NOT NULL,             -- pseudonym
  message   TEXT    NOT NULL,             -- pseudonym of chat and message, or empty
  channel   TEXT    NOT NULL,             -- private, group, inline, autre
  at        BIGINT  NOT NULL,             -- unix ms
  day       INTEGER NOT NULL,             -- Paris day, YYYYMMDD
  alike     BIGINT  NOT NULL,             -- digest of what was understood; 0 for nothing
  theme     TEXT    NOT NULL,             -- the main one; autre when none
  age       TEXT    NOT NULL,             -- band of years, or empty
  quartier  TEXT    NOT NULL,             -- slug, or inconnu
  commune   TEXT    NOT NULL,             -- INSEE code, or inconnu
  danger    TEXT    NOT NULL,             -- kind, or empty
  results   INTEGER NOT NULL,             -- how many services answered
  took      INTEGER NOT NULL,             -- milliseconds
  edited    INTEGER NOT NULL              -- 1 when the message was edited
);
CREATE INDEX relay_questions_day ON relay_questions (day, theme, operator);
CREATE INDEX relay_questions_operator ON relay_questions (operator, at);
CREATE INDEX relay_questions_need ON relay_questions (need);

-- What a question has several of.
CREATE TABLE relay_tags (
  question BIGINT  NOT NULL REFERENCES relay_questions (id) ON DELETE CASCADE,
  kind     TEXT    NOT NULL,              -- theme, audience, need, not, service
  rank     INTEGER NOT NULL,              -- from 0, most important first
  value    TEXT    NOT NULL,
  PRIMARY KEY (question, kind, rank)
);

-- Intentions to put in touch.
CREATE TABLE relay_intents (
  id        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  update_id BIGINT  NOT NULL,
  question  BIGINT  REFERENCES relay_questions (id) ON DELETE SET NULL,
  need      BIGINT  REFERENCES relay_needs (id) ON DELETE SET NULL,
  operator  TEXT    NOT NULL,
  service   TEXT    NOT NULL,
  kind      TEXT    NOT NULL,             -- card, call, route, share, referral
  at        BIGINT  NOT NULL,
  day       INTEGER NOT NULL,
  UNIQUE (update_id, kind),
  UNIQUE (question, service, kind)
);
CREATE INDEX relay_intents_day ON relay_intents (day);
CREATE INDEX relay_intents_need ON relay_intents (need);

-- Needs that found nothing, and why.
CREATE TABLE relay_unmet (
  id        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  update_id BIGINT  NOT NULL UNIQUE,
  question  BIGINT  REFERENCES relay_questions (id) ON DELETE SET NULL,
  need      BIGINT  NOT NULL REFERENCES relay_needs (id) ON DELETE CASCADE,
  operator  TEXT    NOT NULL,
  reason    TEXT    NOT NULL,             -- one of the closed list
  at        BIGINT  NOT NULL,
  day       INTEGER NOT NULL,
  UNIQUE (need, reason)
);
CREATE INDEX relay_unmet_day ON relay_unmet (day);
CREATE INDEX relay_unmet_question ON relay_unmet (question);

-- Errors of the directory that operators point at.
CREATE TABLE relay_flags (
  id        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  update_id BIGINT  NOT NULL UNIQUE,
  question  BIGINT  REFERENCES relay_questions (id) ON DELETE SET NULL,
  operator  TEXT    NOT NULL,
  service   TEXT    NOT NULL,
  what      TEXT    NOT NULL,             -- one of the closed list
  at        BIGINT  NOT NULL,
  day       INTEGER NOT NULL
);
CREATE INDEX relay_flags_service ON relay_flags (service);
CREATE INDEX relay_flags_question ON relay_flags (question);

-- Answers being browsed. The words are inside sealed, 24 hours at most.
CREATE TABLE relay_browsing (
  id      TEXT    PRIMARY KEY,
  message TEXT    NOT NULL,               -- pseudonym of chat and question message
  sealed  BYTEA   NOT NULL,               -- AES-GCM
  expires BIGINT  NOT NULL                -- unix ms
);
CREATE INDEX relay_browsing_message ON relay_browsing (message, expires);
CREATE INDEX relay_browsing_expires ON relay_browsing (expires);

-- Where an operator usually works.
CREATE TABLE relay_homes (
  operator TEXT    PRIMARY KEY,
  kind     TEXT    NOT NULL,              -- quartier, commune
  place    TEXT    NOT NULL,
  at       BIGINT  NOT NULL
);

-- +goose Down
DROP TABLE relay_homes;
DROP TABLE relay_browsing;
DROP TABLE relay_flags;
DROP TABLE relay_unmet;
DROP TABLE relay_intents;
DROP TABLE relay_tags;
DROP TABLE relay_questions;
DROP TABLE relay_needs;
