package hours

import (
	"fmt"
	"time"
)

// nbsp keeps an hour on one line.
const nbsp = "\u00a0"

var (
	dayNames   = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	monthWords = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
		"août", "septembre", "octobre", "novembre", "décembre"}
)

// Sentence says in French what is known at t, without capital or full stop:
// "ouvert jusqu’à 17 h 30", "fermé, ouvre lundi à 9 h". It is empty when the
// state is unknown.
func (s Schedule) Sentence(t time.Time) string {
	state, next, then := s.at(t)
	switch {
	case state == Unknown:
		return ""
	case state == Closed && then == Open:
		return "fermé, ouvre " + moment(t, next)
	case state == Closed:
		return "fermé"
	case next.IsZero():
		return "ouvert jour et nuit"
	case then == Unknown:
		return "ouvert au moins " + until(t, next)
	}
	return "ouvert " + until(t, next)
}

// Opens says when the place opens next: "à 14 h", "demain à 9 h", "lundi à
// 9 h". It is empty when the place is open, or when that is unknown.
func (s Schedule) Opens(t time.Time) string {
	if state, next, then := s.at(t); state == Closed && then == Open {
		return moment(t, next)
	}
	return ""
}

// moment names an instant after now: "à 14 h", "demain à 9 h", "lundi à 9 h",
// "lundi 24 août à 9 h", "lundi 4 janvier 2027 à 9 h".
func moment(now, at time.Time) string {
	at = at.In(Paris)
	at24 := isMidnight(at)
	switch days := daysBetween(now, at); {
	case days == 0:
		return "à " + hour(at)
	case days == 1 && at24:
		return "à minuit"
	case days == 1:
		return "demain à " + hour(at)
	default:
		return dayName(now, at, days) + " à " + hour(at)
	}
}

// until names the end of what is under way; a night ends without naming the
// day: "jusqu’à 2 h", "jusqu’à minuit", "jusqu’à vendredi à 18 h".
func until(now, at time.Time) string {
	at = at.In(Paris)
	days := daysBetween(now, at)
	switch {
	case days == 1 && isMidnight(at):
		return "jusqu’à minuit"
	case days == 0 || days == 1 && at.Hour() <= 8 && at.Sub(now) < 24*time.Hour:
		return "jusqu’à " + hour(at)
	case days == 1:
		return "jusqu’à demain à " + hour(at)
	}
	return "jusqu’à " + dayName(now, at, days) + " à " + hour(at)
}

// dayName names a day that is two days away or more.
func dayName(now, at time.Time, days int) string {
	name := dayNames[at.Weekday()]
	if days < 7 {
		return name
	}
	name += " " + dayOfMonth(at.Day()) + " " + monthWords[at.Month()-1]
	if at.Year() != now.In(Paris).Year() {
		name += fmt.Sprintf(" %d", at.Year())
	}
	return name
}

func dayOfMonth(d int) string {
	if d == 1 {
		return "1er"
	}
	return fmt.Sprint(d)
}

func isMidnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 }

// daysBetween counts the midnights in Paris between two instants.
func daysBetween(a, b time.Time) int {
	return dayNumber(b) - dayNumber(a)
}

func dayNumber(t time.Time) int {
	y, m, d := t.In(Paris).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func hour(t time.Time) string { return hourOf(t.Hour()*60 + t.Minute()) }

// hourOf writes minutes after midnight as "9 h" or "17 h 30".
func hourOf(minute int) string {
	if m := minute % 60; m != 0 {
		return fmt.Sprintf("%d%sh%s%02d", minute/60%24, nbsp, nbsp, m)
	}
	return fmt.Sprintf("%d%sh", minute/60%24, nbsp)
}
