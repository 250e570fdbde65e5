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
	quartier := kind == directory.Quartier && slugShape.MatchString(id)
	commune := kind == directory.Commune && inseeShape.MatchString(id)
	if id != "" && !quartier && !commune {
		return ErrInvalid
	}
	who, err := l.who(ctx, operator)
	if err != nil {
		return err
	}
	if id == "" {
		return l.exec(ctx, "DELETE FROM relay_homes WHERE operator = ?1", who)
	}
	now := l.now().UnixMilli()
	return l.db.Update(ctx, func(tx *db.Tx) error {
		if err := see(ctx, tx, who, now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO relay_homes (operator, kind, place, at) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (operator) DO UPDATE SET kind = excluded.kind, place = excluded.place, at = excluded.at`,
			who, kind, id, now)
		return err
	})
}

// Home is where an operator usually works; db.ErrNotFound when it was not said.
func (l *Log) Home(ctx context.Context, operator int64) (kind, id string, err error) {
	defer wrap(&err, "Home")
	who, err := l.who(ctx, operator)
	if err != nil {
		return "", "", err
	}
	err = l.db.View(ctx, func(tx *db.Tx) error {
		kind, id, err = home(ctx, tx, who)
		return err
	})
	return kind, id, err
}

func home(ctx context.Context, tx *db.Tx, who string) (kind, id string, err error) {
	err = tx.Row(ctx, "SELECT kind, place FROM relay_homes WHERE operator = ?1", []any{who}, &kind, &id)
	return kind, id, err
}
