package text

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Words of the public programme, on paper as on the pages.
const (
	ProgrammeWeeks     = "Semaines d’information sur la santé mentale"
	ProgrammeAhead     = "Ce qui vient près de chez vous"
	ProgrammeLeaflet   = "Programme"
	ProgrammeCalendar  = "Santé près de chez vous"
	ProgrammeNothing   = "Rien n’est annoncé pour le moment. Photographiez le code : la page dit ce qui arrive dès que c’est confirmé."
	ProgrammeAlso      = "Et aussi"
	ProgrammeKnow      = "Bon à savoir"
	ProgrammeScan      = "Le programme à jour"
	ProgrammeScanWhy   = "Photographiez ce code : changements, annulations, rendez-vous à mettre dans votre agenda."
	ProgrammeHelp      = "Idées suicidaires, pour vous ou un proche : 3114, gratuit, jour et nuit. Danger immédiat : 15 ou 112. Par SMS : 114."
	ProgrammeOff       = "Annulé"
	ProgrammeNew       = "Modifié"
	ProgrammeFree      = "Gratuit"
	ProgrammePaid      = "Payant"
	ProgrammeMore      = "Tout savoir"
	ProgrammeMoreWhy   = "Photographiez ce code avec votre téléphone."
	ProgrammeUnnamed   = "Titre à lire en ligne"
	ProgrammeWholeDay  = "Toute la journée"
	ProgrammeOtherDays = "Autres dates"
	ProgrammeDue       = "À rendre"
)

// ProgrammeSpan writes days, YYYYMMDD, both included: « du 5 au 18 octobre 2026 ».
func ProgrammeSpan(first, last int) string {
	a, b := dayTime(first), dayTime(last)
	switch {
	case first == last:
		return "le " + DayOf(a)
	case a.Year() != b.Year():
		return "du " + DayOf(a) + " au " + DayOf(b)
	case a.Month() != b.Month():
		return "du " + ordinal(a) + nbsp + months[a.Month()-1] + " au " + DayOf(b)
	}
	return "du " + ordinal(a) + " au " + DayOf(b)
}

func dayTime(day int) time.Time {
	return time.Date(day/10000, time.Month(day/100%100), day%100, 12, 0, 0, 0, zone)
}

func ordinal(t time.Time) string {
	if t.Day() == 1 {
		return "1er"
	}
	return fmt.Sprint(t.Day())
}

// ProgrammeHours is when, on its day: « 18 h 30 », « 14 h à 17 h », « Toute la
// journée », « Jusqu’au mercredi 8 octobre ».
func ProgrammeHours(d AnnounceDate, now time.Time) string {
	starts, ends := d.Starts.In(zone), d.Ends.In(zone)
	sameDay := !ends.After(starts) || starts.Format(time.DateOnly) == ends.Format(time.DateOnly)
	switch {
	case d.Whole && sameDay:
		return ProgrammeWholeDay
	case d.Whole:
		return "Jusqu’au " + strings.Replace(weekdayWords(ends, now), nbsp, " ", 1) // it may stand in a narrow column
	case !ends.After(starts):
		return HourWords(starts)
	case sameDay || ends.Sub(starts) < 12*time.Hour:
		return HourWords(starts) + " à " + HourWords(ends)
	}
	return HourWords(starts) + ", jusqu’au " + strings.Replace(weekdayWords(ends, now), nbsp, " ", 1) + ", " + HourWords(ends)
}

// ProgrammeWeekdays are the heads of the columns of a week, from Monday.
var ProgrammeWeekdays = [7]string{"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."}

// ProgrammeDeadline says until when one may answer a call.
func ProgrammeDeadline(day int, now time.Time) string {
	return "Réponse avant le " + DayWords(day, now) + " inclus"
}

// ProgrammeFor says for whom: « Pour les parents ». Who wrote « pour » already
// does not read it twice.
func ProgrammeFor(audience string) string {
	rest := Tidy(audience)
	if low := strings.ToLower(rest); strings.HasPrefix(low, "pour ") {
		rest = rest[len("pour "):]
	}
	return "Pour " + Small(rest)
}

// ProgrammeBooking says how to register.
func ProgrammeBooking(how string) string {
	return "Inscription" + nbsp + ": " + ProgrammeNumbers(Small(Tidy(how)))
}

