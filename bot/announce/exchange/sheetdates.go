package exchange

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
)

// when reads the dates of a line and its deadline.
func (r *sheetReader) when(l *sheetLine) {
	if s := l.cells[colDeadline]; s != "" {
		dates, code, why := r.dates(s)
		if code != "" || len(dates) != 1 || dates[0].FirstDay() != dates[0].LastDay() {
			r.wrong(l, CodeDeadline, dateArgs(s, why)...)
			return
		}
		l.it.Deadline = dates[0].FirstDay()
	}
	s := l.cells[colDates]
	if s == "" {
		return
	}
	dates, code, why := r.dates(s)
	if code != "" {
		r.wrong(l, code, dateArgs(s, why)...)
		return
	}
	l.it.Dates = dates
	r.lastDay(l)
	r.hours(l)
}

func dateArgs(value, why string) []string {
	args := []string{clip(oneLine(value), 80)}
	if why != "" {
		args = append(args, why)
	}
	return args
}

// between is what may stand between dates.
var between = regexp.MustCompile(`^(?:[ ,;:|+&./()-]|\b(?:le|les|et|puis|ainsi que|a|de)\b)*$`)

// dates reads a cell of dates: as the workbook counts days, or as people write
// them. Every word of it must be understood.
func (r *sheetReader) dates(cell string) (dates []announce.Date, code, why string) {
	if n, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64); err == nil {
		d, ok := r.serial(n)
		if !ok {
			return nil, CodeDate, ""
		}
		return []announce.Date{d}, "", ""
	}
	flat := flatten(cell)
	if len(flat) > mostText {
		return nil, CodeDate, ""
	}
	at := 0
	for _, m := range mentions(flat, r.Now) {
		if m.bad != "" {
			return nil, m.bad, m.why
		}
		if !between.MatchString(flat[at:m.from]) {
			return nil, CodeDate, ""
		}
		dates, at = append(dates, m.dates...), m.to
	}
	if len(dates) == 0 || !between.MatchString(flat[at:]) {
		return nil, CodeDate, ""
	}
	return dates, "", ""
}

// serial is a day, or an instant, as workbooks count them.
func (r *sheetReader) serial(n float64) (announce.Date, bool) {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if r.since {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if n < 30000 || n > 75000 {
		return announce.Date{}, false
	}
	whole, part := math.Modf(n)
	d := first.AddDate(0, 0, int(whole))
	if minutes := int(math.Round(part * 24 * 60)); minutes > 0 && minutes < 24*60 {
		at := wall(d, minutes/60, minutes%60, 0, paris)
		return announce.Date{Starts: at, Ends: at}, true
	}
	at := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, paris)
	return announce.Date{Starts: at, Ends: at, Whole: true}, true
}

// lastDay reads the column of the last day. It needs one date before.
func (r *sheetReader) lastDay(l *sheetLine) {
	s := l.cells[colLast]
	if s == "" {
		return
	}
	dates, code, why := r.dates(s)
	switch {
	case code != "":
		r.wrong(l, code, dateArgs(s, why)...)
	case len(dates) != 1 || len(l.it.Dates) != 1 || dates[0].LastDay() < l.it.Dates[0].FirstDay():
		r.wrong(l, CodeLastDay, clip(oneLine(s), 80))
	case dates[0].LastDay() > l.it.Dates[0].LastDay():
		first, last := l.it.Dates[0].FirstDay(), dates[0].LastDay()
		l.it.Dates[0] = announce.Date{Starts: announce.DayStart(first), Ends: announce.DayStart(last), Whole: true}
	case !dates[0].Whole:
		l.it.Dates[0].Ends = dates[0].Starts
	}
}

// hours reads the columns of hours: they are those of each date that is a day
// without hour.
func (r *sheetReader) hours(l *sheetLine) {
	if l.lost || l.cells[colBegin] == "" && l.cells[colEnd] == "" {
		return
	}
	begin, end, ok := hoursOf(l.cells[colBegin])
	if !ok {
		r.wrong(l, CodeHour, clip(oneLine(l.cells[colBegin]), 80))
		return
	}
	if s := l.cells[colEnd]; s != "" {
		var rest clock
		if end, rest, ok = hoursOf(s); !ok || rest.told() {
			r.wrong(l, CodeHour, clip(oneLine(s), 80))
			return
		}
	}
	for i, d := range l.it.Dates {
		if d.Whole && d.Starts.Equal(d.Ends) {
			l.it.Dates[i] = atHours(d.Starts, begin, end)
		}
	}
}

var onlyHour = regexp.MustCompile(`^[0-9]{1,2}$`)

// hoursOf reads « 18h30 », « 18 h 30 », « 18:30 », « 14h-16h30 », and the part of
// a day workbooks write.
func hoursOf(cell string) (begin, end clock, ok bool) {
	flat := strings.TrimSpace(flatten(cell))
	if n, err := strconv.ParseFloat(strings.Replace(flat, ",", ".", 1), 64); err == nil && !onlyHour.MatchString(flat) {
		_, part := math.Modf(n)
		minutes := int(math.Round(part*24*60)) % (24 * 60)
		return clock{hour: strconv.Itoa(minutes / 60), minute: strconv.Itoa(minutes % 60)}, clock{}, n >= 0
	}
	if onlyHour.MatchString(flat) {
		flat += "h"
	}
	m := hoursShape.FindStringSubmatch(flat)
	if m == nil || strings.TrimSpace(flat[len(m[0]):]) != "" {
		return clock{}, clock{}, false
	}
	begin, end = clock{m[2], m[3], m[4]}, clock{m[5], m[6], m[7]}
	if m[1] != "" && !end.told() {
		begin, end = clock{hour: m[1]}, begin
	}
	return begin, end, true
}
