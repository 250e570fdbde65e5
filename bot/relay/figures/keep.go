package figures

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"relais/directory/db"
)

// read reads the counts of a code from relay_counts or relay_erased.
func read(ctx context.Context, tx *db.Tx, table string, c Month) (counts, error) {
	out := counts{}
	err := tx.Rows(ctx, "SELECT measure, dimension, value, commune, quartier, n FROM "+table+" WHERE month = ?1",
		[]any{c}, func(scan func(...any) error) error {
			var k key
			var n int
			err := scan(&k.measure, &k.dimension, &k.value, &k.commune, &k.quartier, &n)
			out[k] = n
			return err
		})
	return out, err
}

// chunk is how many rows one statement writes.
const chunk = 100

// write adds the counts to those of a code, in an order that is always the same.
func (c counts) write(ctx context.Context, tx *db.Tx, table string, month Month) error {
	keys := make([]key, 0, len(c))
	for k := range c {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.measure, b.measure), cmp.Compare(a.dimension, b.dimension),
			cmp.Compare(a.commune, b.commune), cmp.Compare(a.quartier, b.quartier), cmp.Compare(a.value, b.value))
	})
	for some := range slices.Chunk(keys, chunk) {
		args := []any{month}
		var values []string
		for _, k := range some {
			values = append(values, "(?1,"+db.List(len(args)+1, 6)+")")
			args = append(args, string(k.measure), string(k.dimension), k.value, k.commune, k.quartier, c[k])
		}
		_, err := tx.Exec(ctx, "INSERT INTO "+table+" (month, measure, dimension, value, commune, quartier, n) VALUES "+
			strings.Join(values, ",")+` ON CONFLICT (measure, dimension, month, commune, quartier, value)
			DO UPDATE SET n = `+table+`.n + excluded.n`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// Fold keeps the counts of an operator's rows, of months, quarters and years
// that are not closed, exactly as Tally counts them. It is to be called in the
// transaction that then erases these rows.
func Fold(ctx context.Context, tx *db.Tx, operator string) (err error) {
	defer wrap(&err, "Fold")
	open, err := openCodes(ctx, tx, operator)
	if err != nil {
		return err
	}
	for _, c := range open {
		kept, err := of(ctx, tx, c, operator)
		if err != nil {
			return err
		}
		if err := kept.write(ctx, tx, "relay_erased", c); err != nil {
			return err
		}
	}
	return nil
}

// openCodes lists the codes not closed in which something of an operator counts.
func openCodes(ctx context.Context, tx *db.Tx, operator string) ([]Month, error) {
	var codes []Month
	add := func(scan func(...any) error) error {
		var n int
		err := scan(&n)
		m := Month(n)
		codes = append(codes, m, code(m.year(), quarterOf(nodeOf(m))), code(m.year(), yearNode))
		return err
	}
	err := tx.Rows(ctx, `SELECT day / 100 FROM relay_questions WHERE operator = ?1
		UNION SELECT day / 100 FROM relay_intents WHERE operator = ?1
		UNION SELECT day / 100 FROM relay_flags WHERE operator = ?1
		UNION SELECT e.day / 100 FROM relay_unmet e LEFT JOIN relay_questions q ON q.id = e.question
		  WHERE e.operator = ?1 OR q.operator = ?1
		UNION SELECT e.day / 100 FROM relay_corrections e LEFT JOIN relay_questions q ON q.id = e.question
		  WHERE e.operator = ?1 OR q.operator = ?1
		UNION SELECT e.day / 100 FROM relay_outcomes e JOIN relay_intents i ON i.id = e.intent
		  WHERE e.operator = ?1 OR i.operator = ?1`, []any{operator}, add)
	if err != nil {
		return nil, err
	}
	closed := map[Month]bool{}
	err = tx.Rows(ctx, "SELECT month FROM relay_months WHERE closed = 1", nil, func(scan func(...any) error) error {
		var n int
		err := scan(&n)
		closed[Month(n)] = true
		return err
	})
	slices.Sort(codes)
	codes = slices.DeleteFunc(slices.Compact(codes), func(c Month) bool { return closed[c] })
	return codes, err
}
