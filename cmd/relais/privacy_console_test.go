package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/bilan"
	"relais/bot/console"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/relay/sample"
	"relais/bot/simulator"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
)

// quietYears fills a database with the two years of a few operators: most figures
// are small. The overseer coordinates everywhere.
func quietYears(t *testing.T, d *db.DB) *relay.Log {
	t.Helper()
	key, err := db.NewKey(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	log := newRelay(d, key)
	err = sample.Fill(t.Context(), d, sample.Options{
		Seed: 7, Until: time.Now(), Operators: 24, Questions: 1_500, Places: starter.Places(), Services: starter.Services(),
		Besoins:   map[string][]string{"sante-mentale": {"cmp-adulte", "cmp-enfant"}, "dentaire": {"dentiste"}},
		Pseudonym: log.Pseudonym, Coordinators: []int64{overseer.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// unprotected is the same console with k = 1: what figures really are.
func unprotected(t *testing.T, d *db.DB, log *relay.Log) *visitor {
	t.Helper()
	c := console.New(console.Options{
		Relay: log, Figures: figures.New(d, 1, time.Now), Directory: directory.NewStore(d, time.Now), Places: starter.Places(),
		Besoin: besoinName, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	server := httptest.NewServer(c.Handler())
	t.Cleanup(server.Close)
	code, err := log.Door(t.Context(), overseer.ID)
	if err != nil {
		t.Fatal(err)
	}
	v := newVisitor(t, server.URL)
	v.enter(code)
	return v
}

// figure is a number as it is shown.
type figure struct {
	n     int
	least bool // rounded down
}

var (
	under     = regexp.MustCompile(`^(?:moins de|<) ?\d+$`)
	atLeast   = regexp.MustCompile(`^(?:au moins|≥) ?(\d+)$`)
	thousands = regexp.MustCompile(`(\d) (\d\d\d)`)
)

// figureOf reads a cell; ok is false for words.
func figureOf(cell string) (f figure, ok bool) {
	cell = thousands.ReplaceAllString(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(cell), "$1$2")
	if under.MatchString(cell) {
		return figure{0, true}, true
	}
	m := atLeast.FindStringSubmatch(cell)
	if m != nil {
		cell = m[1]
	}
	n, err := strconv.Atoi(cell)
	return figure{n, m != nil}, err == nil
}

// wrong tells why a figure may not be shown: it is exact and k at least, or
// nothing; or it is rounded down, to a multiple of k unless it is the sum of
// several months. A column that is rounded in parts has exact figures too.
func (f figure) wrong(truth *figure, oneMonth bool) string {
	switch {
	case f.n < 0 || f.n > 0 && f.n < figures.DefaultK:
		return "under k"
	case truth == nil || truth.least:
		return ""
	case f.least && f.n > truth.n || !f.least && f.n != truth.n:
		return fmt.Sprintf("not true: it is %d", truth.n)
	case oneMonth && f.n != truth.n && f.n%figures.DefaultK != 0:
		return "not a multiple of k"
	}
	return ""
}

// ofDirectory are the tables that count services, not acts.
var ofDirectory = []string{"fraicheur", "anciennete", "doutes", "doutes-genres"}

// csvRows reads a file of the console.
func csvRows(t *testing.T, data []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comma = ';'
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// cells are the figures of a table by the name of their row and column; one
// that stands there twice is nil.
func cells(all [][]string, offer bool) map[string]*figure {
	out := map[string]*figure{}
	for _, row := range all[1:] {
		name, from := row[0], 1
		if offer {
			name, from = row[0]+" "+row[1], 2
		}
		for i := from; i < len(row); i++ {
			f, ok := figureOf(row[i])
			if !ok || all[0][i] == text.InCommuneWord {
				continue
			}
			head, rounded := strings.CutSuffix(all[0][i], text.AtLeast(""))
			f.least = f.least || rounded
			at := name + " / " + head
			if _, twice := out[at]; twice {
				out[at] = nil
				continue
			}
			out[at] = &f
		}
	}
	return out
}

// compareTables holds the tables of a page to what they really are, and returns
// how many figures were looked at.
func compareTables(t *testing.T, shown, truth *visitor, link string, oneMonth bool) (looked int) {
	t.Helper()
	page := shown.get(link)
	if page.status != http.StatusOK {
		t.Fatalf("GET %s: %d", link, page.status)
	}
	looked += comparePage(t, link, page.body)
	for _, rows := range links(page.body) {
		u, err := url.Parse(rows)
		if err != nil || u.Query().Get("format") != "csv" || slices.Contains(ofDirectory, u.Query().Get("tableau")) {
			continue
		}
		offer := u.Query().Get("tableau") == "offre"
		real := cells(csvRows(t, truth.get(rows).body), offer)
		for at, f := range cells(csvRows(t, shown.get(rows).body), offer) {
			if f == nil {
				continue
			}
			// A table of months shows each of them alone.
			if why := f.wrong(real[at], oneMonth && !strings.HasSuffix(u.Query().Get("tableau"), "chiffres")); why != "" {
				t.Errorf("%s: %s: %+v: %s", rows, at, *f, why)
			}
			looked++
		}
	}
	return looked
}

var (
	tableCell = regexp.MustCompile(`(?s)<td class="n[^"]*">(.*?)</td>|<p class="figure">(.*?)</p>`)
	beside    = regexp.MustCompile(`(?s)<p class="than">[^:]* : (.*?)</p>`)
	changed   = regexp.MustCompile(`(?s)<strong>.*?</strong>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
)

// comparePage looks at every figure that a page shows.
func comparePage(t *testing.T, link string, body []byte) (looked int) {
	t.Helper()
	for part := range strings.SplitSeq(string(body), `<section class="block`) {
		_, id, _ := strings.Cut(part, `id="`)
		id, _, _ = strings.Cut(id, `"`)
		if slices.Contains(ofDirectory, id) || id == "offre" {
			continue
		}
		for _, m := range append(tableCell.FindAllStringSubmatch(part, -1), beside.FindAllStringSubmatch(part, -1)...) {
			words := html.UnescapeString(tags.ReplaceAllString(changed.ReplaceAllString(strings.Join(m[1:], ""), ""), ""))
			if f, ok := figureOf(strings.TrimSpace(words)); ok {
				looked++
				if why := f.wrong(nil, false); why != "" {
					t.Errorf("%s: %q: %s", link, words, why)
				}
			}
		}
	}
	return looked
}

// compareBilan holds a bilan to the same one with k = 1.
func compareBilan(t *testing.T, shown, truth bilan.Bilan) (looked int) {
	t.Helper()
	look := func(what string, c figures.Cell, real *figures.Cell) {
		looked++
		var is *figure
		if real != nil {
			is = &figure{real.N, real.Least}
		}
		if why := (figure{c.N, c.Least}).wrong(is, false); why != "" {
			t.Errorf("bilan %s %s: %s: %v: %s", shown.Period, shown.Territory.Name, what, c, why)
		}
	}
	for i, r := range shown.Indicators {
		if r.From != "robot" || r.Value == nil {
			continue
		}
		look(r.ID, *r.Value, truth.Indicators[i].Value)
		for _, c := range []*figures.Cell{r.Before, r.YearBefore} {
			if c != nil {
				look(r.ID+" before", *c, nil)
			}
		}
	}
	for i, s := range shown.Months {
		for j, p := range s.Points {
			look(string(s.Measure)+" "+p.Month, p.Figure, &truth.Months[i].Points[j].Figure)
		}
	}
	for i, x := range shown.Tables {
		real := map[string][]figures.Cell{}
		for _, r := range truth.Tables[i].Rows {
			real[r.ID] = r.Figures
		}
		for _, r := range x.Rows {
			for j, c := range r.Figures {
				var is *figures.Cell
				if cells := real[r.ID]; cells != nil {
					is = &cells[j]
				}
				look(x.ID+" "+r.ID+" "+string(x.Measures[j]), c, is)
			}
		}
	}
	for i := range shown.Heat.Figures {
		for _, c := range shown.Heat.Figures[i] {
			look("heat", c, nil)
		}
	}
	for _, q := range shown.Survey {
		look(q.ID, q.Total, nil)
		for _, a := range q.Answers {
			look(q.ID+" "+a.ID, a.Figure, nil)
		}
	}
	return looked
}

// TestNothingSmallLeaves reads all that shows figures, of years when little was
// asked, beside what the figures really are.
func TestNothingSmallLeaves(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		d := dbtest.Open(t, address)
		log := quietYears(t, d)
		s := newStage(t, address)
		base, _, stop := s.open(nil)
		until(t, "counted", 60*time.Second, func() bool {
			return count(t, d, `SELECT COUNT(*) FROM relay_months WHERE closed = 0`) > 0
		})
		boss := talk{s, s.sim.AddPerson(overseer)}
		shown, truth := boss.door(base), unprotected(t, d, log)
		now := figures.MonthOf(time.Now())
		periods := []figures.Period{{From: now.Add(-1), To: now.Add(-1)}, {From: now.Add(-2), To: now.Add(-2)}, {From: now, To: now}, {From: now.Add(-5), To: now.Add(-1)}}
		periods = append(periods, yearOf(int(now)/100-1), yearOf(int(now)/100))
		var looked int
		for i, p := range periods {
			places := []string{"", "sanitas", "37122"}
			for _, place := range places[:1+2*(1-min(1, i%2))] {
				for _, link := range links(shown.get("/console/").body) {
					if strings.Contains(link, "?") || !strings.HasPrefix(link, "/console/") {
						continue
					}
					looked += compareTables(t, shown, truth, link+"?periode="+p.String()+"&lieu="+place, p.From == p.To)
				}
			}
		}
		for _, y := range []string{strconv.Itoa(int(now)/100 - 1), strconv.Itoa(int(now) / 100)} {
			for _, place := range []string{"", "?lieu=sanitas", "?lieu=37122"} {
				var both [2]bilan.Bilan
				for i, v := range []*visitor{shown, truth} {
					if err := json.Unmarshal(v.get("/console/bilan/"+y+".json"+place).body, &both[i]); err != nil {
						t.Fatal(err)
					}
				}
				looked += compareBilan(t, both[0], both[1])
			}
		}
		looked += chatFigures(t, boss)
		if looked < 3_000 {
			t.Errorf("only %d figures were looked at", looked)
		}
		t.Logf("%d figures", looked)
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

var (
	notCounted = regexp.MustCompile(`moins de \d+|par tranches de \d+|[+−-]?\d[\d ]* %|\+\d+|×\d+|\b20\d\d\b|\d+(er|e) trimestre`)
	counted    = regexp.MustCompile(`\d{1,3}(?: \d{3})*`)
)

// chatFigures looks at the figures of the chat, period after period.
func chatFigures(t *testing.T, boss talk) (looked int) {
	t.Helper()
	said := []simulator.Message{boss.say("/stats", "Demandes")}
	for _, button := range []string{"← Mois précédent", "Quartiers", "Trimestre", "Année", "Mois en cours"} {
		if button == "Quartiers" && !strings.Contains(boss.last(), "[Quartiers]") {
			continue
		}
		want := "Demandes"
		said = append(said, boss.tap(button, want))
	}
	for _, m := range said {
		for _, number := range counted.FindAllString(notCounted.ReplaceAllString(spaced(m), ""), -1) {
			n, err := strconv.Atoi(strings.ReplaceAll(number, " ", ""))
			if err != nil {
				t.Fatal(err)
			}
			looked++
			if n > 0 && n < figures.DefaultK {
				t.Errorf("the chat shows %d:\n%s", n, spaced(m))
			}
		}
	}
	return looked
}

// miniApp is what Telegram gives a Mini App opened by somebody, proved with the
// token of a bot.
func miniApp(token string, who int64, at time.Time) string {
	fields := map[string]string{"user": fmt.Sprintf(`{"id":%d,"first_name":"Zoé"}`, who), "auth_date": strconv.FormatInt(at.Unix(), 10), "query_id": "AA"}
	var lines []string
	values := url.Values{}
	for name, value := range fields {
		lines = append(lines, name+"="+value)
		values.Set(name, value)
	}
	slices.Sort(lines)
	sum := func(key, of string) []byte {
		m := hmac.New(sha256.New, []byte(key))
		m.Write([]byte(of))
		return m.Sum(nil)
	}
	values.Set("hash", hex.EncodeToString(sum(string(sum("WebAppData", token)), strings.Join(lines, "\n"))))
	return values.Encode()
}

// TestConsoleFromOutside is what somebody tries who has an address only, another
// session, or another territory.
func TestConsoleFromOutside(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		d := dbtest.Open(t, address)
		quietYears(t, d)
		s := newStage(t, address)
		base, _, stop := s.open(nil)
		boss := s.join(simulator.Person{ID: 9001, FirstName: "Ada"}, "administrator")
		near := s.join(simulator.Person{ID: 9002, FirstName: "Bob"}, "coordinator", "--place", "sanitas")
		v, w := boss.door(base), near.door(base)
		s.idle(d)
		until(t, "counted", 60*time.Second, func() bool {
			return count(t, d, `SELECT COUNT(*) FROM relay_months WHERE closed = 0`) > 0
		})
		all := v.crawl(func(link string) bool {
			return strings.HasPrefix(link, "/console/") && !strings.Contains(link, "lieu=") && !strings.HasSuffix(link, "qr.png")
		})
		if len(all) < 60 {
			t.Errorf("only %d pages", len(all))
		}
		t.Run("no session", func(t *testing.T) { noSession(t, base, all) })
		t.Run("actions", func(t *testing.T) { actions(t, d, v, w, all) })
		t.Run("mini app", func(t *testing.T) { forged(t, d, s, base) })
		t.Run("territory", func(t *testing.T) { territories(t, w, all) })
		t.Run("removed", func(t *testing.T) { removed(t, d, v, w) })
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// noSession opens every page without a session, and with one that never was.
func noSession(t *testing.T, base string, all map[string]seen) {
	nobody, liar := newVisitor(t, base), newVisitor(t, base)
	u, err := url.Parse(base + "/console/")
	if err != nil {
		t.Fatal(err)
	}
	liar.client.Jar.SetCookies(u, []*http.Cookie{{Name: "relais_console", Value: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Path: "/console"}})
	for link := range all {
		for _, v := range []*visitor{nobody, liar} {
			a := v.get(link)
			if a.status != http.StatusUnauthorized || a.header.Get("Set-Cookie") != "" || bytes.Contains(a.body, []byte("<table")) {
				t.Errorf("GET %s without a session: %d", link, a.status)
			}
		}
	}
}

// actions tries every action there is a form for: by GET; from another site;
// with the token of another session, or none; without a session. Nothing may
// change.
func actions(t *testing.T, d *db.DB, v, other *visitor, all map[string]seen) {
	forms := map[string]bool{}
	for _, a := range all {
		for _, m := range actionShape.FindAllSubmatch(a.body, -1) {
			forms[html.UnescapeString(string(m[1]))] = true
		}
	}
	if len(forms) < 5 {
		t.Errorf("only %d forms: %v", len(forms), forms)
	}
	mine, theirs := v.csrf(), other.csrf()
	before := rows(t, d)
	fields := url.Values{"genre": {"reunion"}, "jour": {"2026-01-05"}, "titre": {"Réunion"}, "nombre": {"12"}, "lieu": {""}, "role": {"operator"}, "duree": {"7"},
		"personne": {"AAAAAAAAAAAAAAAAAAAAAA"}, "etat": {"removed"}, "csrf": {mine}}
	with := func(csrf string) url.Values {
		f := url.Values{}
		for name, value := range fields {
			f[name] = value
		}
		f.Set("csrf", csrf)
		return f
	}
	for link := range all {
		v.get(link)
	}
	for path := range forms {
		if a := v.get(path + "?" + fields.Encode()); a.status != http.StatusMethodNotAllowed && !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			t.Errorf("GET %s: %d", path, a.status)
		}
		for what, a := range map[string]seen{
			"of another site": v.postFrom("https://ailleurs.test", path, with(mine)), "without token": v.post(path, with("")),
			"with the token of another": v.post(path, with(theirs)),
		} {
			if a.status != http.StatusForbidden {
				t.Errorf("POST %s %s: %d", path, what, a.status)
			}
		}
		if a := newVisitor(t, v.base).post(path, with(mine)); a.status != http.StatusUnauthorized {
			t.Errorf("POST %s without a session: %d", path, a.status)
		}
	}
	if diff := cmp.Diff(before, rows(t, d)); diff != "" {
		t.Errorf("something changed:\n%s", diff)
	}
}

// forged tries to enter as a Mini App.
func forged(t *testing.T, d *db.DB, s *stage, base string) {
	token, now := s.sim.Token(), time.Now()
	good := miniApp(token, 9001, now)
	for what, data := range map[string]string{
		"nothing": "", "another bot": miniApp("1:autre", 9001, now), "old": miniApp(token, 9001, now.Add(-11*time.Minute)),
		"from the future": miniApp(token, 9001, now.Add(time.Hour)), "another person": strings.Replace(miniApp(token, 9002, now), "9002", "9001", 1),
		"an operator": miniApp(token, -1, now), "a stranger": miniApp(token, 4242, now), "a field more": good + "&a=b",
		"no proof": good[:strings.Index(good, "hash=")],
	} {
		v := newVisitor(t, base)
		if a := v.post("/console/app", url.Values{"init": {data}}); a.status != http.StatusForbidden || v.get("/console/").status != http.StatusUnauthorized {
			t.Errorf("%s: %d", what, a.status)
		}
	}
	v := newVisitor(t, base)
	if a := v.post("/console/app", url.Values{"init": {good}}); a.status != http.StatusSeeOther || v.get("/console/").status != http.StatusOK {
		t.Errorf("what Telegram says: %d", a.status)
	}
	if n := count(t, d, `SELECT COUNT(*) FROM relay_sessions WHERE kind = 'session'`); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

// territories asks, as the coordinator of the Sanitas, for all that is of other
// places.
func territories(t *testing.T, w *visitor, all map[string]seen) {
	var tried int
	for link, was := range all {
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		filtered := u.Query().Has("periode") || strings.HasPrefix(u.Path, "/console/bilan/") || bytes.Contains(was.body, []byte(`name="lieu"`)) && bytes.Contains(was.body, []byte(`name="periode"`))
		if !filtered {
			continue
		}
		for _, place := range []string{"europe", "la-rabiere", "37122", "37261"} {
			q := u.Query()
			q.Set("lieu", place)
			a := w.get(u.Path + "?" + q.Encode())
			tried++
			if a.status != http.StatusForbidden && a.status != http.StatusNotFound || bytes.Contains(a.body, []byte("<table")) {
				t.Errorf("GET %s of %s: %d", link, place, a.status)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d pages of others were asked for", tried)
	}
	for _, link := range []string{"/console/sondage/la-rabiere", "/console/sondage/la-rabiere/qr.png"} {
		if a := w.get(link); a.status != http.StatusForbidden {
			t.Errorf("GET %s: %d", link, a.status)
		}
	}
	for _, table := range []string{"quartiers", "quartiers-mois", "communes"} {
		for _, row := range csvRows(t, w.get("/console/territoires?format=csv&tableau="+table).body) {
			for _, place := range starter.Places() {
				if place.ID != "sanitas" && place.ID != "37261" && slices.Contains(row, place.Name) {
					t.Errorf("%s tells of %s: %v", table, place.Name, row)
				}
			}
		}
	}
}

// removed loses a coordinator, whose session ends at once.
func removed(t *testing.T, d *db.DB, v, w *visitor) {
	if a := w.get("/console/"); a.status != http.StatusOK {
		t.Fatalf("before: %d", a.status)
	}
	key, err := db.NewKey(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	who := newRelay(d, key).Pseudonym(9002)
	v.do("/console/relais/etat", url.Values{"personne": {who}, "etat": {relay.Removed}})
	for _, link := range []string{"/console/", "/console/relais", "/console/bilan/2025.csv", "/console/besoins?format=csv&tableau=themes"} {
		if a := w.get(link); a.status != http.StatusUnauthorized {
			t.Errorf("removed, GET %s: %d", link, a.status)
		}
	}
	if _, err := newRelay(d, key).Door(t.Context(), 9002); err == nil {
		t.Error("a removed coordinator gets a door")
	}
}
