package announce

import (
	"context"
	"errors"
	"time"

	"relais/directory/db"
)

// Holding is all that is held about a chat, for /mes_donnees.
type Holding struct {
	Subscription *Subscription // nil when it never subscribed
	Draft        *Draft
	Answers      []HeldAnswer   // oldest first
	Deliveries   map[string]int // by state
	Proposed     []Item         // by this person, also those refused, without posters
}

// HeldAnswer is an answer to an announcement.
type HeldAnswer struct {
	Item   int64
	Title  string
	Answer string
	Number int
	At     time.Time
}

// Held reads all that is held about a chat.
func (b *Board) Held(ctx context.Context, chat int64) (h Holding, err error) {
	defer wrap(&err, "Held")
	if err := b.Meet(ctx, chat); err != nil {
		return Holding{}, err
	}
	who, err := b.who(ctx, chat)
	if err != nil {
		return Holding{}, err
	}
	draft, err := b.LoadDraft(ctx, chat)
	switch {
	case err == nil:
		h.Draft = &draft
	case !errors.Is(err, db.ErrNotFound):
		return Holding{}, err
	}
	err = b.db.View(ctx, func(tx *db.Tx) error { return b.readHeld(ctx, tx, &h, who, chat) })
	return h, err
}

func (b *Board) readHeld(ctx context.Context, tx *db.Tx, h *Holding, who string, chat int64) error {
	s, err := subscriptionOf(ctx, tx, who)
	switch {
	case err == nil:
		s.Chat = chat
		h.Subscription = &s
	case !errors.Is(err, db.ErrNotFound):
		return err
	}
	err = tx.Rows(ctx, `SELECT a.item, i.title, a.answer, a.number, a.at FROM announce_answers a
		JOIN announce_items i ON i.id = a.item WHERE a.who = ?1 ORDER BY a.at, a.item, a.answer`, []any{who}, func(scan func(...any) error) error {
		var a HeldAnswer
		var at int64
		err := scan(&a.Item, &a.Title, &a.Answer, &a.Number, &at)
		a.At = time.UnixMilli(at)
		h.Answers = append(h.Answers, a)
		return err
	})
	if err != nil {
		return err
	}
	h.Deliveries = map[string]int{}
	err = tx.Rows(ctx, "SELECT state, COUNT(*) FROM announce_deliveries WHERE who = ?1 GROUP BY state", []any{who}, func(scan func(...any) error) error {
		var state string
		var n int
		err := scan(&state, &n)
		h.Deliveries[state] = n
		return err
	})
	if err == nil {
		h.Proposed, err = itemsWhere(ctx, tx, selectItems, "i.author = ?1", b.key.Pseudonym(operators, chat))
	}
	return err
}
