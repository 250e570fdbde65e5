package bot

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"relais/bot/simulator"
	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

func TestHandledTwice(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste sanitas")
	w.must()
	first := w.said(awaID)
	for range 3 {
		if err := w.handle(w.raw[len(w.raw)-1]); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(w.activity.questions); n != 1 {
		t.Errorf("%d questions recorded", n)
	}
	if n := len(w.said(awaID)); n != len(first) {
		t.Errorf("%d messages for one question", n)
	}
	w.tap(w.awa(), 0, "1") // and its buttons still answer
	wants(t, w.last(awaID).Body(), "À confirmer")
}

// TestHandledAgainAfterACrash: recorded, but killed before the answer was kept.
func TestHandledAgainAfterACrash(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste sanitas")
	w.must()
	clear(w.activity.kept)
	if err := w.handle(w.raw[len(w.raw)-1]); err != nil {
		t.Fatal(err)
	}
	if n := len(w.activity.questions); n != 1 {
		t.Errorf("%d questions recorded", n)
	}
	w.tap(w.awa(), 0, "2")
	wants(t, w.activity.acts[0], "question 1")
}

func TestStaleButtons(t *testing.T) {
	for name, data := range map[string]string{
		"unknown answer": "1:aaaaaaaa:page:3", "old version": "0:whatever", "garbage": "hop", "unknown action": "1:aaaaaaaa:fly:",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.awa().Send(0, "dentiste")
			w.must()
			m := w.last(awaID)
			got := w.tapData(w.awa(), awaID, m.ID, data)
			wants(t, got.Text, "Cette réponse a plus de 24 heures")
			after := w.last(awaID)
			if after.Text != m.Text {
				t.Error("the answer is no longer readable")
			}
			if len(after.Buttons()) != 1 {
				t.Fatalf("buttons: %v", after.Buttons())
			}
			w.tap(w.awa(), 0, "🔎 Nouvelle question")
			wants(t, w.last(awaID).Body(), "Dites-le autrement")
		})
	}
}

func TestStaleButtonOfADeletedMessage(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "bonjour")
	w.must()
	got := w.tapData(w.awa(), awaID, 9999, "1:aaaaaaaa:page:3")
	wants(t, got.Text, "plus de 24 heures")
	wants(t, w.last(awaID).Body(), "Ce bouton ne répond plus")
}

// TestButtonOfAnotherChat: the data of somebody else's answer opens nothing.
func TestButtonOfAnotherChat(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste sanitas")
	w.sam().Send(0, "psy")
	w.must()
	card, _ := w.last(awaID).Button("1")
	before := w.last(samID)
	got := w.tapData(w.sam(), samID, before.ID, card.Data)
	wants(t, got.Text, "C’est la recherche d’une autre personne", "/relais")
	if w.last(samID).Text != before.Text {
		t.Error("somebody else's answer was shown")
	}
}

func TestDatabaseDownOnATap(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.must()
	w.activity.failRecall = true
	got := w.tap(w.awa(), 0, "1")
	wants(t, got.Text, "Quelque chose n’a pas marché de mon côté", "incident ")
	reference := got.Text[strings.Index(got.Text, "incident ")+9:][:6]
	wants(t, w.log.String(), reference)
}

func TestSearchDownWhileBrowsing(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.must()
	w.finder.broken = true
	w.tap(w.awa(), 0, "✕ Dentaire")
	wants(t, w.last(awaID).Body(), "Je n’arrive pas à chercher")
	w.finder.broken = false
	w.tap(w.awa(), 0, "← Retour")
	wants(t, w.last(awaID).Body(), "Je n’ai pas compris")
}

func TestReferralThatCannotBeRecorded(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.must()
	w.tap(w.awa(), 0, "1")
	w.activity.failIntent = true
	w.tap(w.awa(), 0, "✔️ J’oriente")
	wants(t, w.last(awaID).Body(), "Quelque chose n’a pas marché")
	w.activity.failIntent = false
	w.tap(w.awa(), 0, "✔️ J’oriente")
	wants(t, w.last(awaID).Body(), "C’est noté, merci")
}

