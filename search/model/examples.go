package model

import (
	"slices"
	"strings"

	"relais/search/lexicon"
)

// None is the class of questions that nothing here answers.
const None = "none"

// AnyDanger is the class of every message in danger, whatever its kind.
const AnyDanger = "danger"

// Into how many folds and parts the corpus is cut. Each takes its lines from
// all along every file, so all hold every theme, danger and register.
const (
	Folds = 5
	Parts = 4
	// Always is the fold of what is never held out.
	Always = -1
)

// SubjectExamples are the questions, with their themes and besoins. Classes
// come sorted.
func SubjectExamples(corpus []Labelled) (classes []string, examples []Example) {
	for _, l := range corpus {
		if !l.IsSubject {
			continue
		}
		e := subject(l)
		classes = append(classes, e.Classes...)
		examples = append(examples, e)
	}
	for _, e := range phrases() {
		classes = append(classes, e.Classes...)
		examples = append(examples, e)
	}
	slices.Sort(classes)
	return slices.Compact(classes), examples
}

// HeldExamples are the questions of an author who is not learned from.
func HeldExamples(corpus []Labelled) []Example {
	var out []Example
	for _, l := range corpus {
		if l.IsHeld {
			out = append(out, subject(l))
		}
	}
	return out
}

// subject is what a labelled question tells.
func subject(l Labelled) Example {
	e := Example{Text: l.Q, File: l.File, Fold: l.Line % Folds, Part: l.Line / Folds % Parts}
	for _, t := range themesOf(l) {
		e.Classes = append(e.Classes, "theme:"+t)
	}
	for _, b := range l.Besoins {
		e.Classes = append(e.Classes, "besoin:"+b)
	}
	if len(l.Themes) == 0 {
		e.Classes = append(e.Classes, None)
	}
	if l.Besoins == nil {
		e.Silent = besoinsOf(l.Themes)
	}
	return e
}

// themesOf are the themes of a question: those it is labelled with, and those
// that its besoins always bring.
func themesOf(l Labelled) []string {
	out := slices.Clone(l.Themes)
	for _, b := range l.Besoins {
		for _, rel := range lexicon.RelatedThemes()[b] {
			if (rel.Audience == "" || slices.Contains(l.Audience, rel.Audience)) && !slices.Contains(out, rel.Theme) {
				out = append(out, rel.Theme)
			}
		}
	}
	return out
}

// phraseWeight is what an expression of the lexicon weighs against a question.
const phraseWeight = 0.5

// phrases are the expressions of the lexicon's besoins. They are always
// learned from, never held out.
func phrases() []Example {
	var out []Example
	at := map[string]int{}
	for _, b := range lexicon.Besoins() {
		for _, text := range slices.Concat([]string{b.Label}, b.Words, b.Acronyms) {
			k, ok := at[text]
			if !ok {
				k, at[text] = len(out), len(out)
				out = append(out, Example{Text: text, Weight: phraseWeight, Fold: Always})
			}
			out[k].Classes = append(out[k].Classes, "theme:"+b.Theme, "besoin:"+b.ID)
		}
	}
	return out
}

// besoinsOf are the classes that a question of some themes may belong to when
// nobody said which: it tells that it belongs to none of the others.
func besoinsOf(themes []string) []string {
	var out []string
	for _, b := range lexicon.Besoins() {
		if slices.Contains(themes, b.Theme) {
			out = append(out, "besoin:"+b.ID)
		}
	}
	return out
}

// DangerExamples are the messages labelled for danger, and the questions and
// the expressions of the lexicon, which stand for its absence, without those of
// subjects where it is never far. Classes come sorted.
func DangerExamples(corpus []Labelled) (classes []string, examples []Example) {
	classes = []string{AnyDanger}
	for _, l := range corpus {
		e := Example{Text: l.Q, File: l.File, Fold: l.Line % Folds, Part: l.Line / Folds % Parts}
		switch {
		case l.IsDanger && l.Danger != nil:
			e.Classes = []string{AnyDanger, *l.Danger}
			classes = append(classes, *l.Danger)
		case l.IsDanger:
		case l.IsSubject && !nearDanger(l):
		default:
			continue
		}
		examples = append(examples, e)
	}
	for _, e := range phrases() {
		if !nearDanger(Labelled{Themes: ids(e.Classes, "theme:"), Besoins: ids(e.Classes, "besoin:")}) {
			e.Classes = nil
			examples = append(examples, e)
		}
	}
	slices.Sort(classes)
	return slices.Compact(classes), examples
}

// ids are those of the classes of one sort.
func ids(classes []string, sort string) []string {
	var out []string
	for _, c := range classes {
		if id, ok := strings.CutPrefix(c, sort); ok {
			out = append(out, id)
		}
	}
	return out
}

// nearDanger tells whether a question is of a subject where nobody can say
// that there is no danger without reading it.
func nearDanger(l Labelled) bool {
	near := func(ids []string, among ...string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(among, id) })
	}
	return near(l.Themes, "urgence", "violences") ||
		near(l.Besoins, "hebergement-urgence", "maraude", "harcelement-scolaire", "urgence-psychiatrique",
			"hospitalisation-psychiatrique", "protection-enfance", "maltraitance-vulnerable", "psychotraumatisme")
}

// group is what classes of the same sort share: "theme:", "besoin:", or the
// class itself when it is alone of its sort.
func group(class string) string {
	if class == AnyDanger || class == None {
		return class
	}
	sort, _, ok := strings.Cut(class, ":")
	if !ok {
		return "kind"
	}
	return sort
}
