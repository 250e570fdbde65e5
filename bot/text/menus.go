package text

import (
	"fmt"
	"time"
)

// FullDate is « 8 janvier 2021 » for a date as a source writes it, 2021-01-08;
// anything else stays as it is.
func FullDate(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return day + nbsp + months[t.Month()-1] + nbsp + fmt.Sprint(t.Year())
}

// Buttons and questions of menus and of the form's ways out.
var (
	OtherTown       = button(`Une autre commune`)
	FormRestartSure = message(`Recommencer efface votre annonce commencée : <b>{title}</b>. On l’efface ?`)
	FormRestartYes  = button(`Oui, recommencer`)
	FormRestartNo   = button(`Non, continuer`)
)
