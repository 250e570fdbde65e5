package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/simulator"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

var _ Announcements = (*announce.Board)(nil)

// published puts an event of Sanitas in the programme.
func (w *world) published(t *testing.T, title string, at time.Time) int64 {
	t.Helper()
	id, err := w.board.Propose(t.Context(), announce.Item{Kind: announce.Event, Title: title, Organiser: "Pluriel(le)s", Author: "p102",
		Quartier: "sanitas", Dates: []announce.Date{{Starts: at, Ends: at}}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.board.WaitingFor(t.Context(), id)
	if err == nil {
		_, err = w.board.Approve(t.Context(), id, p.Digest, "p104")
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestAnnouncementsForReal plays a campaign with the real activity, on both
// databases.
func TestAnnouncementsForReal(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		w, log, _ := withRelay(t, d)
		w.withBoard(d)
		join := func(id int64, role relay.Role) {
			code, err := log.Invite(t.Context(), relay.Terminal, role, relay.Territory{}, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			w.sim.Actor(id).Start("inv-" + code)
			w.must()
		}
		join(samID, relay.Partner)
		join(inesID, relay.Coordinator)
		sam, ines, awa := w.sam(), w.sim.Actor(inesID), w.awa()
		awa.Send(0, "/abonnements")
		w.must()
		w.tap(awa, 0, "Tout de suite")
		do := func(answers ...string) {
			for _, a := range answers {
				if label, ok := strings.CutPrefix(a, "tap "); ok {
					w.tap(sam, 0, label)
					continue
				}
				sam.Send(0, a)
				w.must()
			}
		}
		do("/proposer", "tap Événement", "Ciné-débat", "Un film.", "Pour tous", "vendredi 20 mars 18h", "tap C’est ça", "tap Sanitas", "Centre social",
			"tap Passer", "tap Santé mentale", "tap Continuer", "Pluriel(le)s", "tap Passer", "tap Gratuit", "tap Passer", "tap Continuer",
			"tap Passer", "tap Passer", "tap Passer", "tap Proposer")
		wants(t, w.last(samID).Body(), "c’est proposé")
		ines.Send(0, "/moderer")
		w.must()
		w.tap(ines, 0, "Approuver")
		w.tap(ines, 0, "Oui, publier")
		wants(t, w.last(inesID).Body(), "1 abonné")
		if err := w.post(); err != nil {
			t.Fatal(err)
		}
		wants(t, w.last(awaID).Body(), "Ciné-débat", "Pour tous, gratuit")
		w.tap(awa, 0, "J’y serai")
		sam.Send(0, "/mes_annonces")
		w.must()
		wants(t, w.last(samID).Body(), "publiée")
		awa.Send(0, "/mes_donnees")
		w.must()
		wants(t, string(w.sim.FileData(w.last(awaID).Document.ID)), "VOS ABONNEMENTS", "tout de suite", "1 envoyé", "Ciné-débat · J’y serai")
		awa.Send(0, "/effacer")
		w.must()
		w.tap(awa, 0, "Oui, tout effacer")
		if _, err := w.board.Subscription(t.Context(), awaID); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("the subscription stays: %v", err)
		}
	})
}

// TestFormHandledTwice: an update that comes again answers one question only.
func TestFormHandledTwice(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	w.activity.see(samID).Role = relay.Partner
	w.sam().Send(0, "/proposer")
	w.must()
	w.tap(w.sam(), 0, "Événement")
	w.sam().Send(0, "Ciné-débat")
	w.must()
	if err := w.handle(w.raw[len(w.raw)-1]); err != nil {
		t.Fatal(err)
	}
	d, err := w.board.LoadDraft(t.Context(), samID)
	if f := readForm(d); err != nil || f.it.Title != "Ciné-débat" || f.it.What != "" || f.step != "what" {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestFormDown: when drafts cannot be read a question is answered all the same.
func TestFormDown(t *testing.T) {
	w := newWorld(t)
	d := dbtest.Open(t, t.TempDir())
	w.withBoard(d)
	d.Close()
	w.awa().Send(0, "dentiste sanitas")
	w.must()
	wants(t, w.last(awaID).Body(), "Dentaire · Sanitas")
}

// TestFormWordsThatAreDanger: words sent again are the answer, after the number.
func TestFormWordsThatAreDanger(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	w.activity.see(samID).Role = relay.Partner
	w.sam().Send(0, "/proposer")
	w.must()
	w.tap(w.sam(), 0, "Événement")
	for range 2 {
		w.sam().Send(0, "Parler de mourir : oser le mot")
		w.must()
	}
	d, err := w.board.LoadDraft(t.Context(), samID)
	if f := readForm(d); err != nil || f.it.Title != "Parler de mourir : oser le mot" {
		t.Errorf("%+v, %v", f, err)
	}
	n := 0
	for _, m := range w.said(samID) {
		n += strings.Count(m.Body(), "🔴")
	}
	if n != 2 {
		t.Errorf("%d danger cards", n)
	}
}

// TestGroupsAreFollowed: a group that moved keeps its subscription, one that put
// Relais out is lost.
func TestGroupsAreFollowed(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	if err := w.board.Subscribe(t.Context(), announce.Default(groupID, "group")); err != nil {
		t.Fatal(err)
	}
	now := w.sim.Migrate(groupID)
	w.must()
	if s, err := w.board.Subscription(t.Context(), now); err != nil || !s.Active {
		t.Errorf("%+v, %v", s, err)
	}
	user := `{"id":999,"is_bot":true,"first_name":"Relais"}`
	err := w.handle(json.RawMessage(fmt.Sprintf(`{"update_id":9000,"my_chat_member":{"chat":{"id":%d,"type":"supergroup","title":"É"},`+
		`"from":{"id":101,"first_name":"Awa"},"date":1,"old_chat_member":{"status":"member","user":%s},"new_chat_member":{"status":"left","user":%s}}}`, now, user, user)))
	if err != nil {
		t.Fatal(err)
	}
	if s, err := w.board.Subscription(t.Context(), now); err != nil || s.Active {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestChannel: its administrators choose in it, others may not tap.
func TestChannel(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	post := func(words string) {
		raw, _ := json.Marshal(map[string]any{"update_id": 9100, "channel_post": map[string]any{"message_id": 1, "date": 1, "text": words,
			"chat": map[string]any{"id": groupID, "type": "channel", "title": "Infos"}}})
		if err := w.handle(raw); err != nil {
			t.Fatal(err)
		}
	}
	post("dentiste")
	if n := len(w.said(groupID)); n != 0 {
		t.Fatalf("%d messages", n)
	}
	post("/abonnements")
	wants(t, w.last(groupID).Body(), "Recevoir les annonces")
	if said := w.tap(w.sam(), groupID, "Tout de suite"); !strings.Contains(said.Text, "administrent") {
		t.Errorf("a member may choose: %q", said.Text)
	}
	w.tap(w.awa(), groupID, "Tout de suite")
	if s, err := w.board.Subscription(t.Context(), groupID); err != nil || !s.Active {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestOldButtons: under a message whose announcement is gone, buttons say so.
func TestOldButtons(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	w.published(t, "Ciné", moment.AddDate(0, 0, 3))
	w.awa().Send(0, "/programme")
	w.must()
	m := w.last(awaID)
	for _, a := range []tap{{"", tapComes, "99"}, {"", tapEvent, "x"}, {"", tapTold, "1.many"}, {"", tapLess, ""}, {"", tapSubscribe, "k.+unknown"},
		{"", tapProgramme, "nowhere.-3"}, {"", tapForm, "title.x"}, {"", tapApprove, "1"}, {"", tapMailing, "1.stop"}, {"", tapMine, "1.annule"}, {"", tapUndo, "lundi.never"}} {
		data, err := a.data()
		if err != nil {
			t.Fatal(err)
		}
		w.tapData(w.awa(), awaID, m.ID, data)
	}
	if it, err := w.board.Item(t.Context(), 1); err != nil || it.State != announce.Confirmed {
		t.Errorf("%+v, %v", it.State, err)
	}
	if _, err := w.board.WaitingFor(t.Context(), 1); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("a stranger's tap left something waiting: %v", err)
	}
}

// TestUnapprovedStaysUnseen: no button shows what was not approved.
func TestUnapprovedStaysUnseen(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	at := moment.AddDate(0, 0, 3)
	id, err := w.board.Propose(t.Context(), announce.Item{Kind: announce.Event, Title: "Pas encore", Organiser: "Pluriel(le)s", Author: "p102",
		Dates: []announce.Date{{Starts: at, Ends: at}}})
	if err != nil {
		t.Fatal(err)
	}
	w.awa().Send(0, "/programme")
	w.must()
	for _, a := range []action{tapEvent, tapAgenda} {
		data, err := tap{"", a, itemArg(id)}.data()
		if err != nil {
			t.Fatal(err)
		}
		w.tapData(w.awa(), awaID, w.last(awaID).ID, data)
		if m := w.last(awaID); m.Document != nil || !strings.Contains(m.Body(), "Je n’ai plus cette annonce") {
			t.Errorf("%s: %q", a, m.Body())
		}
	}
}

// TestElsewhere: a coordinator decides nothing of another territory.
func TestElsewhere(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	at := moment.AddDate(0, 0, 3)
	it := announce.Item{Kind: announce.Event, Title: "Ailleurs", Organiser: "Pluriel(le)s", Author: "p102", Quartier: "europe",
		Dates: []announce.Date{{Starts: at, Ends: at}}}
	id, err := w.board.Propose(t.Context(), it)
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.board.WaitingFor(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	published := w.published(t, "Ciné", at)
	europe := *w.activity.see(inesID)
	europe.Territory = relay.Territory{Commune: "37261", Quartier: "europe"}
	*w.activity.see(inesID) = europe
	w.bot.Moderators = func(context.Context) ([]int64, error) { return []int64{inesID, noraID}, nil }
	w.bot.tellModerators(t.Context(), id, samID)
	wants(t, w.last(inesID).Body(), "abonné")
	nora, ines := w.sim.Actor(noraID), w.sim.Actor(inesID)
	if len(w.said(noraID)) != 0 {
		t.Error("told of what is not her business")
	}
	nora.Send(0, "/moderer")
	w.must()
	for who, taps := range map[int64][]tap{
		noraID: {{"", tapApprove, pendingArg(p, "sur")}, {"", tapRefuse, pendingArg(p, "sur")}, {"", tapMine, itemArg(id) + ".annule"}},
		inesID: {{"", tapMailing, "1.stop"}, {"", tapMine, itemArg(published) + ".annule"}},
	} {
		actor := map[int64]*simulator.Actor{noraID: nora, inesID: ines}[who]
		for _, a := range taps {
			data, err := a.data()
			if err != nil {
				t.Fatal(err)
			}
			w.tapData(actor, who, w.last(who).ID, data)
			wants(t, w.last(who).Body(), "un autre territoire")
		}
	}
	if _, err := w.board.WaitingFor(t.Context(), id); err != nil {
		t.Errorf("decided elsewhere: %v", err)
	}
	if m, err := w.board.Mailing(t.Context(), 1); err != nil || m.State != "ready" {
		t.Errorf("%+v, %v", m.State, err)
	}
}

func FuzzReadForm(f *testing.F) {
	f.Add("title|fc|1700000000|8|abc")
	f.Add("||||||")
	f.Fuzz(func(t *testing.T, step string) {
		form := readForm(announce.Draft{Step: step})
		again := readForm(form.draft())
		if again.step != form.step || again.fixing != form.fixing || !again.asked.Equal(form.asked) || again.update != form.update {
			t.Errorf("%q: %+v, then %+v", step, form, again)
		}
	})
}
