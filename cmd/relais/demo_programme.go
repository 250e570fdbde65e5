package main

import (
	"context"
	"time"

	"relais/bot/announce"
)

// announceDemo announces an edition made up around today, so that the programme
// of the demo has something to show: no real event is told.
func announceDemo(ctx context.Context, b *announce.Board, now time.Time) error {
	first := announce.DayStart(announce.DayOf(now)).AddDate(0, 0, -3)
	edition, err := b.SaveEdition(ctx, announce.Terminal, announce.Edition{
		Year: now.Year(), Theme: "Semaines de démonstration : prendre soin de nous, ensemble",
		First: announce.DayOf(first), Last: announce.DayOf(first.AddDate(0, 0, 13)),
	})
	if err != nil {
		return err
	}
	for _, it := range demoEvents(now) {
		it.Edition, it.Author, it.Reach = edition, announce.Terminal, announce.Fitting
		id, err := b.Propose(ctx, it)
		if err != nil {
			return err
		}
		p, err := b.WaitingFor(ctx, id)
		if err != nil {
			return err
		}
		if _, err := b.Approve(ctx, id, p.Digest, announce.Terminal); err != nil {
			return err
		}
	}
	return nil
}

func demoEvents(now time.Time) []announce.Item {
	free := true
	at := func(days, hour, minute, minutes int) []announce.Date {
		day := announce.DayStart(announce.DayOf(now)).AddDate(0, 0, days)
		starts := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
		return []announce.Date{{Starts: starts, Ends: starts.Add(time.Duration(minutes) * time.Minute)}}
	}
	return []announce.Item{
		{Kind: announce.Event, Title: "Ciné-débat : « À voix haute »", What: "Un film, puis on en parle avec une psychologue et des habitants.",
			Audience: "pour tous", Dates: at(2, 18, 30, 120), Venue: "Centre social Pluriel(le)s", Address: "6 avenue du Général-de-Gaulle",
			Quartier: "sanitas", Commune: "37261", Organiser: "Collectif de démonstration", Partners: []string{"Centre social Pluriel(le)s"},
			Themes: []string{"sante-mentale"}, Free: &free, Access: []string{"pmr"}},
		{Kind: announce.Event, Title: "Café des parents : quand mon ado va mal", What: "Repérer, écouter, savoir vers qui se tourner.",
			Audience: "parents", Dates: at(4, 9, 0, 150), Venue: "Maison de quartier", Quartier: "europe", Commune: "37261",
			Organiser: "Collectif de démonstration", Themes: []string{"sante-mentale", "parentalite"}, Free: &free},
		{Kind: announce.Event, Title: "Marche et bien-être au bord du Cher", What: "Une heure de marche douce, à son rythme.",
			Audience: "pour tous", Dates: at(7, 10, 0, 75), Venue: "Départ devant la piscine", Quartier: "rives-du-cher", Commune: "37261",
			Organiser: "Association de démonstration", Themes: []string{"sante-mentale", "sport-sante"}, Free: &free, Access: []string{"falc"}},
		{Kind: announce.Training, Title: "Premiers secours en santé mentale", What: "Deux jours pour savoir quoi dire et quoi faire.",
			Audience: "relais de quartier", Dates: at(12, 9, 0, 480), Venue: "Mairie annexe", Commune: "37261",
			Organiser: "Collectif de démonstration", Themes: []string{"sante-mentale"}, Free: &free, Booking: "Sur inscription auprès du collectif"},
	}
}
