package text

import (
	"slices"
	"strings"
)

// Label is a word of a closed list, and how a person reads it.
type Label struct{ ID, Words string }

var needs = map[string]string{
	"gratuit": "gratuit", "sans-rendez-vous": "sans rendez-vous", "a-domicile": "à domicile",
	"anonyme": "anonyme", "pmr": "accessible en fauteuil", "visio": "en visio", "tiers-payant": "tiers payant",
	"ouvert-maintenant": "ouvert maintenant", "matin": "le matin", "soir": "le soir", "week-end": "le week-end",
	"lundi": "le lundi", "mardi": "le mardi", "mercredi": "le mercredi", "jeudi": "le jeudi",
	"vendredi": "le vendredi", "samedi": "le samedi", "dimanche": "le dimanche",
	"sans-papiers": "sans papiers", "urgent": "urgent", "lsf": "en langue des signes",
}

var languages = map[string]string{
	"ar": "arabe", "en": "anglais", "es": "espagnol", "pt": "portugais", "ru": "russe", "uk": "ukrainien",
	"tr": "turc", "fa": "persan", "ps": "pachto", "ka": "géorgien", "hy": "arménien", "sq": "albanais",
	"ro": "roumain", "it": "italien", "de": "allemand", "zh": "chinois", "vi": "vietnamien", "so": "somali",
	"ti": "tigrigna", "am": "amharique", "bn": "bengali", "ln": "lingala", "wo": "wolof", "ff": "peul",
	"bm": "bambara", "sw": "swahili", "ku": "kurde", "mn": "mongol", "sr": "serbe", "bg": "bulgare",
	"fsl": "langue des signes", "lsf": "langue des signes",
}

// Need is how a need reads: "tiers-payant" as « tiers payant », "langue:ar"
// as « en arabe ». An unknown one is given back with spaces for hyphens.
func Need(id string) string {
	if words, ok := needs[id]; ok {
		return words
	}
	if language, ok := strings.CutPrefix(id, "langue:"); ok {
		if name, ok := languages[language]; ok {
			language = name
		}
		return "en " + language
	}
	return strings.ReplaceAll(id, "-", " ")
}

// Age is how an age in years reads.
func Age(years int) string {
	if years < 1 {
		return "moins d’un an"
	}
	return Number(years) + nbsp + Plural(years, "an", "ans")
}

// reasons are why nothing fits, in the order of the menu. Their ids are those
// the activity keeps.
var reasons = []struct {
	id    string
	words Sentence
}{
	{"inexistant", Missing}, {"complet", Full}, {"non-eligible", NotEligible}, {"ferme", ClosedDown},
	{"trop-loin", TooFar}, {"trop-cher", TooExpensive}, {"langue", Language}, {"horaires", OpeningTimes},
	{"pieces-manquantes", MissingPapers}, {"refus-personne", Refused}, {"hors-sujet", OffTopic}, {"autre", OtherReason},
}

// Reasons lists why nothing fits.
func Reasons() []Label {
	var out []Label
	for _, r := range reasons {
		out = append(out, Label{r.id, r.words.Say()})
	}
	return out
}

// Reason finds the words of a reason.
func Reason(id string) (words string, ok bool) { return find(Reasons(), id) }

// Errors lists what may be wrong on a card.
func Errors() []Label {
	return []Label{
		{"telephone", FlagPhone.Say()}, {"adresse", FlagAddress.Say()}, {"horaires", FlagHours.Say()},
		{"ferme", FlagClosed.Say()}, {"autre", FlagOther.Say()},
	}
}

// Error finds the words of what is wrong on a card.
func Error(id string) (words string, ok bool) { return find(Errors(), id) }

func find(list []Label, id string) (string, bool) {
	i := slices.IndexFunc(list, func(l Label) bool { return l.ID == id })
	if i < 0 {
		return "", false
	}
	return list[i].Words, true
}

// Confidence is how far a source is trusted, in the feminine.
func Confidence(level string) string {
	switch level {
	case "high":
		return "bonne"
	case "medium":
		return "moyenne"
	case "low":
		return "faible"
	}
	return "inconnue"
}
