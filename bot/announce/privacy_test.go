package announce_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
)

const secretChat = 7316094512

// everything is every value of every announcement table, in words.
func (w *world) everything() string {
	w.t.Helper()
	var b strings.Builder
	for _, table := range []string{"editions", "items", "dates", "changes", "approvals", "drafts", "subscribers", "mailings",
		"deliveries", "answers", "attendance", "files", "feeds"} {
		w.must(w.d.View(context.Background(), func(tx *db.Tx) error {
			stmt, err := tx.Prepare(context.Background(), "SELECT * FROM announce_"+table)
			if err != nil {
				return err
			}
			defer stmt.Close()
			rows, err := stmt.QueryContext(context.Background())
			if err != nil {
				return err
			}
			defer rows.Close()
			columns, err := rows.Columns()
			for err == nil && rows.Next() {
				values := make([]any, len(columns))
				for i := range values {
					values[i] = new(any)
				}
				err = rows.Scan(values...)
				for _, v := range values {
					fmt.Fprintf(&b, "%s|", text(*v.(*any)))
				}
			}
			return errors.Join(err, rows.Err())
		}))
	}
	return b.String()
}

func text(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	return fmt.Sprint(v)
}

// act has a person do everything that leaves a trace.
func (w *world) act(chat int64, author string) (item int64) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.Subscribe(ctx, announce.Default(chat, "private")))
	it := event("Ciné-débat", 20261001)
	it.Dates[0], it.Author = announce.Date{Starts: at(20261001, 0, 0), Ends: at(20261001, 0, 0), Whole: true}, author
	item = w.publish(it)
	w.must(w.Answer(ctx, item, chat, announce.Comes, 0, true))
	w.must(w.Answer(ctx, item, chat, announce.Relays, 30, true))
	w.must(w.Attend(ctx, item, 20261001, 25, author))
	w.resolve()
	changed := w.item(item)
	changed.Title = "Ciné-débat bis"
	w.propose(changed)
	w.approve(w.propose(func() announce.Item {
		it := event("Pour tous", 20261009)
		it.Reach = announce.Everyone
		return it
	}()), author)
	draft := event("Motbrouillon", 20261012)
	draft.Contact = "06 12 34 56 78"
	w.must(w.SaveDraft(ctx, chat, announce.Draft{Step: "contact", Item: draft}))
	return item
}

// TestNothingInPlain: neither a chat nor a draft can be read in the database.
func TestNothingInPlain(t *testing.T) {
	each(t, func(w *world) {
		w.act(secretChat, key(w.t, "a secret of tests, long enough").Pseudonym("operator", secretChat))
		all := w.everything()
		if !strings.Contains(all, "Ciné-débat") {
			w.t.Fatal("the tables were not read")
		}
		for _, secret := range []string{fmt.Sprint(secretChat), "Motbrouillon", "06 12 34 56 78"} {
			if strings.Contains(all, secret) {
				w.t.Errorf("%q can be read", secret)
			}
		}
	})
}

func TestErrorsTellNobody(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		it := event("Titresecret", 20261009)
		it.Contact = "06 12 34 56"
		_, err := w.Propose(ctx, it)
		_, err2 := w.Subscription(ctx, secretChat)
		for _, err := range []error{err, err2, w.Leave(ctx, secretChat), w.Answer(ctx, 99, secretChat, announce.Comes, 0, true)} {
			if err == nil || strings.Contains(err.Error(), fmt.Sprint(secretChat)) ||
				strings.Contains(err.Error(), "Titresecret") || strings.Contains(err.Error(), "06 12") {
				w.t.Errorf("error %v", err)
			}
		}
	})
}

