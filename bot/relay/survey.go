package relay

import (
	"context"
	"slices"

	"relais/directory/db"
)

// Knows and Went are the closed answers of the survey: do you know where to go
// for your health here; the last time you needed it, did you go.
var (
	Knows = []string{"oui", "un-peu", "non"}
	Went  = []string{"oui", "renonce", "pas-besoin"}
)

// Survey keeps an anonymous answer of a resident, with its month only.
// quartier is the slug of the poster read; another is UnknownPlace.
func (l *Log) Survey(ctx context.Context, quartier, knows, went string) (err error) {
	defer wrap(&err, "Survey")
	if !slices.Contains(Knows, knows) || !slices.Contains(Went, went) {
		return ErrInvalid
	}
	return l.exec(ctx, "INSERT INTO relay_survey (month, quartier, knows, went) VALUES (?1, ?2, ?3, ?4)",
		DayOf(l.now())/100, shaped(slugShape, quartier, UnknownPlace), knows, went)
}

// SurveyCounts counts the answers of the months between two days by question
// and answer, as counts["knows"]["un-peu"]: every answer is there, and every
// quarter without a quartier. The reader protects small ones.
func (l *Log) SurveyCounts(ctx context.Context, from, to Day, quartier string) (counts map[string]map[string]int, err error) {
	defer wrap(&err, "SurveyCounts(%s, %s)", from, to)
	counts = map[string]map[string]int{"knows": zeros(Knows), "went": zeros(Went)}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, `SELECT knows, went, COUNT(*) FROM relay_survey
			WHERE month BETWEEN ?1 AND ?2 AND (quartier = ?3 OR ?3 = '') GROUP BY knows, went`,
			[]any{from / 100, to / 100, quartier}, func(scan func(...any) error) error {
				var knows, went string
				var n int
				err := scan(&knows, &went, &n)
				counts["knows"][knows] += n
				counts["went"][went] += n
				return err
			})
	})
	return counts, err
}

func zeros(values []string) map[string]int {
	out := map[string]int{}
	for _, v := range values {
		out[v] = 0
	}
	return out
}
