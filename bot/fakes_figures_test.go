package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"relais/bot/relay"
	"relais/bot/relay/figures"
)

// fakeFigures tells the same story for every closed period, and rounds what cuts
// it and the running month.
type fakeFigures struct {
	broken bool
	asked  []string
}

func (f *fakeFigures) K() int { return 11 }

func (f *fakeFigures) note(p figures.Period, where figures.Territory) error {
	f.asked = append(f.asked, p.String()+" "+where.Quartier)
	if f.broken {
		return errBroken
	}
	return nil
}

var under = figures.Cell{Least: true}

func shown(n int) figures.Cell { return figures.Cell{N: n} }

func least(n int) figures.Cell { return figures.Cell{N: n, Least: true} }

func (f *fakeFigures) Summary(_ context.Context, p figures.Period, where figures.Territory) (figures.Summary, error) {
	s := figures.Summary{Period: p, Territory: where, Figures: map[figures.Measure]figures.Compared{
		figures.Questions: {Now: shown(1312), Before: shown(1112), YearBefore: shown(1500)},
		figures.Operators: {Now: shown(27), Before: shown(27), YearBefore: under},
		figures.Acts:      {Now: shown(141), Before: shown(0), YearBefore: shown(0)},
		figures.Unmet:     {Now: shown(22), Before: under, YearBefore: under},
	}}
	if !p.Exact(moment) {
		s.Figures[figures.Questions] = figures.Compared{Now: least(44), Before: shown(1312), YearBefore: shown(900)}
		s.Figures[figures.Unmet] = figures.Compared{Now: under, Before: shown(22), YearBefore: under}
	}
	return s, f.note(p, where)
}

func (f *fakeFigures) Week(_ context.Context, monday relay.Day, where figures.Territory) (figures.Week, error) {
	f.asked = append(f.asked, monday.String()+" "+where.Quartier)
	return figures.Week{From: monday, To: monday.Add(6),
		Figures: map[figures.Measure]figures.Cell{figures.Questions: least(44), figures.Operators: under, figures.Acts: least(22), figures.Unmet: under},
		Before:  map[figures.Measure]figures.Cell{figures.Questions: least(33), figures.Operators: under, figures.Acts: under, figures.Unmet: under},
		Themes:  []figures.Row{{ID: "dentaire", Cells: map[figures.Measure]figures.Cell{figures.Questions: least(22)}}}}, nil
}

func (f *fakeFigures) Rising(context.Context, figures.Period, figures.Territory, int) ([]figures.Rise, error) {
	return []figures.Rise{{ID: "sante-mentale", Now: least(66), Before: least(33)}, {ID: "dentaire", Now: least(33), Before: under}}, nil
}

func (f *fakeFigures) Table(_ context.Context, by figures.Dimension, m []figures.Measure, p figures.Period, where figures.Territory) (figures.Table, error) {
	row := func(id string, c figures.Cell) figures.Row {
		return figures.Row{ID: id, Cells: map[figures.Measure]figures.Cell{m[0]: c}}
	}
	t := figures.Table{Dimension: by, Measures: m}
	if by == figures.ThemeReason {
		t.Rows = []figures.Row{row("sante-mentale/complet", least(11)), row("dentaire/trop-cher", under)}
	} else {
		t.Rows = []figures.Row{row("sanitas", shown(620)), row("europe", shown(201)), row("les-tourettes", under)}
	}
	return t, f.note(p, where)
}

func (f *fakeFigures) Series(_ context.Context, _ figures.Measure, _ figures.Dimension, _ string, p figures.Period, where figures.Territory) ([]figures.Point, error) {
	var points []figures.Point
	for i, m := range p.Months() {
		points = append(points, figures.Point{Period: figures.Period{From: m, To: m}, Cell: shown(100 + 10*i)})
	}
	return points, f.note(p, where)
}

func (f *fakeFigures) bilan(_ context.Context, p figures.Period, where figures.Territory) (pdf, xlsx []byte, err error) {
	return []byte("%PDF " + p.String()), []byte("PK " + p.String()), f.note(p, where)
}

// withMedia gives the simulator editMessageMedia, for the words below the
// picture: it has no other picture to show.
func withMedia(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/editMessageMedia") {
			asCaption(r)
		}
		next.ServeHTTP(w, r)
	})
}

func asCaption(r *http.Request) {
	r.URL.Path = strings.TrimSuffix(r.URL.Path, "Media") + "Caption"
	_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	call := map[string]any{}
	for form := multipart.NewReader(r.Body, params["boundary"]); ; {
		part, err := form.NextPart()
		if err != nil {
			break
		}
		value, _ := io.ReadAll(part)
		var media struct{ Caption string }
		switch part.FormName() {
		case "media":
			_ = json.Unmarshal(value, &media)
			call["caption"], call["parse_mode"] = media.Caption, "HTML"
		case "chat_id", "message_id", "reply_markup":
			call[part.FormName()] = json.RawMessage(value)
		}
	}
	body, _ := json.Marshal(call)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.Header.Set("Content-Type", "application/json")
}
