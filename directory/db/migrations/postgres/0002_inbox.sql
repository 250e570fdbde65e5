-- +goose Up
CREATE TABLE inbox (
  update_id  BIGINT PRIMARY KEY,      -- Telegram's: an update comes in once
  lane       TEXT NOT NULL,            -- keyed pseudonym of the chat, or of the person of an inline query
  kind       TEXT NOT NULL,            -- message, callback_query, …, unreadable
  payload    BYTEA,                     -- sealed JSON; NULL once handled or dead
  state      TEXT NOT NULL,            -- waiting, done, dead
  received   BIGINT NOT NULL,         -- unix ms
  not_before BIGINT NOT NULL,         -- unix ms; a retry waits until then
  attempts   INTEGER NOT NULL,         -- failures counted against it
  begun      INTEGER NOT NULL,         -- times handed out since its last outcome: a count that climbs is a crash
  finished   BIGINT,                  -- unix ms it was handled or given up
  error      TEXT NOT NULL             -- class of its last error, never its words
);
CREATE INDEX inbox_waiting ON inbox (lane, update_id) WHERE state = 'waiting';
CREATE INDEX inbox_dead ON inbox (finished) WHERE state = 'dead';
-- A lane being worked on: one replica at a time, so that a chat keeps its order.
CREATE TABLE inbox_lanes (
  lane    TEXT PRIMARY KEY,
  owner   TEXT NOT NULL,               -- a running program
  expires BIGINT NOT NULL             -- unix ms; renewed while the owner lives
);

-- +goose Down
DROP TABLE inbox_lanes;
DROP TABLE inbox;
