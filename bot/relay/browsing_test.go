package relay_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestBrowsing(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		b := relay.Browsing{
			ID: relay.NewBrowsingID(), Owner: 7, Chat: -100, QuestionMessage: 5, AnswerMessage: 6, QuestionID: 1,
			State: []byte(`{"text":"dentiste"}`),
		}
		if len(b.ID) != 8 {
			t.Errorf("ID %q, want 8 characters", b.ID)
		}
		keep(t, l, b)
		c.t = start.Add(20 * time.Hour)
		b.State = []byte(`{"text":"dentiste","page":2}`)
		keep(t, l, b)

		same := cmpopts.IgnoreFields(relay.Browsing{}, "Expires")
		got, err := l.Recall(ctx, b.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, got, same); diff != "" {
			t.Error(diff)
		}
		if want := start.Add(relay.Lifetime); !got.Expires.Equal(want) {
			t.Errorf("expires %v, want %v: paging must not keep words longer", got.Expires, want)
		}
		if got, err = l.RecallByMessage(ctx, -100, 5); err != nil || got.ID != b.ID {
			t.Errorf("RecallByMessage = %q, %v", got.ID, err)
		}
		for _, m := range []struct {
			chat    int64
			message int
		}{{-101, 5}, {-100, 6}, {-100, 0}} {
			if _, err := l.RecallByMessage(ctx, m.chat, m.message); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("RecallByMessage(%d, %d) = %v, want ErrNotFound", m.chat, m.message, err)
			}
		}
		if _, err := l.Recall(ctx, "zzzzzzzz"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("Recall of an unknown ID = %v", err)
		}

		c.t = start.Add(relay.Lifetime)
		if _, err := l.Recall(ctx, b.ID); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("Recall once expired = %v", err)
		}
		if err := l.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if n := count(t, d, "relay_browsing"); n != 0 {
			t.Errorf("%d browsings after Sweep", n)
		}
	})
}

func TestBrowsingIsSealed(t *testing.T) {
	d := dbtest.Open(t, t.TempDir())
	l, c := open(t, d)
	b := relay.Browsing{ID: "aaaaaaaa", Chat: 1, QuestionMessage: 2, State: []byte("{}")}
	keep(t, l, b)
	other, err := db.NewKey("another secret, long enough")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := relay.New(d, other, c.now).Recall(context.Background(), b.ID); !errors.Is(err, db.ErrSealed) {
		t.Errorf("Recall with another secret = %v, want ErrSealed", err)
	}
	b.ID = "bbbbbbbb"
	keep(t, l, b)
	err = d.Update(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), `UPDATE relay_browsing SET sealed =
			(SELECT sealed FROM relay_browsing WHERE id = 'bbbbbbbb') WHERE id = 'aaaaaaaa'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Recall(context.Background(), "aaaaaaaa"); !errors.Is(err, db.ErrSealed) {
		t.Errorf("Recall of a moved row = %v, want ErrSealed", err)
	}
	if err := l.Forget(context.Background(), "bbbbbbbb"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Recall(context.Background(), "bbbbbbbb"); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("Recall after Forget = %v", err)
	}
}

func keep(t *testing.T, l *relay.Log, b relay.Browsing) {
	t.Helper()
	if err := l.Keep(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, d *db.DB, table string) (n int) {
	t.Helper()
	err := d.View(context.Background(), func(tx *db.Tx) error {
		return tx.Row(context.Background(), "SELECT COUNT(*) FROM "+table, nil, &n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
