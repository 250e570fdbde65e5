package bot

import (
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
	"relais/directory"
)

// formStep is one question of the form.
type formStep struct {
	id   string // also the field that announce.Check names
	ask  text.Sentence
	must bool                                                        // it cannot be passed
	when func(s *formScene) bool                                     // nil: always asked
	read func(it *announce.Item, words string, now time.Time) error  // nil: only buttons answer
	keys func(b *Bot, k *keys, it *announce.Item)                    // answers to tap
	take func(b *Bot, s *formScene, value string) (done, known bool) // a tapped answer; done goes on
	show func(b *Bot, it *announce.Item) string                      // what is known, for corrections; nil for nothing
}

// formScene is what decides which questions are asked.
type formScene struct {
	it      *announce.Item
	edition *announce.Edition // of its first date
	chooses bool              // who enters may send to everybody
}

// formSteps are the questions, in order. It is filled by init, since steps show
// buttons and buttons lead to steps.
var formSteps []formStep

func init() {
	line := func(field func(*announce.Item) *string) func(*announce.Item, string, time.Time) error {
		return func(it *announce.Item, words string, _ time.Time) error {
			*field(it) = strings.Join(strings.Fields(words), " ")
			return nil
		}
	}
	shown := func(field func(*announce.Item) *string) func(*Bot, *announce.Item) string {
		return func(_ *Bot, it *announce.Item) string { return *field(it) }
	}
	words := func(id string, ask text.Sentence, must bool, field func(*announce.Item) *string) formStep {
		return formStep{id: id, ask: ask, must: must, read: line(field), show: shown(field)}
	}
	located := func(s *formScene) bool {
		return len(s.it.Dates) > 0 || slices.Contains([]string{announce.Event, announce.Training, announce.Offer}, s.it.Kind)
	}
	venue := words("venue", text.FormVenue, false, func(it *announce.Item) *string { return &it.Venue })
	address := words("address", text.FormAddress, false, func(it *announce.Item) *string { return &it.Address })
	venue.when, address.when = located, located
	url := words("url", text.FormURL, false, func(it *announce.Item) *string { return &it.URL })
	url.read = func(it *announce.Item, words string, _ time.Time) error {
		it.URL = strings.TrimSpace(words)
		if it.URL != "" && !strings.Contains(it.URL, ":") { // « exemple.fr », as one types it
			it.URL = "https://" + it.URL
		}
		return nil
	}
	contact := words("contact", text.FormContact, false, func(it *announce.Item) *string { return &it.Contact })
	contact.read = readContact
	what := words("what", text.FormWhat, false, func(it *announce.Item) *string { return &it.What })
	what.read = func(it *announce.Item, words string, _ time.Time) error {
		it.What = strings.TrimSpace(words)
		return nil
	}
	formSteps = []formStep{
		{id: "kind", ask: text.FormKind, must: true, keys: kindKeys, take: takeKind, show: showKind},
		words("title", text.FormTitle, true, func(it *announce.Item) *string { return &it.Title }),
		what,
		words("audience", text.FormAudience, false, func(it *announce.Item) *string { return &it.Audience }),
		{id: "dates", ask: text.FormDates, read: readFormDates, show: showDates, when: func(s *formScene) bool { return s.it.Kind != announce.Call }},
		{id: "deadline", ask: text.FormDeadline, must: true, read: readDeadline, show: showDeadline,
			when: func(s *formScene) bool { return s.it.Kind == announce.Call }},
		{id: "edition", ask: text.FormEdition, must: true, keys: editionKeys, take: takeEdition,
			when: func(s *formScene) bool { return s.edition != nil && s.it.Kind != announce.Call }},
		{id: "quartier", ask: text.FormPlace, must: true, keys: placeKeys, take: takePlace, show: (*Bot).showPlace},
		venue, address,
		{id: "themes", ask: text.FormThemes, keys: themeKeys, take: takeTheme, show: showThemes},
		words("organiser", text.FormOrganiser, true, func(it *announce.Item) *string { return &it.Organiser }),
		{id: "partners", ask: text.FormPartners, read: readPartners, show: showPartners},
		{id: "free", ask: text.FormFree, keys: freeKeys, take: takeFree, when: located},
		words("booking", text.FormBooking, false, func(it *announce.Item) *string { return &it.Booking }),
		{id: "access", ask: text.FormAccess, keys: accessKeys, take: takeAccess, show: showAccess, when: located},
		contact,
		url,
		{id: "poster", ask: text.FormPoster, keys: posterKeys, take: takePoster, show: showPoster},
		{id: "reach", ask: text.FormReach, must: true, keys: reachKeys, take: takeReach, when: func(s *formScene) bool { return s.chooses }},
	}
}