// TestDangerWhateverFails: each thing alone, then everything.
func TestDangerWhateverFails(t *testing.T) {
	for name, breaks := range map[string]func(*world){
		"search":       func(w *world) { w.finder.broken = true },
		"search panic": func(w *world) { w.finder.panics = true },
		"record":       func(w *world) { w.activity.failRecord = true },
		"recall":       func(w *world) { w.activity.failRecall = true },
		"keep":         func(w *world) { w.activity.failKeep = true },
		"everything": func(w *world) {
			w.finder.panics, w.activity.failRecord, w.activity.failRecall, w.activity.failKeep = true, true, true, true
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			breaks(w)
			w.awa().Send(0, "il a avalé toutes ses boites")
			w.must()
			said := w.said(awaID)
			wants(t, said[0].Body(), "🔴 Appelez le 15 maintenant", "SMS au 114")
			if b := said[0].Buttons(); len(b) == 0 || b[0].Copy == nil || b[0].Copy.Text != "15" {
				t.Errorf("no number to copy: %+v", b)
			}
		})
	}
}

// TestSeeingFails: a fault in seeing danger costs the card, not the answer.
func TestSeeingFails(t *testing.T) {
	w := newWorld(t)
	w.bot.See = nil
	w.awa().Send(0, "dentiste")
	w.must()
	wants(t, w.last(awaID).Body(), "Dentaire")
}

func TestEveryDangerHasItsLine(t *testing.T) {
	for _, kind := range []string{search.Suicide, search.PartnerAbuse, search.ChildInDanger, search.SexualViolence, search.Poisoning,
		search.Medical, search.OnTheStreet, search.Harassment, search.Psychosis, search.ElderAbuse} {
		for _, alone := range []bool{false, true} {
			if line, known := text.Act(kind, alone); !known || line == "" {
				t.Errorf("%s has no line of what to do", kind)
			}
		}
	}
	if line, known := text.Act("", false); known || line == "" {
		t.Error("an unknown danger must still say something")
	}
}

func TestDirectoryCannotBreakAMessage(t *testing.T) {
	w := newWorld(t)
	evil := `</b><a href="tg://x">"&<i>` + strings.Repeat("é😀 ", 900)
	lat, lon := 47.38, 0.69
	w.finder.services = []directory.Service{{ID: "evil", Structure: evil, Name: evil, Description: evil, Themes: []string{"dentaire"},
		Publics: []string{evil}, Address: evil, Commune: evil, Quartier: evil, Phone: `02"<47`, Email: evil, Website: `https://x.fr/"><b>`,
		Hours: evil, Cost: evil, Access: evil, Mobilise: evil, MobiliseBy: []string{evil}, SourceName: evil,
		SourceURL: "javascript:alert(1)", SourceDate: evil, ToVerify: evil, Verified: evil, Lat: &lat, Lon: &lon}}
	w.awa().Send(0, "dentiste")
	w.must()
	for _, b := range []string{"1", "📍 Voir sur la carte", "📞 Appeler", "✔️ J’oriente", "Signaler une erreur"} {
		w.tap(w.awa(), 0, b)
	}
	w.inline(w.awa(), "dentiste")
	for _, m := range w.said(awaID) {
		if text.Units(m.Text) > text.MessageLimit {
			t.Errorf("a message of %d units", text.Units(m.Text))
		}
	}
}

