package bot

import (
	"context"
	"testing"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// wideFigures are the longest there may be.
type wideFigures struct{ fakeFigures }

func (f *wideFigures) Summary(_ context.Context, p figures.Period, where figures.Territory) (figures.Summary, error) {
	s := figures.Summary{Figures: map[figures.Measure]figures.Compared{}}
	for _, m := range headlines {
		s.Figures[m] = figures.Compared{Now: shown(1234567), Before: least(123453), YearBefore: under}
	}
	return s, nil
}

// longThemes are the themes whose labels are longest.
func longThemes(n int) (ids []string) {
	for width := 60; width > 0 && len(ids) < n; width-- {
		for _, theme := range directory.Themes {
			if text.Units(theme.Label) == width && len(ids) < n {
				ids = append(ids, theme.ID)
			}
		}
	}
	return ids
}

func (f *wideFigures) Rising(_ context.Context, _ figures.Period, _ figures.Territory, n int) (rises []figures.Rise, err error) {
	for _, id := range longThemes(n) {
		rises = append(rises, figures.Rise{ID: id, Now: least(12342), Before: least(11110)})
	}
	return rises, nil
}

func (f *wideFigures) Table(ctx context.Context, by figures.Dimension, m []figures.Measure, _ figures.Period, _ figures.Territory) (t figures.Table, err error) {
	ids := []string{"sanitas", "europe", "les-tourettes"}
	if by == figures.ThemeReason {
		ids = nil
		for _, id := range longThemes(reasonsShown) {
			ids = append(ids, id+"/complet")
		}
	}
	for _, id := range ids {
		t.Rows = append(t.Rows, figures.Row{ID: id, Cells: map[figures.Measure]figures.Cell{m[0]: {N: 12342, Least: true}}})
	}
	return t, nil
}

// TestFiguresFitUnderAPicture, whatever they are.
func TestFiguresFitUnderAPicture(t *testing.T) {
	w := newWorld(t)
	w.bot.Figures = &wideFigures{}
	html, err := w.bot.summary(t.Context(), relay.Person{Role: relay.Administrator}, figures.Period{From: 202510, To: 202512})
	if err != nil {
		t.Fatal(err)
	}
	if got := text.Fit(html, captionLimit); got != html {
		t.Errorf("%d units are too many:\n%s", text.Units(html), html)
	}
	wants(t, html, "&lt; 11 : moins de 11, ou rien", "≥ : au moins", "environ +")
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		month  figures.Month
		length int
		want   string
	}{{202602, aQuarter, "2026-T1"}, {202612, aQuarter, "2026-T4"}, {202601, aYear, "2026"}, {202608, aMonth, "2026-08"}} {
		if got := around(c.month, c.length); got.String() != c.want || lengthOf(got) != c.length {
			t.Errorf("around %d: %s, %d months; want %s", c.month, got, lengthOf(got), c.want)
		}
	}
	if plus(202601, -1) != 202512 || plus(202512, 1) != 202601 || plus(202602, 1-chartMonths) != 202503 {
		t.Error("months are not reckoned right")
	}
}

// TestEveryPeriodHasItsWays: whatever is shown, buttons lead elsewhere, none
// to the future and none to itself.
func TestEveryPeriodHasItsWays(t *testing.T) {
	w := newWorld(t)
	running := figures.MonthOf(moment)
	for _, p := range []figures.Period{month(running), month(202602), around(202602, aQuarter), around(202511, aQuarter), around(running, aYear),
		around(202405, aYear), {From: 202503, To: 202508}} {
		labels := map[string]bool{}
		for _, row := range w.bot.statsKeys(t.Context(), noraID, relay.Person{Role: relay.Coordinator}, p, false).rows {
			for _, b := range row {
				got, err := readTap(b.CallbackData)
				if err != nil || labels[b.Text] {
					t.Errorf("%s: %q: %v", p, b.Text, err)
				}
				labels[b.Text] = true
				to, err := figures.ParsePeriod(got.Arg)
				if got.Action == tapStats && (err != nil || to == p || to.From > running) {
					t.Errorf("%s: %q leads to %s, %v", p, b.Text, got.Arg, err)
				}
			}
		}
		if !labels["Exporter"] || !labels["Quartiers"] || labels["Mois en cours"] == (p == month(running)) {
			t.Errorf("%s: %v", p, labels)
		}
	}
}
