package console

import (
	"encoding/csv"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// figurePaths are the pages with a period and a place.
var figurePaths = []string{"/console/", "/console/besoins", "/console/sans-reponse", "/console/incompris",
	"/console/orientation", "/console/services", "/console/territoires", "/console/qualite"}

var (
	csvLinks  = regexp.MustCompile(`href="([^"]*format=csv[^"]*)"`)
	tables    = regexp.MustCompile(`(?s)<section class="block" id="([^"]+)".*?</section>`)
	tableRows = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	cells     = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	helps     = regexp.MustCompile(`(?s)<a class="help".*?</a>|<span class="unseen">.*?</span>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
)

func TestFigurePages(t *testing.T) {
	s := newStand(t)
	t.Run("pages", s.testPages)
	t.Run("csv", s.testCSV)
	t.Run("figures", s.testFigures)
	t.Run("tables", s.testTables)
	t.Run("filter", s.testFilter)
	t.Run("territory", s.testTerritory)
	t.Run("bilan", s.testBilan)
	t.Run("running", s.testRunning)
}

// testPages opens every page: all is there without a script.
func (s *stand) testPages(t *testing.T) {
	for _, path := range figurePaths {
		begin := time.Now()
		body := s.page(t, admin, path)
		first := time.Since(begin)
		begin = time.Now()
		s.page(t, admin, path)
		t.Logf("%s: %v at first, then %v, %d kB", path, first.Round(time.Millisecond), time.Since(begin).Round(time.Millisecond), len(body)/1000)
		for _, want := range []string{`<html lang="fr">`, "<h1>", `name="periode"`, "3e trimestre", "Lignes en CSV"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q", path, want)
			}
		}
		for _, never := range []string{" style=", "<style", "onclick", "%!", "to write"} {
			if strings.Contains(body, never) {
				t.Errorf("%s: %q", path, never)
			}
		}
	}
	if body := s.page(t, admin, "/console/aide"); strings.Count(body, "<dt>Limite</dt>") < 15 {
		t.Error("definitions are missing")
	}
}

// shownRows are the rows of a block as a page shows them.
func shownRows(block string) (rows [][]string) {
	for _, r := range tableRows.FindAllStringSubmatch(block, -1) {
		var row []string
		for _, c := range cells.FindAllStringSubmatch(r[1], -1) {
			words := tags.ReplaceAllString(helps.ReplaceAllString(c[1], ""), "")
			row = append(row, strings.TrimSpace(html.UnescapeString(words)))
		}
		rows = append(rows, row)
	}
	return rows
}

// asCSV is a table of a page as its CSV file writes it: figures as numbers, and
// « au moins » over the columns where some are rounded down.
func asCSV(rows [][]string) [][]string {
	number := regexp.MustCompile(`^(≥\x{a0})?(0|[1-9][0-9\x{a0}]*)$`)
	under := regexp.MustCompile(`^<\x{a0}[0-9]+$`)
	for y, row := range rows {
		for x, words := range row {
			switch {
			case under.MatchString(words):
				row[x] = "0"
			case number.MatchString(words):
				row[x] = strings.ReplaceAll(strings.TrimPrefix(words, "≥\u00a0"), "\u00a0", "")
			default:
				row[x] = tame(words)
			}
			if y > 0 && strings.ContainsAny(words, "<≥") && !strings.HasSuffix(rows[0][x], ")") {
				rows[0][x] = text.AtLeast(rows[0][x])
			}
		}
	}
	return rows
}

// testCSV compares each table with its CSV file.
func (s *stand) testCSV(t *testing.T) {
	for _, path := range figurePaths {
		body := s.page(t, admin, path+"?periode=2026-T2&lieu=37261")
		for _, block := range tables.FindAllStringSubmatch(body, -1) {
			link := csvLinks.FindStringSubmatch(block[0])
			if link == nil {
				continue // nothing to show
			}
			status, data, header := s.get(t, admin, html.UnescapeString(link[1]))
			if status != http.StatusOK || header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(data, bom) {
				t.Fatalf("%s: %d %v", link[1], status, header)
			}
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, bom)))
			r.Comma = ';'
			got, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			want := asCSV(shownRows(block[0]))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s: page and CSV differ\n%s", path, block[1], diff)
			}
		}
	}
}

// testFigures compares the key figures with those of the package they come from.
func (s *stand) testFigures(t *testing.T) {
	p := figures.Period{From: 202607, To: 202609}
	want, err := s.figures.Summary(t.Context(), p, figures.Territory{})
	if err != nil {
		t.Fatal(err)
	}
	body := s.page(t, admin, "/console/?periode=2026-T3")
	tiles := regexp.MustCompile(`(?s)<h2>([^<]*)</h2>\s*<p class="figure">(.*?)</p>\s*<p class="than">avant : (.*?)(?:<strong>.*?)?</p>`).
		FindAllStringSubmatch(strings.ReplaceAll(body, "\u00a0:", " :"), -1)
	if len(tiles) != len(keyMeasures) {
		t.Fatalf("%d key figures", len(tiles))
	}
	for i, m := range keyMeasures {
		got := []string{tiles[i][1], html.UnescapeString(tags.ReplaceAllString(helps.ReplaceAllString(tiles[i][2], ""), "")), strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(helps.ReplaceAllString(tiles[i][3], ""), "")))}
		x := want.Figures[m]
		if diff := cmp.Diff([]string{text.MeasureName(string(m)), said(x.Now), said(x.Before)}, got); diff != "" {
			t.Error(diff)
		}
	}
	if want.Figures[figures.Questions].Now.N < 1000 {
		t.Errorf("questions %+v: the sample is empty", want.Figures[figures.Questions])
	}
}

// testTables compares tables with those of the package they come from.
func (s *stand) testTables(t *testing.T) {
	for _, c := range []struct {
		path, block string
		by          figures.Dimension
		measures    []figures.Measure
	}{
		{"/console/besoins", "themes", figures.Theme, []figures.Measure{figures.Questions, figures.Needs, figures.Acts, figures.Referrals, figures.Unmet, figures.Candidates}},
		{"/console/sans-reponse", "raisons", figures.Reason, []figures.Measure{figures.Unmet}},
		{"/console/territoires", "quartiers", figures.Quartier, sideBySide},
	} {
		want, err := s.figures.Table(t.Context(), c.by, c.measures, figures.Period{From: 202604, To: 202606}, figures.Territory{})
		if err != nil {
			t.Fatal(err)
		}
		names := naming{c: s.console}
		rows := [][]string{}
		for _, r := range want.Rows {
			row := []string{names.of(c.by, r.ID)}
			for _, m := range c.measures {
				row = append(row, said(r.Cells[m]))
			}
			rows = append(rows, row)
		}
		if len(rows) < 5 {
			t.Errorf("%s: %d rows", c.block, len(rows))
			continue
		}
		for _, block := range tables.FindAllStringSubmatch(s.page(t, admin, c.path+"?periode=2026-T2"), -1) {
			if block[1] != c.block {
				continue
			}
			got := shownRows(block[0])
			if diff := cmp.Diff(rows, got[1:1+len(rows)]); diff != "" {
				t.Errorf("%s: %s", c.block, diff)
			}
		}
	}
}

// testFilter keeps the period and the place in every link, and refuses what
// cannot be read.
func (s *stand) testFilter(t *testing.T) {
	body := s.page(t, admin, "/console/territoires?periode=2026-T2&lieu=37261")
	for _, link := range csvLinks.FindAllStringSubmatch(body, -1) {
		if !strings.Contains(link[1], "periode=2026-T2") || !strings.Contains(link[1], "lieu=37261") {
			t.Errorf("link %s", link[1])
		}
	}
	for _, want := range []string{`value="2026-T2" selected`, `value="37261" selected`, "/console/?lieu=sanitas&amp;periode=2026-T2"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if body := s.page(t, admin, "/console/?periode=&de=2026-03&a=2026-08"); !strings.Contains(body, `value="2026-03..2026-08" selected`) {
		t.Error("two months are not a period")
	}
	for query, want := range map[string]string{
		"periode=hier": text.PageWrongPeriod, "periode=2026-13": text.PageWrongPeriod, "de=2026-08": "", "de=2026-08&a=2026-03": text.PageWrongPeriod,
		"de=x&a=y": text.PageWrongPeriod, "lieu=paris": text.PageWrongPlace, "lieu=%3Cscript%3E": text.PageWrongPlace,
	} {
		for _, path := range figurePaths {
			status, body, _ := s.get(t, admin, path+"?"+query)
			if want == "" && status != http.StatusOK || want != "" && (status != http.StatusBadRequest || !strings.Contains(body, html.EscapeString(want))) {
				t.Errorf("%s?%s: status %d", path, query, status)
			}
			if strings.Contains(body, "<script>") {
				t.Errorf("%s?%s is written as it came", path, query)
			}
		}
	}
	if status, _, _ := s.get(t, admin, "/console/?format=csv&tableau=secret"); status != http.StatusNotFound {
		t.Errorf("rows of nothing: %d", status)
	}
}

// testTerritory gives a coordinator their commune and its quarters only.
func (s *stand) testTerritory(t *testing.T) {
	session, err := s.log.Session(t.Context(), s.tokens[ofTown])
	if err != nil {
		t.Fatal(err)
	}
	mine := session.Person.Territory.Commune
	if mine == "" {
		t.Fatal("no commune to coordinate")
	}
	for _, p := range s.console.Places {
		want := http.StatusForbidden
		if p.INSEE == mine {
			want = http.StatusOK
		}
		for _, path := range []string{"/console/", "/console/territoires", "/console/?format=csv&tableau=chiffres"} {
			path += map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "lieu=" + p.ID
			if status, _, _ := s.get(t, ofTown, path); status != want {
				t.Errorf("%s: status %d, want %d", path, status, want)
			}
		}
		if status, _, _ := s.get(t, ofTown, "/console/bilan/2025.json?lieu="+p.ID); status != want {
			t.Errorf("report of %s: %d", p.ID, status)
		}
	}
	for _, path := range figurePaths {
		body := s.page(t, ofTown, path)
		if strings.Contains(body, "Tous les territoires") || !strings.Contains(body, "lieu="+mine) {
			t.Errorf("%s is not of the territory", path)
		}
		for _, p := range s.console.Places {
			if p.Kind == directory.Commune && p.ID != mine && strings.Contains(body, `value="`+p.ID+`"`) {
				t.Errorf("%s offers %s", path, p.Name)
			}
		}
	}
}

func (s *stand) testBilan(t *testing.T) {
	body := s.page(t, admin, "/console/bilan?annee=2025&lieu=37261")
	for _, end := range []string{"pdf", "xlsx", "csv", "json"} {
		link := "/console/bilan/2025." + end + "?lieu=37261"
		if !strings.Contains(body, `href="`+link+`"`) {
			t.Errorf("no link to %s", link)
		}
		status, data, header := s.get(t, admin, link)
		if status != http.StatusOK || len(data) < 100 || !strings.Contains(header.Get("Content-Disposition"), "bilan-relais-2025-37261."+end) {
			t.Errorf("%s: %d, %d bytes, %v", link, status, len(data), header)
		}
	}
	for path, want := range map[string]int{
		"/console/bilan?annee=x": 400, "/console/bilan?annee=2031": 400, "/console/bilan?lieu=x": 400, "/console/bilan/2025.exe": 404,
		"/console/bilan/pdf": 400, "/console/bilan/2031.pdf": 400, "/console/bilan/2025.pdf?lieu=x": 404,
	} {
		if status, _, _ := s.get(t, admin, path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

// testRunning reads the running month: nothing in it is exact.
func (s *stand) testRunning(t *testing.T) {
	exact := regexp.MustCompile(`<td class="n[^"]*">[1-9]`)
	for _, path := range figurePaths[:7] {
		body := s.page(t, admin, path+"?periode=2026-11")
		if !strings.Contains(body, "n’est pas finie") {
			t.Errorf("%s does not say that it is rounded", path)
		}
		for _, block := range tables.FindAllStringSubmatch(body, -1) {
			past := []string{"chiffres", "hausses", "entonnoir", "offre", "activite", "operateurs", "quartiers-mois"} // other months, or services, beside
			if found := exact.FindString(block[0]); found != "" && !slices.Contains(past, block[1]) && !strings.HasSuffix(block[1], "-mois") {
				t.Errorf("%s, %s: %s", path, block[1], found)
			}
		}
	}
}

func TestCoordinatorSees(t *testing.T) {
	for _, c := range []struct {
		only, where relay.Territory
		want        bool
	}{
		{relay.Territory{}, relay.Territory{Commune: "37261"}, true},
		{relay.Territory{Commune: "37261"}, relay.Territory{Commune: "37261", Quartier: "sanitas"}, true},
		{relay.Territory{Commune: "37261"}, relay.Territory{Commune: "37122"}, false},
		{relay.Territory{Commune: "37261", Quartier: "sanitas"}, relay.Territory{Commune: "37261"}, false},
	} {
		who := &reader{session: relay.Session{Person: relay.Person{Role: relay.Coordinator, Territory: c.only}}}
		if got := who.sees(c.where); got != c.want {
			t.Errorf("%+v sees %+v: %v", c.only, c.where, got)
		}
	}
}
