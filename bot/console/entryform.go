package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
)

// Limits of an entry.
const (
	maxTitle    = 120 // characters
	maxPartners = 40
	maxNumber   = 1_000_000
)

// entryForm is the form of an entry: what was typed, as it was typed.
type entryForm struct {
	ID       int64 // 0 for a new one
	Kind     string
	Words    text.EntryWords
	Day      string
	Title    string
	Detail   string
	Number   string
	Partners string // one a line
	Communes []option
	Where    string
	Places   []optionGroup
	Anywhere bool // may count everywhere
	Tools    []text.Label
	Wrong    []wrong
	entry    relay.Entry // what the form says, when nothing is wrong
}

// option is a choice of a list; optionGroup some under a heading.
type option struct {
	ID, Name string
	Chosen   bool
}

type optionGroup struct {
	Name    string
	Options []option
}

// wrong is a field and what is wrong with it.
type wrong struct{ Field, Words string }

// Fault is what is wrong with a field, empty when nothing is.
func (f entryForm) Fault(field string) string {
	i := slices.IndexFunc(f.Wrong, func(w wrong) bool { return w.Field == field })
	if i < 0 {
		return ""
	}
	return f.Wrong[i].Words
}

// entryForm shows e to who.
func (c *Console) entryForm(who *reader, e relay.Entry) entryForm {
	f := entryForm{
		ID: e.ID, Kind: e.Kind, Words: text.EntryKind(e.Kind), Day: e.Day.String(), Title: e.Title, Detail: e.Detail,
		Partners: strings.Join(e.Partners, "\n"), Where: placeID(e.Where), entry: e,
	}
	if e.Number > 0 {
		f.Number = strconv.Itoa(e.Number)
	}
	return c.withChoices(f, who, e.Communes)
}

// withChoices fills in the lists of the form.
func (c *Console) withChoices(f entryForm, who *reader, communes []string) entryForm {
	f.Anywhere, f.Places = who.everywhere(), c.placesOf(who, f.Where)
	for _, id := range relay.Tools {
		f.Tools = append(f.Tools, text.Label{ID: id, Words: text.Tool(id)})
	}
	for _, p := range c.Places {
		if p.Kind == directory.Commune {
			f.Communes = append(f.Communes, option{p.ID, text.Tidy(p.Name), slices.Contains(communes, p.ID)})
		}
	}
	return f
}

// placesOf are the places of the reader's territory.
func (c *Console) placesOf(who *reader, chosen string) []optionGroup {
	quarters, communes := optionGroup{Name: text.QuartersHeading}, optionGroup{Name: text.CommunesHeading}
	for _, p := range c.Places {
		where, ok := c.territoryOf(p.ID)
		if !ok || !who.sees(where) {
			continue
		}
		o := option{p.ID, text.Tidy(p.Name), p.ID == chosen}
		if p.Kind == directory.Quartier {
			o.Name += " (" + text.Tidy(p.Commune) + ")"
			quarters.Options = append(quarters.Options, o)
		} else {
			communes.Options = append(communes.Options, o)
		}
	}
	return slices.DeleteFunc([]optionGroup{quarters, communes}, func(g optionGroup) bool { return len(g.Options) == 0 })
}

// placeID is the slug or INSEE code of a territory, empty for everywhere.
func placeID(where relay.Territory) string {
	if where.Quartier != "" {
		return where.Quartier
	}
	return where.Commune
}

// readEntry reads the form. e has the ID and the Kind; the rest was typed.
func (c *Console) readEntry(r *http.Request, who *reader, e relay.Entry) entryForm {
	f := entryForm{
		ID: e.ID, Kind: e.Kind, Words: text.EntryKind(e.Kind), Day: typed(r, "jour"), Title: typed(r, "titre"),
		Detail: typed(r, "nature"), Number: typed(r, "nombre"), Partners: r.PostFormValue("partenaires"), Where: typed(r, "lieu"),
	}
	e.Communes = r.PostForm["communes"]
	e.Title, e.Detail = f.Title, f.Detail
	f.check("jour", c.readDay(f.Day, &e.Day))
	f.check("titre", readTitle(e.Title))
	if e.Kind == relay.Tool && !slices.Contains(relay.Tools, e.Detail) {
		f.check("nature", "nature")
	}
	f.check("nombre", readNumber(f.Number, f.Words.Number != "", &e.Number))
	f.check("partenaires", readPartners(f.Partners, e.Kind == relay.Partners, &e.Partners))
	if e.Kind == relay.Project {
		f.check("communes", c.readCommunes(e.Communes))
	}
	f.check("lieu", c.readWhere(f.Where, who, &e.Where))
	f = c.withChoices(f, who, e.Communes)
	f.entry = tidied(e)
	return f
}

// tidied leaves out what the kind of entry does not have.
func tidied(e relay.Entry) relay.Entry {
	if e.Kind != relay.Tool {
		e.Detail = ""
	}
	if e.Kind != relay.Project {
		e.Communes = nil
	}
	return e
}

func (f *entryForm) check(field, fault string) {
	if fault != "" {
		f.Wrong = append(f.Wrong, wrong{field, text.EntryFault(fault)})
	}
}

func typed(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }

// The readers below return an id of text.EntryFault, empty when all is well.

func (c *Console) readDay(s string, day *relay.Day) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil { // browsers without a calendar
		if t, err = time.Parse("2/1/2006", s); err != nil {
			return "jour"
		}
	}
	*day = relay.Day(t.Year()*10000 + int(t.Month())*100 + t.Day())
	switch {
	case *day > relay.DayOf(c.Now()):
		return "jour-futur"
	case *day < firstDay:
		return "jour"
	}
	return ""
}

func readTitle(s string) string {
	switch {
	case s == "":
		return "titre"
	case utf8.RuneCountInString(s) > maxTitle:
		return "titre-long"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "titre"
	case relay.Redact(s) != s:
		return "titre-personne"
	}
	return ""
}

// readNumber reads « 1 250 » too. A number is needed where the kind has one.
func readNumber(s string, needed bool, n *int) string {
	if !needed || s == "" {
		if needed {
			return "nombre"
		}
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	v, err := strconv.Atoi(digits)
	if err != nil || v < 0 || v > maxNumber {
		return "nombre"
	}
	*n = v
	return ""
}

func readPartners(s string, needed bool, out *[]string) string {
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.Fields(line), " "); line != "" && !slices.Contains(*out, line) {
			*out = append(*out, line)
		}
	}
	switch {
	case needed && len(*out) == 0:
		return "partenaires"
	case len(*out) > maxPartners:
		return "partenaires-trop"
	}
	for _, p := range *out {
		switch {
		case utf8.RuneCountInString(p) > maxTitle || strings.ContainsFunc(p, func(r rune) bool { return r == '|' || unicode.IsControl(r) }):
			return "partenaires-long"
		case relay.Redact(p) != p:
			return "partenaires-personne"
		}
	}
	return ""
}

func (c *Console) readWhere(id string, who *reader, where *relay.Territory) string {
	if id != "" {
		t, ok := c.territoryOf(id)
		if !ok {
			return "lieu"
		}
		*where = t
	}
	if !who.sees(*where) {
		return "lieu"
	}
	return ""
}

func (c *Console) readCommunes(ids []string) string {
	for _, id := range ids {
		if c.places[id].Kind != directory.Commune {
			return "communes"
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(ids)))) < 2 {
		return "communes"
	}
	return ""
}
