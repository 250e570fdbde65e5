package announce

import (
	"context"
	"encoding/json"

	"relais/directory/db"
)

// Draft is what somebody is entering in the chat.
type Draft struct {
	Step string
	Item Item
}

// sealedDraft is the purpose drafts are sealed for.
const sealedDraft = "announce/draft"

// SaveDraft keeps a person's draft, sealed, instead of any other. A new item has
// from then on the UID it will be proposed with. user is a Telegram id.
func (b *Board) SaveDraft(ctx context.Context, user int64, d Draft) (err error) {
	defer wrap(&err, "SaveDraft")
	who, err := b.who(ctx, user)
	if err != nil {
		return err
	}
	if d.Item.ID == 0 && d.Item.UID == "" {
		d.Item.UID = newUID()
	}
	plain, err := json.Marshal(d)
	if err != nil {
		return err
	}
	sealed, err := b.key.Seal(sealedDraft, plain)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO announce_drafts (who, step, sealed, updated) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (who) DO UPDATE SET step = excluded.step, sealed = excluded.sealed, updated = excluded.updated`,
			who, d.Step, sealed, b.now().UnixMilli())
		return err
	})
}

// LoadDraft finds a person's draft; db.ErrNotFound for none.
func (b *Board) LoadDraft(ctx context.Context, user int64) (d Draft, err error) {
	defer wrap(&err, "LoadDraft")
	who, err := b.who(ctx, user)
	if err != nil {
		return Draft{}, err
	}
	var sealed []byte
	err = b.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, "SELECT sealed FROM announce_drafts WHERE who = ?1", []any{who}, &sealed)
	})
	if err != nil {
		return Draft{}, err
	}
	plain, err := b.unseal(sealedDraft, sealed)
	if err != nil {
		return Draft{}, err
	}
	err = json.Unmarshal(plain, &d)
	return d, err
}

// DropDraft forgets a person's draft.
func (b *Board) DropDraft(ctx context.Context, user int64) (err error) {
	defer wrap(&err, "DropDraft")
	who, err := b.who(ctx, user)
	if err != nil {
		return err
	}
	return b.db.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM announce_drafts WHERE who = ?1", who)
		return err
	})
}
