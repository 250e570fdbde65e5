package exchange

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"relais/bot/announce"
)

// add makes an item fit to be proposed and keeps it: what is too long is cut,
// what cannot be and may be missing is left empty and told. It tells whether it
// kept it.
func (b *builder) add(line int, it announce.Item) bool {
	it = b.defaults(it)
	it = b.dated(line, fit(it))
	if it.State == announce.Cancelled && it.SourceUID != "" { // its name is enough to cancel it
		b.out.Items = append(b.out.Items, it)
		return true
	}
	for _, field := range announce.Check(it) {
		if !empty(&it, field) {
			b.lose(line, it, needed(it, field))
			return false
		}
		b.note(line, CodeField, field)
	}
	b.out.Items = append(b.out.Items, it)
	return true
}

func (b *builder) defaults(it announce.Item) announce.Item {
	if it.Kind == "" {
		it.Kind = b.Kind
	}
	if it.Organiser == "" {
		it.Organiser = b.Organiser
	}
	if len(it.Themes) == 0 {
		it.Themes = slices.Clone(b.Themes)
	}
	if it.State == "" {
		it.State = announce.Proposed
	}
	it.Edition = b.Edition
	return it
}

// needed is the code of a field an item cannot be without.
func needed(it announce.Item, field string) string {
	switch field {
	case "title":
		return CodeTitle
	case "what":
		return CodeWhat
	case "dates":
		return CodeDates
	case "deadline":
		return CodeNoDeadline
	case "kind":
		return CodeKind
	}
	return CodeOrganiser
}

// empty empties a field an item may be without.
func empty(it *announce.Item, field string) bool {
	switch field {
	case "partners":
		it.Partners = nil
		return true
	case "themes":
		it.Themes = nil
		return true
	case "access":
		it.Access = nil
		return true
	case "deadline":
		it.Deadline = 0
		return it.Kind != announce.Call
	}
	of := map[string]*string{"audience": &it.Audience, "venue": &it.Venue, "address": &it.Address, "quartier": &it.Quartier,
		"commune": &it.Commune, "booking": &it.Booking, "contact": &it.Contact, "url": &it.URL}[field]
	if of == nil {
		return false
	}
	*of = ""
	return true
}

// fit cuts words to what an announcement holds.
func fit(it announce.Item) announce.Item {
	it.Title = clip(oneLine(it.Title), announce.MaxTitle)
	it.What = clip(paragraphs(it.What), announce.MaxWhat)
	for _, s := range []*string{&it.Audience, &it.Venue, &it.Address, &it.Organiser, &it.Booking, &it.Contact} {
		*s = clip(oneLine(*s), announce.MaxLine)
	}
	it.Organiser = strings.ReplaceAll(it.Organiser, "|", "/")
	var partners []string
	for _, p := range it.Partners {
		if p = clip(oneLine(strings.ReplaceAll(p, "|", "/")), announce.MaxTitle); p != "" && !slices.Contains(partners, p) {
			partners = append(partners, p)
		}
	}
	it.Partners = partners[:min(len(partners), announce.MaxPartner)]
	return it
}

// clip cuts s at a word, so that it has most UTF-16 units at most.
func clip(s string, most int) string {
	if len(utf16.Encode([]rune(s))) <= most {
		return s
	}
	used, cut, word := 0, 0, 0
	for i, r := range s {
		if r == ' ' || r == '\n' {
			word = i
		}
		if used += utf16.RuneLen(r); used > most-1 {
			break
		}
		cut = i + len(string(r))
	}
	if word > cut/2 && word <= cut {
		cut = word
	}
	return strings.TrimRight(s[:cut], " \n,;:.–-") + "…"
}

// dated puts dates in order, each once, at most announce.MaxDates: those that
// are over go first.
func (b *builder) dated(line int, it announce.Item) announce.Item {
	slices.SortStableFunc(it.Dates, func(x, y announce.Date) int { return x.Starts.Compare(y.Starts) })
	it.Dates = slices.CompactFunc(it.Dates, func(x, y announce.Date) bool { return x.Starts.Equal(y.Starts) })
	n := len(it.Dates)
	if n <= announce.MaxDates {
		return it
	}
	first := 0
	for first < n-announce.MaxDates && !b.Now.Before(it.Dates[first].Over()) {
		first++
	}
	it.Dates = it.Dates[first : first+announce.MaxDates]
	b.note(line, CodeManyDates, strconv.Itoa(n), strconv.Itoa(announce.MaxDates))
	return it
}
