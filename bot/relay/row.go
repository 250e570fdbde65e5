package relay

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"

	"relais/directory"
)

// row is a question as it is kept: ids of closed lists, pseudonyms, numbers.
type row struct {
	update                     int64
	operator, message, channel string
	at, alike                  int64
	day                        Day
	theme, besoin, age         string
	quartier, commune          string
	danger                     string
	results, took              int64
	edited                     int
	tags                       []tag
	structure                  string
	zone                       Territory // where it counts
	place                      func(kind, id string) Territory
}

// tag is one of the several values of a question.
type tag struct {
	kind  string
	rank  int
	value string
}

const (
	maxTags     = 12 // of one kind
	maxServices = 3  // first services kept
)

func (l *Log) row(q Question, who string) *row {
	r := &row{
		update:   q.UpdateID,
		operator: who,
		message:  l.message("question", q.ChatID, q.MessageID),
		channel:  channel(q.Channel),
		at:       q.At.UnixMilli(),
		day:      DayOf(q.At),
		age:      AgeBand(q.Age),
		quartier: shaped(slugShape, q.Quartier, UnknownPlace),
		commune:  shaped(inseeShape, q.Commune, UnknownPlace),
		danger:   shaped(slugShape, q.Danger, ""),
		results:  int64(max(q.Results, 0)),
		took:     max(q.Took.Milliseconds(), 0),
		zone:     l.zone(q),
		place:    l.place,
	}
	if q.Edited {
		r.edited = 1
	}
	themes := known(q.Themes, isTheme)
	r.theme = OtherTheme
	if len(themes) > 0 {
		r.theme = themes[0]
	}
	r.add("theme", themes)
	r.add("audience", known(q.Audiences, directory.IsAudience))
	r.add("need", known(q.Needs, slugShape.MatchString))
	r.add("not", known(q.Not, slugShape.MatchString))
	r.alike = r.digest() // what follows tells no two questions apart
	first := known(q.First, serviceShape.MatchString)
	r.add("service", first[:min(len(first), maxServices)])
	besoins := known(q.Besoins, besoinShape.MatchString)
	if len(besoins) > 0 {
		r.besoin = besoins[0]
	}
	r.add("besoin", besoins)
	return r
}

func (r *row) add(kind string, values []string) {
	for i, v := range values[:min(len(values), maxTags)] {
		r.tags = append(r.tags, tag{kind, i, v})
	}
}

// digest is the same for two questions understood alike, 0 when nothing was
// understood: two such questions may be about anything.
func (r *row) digest() int64 {
	if len(r.tags) == 0 && r.danger == "" && r.quartier == UnknownPlace && r.commune == UnknownPlace {
		return 0
	}
	var parts []string
	for _, t := range r.tags {
		parts = append(parts, t.kind+"="+t.value)
	}
	slices.Sort(parts)
	h := fnv.New64a()
	fmt.Fprint(h, parts, "|", r.age, "|", r.quartier, "|", r.commune, "|", r.danger)
	return int64(h.Sum64() | 1)
}

// known keeps the values that ok accepts, each once.
func known(values []string, ok func(string) bool) []string {
	var out []string
	for _, v := range values {
		if ok(v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func isTheme(id string) bool {
	_, ok := directory.ThemeByID(id)
	return ok
}

var channels = regexp.MustCompile(`^(private|group|inline)$`)

func channel(c string) string {
	if c == "supergroup" {
		c = "group"
	}
	return shaped(channels, c, "autre")
}

// AgeBand is the band of years an age falls in, empty for none or an age
// nobody has. Bands are wide so that a row tells nobody.
func AgeBand(age *int) string {
	if age == nil || *age < 0 || *age > 120 {
		return ""
	}
	bands := []struct {
		under int
		name  string
	}{{6, "0-5"}, {11, "6-10"}, {18, "11-17"}, {26, "18-25"}, {60, "26-59"}}
	for _, b := range bands {
		if *age < b.under {
			return b.name
		}
	}
	return "60+"
}
