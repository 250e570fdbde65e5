package main

import (
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// TestAnAnnouncementFromEndToEnd plays a partner, a coordinator and a
// subscriber through the whole life of an event: proposed with its poster,
// approved, received, answered, changed, told again; then the subscriber leaves,
// comes back, sees what is kept and erases it.
func TestAnAnnouncementFromEndToEnd(t *testing.T) {
	t.Parallel()
	eachAtOnce(t, func(t *testing.T, address string) {
		p := newPlays(t, address)
		sam := p.sim.AddPerson(simulator.Person{ID: 11, FirstName: "Sam"})
		nora := p.sim.AddPerson(simulator.Person{ID: 12, FirstName: "Nora"})
		awa := p.sim.AddPerson(simulator.Person{ID: 13, FirstName: "Awa"})
		p.invited(sam, "partner", "partenaire")
		p.invited(nora, "coordinator", "coordination")
		p.subscribes(awa)
		day := dayWords(time.Now().AddDate(0, 0, 12))
		p.proposes(sam, day)
		p.approves(nora, "Nouvelle annonce", "1 abonné concerné")

		got := p.hears(awa, "Ciné-débat", "de 18 h 30 à 20 h", "Sanitas", "proposé par Pluriel(le)s")
		if len(got.Photo) == 0 {
			t.Error("received without its poster")
		}
		if notice := p.taps(awa, "J’y serai", "Ciné-débat"); !strings.Contains(notice, "C’est noté") {
			t.Errorf("after « J’y serai »: %q", notice)
		}
		p.changesHour(sam, day)
		p.approves(nora, "Ce qui change", "19 h")
		p.hears(awa, "Changement", "de 19 h à 20 h 30")
		if n := len(p.posters(awa)); n != 2 {
			t.Errorf("%d messages with a poster, want 2", n)
		}
		p.leaves(awa)
	})
}

// subscribes takes everything at once, at any hour.
func (p *plays) subscribes(who *simulator.Actor) {
	p.t.Helper()
	p.says(who, "/abonnements", "Recevoir les annonces")
	p.taps(who, "Tout de suite", "Rythme : tout de suite")
	p.taps(who, "Les heures de silence", "Silence : de 20 h à 8 h")
	p.taps(who, "Aucune heure de silence", "Silence : aucun")
}

// proposes fills the form in, poster included.
func (p *plays) proposes(who *simulator.Actor, day string) {
	p.t.Helper()
	p.says(who, "/proposer", "De quoi s’agit-il ?")
	p.taps(who, "Événement", "Son titre ?")
	p.says(who, "Ciné-débat « Parlons-en »", "qu’est-ce que c’est ?")
	p.says(who, "Un film court, puis on en parle.", "Pour qui ?")
	p.taps(who, "Passer", "Quand ?")
	p.says(who, day+" de 18h30 à 20h", "J’ai lu", "de 18 h 30 à 20 h")
	p.taps(who, "C’est ça", "Où ?")
	p.taps(who, "Sanitas", "Dans quel lieu ?")
	p.says(who, "Centre social Pluriel(le)s", "À quelle adresse ?")
	p.taps(who, "Passer", "Quels thèmes ?")
	p.taps(who, "Continuer", "Qui organise ?")
	p.says(who, "Pluriel(le)s", "Avec quels partenaires")
	p.taps(who, "Passer", "C’est gratuit ?")
	p.taps(who, "Gratuit", "Faut-il s’inscrire")
	p.taps(who, "Passer", "C’est accessible ?")
	p.taps(who, "Continuer", "Qui contacter ?")
	p.taps(who, "Passer", "Une page à lire ?")
	p.taps(who, "Passer", "Une affiche ?")
	who.SendMedia(0, simulator.Photo, "")
	m := p.hears(who, "Ciné-débat", "de 18 h 30 à 20 h", "Gratuit, sans inscription")
	if len(m.Photo) == 0 {
		p.t.Error("the preview is without the poster")
	}
	p.taps(who, "Proposer", "Merci, c’est proposé")
}

// changesHour asks for another hour of the only announcement.
func (p *plays) changesHour(who *simulator.Actor, day string) {
	p.t.Helper()
	p.says(who, "/mes_annonces", "1. Ciné-débat", "publiée")
	p.taps(who, "1", "Où elle en est : publiée")
	p.taps(who, "Modifier", "Ciné-débat")
	p.taps(who, "Corriger…", "Que voulez-vous corriger ?")
	p.taps(who, "Dates", "Quand ?")
	p.says(who, day+" de 19h à 20h30", "J’ai lu", "de 19 h à 20 h 30")
	p.taps(who, "C’est ça", "Changement", "de 19 h à 20 h 30")
	p.taps(who, "Proposer", "Merci, c’est proposé")
}

// approves finds what waits by /moderer, and publishes it.
func (p *plays) approves(who *simulator.Actor, shown ...string) {
	p.t.Helper()
	p.says(who, "/moderer", shown...)
	p.taps(who, "Approuver", "Publier ce message ?")
	p.taps(who, "Oui, publier", "C’est publié", "1 abonné")
}

// posters are the messages to somebody that have one; they are one file.
func (p *plays) posters(who *simulator.Actor) (all []simulator.Message) {
	p.t.Helper()
	for _, m := range answers(p.sim.Messages(who.ID)) {
		if len(m.Photo) > 0 {
			all = append(all, m)
		}
	}
	for _, m := range all {
		if m.Photo[0].ID != all[0].Photo[0].ID {
			p.t.Error("the poster was uploaded again")
		}
	}
	return all
}

// leaves unsubscribes by the button of the message, undoes it, reads what is
// kept, and erases it.
func (p *plays) leaves(who *simulator.Actor) {
	p.t.Helper()
	p.taps(who, "Moins de messages", "Changement")
	p.taps(who, "Me désabonner", "je ne vous envoie plus d’annonces")
	p.taps(who, "Annuler", "C’est annulé : tout est comme avant")
	p.says(who, "/mes_donnees")
	m := p.hears(who, "Voici tout ce que je garde sur vous")
	kept := plainWords(string(p.sim.FileData(m.Document.ID)))
	for _, words := range []string{"tout de suite", "Aucune heure de silence", "J’y serai", "2 envoyé"} {
		if !strings.Contains(kept, words) {
			p.t.Errorf("what is kept does not tell %q:\n%s", words, kept)
		}
	}
	p.says(who, "/effacer", "Effacer tout ce que je garde sur vous ?")
	p.taps(who, "Oui, tout effacer", "C’est effacé")
	p.isForgotten(who)
}

// isForgotten looks for the pseudonym of somebody in all that announcements keep.
func (p *plays) isForgotten(who *simulator.Actor) {
	p.t.Helper()
	key, err := db.NewKey(testSecret)
	if err != nil {
		p.t.Fatal(err)
	}
	d := dbtest.Open(p.t, p.env["RELAIS_DATABASE"])
	for _, table := range []string{"subscribers", "drafts", "deliveries", "answers"} {
		query := "SELECT COUNT(*) FROM announce_" + table + " WHERE who = '" + key.Pseudonym("subscriber", who.ID) + "'"
		if n := count(p.t, d, query); n != 0 {
			p.t.Errorf("%d rows left in announce_%s", n, table)
		}
	}
	if n := count(p.t, d, "SELECT COUNT(*) FROM announce_answers"); n != 1 {
		p.t.Errorf("%d answers counted, want 1 that is nobody's", n)
	}
}