func formStepOf(id string) (int, *formStep) {
	i := slices.IndexFunc(formSteps, func(s formStep) bool { return s.id == id })
	if i < 0 {
		return i, nil
	}
	return i, &formSteps[i]
}

// choice is a button of a step, ticked when it is what is known.
func choice(k *keys, step, value, label string, yes bool) buttons {
	return k.tap(ticked(label, yes), tapForm, step+"."+value)
}

func kindKeys(_ *Bot, k *keys, it *announce.Item) {
	var all []buttons
	for _, id := range announce.Kinds {
		one, _ := text.AnnounceKind(id)
		all = append(all, choice(k, "kind", id, one, it.Kind == id))
	}
	k.flow(all...)
}

func takeKind(_ *Bot, s *formScene, value string) (done, known bool) {
	if !slices.Contains(announce.Kinds, value) {
		return false, false
	}
	if s.it.Kind = value; value == announce.Call {
		s.it.Dates, s.it.Edition = nil, 0
	} else {
		s.it.Deadline = 0
	}
	return true, true
}

func showKind(_ *Bot, it *announce.Item) string {
	if it.Kind == "" {
		return ""
	}
	one, _ := text.AnnounceKind(it.Kind)
	return one
}

// readFormDates reads dates, none of which may be over.
func readFormDates(it *announce.Item, words string, now time.Time) error {
	dates, err := readDates(words, now)
	if err != nil {
		return err
	}
	for _, d := range dates {
		if !now.Before(d.Over()) {
			return &dateTrouble{text.WhenPast, text.DateWords(text.AnnounceDate(d), now)}
		}
	}
	it.Dates = dates
	return nil
}

func showDates(b *Bot, it *announce.Item) string {
	var dates []text.AnnounceDate
	for _, d := range it.Dates {
		dates = append(dates, text.AnnounceDate(d))
	}
	return strings.Join(text.DatesWords(dates, b.Now()), " ; ")
}

// readDeadline reads one day.
func readDeadline(it *announce.Item, words string, now time.Time) error {
	dates, err := readDates(words, now)
	if err != nil {
		return err
	}
	d := dates[len(dates)-1]
	if !now.Before(d.Over()) {
		return &dateTrouble{text.WhenPast, text.DayWords(d.LastDay(), now)}
	}
	it.Deadline = d.LastDay()
	return nil
}

func showDeadline(b *Bot, it *announce.Item) string {
	if it.Deadline == 0 {
		return ""
	}
	return text.DayWords(it.Deadline, b.Now())
}

func editionKeys(_ *Bot, k *keys, it *announce.Item) {
	k.row(choice(k, "edition", "oui", text.FormYes.Say(), it.Edition != 0), choice(k, "edition", "non", text.FormNo.Say(), false))
}

func takeEdition(_ *Bot, s *formScene, value string) (done, known bool) {
	s.it.Edition = 0
	if value == "oui" && s.edition != nil {
		s.it.Edition = s.edition.ID
	}
	return true, value == "oui" || value == "non"
}

func placeKeys(b *Bot, k *keys, it *announce.Item) {
	b.quarterKeys(k, placeChoice(k, it), choice(k, "quartier", otherPlaces, text.OtherTown.Say(), it.Quartier == "" && it.Commune != ""),
		choice(k, "quartier", "", text.FormEverywhere.Say(), false))
}

// townKeys offers the communes, and the ways out.
func townKeys(b *Bot, k *keys, it *announce.Item) {
	b.communeKeys(k, placeChoice(k, it), choice(k, "quartier", mainPlaces, text.BackButton.Say(), false),
		k.tap(text.FormQuit.Say(), tapFormNav, "quartier.quit"))
}

func placeChoice(k *keys, it *announce.Item) func(p *directory.Place) buttons {
	return func(p *directory.Place) buttons {
		here := p.ID == it.Quartier || it.Quartier == "" && p.ID == it.Commune
		return choice(k, "quartier", p.ID, shortName(p), here)
	}
}

func takePlace(b *Bot, s *formScene, value string) (done, known bool) {
	p := b.placeNamed(value)
	if p == nil && value != "" {
		return false, false
	}
	s.it.Quartier, s.it.Commune = "", ""
	if p != nil {
		s.it.Commune = p.INSEE
		if p.Kind == directory.Quartier {
			s.it.Quartier = p.ID
		}
	}
	return true, true
}

func (b *Bot) showPlace(it *announce.Item) string { return b.placeOf(*it) }
