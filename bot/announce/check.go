package announce

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"relais/directory"
)

// Lengths, in UTF-16 units as Telegram counts.
const (
	MaxTitle   = 120
	MaxWhat    = 700
	MaxLine    = 200 // audience, venue, address, organiser, booking, contact
	MaxURL     = 300
	MaxDates   = 60
	MaxPartner = 20
	maxCaption = 900 // all words of an item with a poster: a caption holds 1024
)

var (
	placeShape = regexp.MustCompile(`^[a-z0-9][a-z0-9:_.-]{0,63}$`)
	inseeShape = regexp.MustCompile(`^\d[0-9AB]\d{3}$`)
)

// Check tells what is missing or wrong in an item before it is proposed: the
// names of fields, as "title", "dates", "poster"; nil when nothing is. It knows
// no clock: what is past is told by CheckAt.
func Check(it Item) []string {
	var wrong []string
	add := func(field string, bad bool) {
		if bad {
			wrong = append(wrong, field)
		}
	}
	add("kind", !slices.Contains(Kinds, it.Kind))
	add("title", it.Title == "" || !line(it.Title, MaxTitle))
	add("what", badWhat(it))
	add("dates", badDates(it))
	add("deadline", it.Kind == Call && it.Deadline == 0 || it.Deadline != 0 && !validDay(it.Deadline))
	add("audience", !line(it.Audience, MaxLine))
	add("venue", !line(it.Venue, MaxLine))
	add("address", !line(it.Address, MaxLine))
	add("quartier", it.Quartier != "" && !placeShape.MatchString(it.Quartier))
	add("commune", it.Commune != "" && !inseeShape.MatchString(it.Commune))
	add("organiser", it.Organiser == "" || !line(it.Organiser, MaxLine) || strings.Contains(it.Organiser, "|"))
	add("partners", badPartners(it.Partners))
	add("themes", !slices.Equal(it.Themes, known(it.Themes, isTheme)))
	add("booking", !line(it.Booking, MaxLine))
	add("access", !slices.Equal(it.Access, known(it.Access, isAccess)))
	add("contact", !line(it.Contact, MaxLine) || badPhone(it.Contact))
	add("url", badURL(it.URL))
	add("poster", badPoster(it.Poster))
	add("reach", it.Reach != "" && it.Reach != Fitting && it.Reach != Everyone)
	return wrong
}

// CheckAt is Check, and tells dates or a deadline that are past.
func CheckAt(it Item, now time.Time) []string { return checkSince(it, nil, now) }

// checkSince is CheckAt for the change of an item: the dates and the deadline it
// had before may be past. before is nil for a new one.
func checkSince(it Item, before *Item, now time.Time) []string {
	if before == nil {
		before = &Item{}
	}
	wrong := Check(it)
	past := func(d Date) bool { return !now.Before(d.Over()) && !hasDate(before.Dates, d) }
	if slices.ContainsFunc(it.Dates, past) && !slices.Contains(wrong, "dates") {
		wrong = append(wrong, "dates")
	}
	late := it.Deadline != 0 && it.Deadline < DayOf(now) && it.Deadline != before.Deadline
	if late && !slices.Contains(wrong, "deadline") {
		wrong = append(wrong, "deadline")
	}
	return wrong
}

func invalid(fields []string) error {
	if len(fields) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrInvalid, strings.Join(fields, ", "))
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// line tells whether s is one line of at most so many units.
func line(s string, most int) bool {
	return units(s) <= most && !strings.ContainsFunc(s, unicode.IsControl)
}

// badWhat looks at what an item is, in words: only what has a date may go
// without. With a poster all its words must fit in a caption.
func badWhat(it Item) bool {
	odd := func(r rune) bool { return unicode.IsControl(r) && r != '\n' }
	if units(it.What) > MaxWhat || strings.ContainsFunc(it.What, odd) || it.What == "" && len(it.Dates) == 0 {
		return true
	}
	words := it.Title + it.What + it.Audience + it.Venue + it.Address + it.Organiser + it.Booking + it.Contact
	return it.Poster != nil && units(words) > maxCaption
}

// badDates looks at dates: an event and a training have one, they are in order,
// none twice, and none ends before it starts or a year after.
func badDates(it Item) bool {
	if len(it.Dates) == 0 {
		return it.Kind == Event || it.Kind == Training
	}
	for i, d := range it.Dates {
		if !validDay(DayOf(d.Starts)) || d.Ends.Before(d.Starts) || d.Ends.Sub(d.Starts) > 370*24*time.Hour {
			return true
		}
		if i > 0 && !d.Starts.After(it.Dates[i-1].Starts) {
			return true
		}
	}
	return len(it.Dates) > MaxDates
}

func badPartners(names []string) bool {
	bad := func(s string) bool { return s == "" || !line(s, MaxTitle) || strings.Contains(s, "|") }
	return len(names) > MaxPartner || slices.ContainsFunc(names, bad)
}

func isTheme(id string) bool  { _, ok := directory.ThemeByID(id); return ok }
func isAccess(id string) bool { return slices.Contains(Access, id) }

// known keeps the ids that are, each once.
func known(ids []string, is func(string) bool) []string {
	var out []string
	for _, id := range ids {
		if is(id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// A phone number: ten digits from 01 to 09, or the nine after +33, however they
// are grouped; and what is left that looks like one.
var (
	between = `[ .\x{00a0}\x{202f}-]?`
	phone   = regexp.MustCompile(`(\+33` + between + `(\(0\))?|\b0)` + between + `[1-9](` + between + `[0-9]){8}\b`)
	numbers = regexp.MustCompile(`[0-9](` + between + `[0-9])+`)
)

// badPhone tells a contact with a number in it that nobody could dial: neither a
// phone number nor a short one (15, 3114, 116 117), nor as short as a postcode.
func badPhone(contact string) bool {
	for _, n := range numbers.FindAllString(phone.ReplaceAllString(contact, " / "), -1) {
		digits := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, n)
		if len(digits) > 6 || len(digits) == 6 && digits[:3] != "116" {
			return true
		}
	}
	return false
}

func badURL(s string) bool {
	if s == "" {
		return false
	}
	u, err := url.Parse(s)
	return err != nil || !line(s, MaxURL) || u.Scheme != "https" && u.Scheme != "http" ||
		u.User != nil || !strings.Contains(u.Hostname(), ".") || strings.ContainsAny(s, " \"<>")
}
