package lexicon

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed *.csv *.txt
var files embed.FS

// rows reads a data file: fields of every line that is neither empty nor a
// comment. It panics on a file that is not there: they are embedded.
func rows(name string) [][]string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var out [][]string
	for line := range strings.SplitSeq(string(data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, ";")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		out = append(out, fields)
	}
	return out
}

func list(s string) []string {
	var out []string
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// IsTool tells whether a folded word is a tool of the language, which says
// nothing of a need by itself.
func IsTool(fold string) bool { return tools()[fold] }

var tools = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, r := range rows("vides.txt") {
		for w := range strings.FieldsSeq(strings.Join(r, " ")) {
			out[Fold(w)] = true
		}
	}
	return out
})

// Quick gives the whole words behind a form of hurried writing ("rdv",
// "jveux"), ok false when it is not one. fold is a folded word.
func Quick(fold string) (words string, ok bool) {
	words, ok = quick()[fold]
	return words, ok
}

var quick = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range rows("sms.csv") {
		if len(r) == 2 && Fold(r[0]) != Fold(r[1]) {
			out[Fold(r[0])] = r[1]
		}
	}
	return out
})

// OffTopic are subjects no service of health or welfare treats.
var OffTopic = sync.OnceValue(func() *Phrases {
	p := NewPhrases()
	for _, r := range rows("hors-sujet.txt") {
		p.Add(r[0], r[0])
	}
	return p
})

// Audiences finds the audiences of the directory in everyday words.
var Audiences = sync.OnceValue(func() *Phrases { return phrasesOf("publics.csv") })

// Needs finds how a person wants to be received: "gratuit", "samedi", …
var Needs = sync.OnceValue(func() *Phrases { return phrasesOf("modalites.csv") })

func phrasesOf(name string) *Phrases {
	p := NewPhrases()
	for _, r := range rows(name) {
		for _, w := range list(r[1]) {
			p.Add(w, r[0])
		}
	}
	return p
}

// DoubtfulPlace is a common word that is also a place: what must, or must not,
// stand beside it for it to be the place. All words are folded.
type DoubtfulPlace struct {
	Leads                   []string // "*" for any word that announces a place
	NeverAfter, NeverBefore []string
}

// DoubtfulPlaces are those of lieux-douteux.csv, by folded word.
var DoubtfulPlaces = sync.OnceValue(func() map[string]DoubtfulPlace {
	out := map[string]DoubtfulPlace{}
	for _, r := range rows("lieux-douteux.csv") {
		out[r[0]] = DoubtfulPlace{list(r[1]), list(r[2]), list(r[3])}
	}
	return out
})

// Alarm is one line of danger.csv.
type Alarm struct {
	Kind   string  // a kind of danger, or "*" for what soothes
	Weight float64 // 1 sure, 0.5 to be confirmed, negative soothes
	When   Condition
}

// Alarms are the conditions of danger.
var Alarms = sync.OnceValue(func() []Alarm {
	var out []Alarm
	for _, r := range rows("danger.csv") {
		w, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			panic(fmt.Sprintf("danger.csv: weight %q", r[1]))
		}
		out = append(out, Alarm{r[0], w, NewCondition(r[2])})
	}
	return out
})

// Numbers are the helplines of a kind of danger in a situation, most urgent
// first; an empty situation always holds.
type Numbers struct {
	Kind, Situation string
	Lines           []string // ids of helplines
	Alone           bool     // in place of those of the kind
}

// DangerNumbers are the lines of danger-numeros.csv, in its order.
var DangerNumbers = sync.OnceValue(func() []Numbers {
	var out []Numbers
	for _, r := range rows("danger-numeros.csv") {
		lines, alone := strings.CutPrefix(r[2], "=")
		out = append(out, Numbers{r[0], r[1], list(lines), alone})
	}
	return out
})

// Situations tells by name what a message may say of a situation.
var Situations = sync.OnceValue(func() map[string]Condition {
	out := map[string]Condition{}
	for _, r := range rows("situations.csv") {
		out[r[0]] = NewCondition(r[1])
	}
	return out
})

// Digest tells two versions of the lexicon apart.
var Digest = sync.OnceValue(func() [32]byte {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	h := sha256.New()
	for _, e := range entries {
		data, err := files.ReadFile(e.Name())
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(h, e.Name(), len(data))
		h.Write(data)
	}
	return [32]byte(h.Sum(nil))
})

// EachText calls f with every expression of the lexicon, for those who must
// know its words.
func EachText(f func(text string)) {
	for _, b := range Besoins() {
		f(b.Label)
		for _, w := range b.Words {
			f(w)
		}
		for _, a := range b.Acronyms {
			f(a)
		}
	}
	for _, name := range []string{"publics.csv", "modalites.csv", "danger.csv", "situations.csv"} {
		for _, r := range rows(name) {
			f(strings.NewReplacer(",", " ", "|", " ", "&", " ", "!", " ").Replace(r[len(r)-1]))
		}
	}
	for _, r := range rows("hors-sujet.txt") {
		f(r[0])
	}
	for _, r := range rows("sms.csv") {
		f(r[0] + " " + r[len(r)-1])
	}
	for _, r := range rows("vides.txt") {
		f(r[0])
	}
}

// AfterDanger are the besoins to orient towards once the number was given.
var AfterDanger = sync.OnceValue(func() map[string][]string { return tiesOf("danger-suites.csv") })