func TestAnyTextIsFine(t *testing.T) {
	for _, words := range []string{
		strings.Repeat("dentiste ", 455), strings.Repeat("😀", 2048), strings.Repeat("&<>", 1300), "<b>dentiste", "&amp; &#x3c;",
		"שלום אני צריך רופא שיניים", "\u202edentiste", "a\u0000b", "/", "/@", "@", "dentiste\n\n\nsanitas", "{asked}", "%s %d",
	} {
		w := newWorld(t)
		w.awa().Send(0, words)
		w.must()
		if w.last(awaID).Body() == "" {
			t.Errorf("no answer to %.20q", words)
		}
	}
}

// TestAnswerGone: the message to edit was deleted; the answer comes anew.
func TestAnswerGone(t *testing.T) {
	w := newWorld(t)
	id, _ := w.awa().Send(0, "dentiste")
	w.must()
	for key, b := range w.activity.kept {
		b.AnswerMessage = 9999
		w.activity.kept[key] = b
	}
	w.sim.Expect("editMessageText", "message to edit not found")
	w.awa().Edit(0, id, "psy sanitas")
	w.must()
	wants(t, w.last(awaID).Body(), "Santé mentale · Sanitas")
}

func TestBlocked(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.awa().Block()
	w.sim.ExpectMany("sendMessage", "blocked")
	w.must() // a person who left is no error
	if len(w.activity.questions) != 1 {
		t.Error("the question is not recorded")
	}
}

// TestTelegramFails: the update is handled again later, so it is an error.
func TestTelegramFails(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.sim.Fault(simulator.Fault{Method: "sendMessage", Status: 502})
	if err := w.pump(); err == nil {
		t.Fatal("an answer that was not sent is taken for done")
	}
	if err := w.handle(w.raw[len(w.raw)-1]); err != nil {
		t.Fatal(err)
	}
	wants(t, w.last(awaID).Body(), "Dentaire")
	if len(w.activity.questions) != 1 {
		t.Errorf("%d questions", len(w.activity.questions))
	}
}

func TestCallbackIsAnsweredFirst(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.must()
	before := len(w.sim.Calls())
	w.tap(w.awa(), 0, "Affiner")
	var methods []string
	for _, c := range w.sim.Calls()[before:] {
		if c.Method != "getUpdates" {
			methods = append(methods, c.Method)
		}
	}
	if len(methods) != 2 || methods[0] != "answerCallbackQuery" {
		t.Errorf("calls: %v", methods)
	}
}

// TestTappedTwice: nothing changes, so nothing is asked of Telegram.
func TestTappedTwice(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.must()
	m := w.last(awaID)
	more, _ := m.Button("1")
	for range 2 {
		w.tapData(w.awa(), awaID, m.ID, more.Data)
	}
	if edits := w.last(awaID).Edits; edits != 1 {
		t.Errorf("%d edits", edits)
	}
}

// TestRefused: what Telegram refuses is not tried again, yet is no silence.
func TestRefused(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "dentiste")
	w.sim.Fault(simulator.Fault{Method: "sendMessage", Status: 400, Text: "Bad Request: can't parse entities"})
	if err := w.pump(); err == nil {
		t.Error("a refusal is not told")
	}
	wants(t, w.last(awaID).Body(), "Quelque chose n’a pas marché de mon côté")
}

func TestAlbumGetsOneAnswer(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "bonjour")
	w.must()
	for i := range 3 {
		raw, _ := json.Marshal(map[string]any{"update_id": 900 + i, "message": map[string]any{"message_id": 900 + i, "date": 1,
			"media_group_id": "1", "photo": []any{map[string]any{"file_id": "x"}},
			"from": map[string]any{"id": awaID, "first_name": "Awa"}, "chat": map[string]any{"id": awaID, "type": "private"}}})
		if err := w.handle(raw); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(w.said(awaID)); n != 2 {
		t.Errorf("%d messages", n)
	}
}

