package announce_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"relais/bot/announce"
)

// paris reads "2026-10-25 02:30 CEST".
func paris(t *testing.T, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04:05 MST", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestNextAllowed(t *testing.T) {
	const h = 60
	for _, c := range []struct {
		at       string
		from, to int
		want     string
	}{
		{"2026-10-01 12:00:00 CEST", 20 * h, 8 * h, "2026-10-01 12:00:00 CEST"},
		{"2026-10-01 19:59:59 CEST", 20 * h, 8 * h, "2026-10-01 19:59:59 CEST"},
		{"2026-10-01 20:00:00 CEST", 20 * h, 8 * h, "2026-10-02 08:00:00 CEST"},
		{"2026-10-02 07:59:59 CEST", 20 * h, 8 * h, "2026-10-02 08:00:00 CEST"},
		{"2026-10-02 08:00:00 CEST", 20 * h, 8 * h, "2026-10-02 08:00:00 CEST"},
		{"2026-10-02 13:10:07 CEST", 13 * h, 14 * h, "2026-10-02 14:00:00 CEST"},
		{"2026-10-02 03:00:00 CEST", 5 * h, 5 * h, "2026-10-02 03:00:00 CEST"},
		{"2026-12-31 23:30:00 CET", 23 * h, 7*h + 30, "2027-01-01 07:30:00 CET"},
		// 29 March 2026: 2 h becomes 3 h.
		{"2026-03-28 23:00:00 CET", 20 * h, 8 * h, "2026-03-29 08:00:00 CEST"},
		{"2026-03-29 01:30:00 CET", 20 * h, 2*h + 30, "2026-03-29 03:00:00 CEST"},
		{"2026-03-29 01:59:59 CET", 20 * h, 2 * h, "2026-03-29 03:00:00 CEST"},
		{"2026-03-29 03:00:00 CEST", 2 * h, 3 * h, "2026-03-29 03:00:00 CEST"},
		// 25 October 2026: 3 h becomes 2 h.
		{"2026-10-24 21:00:00 CEST", 20 * h, 8 * h, "2026-10-25 08:00:00 CET"},
		{"2026-10-25 01:00:00 CEST", 20 * h, 2*h + 30, "2026-10-25 02:30:00 CEST"},
		{"2026-10-25 02:10:00 CET", 20 * h, 2*h + 30, "2026-10-25 02:30:00 CET"},
		{"2026-10-25 02:40:00 CEST", 2*h + 30, 8 * h, "2026-10-25 02:00:00 CET"},
		{"2026-10-25 02:10:00 CET", 2*h + 30, 8 * h, "2026-10-25 02:10:00 CET"},
	} {
		got := announce.NextAllowed(paris(t, c.at), c.from, c.to)
		if want := paris(t, c.want); !got.Equal(want) {
			t.Errorf("at %s, quiet from %d to %d: %v, want %v", c.at, c.from, c.to, got, want)
		}
	}
}

// What a clock in Paris shows decides, and nothing before could leave.
func TestNextAllowedIsTheFirst(t *testing.T) {
	loc := paris(t, "2026-03-28 12:00:00 CET").Location()
	quiet := func(at time.Time, from, to int) bool {
		at = at.In(loc)
		for m := from; m != to; m = (m + 1) % 1440 {
			if at.Hour()*60+at.Minute() == m {
				return true
			}
		}
		return false
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, night := range []string{"2026-03-28 12:00:00 CET", "2026-10-24 12:00:00 CEST", "2026-06-01 12:00:00 CEST"} {
		for range 150 {
			at := paris(t, night).Add(time.Duration(r.IntN(24*3600)) * time.Second)
			from, to := r.IntN(1440), r.IntN(1440)
			if r.IntN(2) == 0 {
				to = 100 + r.IntN(120) // about the hour that changes
			}
			got := announce.NextAllowed(at, from, to)
			if got.Before(at) || quiet(got, from, to) {
				t.Fatalf("at %v, quiet from %d to %d: %v", at, from, to, got)
			}
			for x := at; x.Before(got); x = x.Truncate(time.Minute).Add(time.Minute) {
				if !quiet(x, from, to) {
					t.Fatalf("at %v, quiet from %d to %d: %v, but %v is allowed", at, from, to, got, x)
				}
			}
		}
	}
}
