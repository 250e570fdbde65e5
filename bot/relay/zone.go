package relay

import (
	"cmp"
	"context"
	"errors"

	"relais/directory/db"
)

// asker fills in what a question owes to who asks: the kind of structure they
// work for now and, when it names no place, where they work. Their first use
// writes them down.
func (r *row) asker(ctx context.Context, tx *db.Tx) error {
	kind, place, err := r.person(ctx, tx)
	if errors.Is(err, db.ErrNotFound) {
		if err = see(ctx, tx, r.operator, r.at); err == nil {
			kind, place, err = r.person(ctx, tx)
		}
	}
	if err == nil && r.zone == (Territory{}) {
		r.zone = r.place(kind, place)
	}
	return err
}

func (r *row) person(ctx context.Context, tx *db.Tx) (kind, place string, err error) {
	err = tx.Row(ctx, `SELECT p.structure, COALESCE(h.kind, ''), COALESCE(h.place, '')
		FROM relay_people p LEFT JOIN relay_homes h ON h.operator = p.operator
		WHERE p.operator = ?1`, []any{r.operator}, &r.structure, &kind, &place)
	return kind, place, err
}

// zone is where a question that names a place counts; zero when it names none.
func (l *Log) zone(q Question) Territory {
	t := Territory{
		Quartier: shaped(slugShape, q.Quartier, ""),
		Commune:  shaped(inseeShape, q.Commune, ""),
	}
	t.Commune = cmp.Or(t.Commune, l.communes[t.Quartier])
	return t
}

func unknown(place string) string { return cmp.Or(place, UnknownPlace) }
