package exchange

import (
	"regexp"
	"slices"
	"strings"

	"relais/bot/announce"
)

// kinds are the words for the kinds of announcement, folded.
var kinds = map[string]string{
	"evenement": announce.Event, "rencontre": announce.Event, "atelier": announce.Event, "conference": announce.Event,
	"spectacle": announce.Event, "exposition": announce.Event, "cine debat": announce.Event, "stand": announce.Event,
	"campagne": announce.Campaign, "campagne de prevention": announce.Campaign, "prevention": announce.Campaign,
	"formation": announce.Training, "formation des relais": announce.Training,
	"appel": announce.Call, "appel a projets": announce.Call, "appel a projet": announce.Call,
	"service": announce.Offer, "vie d un service": announce.Offer, "ouverture d un service": announce.Offer,
	"alerte": announce.Alert, "alerte urgente": announce.Alert,
}

// accesses are the words for what an event offers, folded.
var accesses = map[string]string{
	"pmr": "pmr", "fauteuil roulant": "pmr", "fauteuil": "pmr", "mobilite reduite": "pmr", "accessible pmr": "pmr", "acces pmr": "pmr",
	"lsf": "lsf", "langue des signes": "lsf", "interprete lsf": "lsf", "langue des signes francaise": "lsf",
	"falc": "falc", "facile a lire": "falc", "facile a lire et a comprendre": "falc", "francais facile": "falc",
}

var (
	yes = []string{"oui", "o", "x", "1", "vrai", "true", "gratuit", "gratuite", "yes", "entree libre", "libre"}
	no  = []string{"non", "n", "0", "faux", "false", "payant", "payante", "no"}
)

// closed reads the cells of which the values are known.
func (r *sheetReader) closed(l *sheetLine) {
	r.kind(l)
	r.state(l)
	for _, word := range split(l.cells[colThemes]) {
		if id, ok := themeOf(word); ok {
			l.it.Themes = append(l.it.Themes, id)
		} else {
			r.note(l.line, CodeTheme, clip(word, 80))
		}
	}
	for _, word := range split(l.cells[colAccess]) {
		switch id, ok := accesses[announce.Fold(word)]; {
		case ok:
			l.it.Access = append(l.it.Access, id)
		case slices.Contains(yes, announce.Fold(word)):
			l.it.Access = append(l.it.Access, "pmr")
		case !slices.Contains(no, announce.Fold(word)):
			r.note(l.line, CodeAccess, clip(word, 80))
		}
	}
	l.it.Themes, l.it.Access = unique(l.it.Themes), unique(l.it.Access)
	r.free(l)
	if booking := l.cells[colBooking]; !slices.Contains(no, announce.Fold(booking)) {
		l.it.Booking = booking
	}
}

func (r *sheetReader) kind(l *sheetLine) {
	word := l.cells[colKind]
	if word == "" {
		return
	}
	kind, ok := kinds[strings.TrimSuffix(announce.Fold(word), "s")]
	if !ok {
		kind, ok = kinds[announce.Fold(word)]
	}
	if !ok {
		r.wrong(l, CodeKind, clip(word, 80))
		return
	}
	l.it.Kind = kind
}

func (r *sheetReader) state(l *sheetLine) {
	switch word := announce.Fold(l.cells[colState]); {
	case slices.Contains([]string{"", "confirme", "confirmee", "maintenu", "maintenue", "propose", "proposee", "a venir", "non"}, word):
	case slices.Contains([]string{"annule", "annulee", "oui", "x", "supprime", "supprimee"}, word):
		l.it.State = announce.Cancelled
	default:
		r.wrong(l, CodeState, clip(l.cells[colState], 80))
	}
}

var price = regexp.MustCompile(`\d\s*(?:€|eur)`)

// free reads oui, non, or a price.
func (r *sheetReader) free(l *sheetLine) {
	word := l.cells[colFree]
	free := slices.Contains(yes, announce.Fold(word))
	switch {
	case word == "":
	case free, slices.Contains(no, announce.Fold(word)), price.MatchString(strings.ToLower(word)):
		l.it.Free = &free
	default:
		r.note(l.line, CodeYesNo, clip(word, 80))
	}
}

// where reads the quarter and the commune.
func (r *sheetReader) where(l *sheetLine) {
	if name := l.cells[colCommune]; name != "" {
		if c, ok := r.places.commune(name); ok {
			l.it.Commune = c.INSEE
		} else {
			r.note(l.line, CodeCommune, clip(name, 80))
		}
	}
	if name := l.cells[colQuartier]; name != "" {
		q, ok := r.places.quartier(name)
		if !ok || l.it.Commune != "" && l.it.Commune != q.INSEE {
			r.note(l.line, CodeQuartier, clip(name, 80))
			return
		}
		l.it.Quartier, l.it.Commune = q.ID, q.INSEE
	}
}
