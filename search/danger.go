package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"relais/directory"
	"relais/directory/hours"
	"relais/search/lexicon"
	"relais/search/model"
)

// Danger is seen by three witnesses: the lexicon (words that are known to mean
// danger), the model (words never listed), and the soothing words of
// prevention, training and history. An alarm costs nothing when it is wrong
// and a life when it is missing, so doubt shows the number.

const (
	// dangerFrom is the probability from which the model alone raises the alarm.
	dangerFrom = 0.30
	// dangerWith is the one from which it confirms a doubtful word of the lexicon.
	dangerWith = 0.2
	// dangerCalm is the one under which it overrules a sure word, unless soothed.
	dangerCalm = 0.08
	// kindFrom is the share of the surest kind from which a second kind counts.
	kindFrom = 0.3
)

// Watch sees danger in messages. It needs neither index nor database.
type Watch struct {
	lines map[string]directory.Helpline // by id
}

// NewWatch knows the helplines to show.
func NewWatch(lines []directory.Helpline) *Watch {
	w := &Watch{lines: map[string]directory.Helpline{}}
	for _, l := range lines {
		w.lines[l.ID] = l
	}
	return w
}

// See tells what danger a message speaks of, nil when none; at is when it is
// asked. The same message always gets the same answer.
func (w *Watch) See(text string, at time.Time) *Danger {
	words := expand(lexicon.Words(text))
	if len(words) == 0 {
		return nil
	}
	kinds, sure := dangerKinds(words)
	if len(kinds) == 0 {
		return nil
	}
	said := situation(words)
	d := &Danger{Kind: kinds[0], Minor: said["mineur"], Alone: firstPerson(words), sure: sure}
	lines, alone := numbers(kinds, said)
	if alone {
		d.sure = 0
	}
	for _, id := range lines {
		line, ok := w.lines[id]
		if !ok {
			continue
		}
		d.Lines = append(d.Lines, Line{Helpline: line, Open: openAt(line.Hours, at)})
	}
	d.Lines = afterHours(d.Lines)
	return d
}

// dangerKinds lists the kinds of danger, surest first, and how sure the first
// is; none when there is no alarm.
func dangerKinds(words []lexicon.Word) (kinds []string, certain float64) {
	m := model.Danger()
	p := m.Predict(words)
	alarm := p[slices.Index(m.Classes, model.AnyDanger)]
	weight := map[string]float64{}
	sure, calm := 0.0, 0.0
	for _, a := range lexicon.Alarms() {
		if _, ok := a.When.Holds(words); !ok {
			continue
		}
		if a.Kind == "*" {
			calm = min(calm, a.Weight)
			continue
		}
		weight[a.Kind] = max(weight[a.Kind], a.Weight)
		sure = max(sure, a.Weight)
	}
	if !raised(alarm, sure, calm) {
		return nil, 0
	}
	for i, c := range m.Classes {
		if c == model.AnyDanger {
			continue
		}
		weight[c] += 0.8 * p[i]
		kinds = append(kinds, c)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), strings.Compare(a, b)) })
	n := 1
	for n < len(kinds) && n < 3 && weight[kinds[n]] >= kindFrom*weight[kinds[0]] && weight[kinds[n]] > 0.15 {
		n++
	}
	return kinds[:n], min(1, weight[kinds[0]]) * min(1, alarm+0.3*sure)
}

// raised decides. sure is the weight of the lexicon's surest condition, calm
// the strongest soothing one (negative or 0).
func raised(alarm, sure, calm float64) bool {
	switch {
	case calm <= -1:
		return alarm >= dangerFrom+0.25
	case calm < 0:
		return alarm >= dangerFrom+0.12
	case sure >= 1:
		return alarm >= dangerCalm
	case sure > 0:
		return alarm >= dangerWith
	}
	return alarm >= dangerFrom
}

func situation(words []lexicon.Word) map[string]bool {
	out := map[string]bool{}
	for name, when := range lexicon.Situations() {
		if _, ok := when.Holds(words); ok {
			out[name] = true
		}
	}
	return out
}

// numbers lists the helplines for kinds of danger: those a situation calls for
// first, then those of the kind, unless the situation's stand alone: what is
// usually done after such a danger is not to be done then. At most five: more
// would not be read.
func numbers(kinds []string, said map[string]bool) (out []string, alone bool) {
	for k, kind := range kinds {
		var first, rest []string
		for _, n := range lexicon.DangerNumbers() {
			switch {
			case n.Kind != kind:
			case n.Situation == "":
				rest = append(rest, n.Lines...)
			case said[n.Situation] && k == 0:
				first = append(first, n.Lines...)
				alone = alone || n.Alone
			}
		}
		if alone && k == 0 {
			rest = nil
		}
		if k > 0 {
			rest = rest[:1]
		}
		for _, id := range append(first, rest...) {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	if said["sourd"] || said["appel-impossible"] {
		out = append([]string{"ligne-114"}, slices.DeleteFunc(out, func(id string) bool { return id == "ligne-114" })...)
	}
	return out[:min(len(out), 5)], alone
}

// afterHours puts a line that is closed now after one that is open, and never
// leaves closed lines alone: the 15 answers day and night.
func afterHours(lines []Line) []Line {
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Compare(closed(a), closed(b))
	})
	return lines
}

func closed(l Line) int {
	if l.Open == hours.Closed {
		return 1
	}
	return 0
}

func openAt(value string, at time.Time) hours.State {
	s, err := parsedHours(value)
	if err != nil {
		return hours.Unknown
	}
	state, _ := s.At(at)
	return state
}

var hoursCache sync.Map // value → hours.Schedule

func parsedHours(value string) (hours.Schedule, error) {
	if s, ok := hoursCache.Load(value); ok {
		return s.(hours.Schedule), nil
	}
	s, err := hours.Parse(value)
	if err == nil {
		hoursCache.Store(value, s)
	}
	return s, err
}

// firstPerson tells whether the writer speaks of themselves.
func firstPerson(words []lexicon.Word) bool {
	me, other := 0, 0
	for _, w := range words {
		switch w.Fold {
		case "je", "j", "me", "moi", "m", "mes":
			me++
		case "il", "elle", "ils", "elles", "lui", "leur", "monsieur", "madame", "dame", "voisin", "voisine", "usager", "usagere",
			"enfant", "fille", "fils", "ami", "amie", "soeur", "frere", "mere", "pere", "eleve", "jeune", "bebe":
			other++
		}
	}
	return me > 0 && other == 0
}
