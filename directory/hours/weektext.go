package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// week is the order in which French people list days.
var week = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// Week renders the value in French: "lundi, mardi 9 h – 12 h et 14 h – 17 h ·
// samedi 9 h – 12 h · jours fériés : fermé". It is empty for the zero Schedule.
// Unquoted remarks are not in it: see Comment.
func (s Schedule) Week() string {
	parts := s.usualWeek()
	for _, r := range s.rules {
		if r.fallback {
			parts = append(parts, "sinon "+strings.TrimSpace(r.daysText()+" "+r.hoursText()))
		} else if !r.plain() {
			parts = append(parts, r.daysText()+nbsp+": "+r.hoursText())
		}
	}
	return strings.Join(parts, " · ")
}

// usualWeek groups the days that have the same hours, in order of the first.
func (s Schedule) usualWeek() []string {
	var hours []string
	days := map[string][]time.Weekday{}
	for _, d := range week {
		text := periodsText(s.usual(d))
		if text == "" {
			continue
		}
		if days[text] == nil {
			hours = append(hours, text)
		}
		days[text] = append(days[text], d)
	}
	var parts []string
	for _, text := range hours {
		if days := weekdaysText(days[text]); days == "tous les jours" && text == wholeDay {
			parts = append(parts, text)
		} else {
			parts = append(parts, days+" "+text)
		}
	}
	if len(parts) == 0 && slices.ContainsFunc(s.rules, func(r rule) bool { return r.plain() && r.state == Closed }) {
		parts = append(parts, "fermé")
	}
	return parts
}

// weekdaysText names days given in the order of week: three or more in a row
// as a range.
func weekdaysText(days []time.Weekday) string {
	if len(days) == len(week) {
		return "tous les jours"
	}
	var parts []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1] == (days[j]+1)%7 {
			j++
		}
		if j-i < 2 {
			parts = append(parts, dayNames[days[i]])
			i++
			continue
		}
		parts = append(parts, "du "+dayNames[days[i]]+" au "+dayNames[days[j]])
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

const wholeDay = "jour et nuit"

// periodsText joins the hours of a day; empty when there are none.
func periodsText(list []period) string {
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = p.text()
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " et " + parts[last]
}

func (p period) text() string {
	text := hourOf(p.from) + " – " + hourOf(p.to)
	switch {
	case p.openEnd:
		text = "à partir de " + hourOf(p.from)
	case p.more:
		text += " ou plus"
	case p.from == 0 && p.to == dayMinutes && p.note != "":
		return p.note
	case p.from == 0 && p.to == dayMinutes:
		return wholeDay
	case p.to == dayMinutes:
		text = hourOf(p.from) + " – minuit"
	}
	if p.note != "" {
		text += " (" + p.note + ")"
	}
	return text
}

// hoursText renders the hours of one rule.
func (r *rule) hoursText() string {
	if r.state == Closed && len(r.spans) == 0 {
		if r.comment != "" {
			return "fermé (" + r.comment + ")"
		}
		return "fermé"
	}
	spans := r.spans
	if len(spans) == 0 {
		spans = []span{{to: dayMinutes}}
	}
	list := make([]period, len(spans))
	for i, s := range spans {
		list[i] = period{from: s.from, to: s.to, note: r.comment, openEnd: s.openEnd}
	}
	slices.SortStableFunc(list, func(a, b period) int { return a.from - b.from })
	list = joined(list)
	if r.state == Closed {
		return "fermé " + periodsText(list)
	}
	return periodsText(list)
}

// daysText names the days of one rule, widest first.
func (r *rule) daysText() string {
	var parts []string
	for _, y := range r.years {
		parts = append(parts, y.text("", "de "))
	}
	var ranges []string
	for _, d := range r.dates {
		ranges = append(ranges, d.text())
	}
	if len(ranges) > 0 {
		parts = append(parts, strings.Join(ranges, ", "))
	}
	for _, w := range r.weeks {
		parts = append(parts, w.text("semaine ", "semaines "))
	}
	if r.onlyPublic || r.onlySchool {
		parts = append(parts, holidayText(r.onlyPublic, r.onlySchool))
	}
	if days := r.weekdaysText(); days != "" {
		parts = append(parts, days)
	}
	return strings.Join(parts, ", ")
}

// text names a number or a range; one in two weeks is said by parity.
func (n numbers) text(one, many string) string {
	if n.from == n.to {
		return fmt.Sprintf("%s%d", one, n.from)
	}
	switch {
	case one != "" && n.step == 2 && n.to >= 52 && n.from == 1:
		return "semaines impaires"
	case one != "" && n.step == 2 && n.to >= 52 && n.from == 2:
		return "semaines paires"
	case one == "" && n.to >= 2999:
		return fmt.Sprintf("à partir de %d", n.from)
	}
	text := fmt.Sprintf("%s%d à %d", many, n.from, n.to)
	if n.step > 1 {
		text += fmt.Sprintf(" (une sur %d)", n.step)
	}
	return text
}

// text names a date range: "juillet", "juillet à août", "24 décembre",
// "20 décembre au 5 janvier 2026".
func (r dates) text() string {
	if r.months {
		from, to := monthWords[r.from/32-1], monthWords[r.to/32-1]
		if from == to {
			return from
		}
		return from + " à " + to
	}
	from, to := dateText(r.from, r.fromYear), dateText(r.to, r.toYear)
	if from == to {
		return from
	}
	return "du " + from + " au " + to
}

func dateText(monthDay, year int) string {
	text := dayOfMonth(monthDay%32) + " " + monthWords[monthDay/32-1]
	if year != 0 {
		text += fmt.Sprintf(" %d", year)
	}
	return text
}

func (r *rule) weekdaysText() string {
	var days []time.Weekday
	for _, d := range week {
		if r.weekdays&(1<<d) != 0 {
			days = append(days, d)
		}
	}
	var parts []string
	if len(days) > 0 {
		parts = append(parts, weekdaysText(days))
	}
	for _, n := range r.nth {
		parts = append(parts, n.text())
	}
	if h := holidayText(r.public, r.school); h != "" {
		parts = append(parts, h)
	}
	return strings.Join(parts, ", ")
}

func (n nth) text() string {
	rank := fmt.Sprintf("%de", n.n)
	switch {
	case n.n == 1:
		rank = "1er"
	case n.n == -1:
		rank = "dernier"
	case n.n == -2:
		rank = "avant-dernier"
	case n.n < 0:
		rank = fmt.Sprintf("%de avant la fin,", -n.n)
	}
	return rank + " " + dayNames[n.weekday] + " du mois"
}

func holidayText(public, school bool) string {
	var parts []string
	if public {
		parts = append(parts, "jours fériés")
	}
	if school {
		parts = append(parts, "vacances scolaires")
	}
	return strings.Join(parts, ", ")
}
