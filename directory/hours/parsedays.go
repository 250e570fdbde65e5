package hours

import (
	"slices"
	"strings"
	"time"
)

var (
	weekdayNames = []string{"su", "mo", "tu", "we", "th", "fr", "sa"}
	monthNames   = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	monthLengths = [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
)

// name returns the place of a word in a list of names, or -1.
func name(t token, names []string) int {
	if t.kind != word {
		return -1
	}
	return slices.Index(names, strings.ToLower(t.text))
}

func isMonth(t token) bool   { return name(t, monthNames) >= 0 }
func isWeekday(t token) bool { return name(t, weekdayNames) >= 0 }
func isHoliday(t token) bool { return name(t, []string{"ph", "sh"}) >= 0 }
func isYear(t token) bool    { return t.kind == number && len(t.text) == 4 && t.n >= 1900 }

// days reads the day selectors, in the order of the specification: years,
// months and dates, weeks, then holidays and weekdays.
func (p *parser) days(r *rule) error {
	start := p.at
	if isYear(p.peek()) && !isMonth(p.ahead(1)) || isYear(p.peek()) && !p.dayFollows(2) {
		if err := p.numberList(&r.years, 1900, 2999, true); err != nil {
			return err
		}
	}
	if isMonth(p.peek()) || isYear(p.peek()) {
		if err := p.dateList(r); err != nil {
			return err
		}
	}
	if t := p.peek(); t.kind == word && strings.EqualFold(t.text, "week") {
		p.at++
		if err := p.numberList(&r.weeks, 1, 53, false); err != nil {
			return err
		}
	}
	if p.at > start {
		p.skip(":")
	}
	bareMarch := p.at == start+1 && strings.EqualFold(p.tokens[start].text, "mar")
	if isWeekday(p.peek()) || isHoliday(p.peek()) {
		return p.weekdays(r)
	}
	if bareMarch {
		return p.fail("March or mardi")
	}
	return nil
}

// dayFollows tells whether the token i places ahead is a day of the month.
func (p *parser) dayFollows(i int) bool {
	t := p.ahead(i)
	return t.kind == number && len(t.text) <= 2
}

// numberList reads 1,4-10/2; open allows 2025+.
func (p *parser) numberList(list *[]numbers, least, most int, open bool) error {
	for {
		n := numbers{p.peek().n, p.peek().n, 1}
		if !p.is(number) {
			return p.unexpected()
		}
		p.at++
		switch {
		case open && p.skip("+"):
			n.to = most
		case p.skip("-"):
			if !p.is(number) {
				return p.unexpected()
			}
			n.to = p.next().n
			if p.skip("/") {
				n.step = p.next().n
			}
		}
		if n.from < least || n.to > most || n.to < n.from || n.step < 1 {
			return p.fail("a range is out of bounds")
		}
		*list = append(*list, n)
		if p.peek().text != "," || p.ahead(1).kind != number {
			return nil
		}
		p.at++
	}
}

// dateList reads months and dates: Jan,Mar-May · Dec 24,31 · Dec 20-Jan 05.
func (p *parser) dateList(r *rule) error {
	for {
		d, err := p.dateRange()
		if err != nil {
			return err
		}
		r.dates = append(r.dates, d)
		for p.peek().text == "," && p.dayFollows(1) && d.singleDay() {
			p.at++
			dom := p.next().n
			if dom < 1 || dom > monthLengths[d.from/32-1] {
				return p.fail("a day is out of its month")
			}
			d.from = monthDay(d.from/32, dom)
			d.to = d.from
			r.dates = append(r.dates, d)
		}
		next := p.ahead(1)
		if p.peek().text != "," || !isMonth(next) && !isYear(next) {
			return nil
		}
		p.at++
	}
}

func (r dates) singleDay() bool { return r.from == r.to && r.fromYear == r.toYear }

// dateRange reads one of: Jan · Jan-Mar · Dec 24 · Dec 24-26 · Dec 20-Jan 05 ·
// 2025 Dec 20-2026 Jan 05.
func (p *parser) dateRange() (dates, error) {
	year, month, dom, err := p.date()
	if err != nil {
		return dates{}, err
	}
	d := dates{fromYear: year, toYear: year, from: monthDay(month, max(dom, 1)), months: dom == 0}
	d.to = monthDay(month, dom)
	if dom == 0 {
		d.to = monthDay(month, 31)
	}
	if next := p.ahead(1); p.peek().text != "-" || !isMonth(next) && !isYear(next) && next.kind != number {
		return d, d.check(p)
	}
	p.at++
	if p.is(number) && !isYear(p.peek()) { // Dec 24-26
		to := p.next().n
		if dom == 0 || to < dom || to > monthLengths[month-1] {
			return d, p.fail("a day is out of its month")
		}
		d.to = monthDay(month, to)
		return d, d.check(p)
	}
	toYear, toMonth, toDom, err := p.date()
	if err != nil {
		return d, err
	}
	if toYear != 0 {
		if year == 0 {
			return d, p.fail("only the end of a range has a year")
		}
		d.toYear = toYear
	}
	if (dom == 0) != (toDom == 0) {
		return d, p.fail("a range joins a month and a day")
	}
	d.to = monthDay(toMonth, toDom)
	if toDom == 0 {
		d.to = monthDay(toMonth, 31)
	}
	return d, d.check(p)
}

// check refuses a dated range that ends before it begins, and one that goes
// round the year to the month it began in, which nobody means.
func (r dates) check(p *parser) error {
	if r.fromYear == 0 && r.to < r.from && r.to/32 == r.from/32 {
		return p.fail("a range goes round the year")
	}
	if r.fromYear != 0 && r.toYear*512+r.to < r.fromYear*512+r.from {
		return p.fail("a range ends before it begins")
	}
	return nil
}

// date reads an optional year, a month and an optional day (0 when absent).
func (p *parser) date() (year, month, dom int, err error) {
	if isYear(p.peek()) {
		year = p.next().n
	}
	month = name(p.peek(), monthNames) + 1
	if month == 0 {
		return 0, 0, 0, p.unexpected()
	}
	p.at++
	if !p.dayFollows(0) {
		if year != 0 {
			return 0, 0, 0, p.fail("a year and a month without a day")
		}
		return year, month, 0, nil
	}
	dom = p.next().n
	if dom < 1 || dom > monthLengths[month-1] {
		return 0, 0, 0, p.fail("a day is out of its month")
	}
	return year, month, dom, nil
}

// weekdays reads Mo-Fr,Sa[1],PH, or weekdays within holidays: SH Mo-Fr.
func (p *parser) weekdays(r *rule) error {
	if isHoliday(p.peek()) && isWeekday(p.ahead(1)) {
		school := strings.EqualFold(p.next().text, "sh")
		r.onlySchool, r.onlyPublic = school, !school
	}
	for {
		if err := p.weekdayItem(r); err != nil {
			return err
		}
		if p.peek().text != "," || !isWeekday(p.ahead(1)) && !isHoliday(p.ahead(1)) {
			break
		}
		p.at++
	}
	if isWeekday(p.peek()) || isHoliday(p.peek()) {
		return p.fail("days without a separator")
	}
	p.skip(":")
	return nil
}

func (p *parser) weekdayItem(r *rule) error {
	t := p.next()
	if isHoliday(t) {
		school := strings.EqualFold(t.text, "sh")
		r.school, r.public = r.school || school, r.public || !school
		return nil
	}
	from := name(t, weekdayNames)
	if p.skip("[") {
		return p.nthList(r, time.Weekday(from))
	}
	to := from
	if p.peek().text == "-" && isWeekday(p.ahead(1)) {
		p.at++
		to = name(p.next(), weekdayNames)
	}
	for d := from; ; d = (d + 1) % 7 {
		r.weekdays |= 1 << d
		if d == to {
			return nil
		}
	}
}

// nthList reads 1,3] or 1-2] or -1].
func (p *parser) nthList(r *rule, weekday time.Weekday) error {
	for {
		sign := 1
		if p.skip("-") {
			sign = -1
		}
		from, to := p.peek().n, p.next().n
		if sign == 1 && p.skip("-") {
			to = p.next().n
		}
		if from < 1 || to < from || to > 5 {
			return p.fail("a weekday of the month is out of bounds")
		}
		for n := from; n <= to; n++ {
			r.nth = append(r.nth, nth{weekday, sign * n})
		}
		if p.skip("]") {
			return nil
		}
		if !p.skip(",") {
			return p.unexpected()
		}
	}
}
