-- +goose Up
-- The precise need under the theme. All those understood are in relay_tags,
-- of kind besoin.
ALTER TABLE relay_questions ADD COLUMN besoin TEXT NOT NULL DEFAULT ''; -- the surest one; empty when none

-- +goose Down
ALTER TABLE relay_questions DROP COLUMN besoin;
