package relay_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

var tables = []string{
	"relay_needs", "relay_questions", "relay_tags", "relay_intents", "relay_unmet", "relay_flags",
	"relay_browsing", "relay_homes",
}

var secrets = []string{"712345678901", "100987654321", "876543", "Benali", "34 56 78", "beurre", "oeil"}

func fill(t *testing.T, l *relay.Log) {
	t.Helper()
	ctx := context.Background()
	q := question(1, operatorID, start)
	q.ChatID, q.MessageID = chatID, messageID
	q.Themes = append(q.Themes, words)
	q.Besoins = []string{words, "domiciliation"}
	q.Audiences, q.Needs, q.Not, q.First = []string{words}, []string{words}, []string{words}, []string{words}
	q.Quartier, q.Commune, q.Danger, q.Channel = words, words, words, words
	id := record(t, l, q)
	err := l.Keep(ctx, relay.Browsing{
		ID: relay.NewBrowsingID(), Owner: operatorID, Chat: chatID, QuestionMessage: messageID,
		AnswerMessage: messageID + 1, QuestionID: id, State: []byte(words),
	})
	for _, e := range []error{
		err,
		l.Intent(ctx, id, 2, operatorID, "mda-tours", relay.Referral),
		l.Unmet(ctx, id, 3, operatorID, "complet"),
		l.Flag(ctx, id, 4, operatorID, "mda-tours", "ferme"),
		l.SetHome(ctx, operatorID, "quartier", "sanitas"),
	} {
		if e != nil {
			t.Fatal(e)
		}
	}
}

func TestNothingPersonalInAnyTable(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		fill(t, l)
		for _, table := range tables {
			dump := dumpTable(t, d, table)
			if dump == "" {
				t.Errorf("%s is empty: the test proves nothing", table)
			}
			for _, s := range secrets {
				if strings.Contains(dump, s) {
					t.Errorf("%s holds %q", table, s)
				}
			}
		}
	})
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
