package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// operator is who asks; Telegram tells the bot all of this.
var operator = simulator.Person{ID: 7364519283, FirstName: "Zbigniewa", LastName: "Kowalczyk", Username: "zbigkow37"}

// confided are questions that say who the person helped is. None of it may be
// found anywhere, nor what is known of the operator.
var confided = []string{
	"dentiste pour Mme Aminata Vandenbrouckx, née le 14/03/1987, 06 71 92 83 45",
	"médecin pour vandenbrouckx@exemple.test, NIR 2 87 03 37 261 042 31, 12 rue des Xérophytes à Tours",
	"son mari xylophoniste boit trop d’alcool",
	"elle veut mourir, elle s’appelle Oriflamme",
}

var forbidden = []string{
	"Aminata", "Vandenbrouckx", "14/03/1987", "1987-03-14", "14 mars 1987", "06 71 92 83 45", "0671928345", "+33671928345",
	"exemple.test", "2 87 03 37 261 042", "287033726104231", "2870337261042", "Xérophytes", "xerophyt", "xylophonist", "Oriflamme",
	"sanglantes", "Bertignolle", "06 11 22 77 99", "0611227799", "+33611227799",
	"7364519283", "Zbigniewa", "Kowalczyk", "zbigkow37", simulator.DefaultToken, "SIMULATEUR", testSecret,
}

// leaks looks for what is forbidden, whatever its case, as text or in the
// hexadecimal of a PostgreSQL dump.
func leaks(t *testing.T, where string, data []byte) {
	t.Helper()
	low := bytes.ToLower(data)
	for _, word := range forbidden {
		word = strings.ToLower(word)
		if bytes.Contains(low, []byte(word)) || bytes.Contains(low, []byte(hex.EncodeToString([]byte(word)))) {
			t.Errorf("%s holds %q", where, word)
		}
	}
	n := operator.ID // SQLite writes it in six bytes
	id := []byte{byte(n >> 40), byte(n >> 32), byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
	if bytes.Contains(data, id) {
		t.Errorf("%s holds the id of the operator as an integer", where)
	}
}

// searchFolder goes through all files below a folder.
func searchFolder(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		leaks(t, path, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// dump writes every row of every table as text.
func dump(t *testing.T, d *db.DB) string {
	t.Helper()
	var b strings.Builder
	err := d.View(t.Context(), func(tx *db.Tx) error {
		var tables []string
		err := tx.Rows(t.Context(), `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
			WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`, nil,
			func(scan func(...any) error) error {
				var name string
				err := scan(&name)
				tables = append(tables, name)
				return err
			})
		if err != nil {
			return err
		}
		for _, table := range tables {
			fmt.Fprintln(&b, "--", table)
			err := tx.Rows(t.Context(), "SELECT x::text FROM "+table+" x", nil, func(scan func(...any) error) error {
				var row string
				err := scan(&row)
				fmt.Fprintln(&b, row)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// searchAll goes through all the program leaves behind. The name of a service
// must be found where services are: a search that finds nothing proves nothing.
func (s *stage) searchAll(when string, log string) {
	s.t.Helper()
	const known = "Port-Bretagne"
	address := s.env["RELAIS_DATABASE"]
	leaks(s.t, when+", log", []byte(log))
	searchFolder(s.t, s.env["HOME"])
	if db.IsPostgres(address) {
		all := dump(s.t, dbtest.Open(s.t, address))
		leaks(s.t, when+", database", []byte(all))
		if !strings.Contains(all, known) || !strings.Contains(all, "relay_questions") {
			s.t.Errorf("%s: the dump has no service", when)
		}
		return
	}
	searchFolder(s.t, address)
	file, err := os.ReadFile(filepath.Join(address, db.FileName))
	wal, walErr := os.ReadFile(filepath.Join(address, db.FileName+"-wal"))
	if err != nil || !bytes.Contains(append(file, wal...), []byte(known)) {
		s.t.Errorf("%s: the database has no service (%v, %v)", when, err, walErr)
	}
}

// TestNothingPersonalIsLeft looks through database, journal of the database,
// index and log: in the middle of the work, after the program is killed, after
// it has started again and done the rest, and once it has ended.
func TestNothingPersonalIsLeft(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		s := newStage(t, address)
		s.sim.ExpectMany("getUpdates", "terminated by other getUpdates request")
		who := s.sim.AddPerson(operator)
		p := s.serve()
		ready(t, p.log)
		s.sim.Fault(simulator.Fault{Method: "sendMessage", Times: -1, Hang: time.Minute})
		for _, q := range confided {
			who.Send(0, q)
		}
		until(t, "the first question is being answered", 20*time.Second, func() bool {
			d := dbtest.Open(t, address)
			defer d.Close()
			return count(t, d, `SELECT COUNT(*) FROM inbox WHERE state = 'waiting' AND payload IS NOT NULL`) == len(confided)
		})
		p.kill()
		s.searchAll("killed", p.log.String())

		s.sim.ClearFaults()
		p = s.serve()
		log := p.log
		sent := func(n int) func() bool {
			return func() bool { return len(answers(s.sim.Messages(who.ID))) >= n }
		}
		until(t, "danger card and answers", 40*time.Second, sent(4))
		id, _ := who.Send(0, "assistante sociale pour Bertignolle, 06 11 22 77 99")
		until(t, "one more", 20*time.Second, sent(5))
		who.Edit(0, id, "assistante sociale pour M. Bertignolle, il a les mains sanglantes")
		who.SendContact(0, "+33611227799", "Bertignolle", false)
		if _, err := who.Inline(t.Context(), "dentiste Vandenbrouckx", ""); err != nil {
			t.Error(err)
		}
		s.browse(who)
		d := dbtest.Open(t, address)
		until(t, "all handled", 30*time.Second, func() bool {
			return s.sim.Pending() == 0 && count(t, d, `SELECT COUNT(*) FROM inbox WHERE state = 'waiting'`) == 0
		})
		s.searchAll("running", log.String())
		if left := count(t, d, `SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL`); left != 0 {
			t.Errorf("%d payloads left", left)
		}
		if n := count(t, d, `SELECT COUNT(*) FROM inbox`); n < len(confided)+4 {
			t.Errorf("%d updates in the inbox", n)
		}
		p.stop()
		s.searchAll("ended", log.String())
		if !strings.Contains(log.String(), "update handled") {
			t.Error("the log says nothing")
		}
	})
}

// browse taps through the last answer with a card: opens it, refers, flags.
func (s *stage) browse(who *simulator.Actor) {
	s.t.Helper()
	var shown simulator.Message
	for _, m := range answers(s.sim.Messages(who.ID)) {
		if _, ok := m.Button("1"); ok {
			shown = m
		}
	}
	for _, button := range []string{"1", "✔️ J’oriente"} {
		if _, err := who.TapWait(s.t.Context(), 0, shown.ID, button); err != nil {
			s.t.Errorf("tap %s: %v", button, err)
			return
		}
		ctx := s.t.Context()
		if err := s.sim.WaitFor(ctx, who.ID, func(list []simulator.Message) bool {
			for _, m := range list {
				if _, ok := m.Button("✔️ J’oriente"); ok && button == "1" || strings.Contains(m.Text, "C’est noté") {
					return true
				}
			}
			return false
		}); err != nil {
			s.t.Error(err)
		}
	}
}
