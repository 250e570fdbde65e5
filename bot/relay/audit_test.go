package relay_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func TestAudit(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		who := l.Pseudonym(7)
		for i := range 3 {
			c.t = start.Add(time.Duration(i) * 24 * time.Hour)
			if err := l.Note(ctx, who, "export", "bilan", []string{"2026", "2026-t3", "2026-10"}[i]); err != nil {
				t.Fatal(err)
			}
		}
		day := relay.DayOf(start)
		for _, r := range []struct {
			from, to relay.Day
			limit    int
			want     []string
		}{
			{day, day.Add(2), 10, []string{"2026-10", "2026-t3", "2026"}},
			{day, day.Add(2), 2, []string{"2026-10", "2026-t3"}},
			{day, day, 10, []string{"2026"}},
			{day.Add(3), day.Add(9), 10, nil},
		} {
			acts, err := l.Audit(ctx, r.from, r.to, r.limit)
			if err != nil || len(acts) != len(r.want) {
				t.Fatalf("Audit = %+v, %v; want %v", acts, err, r.want)
			}
			for i, a := range acts {
				if a.Detail != r.want[i] || a.Actor != who || a.Subject != "bilan" {
					t.Errorf("line %d: %+v", i, a)
				}
			}
		}
		for _, a := range [][4]string{
			{who, "chuchote", "", ""}, {"Awa Benali", "export", "", ""}, {"712345678901", "export", "", ""},
			{who, "export", "Mme Benali", ""}, {who, "export", "", "Benali, 16 ans"},
		} {
			if err := l.Note(ctx, a[0], a[1], a[2], a[3]); !errors.Is(err, relay.ErrInvalid) {
				t.Errorf("Note(%q) = %v", a, err)
			}
		}
	})
}
