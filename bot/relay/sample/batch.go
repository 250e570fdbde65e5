package sample

import (
	"context"

	"relais/directory/db"
)

// batch holds rows of every table, in the order in which they may be written.
type batch struct {
	needs, questions, tags, intents, unmet, flags, corrections, outcomes *table
	people, homes, entries, survey, audit                                *table
}

func newBatch() *batch {
	b := &batch{
		needs: newTable("relay_needs", "id i, operator t, at i, day i"),
		questions: newTable("relay_questions", `id i, update_id i, need i, operator t, message t, channel t, at i, day i,
			alike i, theme t, besoin t, age t, quartier t, commune t, danger t, results i, took i, edited i,
			structure t, zone_quartier t, zone_commune t`),
		tags: newTable("relay_tags", "question i, kind t, rank i, value t"),
		intents: newTable("relay_intents",
			"id i, update_id i, question n, need n, operator t, service t, kind t, at i, day i"),
		unmet:       newTable("relay_unmet", "id i, update_id i, question n, need i, operator t, reason t, at i, day i"),
		flags:       newTable("relay_flags", "id i, update_id i, question n, operator t, service t, what t, at i, day i"),
		corrections: newTable("relay_corrections", "id i, update_id i, question n, operator t, what t, value t, at i, day i"),
		outcomes:    newTable("relay_outcomes", "intent i, update_id i, operator t, outcome t, at i, day i"),
		people: newTable("relay_people",
			"operator t, role t, structure t, quartier t, commune t, state t, asked i, since i"),
		homes: newTable("relay_homes", "operator t, kind t, place t, at i"),
		entries: newTable("relay_entries", `id i, kind t, day i, title t, detail t, number i, partners t, communes t,
			quartier t, commune t, author t, at i, removed n`),
		survey: newTable("relay_survey", "id i, month i, quartier t, knows t, went t"),
		audit:  newTable("relay_audit", "id i, at i, actor t, action t, subject t, detail t"),
	}
	b.people.again, b.homes.again = true, true // people of Options may be known already
	return b
}

func (b *batch) tables() []*table {
	return []*table{b.needs, b.questions, b.tags, b.intents, b.unmet, b.flags, b.corrections, b.outcomes,
		b.people, b.homes, b.entries, b.survey, b.audit}
}

func (b *batch) write(ctx context.Context, tx *db.Tx) error {
	for _, t := range b.tables() {
		if err := t.write(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) empty() {
	for _, t := range b.tables() {
		t.args = t.args[:0]
	}
}

// numbered are the tables whose rows have an id.
var numbered = []string{"relay_needs", "relay_questions", "relay_intents", "relay_unmet", "relay_flags",
	"relay_corrections", "relay_entries", "relay_survey", "relay_audit"}

// lastIDs reads the last id of each numbered table.
func lastIDs(ctx context.Context, tx *db.Tx) (map[string]int64, error) {
	out := map[string]int64{}
	for _, name := range numbered {
		var id int64
		if err := tx.Row(ctx, "SELECT COALESCE(MAX(id), 0) FROM "+name, nil, &id); err != nil {
			return nil, err
		}
		out[name] = id
	}
	return out, nil
}
