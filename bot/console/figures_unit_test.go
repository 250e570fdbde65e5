package console

import (
	"strings"
	"testing"
	"time"

	"relais/bot/relay/figures"
	"relais/bot/text"
)

func TestCSVIsTame(t *testing.T) {
	var b strings.Builder
	err := writeCSV(&b, table{Columns: []column{{Words: "Service"}, {Words: "Questions"}},
		Rows:  [][]value{{words(`=HYPERLINK("x")`), number(1250)}, {words("@cmd; « là »"), {Words: "≥ 44", Said: "au moins 44", Raw: "44"}}, {words("+12\u00a0%"), words("-1")}},
		Total: []value{words("Ensemble"), number(0)}})
	want := bom + "Service;Questions (au moins)\r\n\"'=HYPERLINK(\"\"x\"\")\";1250\r\n\"'@cmd; « là »\";44\r\n'+12\u00a0%;'-1\r\nEnsemble;0\r\n"
	if err != nil || b.String() != want {
		t.Errorf("%v\n%q\n%q", err, b.String(), want)
	}
}

func TestMonths(t *testing.T) {
	for _, c := range []struct {
		now  string
		want figures.Period
	}{
		{"2026-11-18", figures.Period{From: 202607, To: 202609}}, {"2026-10-01", figures.Period{From: 202607, To: 202609}},
		{"2026-09-30", figures.Period{From: 202604, To: 202606}}, {"2026-02-01", figures.Period{From: 202510, To: 202512}},
	} {
		now, _ := time.Parse(time.DateOnly, c.now)
		if got := lastQuarter(now); got != c.want {
			t.Errorf("%s: %v", c.now, got)
		}
	}
	if got := trailing(figures.Period{From: 202601, To: 202603}, 24); got != (figures.Period{From: 202404, To: 202603}) {
		t.Errorf("24 months: %v", got)
	}
	for n, want := range map[int]figures.Month{0: 202601, -1: 202512, 12: 202701, -13: 202412, 11: 202612} {
		if got := later(202601, n); got != want {
			t.Errorf("%d months later: %d", n, got)
		}
	}
}

func TestPeriodWords(t *testing.T) {
	for p, want := range map[figures.Period]string{
		{From: 202601, To: 202612}: "2026", {From: 202607, To: 202609}: "3e trimestre 2026", {From: 202610, To: 202610}: "octobre 2026",
		{From: 202603, To: 202608}: "de mars à août 2026", {From: 202511, To: 202610}: "de novembre 2025 à octobre 2026",
		{From: 202604, To: 202608}: "d’avril à août 2026", {From: 202608, To: 202609}: "d’août à septembre 2026", {From: 202613, To: 202601}: "",
	} {
		if got := strings.ReplaceAll(text.PeriodWords(int(p.From), int(p.To)), "\u00a0", " "); got != want {
			t.Errorf("%v: %q, want %q", p, got, want)
		}
	}
}

// TestEveryPartHasWords: a part without a title would be a page with a hole.
func TestEveryPartHasWords(t *testing.T) {
	for _, s := range (&Console{}).sheets() {
		if title, lead := text.SheetWords(s.id); title == "" || lead == "" {
			t.Errorf("page %s has no words", s.id)
		}
		seen := map[string]bool{}
		for _, p := range s.parts {
			if text.BlockTitle(p.id) == "" || seen[p.id] {
				t.Errorf("part %s of %s has no title, or another's id", p.id, s.id)
			}
			seen[p.id] = true
		}
	}
}
