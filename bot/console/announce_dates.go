package console

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
)

// dateRow is one date of the form, as it was typed.
type dateRow struct {
	Rank       int    // from 1
	Day, Last  string // YYYY-MM-DD; Last is empty when it is Day
	Begin, End string // HH:MM; both empty when hours are not known
}

// rowOf is a date as the form shows it.
func rowOf(d announce.Date) dateRow {
	starts, ends := d.Starts.In(paris), d.Ends.In(paris)
	row := dateRow{Day: starts.Format(time.DateOnly)}
	if last := ends.Format(time.DateOnly); last > row.Day {
		row.Last = last
	}
	if d.Whole {
		return row
	}
	row.Begin = starts.Format("15:04")
	if ends.After(starts) {
		row.End = ends.Format("15:04")
	}
	return row
}

// typedRows are the dates of the form, without those left empty.
func typedRows(r *http.Request) (rows []dateRow) {
	at := func(name string, i int) string {
		if list := r.PostForm[name]; i < len(list) {
			return strings.TrimSpace(list[i])
		}
		return ""
	}
	for i := range min(len(r.PostForm["jour"]), 2*announce.MaxDates) {
		row := dateRow{Day: at("jour", i), Last: at("dernier", i), Begin: at("debut", i), End: at("fin", i)}
		if row != (dateRow{}) {
			rows = append(rows, row)
		}
	}
	return rows
}

// readDates reads the rows; one that cannot be read is told.
func (f *itemForm) readDates(it *announce.Item) {
	it.Dates = nil
	for _, row := range f.Dates {
		d, ok := row.date()
		if !ok {
			f.fault("dates", "date")
			continue
		}
		it.Dates = append(it.Dates, d)
	}
	slices.SortFunc(it.Dates, func(a, b announce.Date) int { return a.Starts.Compare(b.Starts) })
}

// date reads a row. An hour of the end before that of the beginning is of the
// next day, until six.
func (row dateRow) date() (announce.Date, bool) {
	first, ok := dayTyped(row.Day)
	last := first
	if ok && row.Last != "" {
		last, ok = dayTyped(row.Last)
	}
	if !ok {
		return announce.Date{}, false
	}
	if row.Begin == "" {
		return announce.Date{Starts: first, Ends: last, Whole: true}, row.End == "" && !last.Before(first)
	}
	starts, ok := hourTyped(first, row.Begin)
	if !ok || row.End == "" {
		return announce.Date{Starts: starts, Ends: starts}, ok && row.Last == ""
	}
	ends, ok := hourTyped(last, row.End)
	if ok && row.Last == "" && ends.Before(starts) && ends.Hour() < 6 {
		ends, ok = hourTyped(last.AddDate(0, 0, 1), row.End)
	}
	return announce.Date{Starts: starts, Ends: ends}, ok && !ends.Before(starts)
}

// dayTyped reads 2026-10-08, and 8/10/2026 for browsers without a calendar.
func dayTyped(s string) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, s, paris)
	if err != nil {
		t, err = time.ParseInLocation("2/1/2006", s, paris)
	}
	return t, err == nil
}

// hourTyped reads 18:30 and « 18 h 30 », on a day.
func hourTyped(day time.Time, s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(s), "h", ":")), "")
	if strings.HasSuffix(s, ":") {
		s += "00"
	}
	t, err := time.Parse("15:04", s)
	y, m, d := day.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, paris), err == nil
}