// TestForget: nothing names a person any more; what they did stays counted.
func TestForget(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		k := key(w.t, "a secret of tests, long enough")
		author, who := k.Pseudonym("operator", secretChat), k.Pseudonym("subscriber", secretChat)
		item := w.act(secretChat, author)
		w.subscribe(8)
		w.must(w.Answer(ctx, item, 8, announce.Comes, 0, true))
		before, err := w.Figures(ctx, 20261001, 20261031)
		w.must(err)
		h, err := w.Held(ctx, secretChat)
		w.must(err)
		if h.Subscription == nil || h.Subscription.Chat != secretChat || h.Draft == nil || h.Draft.Item.Title != "Motbrouillon" ||
			len(h.Answers) != 2 || h.Deliveries["sent"] != 1 || len(h.Proposed) != 1 || h.Proposed[0].ID != item {
			w.t.Errorf("held: %+v", h)
		}
		w.must(w.Forget(ctx, secretChat))
		if all := w.everything(); strings.Contains(all, author) || strings.Contains(all, who) {
			w.t.Error("a pseudonym is left")
		}
		if h, err = w.Held(ctx, secretChat); err != nil || h.Subscription != nil || h.Draft != nil || len(h.Answers)+len(h.Deliveries)+len(h.Proposed) != 0 {
			w.t.Errorf("held after: %+v, %v", h, err)
		}
		after, err := w.Figures(ctx, 20261001, 20261031)
		w.must(err)
		before.Subscribers--
		if fmt.Sprint(before) != fmt.Sprint(after) {
			w.t.Errorf("counted before %+v, after %+v", before, after)
		}
		if comes, _, _, err := w.Answered(ctx, item, 8); err != nil || !comes {
			w.t.Errorf("the answer of another is gone: %v", err)
		}
		if n := w.number("SELECT COUNT(*) FROM announce_approvals"); n != 0 {
			w.t.Errorf("%d approvals of who is forgotten still count", n)
		}
	})
}

// TestSecretChanges: who acts under a new secret is who they were.
func TestSecretChanges(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		first, second := key(w.t, "a secret of tests, long enough"), key(w.t, "another secret of tests, longer")
		item := w.act(secretChat, first.Pseudonym("operator", secretChat))
		b := announce.New(w.d, second, func() time.Time { return w.now }, announce.WithPrevious(first))
		w.must(b.Meet(ctx, secretChat))
		s, err := b.Subscription(ctx, secretChat)
		if err != nil || !s.Active {
			w.t.Fatalf("%+v, %v", s, err)
		}
		if d, err := b.LoadDraft(ctx, secretChat); err != nil || d.Item.Title != "Motbrouillon" {
			w.t.Errorf("the draft: %v", err)
		}
		if comes, relays, n, err := b.Answered(ctx, item, secretChat); err != nil || !comes || !relays || n != 30 {
			w.t.Errorf("the answers: %v %v %d, %v", comes, relays, n, err)
		}
		if it, err := b.Item(ctx, item); err != nil || it.Author != second.Pseudonym("operator", secretChat) {
			w.t.Errorf("the author: %v", err)
		}
		all := w.everything()
		for _, purpose := range []string{"subscriber", "operator"} {
			if strings.Contains(all, first.Pseudonym(purpose, secretChat)) {
				w.t.Errorf("a former pseudonym of %s is left", purpose)
			}
		}
	})
}

// TestExpire: what nobody uses does not stay.
func TestExpire(t *testing.T) {
	ctx := context.Background()
	each(t, func(w *world) {
		w.subscribe(1)
		w.subscribe(2)
		w.must(w.Leave(ctx, 1))
		w.must(w.SaveDraft(ctx, 1, announce.Draft{Step: "titre"}))
		expire := func(days, drafts, left int) {
			w.t.Helper()
			w.now = w.now.Add(time.Duration(days) * 24 * time.Hour)
			if d, s, err := w.Expire(ctx); err != nil || d != drafts || s != left {
				w.t.Errorf("%d drafts and %d subscriptions expired, %v; want %d and %d", d, s, err, drafts, left)
			}
		}
		expire(29, 0, 0)
		expire(2, 1, 0)
		expire(333, 0, 0)
		expire(2, 0, 1)
		if _, err := w.Subscription(ctx, 1); !errors.Is(err, db.ErrNotFound) || !w.subscription(2).Active {
			w.t.Errorf("who left: %v", err)
		}
	})
}
