package main

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestDangerWithoutDatabase removes the database under the running bot: a
// message in danger still gets its number.
func TestDangerWithoutDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, address string) {
		s := newStage(t, address)
		awa := s.sim.AddPerson(simulator.Person{ID: 101, FirstName: "Awa"})
		log, _ := s.here(nil)
		ready(t, log)
		removeTables(t, address)
		awa.Send(0, "elle a avalé toutes ses boîtes")
		until(t, "the number", 30*time.Second, func() bool {
			for _, m := range s.sim.Messages(101) {
				if m.FromBot() && strings.Contains(m.Body(), "15") {
					return true
				}
			}
			return false
		})
		awa.Send(0, "dentiste au sanitas") // waits for the database: no crash, nothing confirmed
		time.Sleep(200 * time.Millisecond)
	})
}

// removeTables takes the database away as an accident would.
func removeTables(t *testing.T, address string) {
	t.Helper()
	if !db.IsPostgres(address) {
		d, err := sql.Open("sqlite3", "file:"+url.PathEscape(filepath.Join(address, db.FileName))+"?_busy_timeout=5000")
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if _, err := d.Exec("DROP TABLE inbox"); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(address); err != nil {
			t.Fatal(err)
		}
		return
	}
	d, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Exec("DROP TABLE inbox CASCADE"); err != nil {
		t.Fatal(err)
	}
}