// TestQuiet: what nobody said to Relais gets no answer.
func TestQuiet(t *testing.T) {
	w := newWorld(t)
	user, chat := `{"id":101,"first_name":"Awa"}`, `{"id":101,"type":"private"}`
	before := len(w.sim.Calls())
	for _, raw := range []string{
		`{"update_id":1,"channel_post":{"message_id":1,"date":1,"chat":{"id":-100,"type":"channel"},"text":"dentiste"}}`,
		`{"update_id":2,"message":{"message_id":1,"date":1,"from":` + user + `,"chat":` + chat + `,"pinned_message":{"message_id":1,"date":0,"chat":` + chat + `}}}`,
		`{"update_id":3,"edited_message":{"message_id":1,"date":1,"from":` + user + `,"chat":` + chat + `,"location":{"latitude":47.3,"longitude":0.6}}}`,
		`{"update_id":4,"message":{"message_id":1,"date":1,"from":{"id":5,"is_bot":true,"first_name":"B"},"chat":` + chat + `,"text":"dentiste"}}`,
		`{"update_id":5,"message":{"message_id":1,"date":1,"from":` + user + `,"chat":{"id":-500,"type":"group"},"migrate_to_chat_id":-1000500}}`,
		`{"update_id":6,"poll":{"id":"1","question":"?","options":[]}}`,
		`{"update_id":7,"my_chat_member":{"chat":` + chat + `,"from":` + user + `,"date":1,"old_chat_member":{"status":"member","user":` + user + `},"new_chat_member":{"status":"kicked","user":` + user + `,"until_date":0}}}`,
	} {
		if err := w.handle(json.RawMessage(raw)); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
	}
	if calls := w.sim.Calls()[before:]; len(calls) > 0 {
		t.Errorf("calls: %+v", calls)
	}
}

func TestEnteringAGroup(t *testing.T) {
	w := newWorld(t)
	user := `{"id":101,"first_name":"Awa"}`
	raw := `{"update_id":1,"my_chat_member":{"chat":{"id":-500,"type":"group","title":"É"},"from":` + user + `,"date":1,` +
		`"old_chat_member":{"status":"left","user":` + user + `},"new_chat_member":{"status":"member","user":` + user + `}}}`
	if err := w.handle(json.RawMessage(raw)); err != nil {
		t.Fatal(err)
	}
	wants(t, w.last(groupID).Body(), "Bonjour à tous")
}

func TestLinkToACard(t *testing.T) {
	w := newWorld(t)
	w.awa().Start("fiche-csapa-port-bretagne")
	w.must()
	wants(t, w.last(awaID).Body(), "Port-Bretagne", "Source :")
	w.tap(w.awa(), 0, "✔️ J’oriente")
	wants(t, strings.Join(w.activity.acts, "\n"), "referral csapa-port-bretagne question 0")
	w.awa().Start("fiche-inconnue")
	w.must()
	wants(t, w.last(awaID).Body(), "Je n’ai plus cette fiche")
}

func TestReplyKeyboardOnlyInPrivate(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "/start")
	w.awa().Send(groupID, "/start")
	w.must()
	if w.sim.Keyboard(awaID) == nil || w.sim.Keyboard(groupID) != nil {
		t.Error("the position button is for private chats")
	}
}

// TestLogHasNoWords: whatever fails, nobody's words are logged.
func TestLogHasNoWords(t *testing.T) {
	w := newWorld(t)
	w.finder.broken, w.activity.failRecord, w.activity.failKeep = true, true, true
	w.awa().Send(0, "dentiste pour Mamadou Zyx au sanitas")
	w.must()
	if log := w.log.String(); log == "" || strings.Contains(log, "dentiste") || strings.Contains(log, "Zyx") {
		t.Errorf("the log: %s", log)
	}
}

func TestSetup(t *testing.T) {
	w := newWorld(t)
	if got := w.sim.Commands(awaID); len(got) != 8 {
		t.Errorf("commands: %+v", got)
	}
	w.bot.Username = ""
	if err := w.bot.Setup(context.Background()); err != nil || w.bot.Username != "RelaisBot" {
		t.Errorf("%q, %v", w.bot.Username, err)
	}
}
