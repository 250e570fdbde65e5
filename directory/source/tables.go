package source

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"relais/directory"
)

//go:embed data
var dataFiles embed.FS

// table reads an embedded table without its header. It panics on bad data:
// a test reads every table.
func table(name string) [][]string {
	f, err := dataFiles.Open("data/" + name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return rows[1:]
}

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ",")
}

// category is what a FINESS category means to those who look for help.
type category struct {
	service, description string
	themes, publics      []string
	ageMin, ageMax       *int
}

var categories = sync.OnceValue(func() map[string]category {
	out := map[string]category{}
	for _, r := range table("categories.csv") {
		out[r[0]] = category{r[3], r[4], list(r[5]), list(r[6]), years(r[7]), years(r[8])}
	}
	return out
})

func years(cell string) *int {
	if cell == "" {
		return nil
	}
	n, err := strconv.Atoi(cell)
	if err != nil {
		panic("categories.csv: " + cell)
	}
	return &n
}

// nameRule refines a category by the words of a name.
type nameRule struct {
	phrases []string // folded, with a space on both sides
	in      map[string]bool
	as      string   // the category it is treated as
	publics []string // the audiences it is narrowed to
}

var nameRules = sync.OnceValue(func() []nameRule {
	var out []nameRule
	for _, r := range table("noms.csv") {
		rule := nameRule{as: r[2], publics: list(r[3]), in: map[string]bool{}}
		for p := range strings.SplitSeq(r[0], "|") {
			rule.phrases = append(rule.phrases, " "+strings.ToLower(p)+" ")
		}
		for c := range strings.FieldsSeq(r[1]) {
			rule.in[c] = true
		}
		out = append(out, rule)
	}
	return out
})

func (n *nameRule) matches(category, folded string) bool {
	if len(n.in) > 0 && !n.in[category] {
		return false
	}
	for _, p := range n.phrases {
		if strings.Contains(folded, p) {
			return true
		}
	}
	return false
}

// categoryOf finds the category by its code and the words of the name: first
// the rules that change the category, then those that narrow the audience.
func categoryOf(code, name string) (category, bool) {
	bare, _ := undot(name)
	folded := " " + words(bare) + " "
	for _, rule := range nameRules() {
		if rule.as != "" && rule.matches(code, folded) {
			code = rule.as
			break
		}
	}
	c, ok := categories()[code]
	if !ok {
		return c, false
	}
	for _, rule := range nameRules() {
		if len(rule.publics) > 0 && rule.matches(code, folded) {
			c.publics = rule.publics
			break
		}
	}
	return c, true
}

// box is the rectangle of a department, with a margin, in WGS84 degrees.
type box struct{ south, north, west, east float64 }

var boxes = sync.OnceValue(func() map[string]box {
	out := map[string]box{}
	for _, r := range table("departements.csv") {
		var v [4]float64
		for i := range v {
			f, err := strconv.ParseFloat(r[i+1], 64)
			if err != nil {
				panic("departements.csv: " + r[0])
			}
			v[i] = f
		}
		out[r[0]] = box{v[0], v[1], v[2], v[3]}
	}
	return out
})

func (b box) holds(lat, lon float64) bool {
	return lat >= b.south && lat <= b.north && lon >= b.west && lon <= b.east
}

// coherent tells whether the point is in the department of the postcode, or
// anywhere in France when the postcode does not tell.
func coherent(postcode string, lat, lon float64) bool {
	if b, ok := boxes()[departmentOf(postcode)]; ok {
		return b.holds(lat, lon)
	}
	for _, b := range boxes() {
		if b.holds(lat, lon) {
			return true
		}
	}
	return false
}

// departmentOf is the department of a postcode: two digits, three overseas.
func departmentOf(postcode string) string {
	switch {
	case len(postcode) != 5:
		return ""
	case postcode == "97133":
		return "977"
	case postcode == "97150":
		return "978"
	case postcode[0] == '9' && (postcode[1] == '7' || postcode[1] == '8'):
		return postcode[:3]
	}
	return postcode[:2]
}

// thematiques maps those of data·inclusion to our themes.
var thematiques = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, r := range table("thematiques.csv") {
		out[r[0]] = list(r[2])
	}
	return out
})

// inclusionPublic is an audience of data·inclusion: its label, and our words.
type inclusionPublic struct {
	label   string
	publics []string
}

var inclusionPublics = sync.OnceValue(func() map[string]inclusionPublic {
	out := map[string]inclusionPublic{}
	for _, r := range table("publics.csv") {
		out[r[0]] = inclusionPublic{r[1], list(r[2])}
	}
	return out
})

// merge adds to list the values it does not have yet.
func merge(list []string, values ...string) []string {
next:
	for _, v := range values {
		for _, have := range list {
			if have == v {
				continue next
			}
		}
		list = append(list, v)
	}
	return list
}

// audience finds an audience by its word, without accents or case.
func audience(s string) (string, bool) {
	for _, a := range directory.Audiences {
		if fold(a) == fold(s) {
			return a, true
		}
	}
	switch fold(s) {
	case "tous", "toutpublic", "touspublics", "touslespublics":
		return directory.Everyone, true
	}
	return "", false
}

// theme finds a theme by its id or its label, without accents or case.
func theme(s string) (string, bool) {
	for _, t := range directory.Themes {
		if fold(t.ID) == fold(s) || fold(t.Label) == fold(s) {
			return t.ID, true
		}
	}
	return "", false
}
