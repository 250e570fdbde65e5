package relay

import (
	"context"

	"relais/directory"
	"relais/directory/db"
)

// SetHome remembers where an operator usually works: kind is
// directory.Quartier or directory.Commune, id a slug or an INSEE code. An
// empty id forgets it. A shared position is never a home.
func (l *Log) SetHome(ctx context.Context, operator int64, kind, id string) (err error) {
	defer wrap(&err, "SetHome")
	who := l.operator(operator)
	if id == "" {
		return l.exec(ctx, "DELETE FROM relay_homes WHERE operator = ?1", who)
	}
	quartier := kind == directory.Quartier && slugShape.MatchString(id)
	commune := kind == directory.Commune && inseeShape.MatchString(id)
	if !quartier && !commune {
		return ErrInvalid
	}
	return l.exec(ctx, `INSERT INTO relay_homes (operator, kind, place, at) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (operator) DO UPDATE SET kind = excluded.kind, place = excluded.place, at = excluded.at`,
		who, kind, id, l.now().UnixMilli())
}

// Home is where an operator usually works; db.ErrNotFound when it was not said.
func (l *Log) Home(ctx context.Context, operator int64) (kind, id string, err error) {
	defer wrap(&err, "Home")
	err = l.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT kind, place FROM relay_homes WHERE operator = ?1",
			[]any{l.operator(operator)}, &kind, &id)
	})
	return kind, id, err
}
