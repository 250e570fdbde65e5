package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/bilan"
	"relais/bot/console"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/relay/sample"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
	"relais/search"
)

// millionVar asks for the benchmarks over a million questions: minutes of work.
const millionVar = "RELAIS_BENCH_MILLION"

// BenchmarkActivity measures, over a year of a million questions by 2,000
// operators, what is promised: recording under 2 ms at the 99th percentile on
// SQLite, pages of the console under 300 ms, a year's bilan under 5 s.
func BenchmarkActivity(b *testing.B) {
	if os.Getenv(millionVar) == "" {
		b.Skipf("%s is not set", millionVar)
	}
	b.Run("sqlite", func(b *testing.B) { benchActivity(b, b.TempDir()) })
	b.Run("postgres", func(b *testing.B) { benchActivity(b, dbtest.Postgres(b)) })
}

func benchActivity(b *testing.B, address string) {
	d := dbtest.Open(b, address)
	key, err := db.NewKey(testSecret)
	if err != nil {
		b.Fatal(err)
	}
	log, store := newRelay(d, key), directory.NewStore(d, time.Now)
	if _, err := loadStarter(b.Context(), store, false); err != nil {
		b.Fatal(err)
	}
	once(b, "Fill", func() error { return million(b.Context(), d, log) })
	f := figures.New(d, 0, time.Now)
	once(b, "TallyFirst", func() error { return f.Tally(b.Context()) })
	// The second one counts the running month only: persons of the year are an
	// hour old at most.
	once(b, "TallyRunningMonth", func() error { return f.Tally(b.Context()) })
	b.Run("Record", func(b *testing.B) { benchRecord(b, log) })
	b.Run("Console", func(b *testing.B) { benchConsole(b, d, log, store) })
	b.Run("Bilan", func(b *testing.B) { benchBilan(b, d, log, newBoard(d, key)) })
}

// million makes the questions up.
func million(ctx context.Context, d *db.DB, log *relay.Log) error {
	besoins := map[string][]string{}
	for _, t := range directory.Themes {
		besoins[t.ID] = search.BesoinsOf(t.ID)
	}
	return sample.Fill(ctx, d, sample.Options{
		Seed: 1, Until: time.Now(), Months: 13, Operators: 2000, Questions: 1_000_000, Places: starter.Places(),
		Services: starter.Services(), Besoins: besoins, Pseudonym: log.Pseudonym, Coordinators: []int64{overseer.ID},
	})
}

// once measures what is done once, in seconds.
func once(b *testing.B, name string, f func() error) {
	b.Helper()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	b.Run(name, func(b *testing.B) {
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(0, "ns/op")
	})
}

// recorded is how many questions benchRecord records: the 99th percentile of
// fewer says little.
const recorded = 5_000

// benchRecord records as the bot does, one question after the other.
func benchRecord(b *testing.B, log *relay.Log) {
	age := 16
	took := make([]time.Duration, recorded)
	for i := range took {
		n := int64(1 + i)
		start := time.Now()
		_, fresh, err := log.Record(b.Context(), relay.Question{
			UpdateID: n, OperatorID: 1 + n%2000, ChatID: 1 + n%2000, MessageID: i + 1, Channel: "private", At: start,
			Themes: []string{"addictions"}, Besoins: []string{"csapa"}, Audiences: []string{"adolescents"}, Age: &age,
			Quartier: "sanitas", Commune: "37261", Needs: []string{"gratuit"}, Results: 4,
			First: []string{"mda-tours", "csapa-port-bretagne", "csapa-la-rotonde"}, Took: 20 * time.Millisecond})
		took[i] = time.Since(start)
		if err != nil || !fresh {
			b.Fatal(fresh, err)
		}
	}
	percentiles(b, took)
}

// percentiles tells the median, the 99th percentile and the worst, in
// milliseconds.
func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	ms := func(part float64) float64 { return took[int(part*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(ms(.5), "p50-ms")
	b.ReportMetric(ms(.99), "p99-ms")
	b.ReportMetric(ms(1), "max-ms")
	b.ReportMetric(0, "ns/op")
}

// consolePages are the pages of the console, but the forms.
var consolePages = []string{"/console/", "/console/besoins", "/console/sans-reponse", "/console/incompris", "/console/orientation",
	"/console/services", "/console/territoires", "/console/saisies", "/console/sondage", "/console/qualite", "/console/relais",
	"/console/journal", "/console/bilan", "/console/aide"}

// benchConsole reads each page of the last year that is over and of the year
// that runs: cold, by a console that has just started and read nothing, then
// again and again.
func benchConsole(b *testing.B, d *db.DB, log *relay.Log, store *directory.Store) {
	year := time.Now().Year()
	for _, period := range []string{strconv.Itoa(year - 1), strconv.Itoa(year), figures.MonthOf(time.Now()).Add(-1).String()} {
		for _, page := range consolePages {
			b.Run(strings.TrimPrefix(page, "/console/")+"/"+period, func(b *testing.B) {
				get := openConsole(b, d, log, store)
				path := page + "?periode=" + period
				cold := get(path)
				took := make([]time.Duration, 15)
				for i := range took {
					took[i] = get(path)
				}
				percentiles(b, took)
				b.ReportMetric(cold.Seconds()*1000, "cold-ms")
			})
		}
	}
}

// openConsole opens a console of its own; get reads a page whole.
func openConsole(b *testing.B, d *db.DB, log *relay.Log, store *directory.Store) (get func(path string) time.Duration) {
	b.Helper()
	c := console.New(console.Options{
		Relay: log, Figures: figures.New(d, 0, time.Now), Directory: store, Places: starter.Places(),
		Besoin: besoinName, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	server := httptest.NewServer(c.Handler())
	b.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	code, err := log.Door(b.Context(), overseer.ID)
	if err != nil {
		b.Fatal(err)
	}
	res, err := client.PostForm(server.URL+"/console/entrer", url.Values{"code": {code}})
	if err != nil {
		b.Fatal(err)
	}
	res.Body.Close()
	return func(path string) time.Duration {
		start := time.Now()
		res, err := client.Get(server.URL + path)
		if err != nil {
			b.Fatal(err)
		}
		defer res.Body.Close()
		_, err = io.Copy(io.Discard, res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(path, res.Status, err)
		}
		return time.Since(start)
	}
}

// benchBilan makes the bilan of a year in each form, from nothing read.
func benchBilan(b *testing.B, d *db.DB, log *relay.Log, board *announce.Board) {
	now := time.Now()
	for _, y := range []int{now.Year() - 1, now.Year()} {
		for end, write := range bilanFormats {
			var size int
			once(b, fmt.Sprintf("%d%s", y, end), func() error {
				made, err := collectBilan(b.Context(), figures.New(d, 0, time.Now), log, board, yearOf(y), figures.Territory{})
				if err != nil {
					return err
				}
				size, err = writtenSize(write, made)
				return err
			})
			if size == 0 {
				b.Errorf("%d%s is empty", y, end)
			}
		}
	}
}

func writtenSize(write func(io.Writer, bilan.Bilan) error, made bilan.Bilan) (int, error) {
	var out bytes.Buffer
	err := write(&out, made)
	return out.Len(), err
}

// yearOf is a year as a period.
func yearOf(y int) figures.Period {
	return figures.Period{From: figures.Month(y*100 + 1), To: figures.Month(y*100 + 12)}
}
