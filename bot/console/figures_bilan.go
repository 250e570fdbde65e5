package console

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"relais/bot/bilan"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// bilanView is the page where a report is chosen.
type bilanView struct {
	Form    filterForm
	Years   []choice
	Files   []file
	Refused string
}

// file is one form of the report.
type file struct{ Link, Name, Words string }

// formats are the forms of the report, by the end of their name.
var formats = []struct{ end, kind string }{
	{"pdf", "application/pdf"},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"csv", "text/csv; charset=utf-8"},
	{"json", "application/json"},
}

// firstYear is the first of which there may be activity.
const firstYear = 2021

// bilanFilter reads the year and the place of a report: the year that is over
// last without one.
func (c *Console) bilanFilter(r *http.Request, who *reader, year string) (filter, error) {
	f, err := c.filter(r, who)
	this := int(figures.MonthOf(c.Now())) / 100
	y := this - 1
	if year != "" {
		n, bad := strconv.Atoi(year)
		if bad != nil || n < firstYear || n > this {
			return f, errors.Join(figures.ErrPeriod, err)
		}
		y = n
	}
	f.period = figures.Period{From: figures.Month(y*100 + 1), To: figures.Month(y*100 + 12)}
	return f, err
}

// bilan is the page where a report is chosen.
func (c *Console) bilan(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, err := c.bilanFilter(r, who, r.URL.Query().Get("annee"))
	view := bilanView{Form: c.form(f), Years: c.years(f)}
	status := http.StatusOK
	switch {
	case errors.Is(err, figures.ErrPeriod):
		view.Refused, status = text.PageWrongYear, http.StatusBadRequest
	case errors.Is(err, errPlace):
		view.Refused, status = text.PageWrongPlace, http.StatusBadRequest
	case err != nil:
		return err
	}
	for _, x := range formats {
		link := "/console/bilan/" + f.period.String() + "." + x.end
		if f.place != "" {
			link += "?lieu=" + f.place
		}
		name, words := text.BilanFormat(x.end)
		view.Files = append(view.Files, file{link, name, words})
	}
	return c.renderStatus(w, r, who, status, "figures-bilan", view)
}

func (c *Console) years(f filter) []choice {
	var out []choice
	this := int(figures.MonthOf(c.Now())) / 100
	for y := this; y >= max(firstYear, this-4); y-- {
		out = append(out, choice{strconv.Itoa(y), strconv.Itoa(y), int(f.period.From)/100 == y})
	}
	return out
}

// bilanFile answers with the report of a year: 2026.pdf.
func (c *Console) bilanFile(w http.ResponseWriter, r *http.Request, who *reader) error {
	name := r.PathValue("file")
	end := strings.TrimPrefix(path.Ext(name), ".")
	f, err := c.bilanFilter(r, who, strings.TrimSuffix(name, "."+end))
	if errors.Is(err, errPlace) {
		return errNotFound
	}
	if err != nil {
		return err
	}
	for _, x := range formats {
		if x.end == end {
			return c.writeBilan(w, r, f, x.end, x.kind)
		}
	}
	return errNotFound
}

// writeBilan makes the whole report before a byte leaves.
func (c *Console) writeBilan(w http.ResponseWriter, r *http.Request, f filter, end, kind string) error {
	source := bilan.Source{Figures: c.Figures, Relay: c.Relay, Indicators: text.Indicators(), Place: c.knownPlace, Besoin: c.Besoin}
	if c.Announce != nil {
		source.Programme = bilan.FromBoard(c.Announce, c.Figures.K())
	}
	b, err := bilan.Collect(r.Context(), source, f.period, f.where, c.Now())
	if err != nil {
		return err
	}
	write := map[string]func(*bytes.Buffer) error{
		"pdf":  func(to *bytes.Buffer) error { return bilan.WritePDF(to, b) },
		"xlsx": func(to *bytes.Buffer) error { return bilan.WriteXLSX(to, b) },
		"csv":  func(to *bytes.Buffer) error { return bilan.WriteCSV(to, b) },
		"json": func(to *bytes.Buffer) error { return bilan.WriteJSON(to, b) },
	}[end]
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return fmt.Errorf("report as %s: %w", end, err)
	}
	name := "bilan-relais-" + f.period.String()
	if f.place != "" {
		name += "-" + f.place
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+end+`"`)
	_, err = out.WriteTo(w)
	if err != nil {
		c.Log.Debug("console: reader gone", "page", "bilan")
	}
	return nil
}

// knownPlace is the name of a quarter or commune, empty when unknown.
func (c *Console) knownPlace(id string) string { return c.places[id].Name }