// ProgrammeBy says who proposes it, and with whom.
func ProgrammeBy(organiser string, partners []string) string {
	names := make([]string, len(partners))
	for i, p := range partners {
		names[i] = Tidy(p)
	}
	switch with := And(names); {
	case organiser == "" && with == "":
		return ""
	case organiser == "":
		return "Avec " + with
	case with == "":
		return "Proposé par " + Tidy(organiser)
	default:
		return "Proposé par " + Tidy(organiser) + ", avec " + with
	}
}

// ProgrammeContact says whom to ask.
func ProgrammeContact(contact string) string { return "Contact" + nbsp + ":" + nbsp + contact }

var phoneInWords = regexp.MustCompile(`\b0[1-9](?:[ .-]?\d\d){4}\b`)

// ProgrammeNumbers keeps the telephone numbers in words on one line each.
func ProgrammeNumbers(words string) string { return phoneInWords.ReplaceAllStringFunc(words, Phone) }

// ProgrammeOthers says when else.
func ProgrammeOthers(dates []string) string {
	return ProgrammeOtherDays + nbsp + ": " + strings.Join(dates, " · ")
}

// ProgrammeCount says how many appointments there are, and in how many communes
// when there are several.
func ProgrammeCount(n, communes int) string {
	words := Count(n, "rendez-vous", "rendez-vous")
	if communes > 1 {
		words += " dans " + Number(communes) + nbsp + "communes"
	}
	return words
}

// ProgrammeAgain is the head of what goes on in the next column.
func ProgrammeAgain(heading string) string { return heading + " (suite)" }

// ProgrammePage numbers a page.
func ProgrammePage(n, total int) string { return fmt.Sprintf("%d / %d", n, total) }

// ProgrammeChosen says what a leaflet was narrowed to.
func ProgrammeChosen(words []string) string {
	return "Choix" + nbsp + ": " + strings.Join(words, " · ")
}

// ProgrammeMark is the letter that stands for an access on paper.
func ProgrammeMark(access string) string {
	return map[string]string{"pmr": "F", "lsf": "S", "falc": "L"}[access]
}

// ProgrammePublics are for whom one may look, in the order of the menu.
func ProgrammePublics() []Label {
	return []Label{
		{ID: "enfants", Words: "les enfants"},
		{ID: "jeunes", Words: "les adolescents et les jeunes"},
		{ID: "parents", Words: "les parents et les familles"},
		{ID: "adultes", Words: "les adultes"},
		{ID: "aines", Words: "les personnes âgées"},
		{ID: "aidants", Words: "les proches et les aidants"},
		{ID: "professionnels", Words: "les professionnels"},
	}
}

// ProgrammePublic is how one of ProgrammePublics reads.
func ProgrammePublic(id string) (words string, ok bool) { return find(ProgrammePublics(), id) }

var programmeTroubles = map[string]Trouble{
	"annonce":     {"Cette annonce n’est pas au programme", "L’adresse est peut-être incomplète, ou l’annonce n’est pas encore confirmée. Le programme dit tout ce qui l’est."},
	"introuvable": {"Cette page n’existe pas", "L’adresse est peut-être incomplète, ou la page a été retirée."},
	"affiche":     {"Cette annonce n’a pas d’image", "Sa page dit tout ce qu’il faut savoir."},
	"agenda":      {"Cette annonce n’a pas de date", "Elle ne peut pas entrer dans un agenda. Sa page dit tout ce qu’il faut savoir."},
	"filtre":      {"Ce choix ne se lit pas", "Le jour, le lieu, le public, le thème ou le genre demandé n’existe pas ici. Repartez du programme entier."},
	"methode":     {"Cette page se lit seulement", "Rien n’a été changé. Passez par les liens des pages."},
	"incident":    {"Quelque chose n’a pas marché", "C’est de notre côté, pas du vôtre. Réessayez dans une minute ; si cela dure, donnez la référence ci-dessous à l’équipe de Relais."},
}

// ProgrammeTrouble finds the words of a trouble; an unknown one is an incident.
func ProgrammeTrouble(id string) Trouble {
	if t, ok := programmeTroubles[id]; ok {
		return t
	}
	return programmeTroubles["incident"]
}

// ProgrammeMoreDates counts the dates that are not spelled out.
func ProgrammeMoreDates(n int) string { return "et " + Count(n, "autre date", "autres dates") }

// ProgrammeDot explains the weeks on a cover.
const ProgrammeDot = "Un point, un rendez-vous."
