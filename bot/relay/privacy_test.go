package relay_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// The ids and words that no table may hold. A careless caller even passes
// words where ids are expected.
const (
	operatorID, chatID = int64(712345678901), int64(-100987654321)
	messageID          = 876543
	words              = "Mme Benali, 06 12 34 56 78, oeil au beurre noir"
)

var secrets = []string{"712345678901", "100987654321", "876543", "Benali", "34 56 78", "beurre", "oeil"}

// counted are the tables other packages fill: counts, of nobody.
var counted = []string{"relay_counts", "relay_erased", "relay_months"}

// fill does all that can be done, with words and names wherever a careless
// caller could put them. It returns the codes and tokens given out.
func fill(t *testing.T, l *relay.Log) (given []string) {
	t.Helper()
	ctx := context.Background()
	q := question(1, operatorID, start)
	q.ChatID, q.MessageID = chatID, messageID
	q.Themes = append(q.Themes, words)
	q.Besoins = []string{words, "domiciliation"}
	q.Audiences, q.Needs, q.Not, q.First = []string{words}, []string{words}, []string{words}, []string{words}
	q.Quartier, q.Commune, q.Danger, q.Channel = words, words, words, words
	id := record(t, l, q)
	who := l.Pseudonym(operatorID)
	unused := must(l.Invite(ctx, relay.Terminal, relay.Mediator, all, time.Hour))(t)
	code := must(l.Invite(ctx, relay.Terminal, relay.Administrator, all, time.Hour))(t)
	must(l.Join(ctx, operatorID, code))(t)
	door := must(l.Door(ctx, operatorID))(t)
	token, _, err := l.EnterAs(ctx, operatorID)
	e := meeting()
	e.ID = must(l.SaveEntry(ctx, who, e))(t)
	for _, err := range []error{
		err,
		l.Keep(ctx, relay.Browsing{
			ID: relay.NewBrowsingID(), Owner: operatorID, Chat: chatID, QuestionMessage: messageID,
			AnswerMessage: messageID + 1, QuestionID: id, State: []byte(words),
		}),
		l.Intent(ctx, id, 2, operatorID, "mda-tours", relay.Referral),
		l.Unmet(ctx, id, 3, operatorID, "complet"),
		l.Flag(ctx, id, 4, operatorID, "mda-tours", "ferme"),
		l.SetHome(ctx, operatorID, "quartier", "sanitas"),
		l.Asked(ctx, operatorID, "ccas"),
		l.Correction(ctx, id, 5, operatorID, "place", "sanitas"),
		l.SetDigest(ctx, operatorID, chatID),
		l.Survey(ctx, words, "oui", "renonce"),
		l.SetState(ctx, relay.Terminal, who, relay.Active),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	open := must(l.OpenReferrals(ctx, operatorID, 1))(t)
	if err := l.Outcome(ctx, open[0].Intent, 6, operatorID, "recu"); err != nil {
		t.Fatal(err)
	}
	e.Title = "Rencontre avec " + words
	_, entry := l.SaveEntry(ctx, who, e)
	e.Title, e.Where.Quartier = "Rencontre", words
	_, place := l.SaveEntry(ctx, who, e)
	_, invite := l.Invite(ctx, words, relay.Role(words), relay.Territory{Quartier: words}, time.Hour)
	for i, err := range []error{
		l.Intent(ctx, id, 12, operatorID, words, relay.Call), l.Unmet(ctx, id, 13, operatorID, words),
		l.Flag(ctx, id, 14, operatorID, "mda-tours", words), l.SetHome(ctx, operatorID, "quartier", words),
		l.Asked(ctx, operatorID, words), l.Correction(ctx, id, 15, operatorID, "place", words),
		l.Correction(ctx, id, 15, operatorID, words, ""), l.Survey(ctx, "sanitas", words, words),
		l.Outcome(ctx, open[0].Intent, 16, operatorID, words), l.SetState(ctx, who, words, relay.Paused),
		l.Note(ctx, who, "export", words, ""), l.Note(ctx, who, "export", "", words), l.Note(ctx, words, "export", "", ""),
		l.Note(ctx, who, words, "", ""), l.SetState(ctx, relay.Terminal, who, words), entry, place, invite,
	} {
		if !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("words, way %d: %v, want ErrInvalid", i, err)
		}
		for _, s := range secrets {
			if strings.Contains(err.Error(), s) {
				t.Errorf("way %d: an error tells %q: %v", i, s, err)
			}
		}
	}
	return []string{unused, code, door, token}
}

// must makes a test fail on an error: must(f())(t).
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestNothingPersonalInAnyTable(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		forbidden := append(fill(t, l), secrets...)
		for _, table := range tablesOf(t, d) {
			dump := dumpTable(t, d, table)
			if dump == "" && !slices.Contains(counted, table) {
				t.Errorf("%s is empty: the test proves nothing", table)
			}
			for _, s := range forbidden {
				if strings.Contains(dump, s) {
					t.Errorf("%s holds %q", table, s)
				}
			}
		}
	})
}

// tablesOf lists the tables of activity there are.
func tablesOf(t *testing.T, d *db.DB) (tables []string) {
	t.Helper()
	ctx := context.Background()
	query := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if d.Dialect() == db.Postgres {
		query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	err := d.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, query, nil, func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			if strings.HasPrefix(name, "relay_") {
				tables = append(tables, name)
			}
			return err
		})
	})
	if err != nil || len(tables) < 19 {
		t.Fatalf("tables %v, %v", tables, err)
	}
	return tables
}

func TestNothingPersonalInTheFile(t *testing.T) {
	folder := t.TempDir()
	l, c := open(t, dbtest.Open(t, folder))
	fill(t, l)
	c.t = start.Add(relay.Lifetime)
	if err := l.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s holds %q", e.Name(), s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// dumpTable writes every value of a table.
func dumpTable(t *testing.T, d *db.DB, table string) string {
	t.Helper()
	var b strings.Builder
	err := d.View(context.Background(), func(tx *db.Tx) error {
		columns := columnsOf(t, tx, table)
		return tx.Rows(context.Background(), "SELECT * FROM "+table, nil, func(scan func(...any) error) error {
			values := make([]any, columns)
			into := make([]any, columns)
			for i := range values {
				into[i] = &values[i]
			}
			err := scan(into...)
			for _, v := range values {
				if raw, ok := v.([]byte); ok {
					v = string(raw)
				}
				fmt.Fprintf(&b, "%v\n", v)
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func columnsOf(t *testing.T, tx *db.Tx, table string) (n int) {
	t.Helper()
	query := "SELECT COUNT(*) FROM pragma_table_info(?1)"
	if tx.Dialect() == db.Postgres {
		query = "SELECT COUNT(*) FROM information_schema.columns WHERE table_name = ?1"
	}
	if err := tx.Row(context.Background(), query, []any{table}, &n); err != nil {
		t.Fatal(err)
	}
	return n
}
