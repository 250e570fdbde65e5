package simulator

import (
	"strings"
	"testing"
	"time"
)

func TestPrivacyMode(t *testing.T) {
	st := newStage(t, Options{})
	m := st.sent("sendMessage", map[string]any{"chat_id": team, "text": "bonjour"})
	tests := map[string]struct {
		text string
		to   int
		seen bool
	}{
		"chat":            {"on mange où ?", 0, false},
		"command":         {"/aide", 0, true},
		"ours":            {"/aide@relaisbot dentiste", 0, true},
		"another bot's":   {"/aide@AutreBot", 0, false},
		"mention":         {"dis @RelaisBot, un dentiste ?", 0, true},
		"another mention": {"dis @awa37", 0, false},
		"reply":           {"merci", m.ID, true},
	}
	for name, test := range tests {
		id, update := st.awa.Reply(team, test.to, test.text)
		if id == 0 || (update != 0) != test.seen {
			t.Errorf("%s: message %d, update %d, want seen %v", name, id, update, test.seen)
		}
	}
	outsider := st.AddPerson(Person{ID: another, FirstName: "Léo"})
	if id, _ := outsider.Send(team, "/aide"); id != 0 {
		t.Error("an outsider wrote in the group")
	}
}

func TestTaps(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	st := newStage(t, Options{Clock: func() time.Time { return now }})
	m := st.sent("sendMessage", map[string]any{"chat_id": awa, "text": "a", "reply_markup": inlineButton(map[string]any{"callback_data": "v1"})})
	if _, err := st.awa.Tap(0, m.ID, "Autre"); err == nil {
		t.Error("tapped a button that is not there")
	}
	id, err := st.awa.Tap(0, m.ID, "Bouton")
	if err != nil {
		t.Fatal(err)
	}
	stale := st.awa.TapData(0, 9999, "vieux")
	got := st.updates(0)
	if len(got) != 2 || got[0].Callback.Data != "v1" || got[0].Callback.Message.ID != m.ID || got[1].Callback.Data != "vieux" || got[1].Callback.Message.Date != 0 {
		t.Fatalf("got %+v", got)
	}
	if r := st.call("answerCallbackQuery", map[string]any{"callback_query_id": id, "text": "Noté", "show_alert": true}); !r.OK {
		t.Error(r.Description)
	}
	if a, ok := st.Answer(id); !ok || a.Text != "Noté" || !a.Alert {
		t.Errorf("answer %+v", a)
	}
	st.ExpectMany("answerCallbackQuery", "query is too old")
	if r := st.call("answerCallbackQuery", map[string]any{"callback_query_id": id}); r.OK {
		t.Error("answered twice")
	}
	now = now.Add(callbackLife + time.Second)
	if r := st.call("answerCallbackQuery", map[string]any{"callback_query_id": stale}); r.OK {
		t.Error("answered too late")
	}
	if left := st.updates(0); len(left) != 0 {
		t.Errorf("old queries still delivered: %+v", left)
	}
}

func TestTypingLongTextsAndEditing(t *testing.T) {
	st := newStage(t, Options{})
	st.awa.Send(0, strings.Repeat("é", 5000))
	if m := st.Messages(awa); len(m) != 2 || units(m[0].Text) != 4096 {
		t.Errorf("%d messages", len(m))
	}
	id, _ := st.awa.Send(0, "dentiste /aide")
	if st.awa.Edit(0, id, "dentiste") == 0 {
		t.Error("not edited")
	}
	got := st.updates(-1)
	if got[0].Edited == nil || got[0].Edited.Text != "dentiste" || got[0].Edited.Entities != nil {
		t.Errorf("got %+v", got[0])
	}
	if id, _ := st.awa.Send(0, "  "); id != 0 {
		t.Error("sent nothing")
	}
}

func TestBlockAndStrangers(t *testing.T) {
	st := newStage(t, Options{})
	st.awa.Block()
	st.Expect("sendMessage", "Forbidden: bot was blocked by the user")
	if r := st.call("sendMessage", map[string]any{"chat_id": awa, "text": "a"}); r.Code != 403 {
		t.Errorf("blocked: %+v", r)
	}
	if id, _ := st.awa.Send(0, "a"); id != 0 {
		t.Error("wrote to a blocked bot")
	}
	st.awa.Unblock()
	if u := st.updates(0); len(u) != 2 || u[0].Member.New.Status != "kicked" || u[1].Member.New.Status != "member" {
		t.Errorf("updates %+v", u)
	}
	far := st.AddPerson(Person{ID: another, FirstName: "Léo", Stranger: true})
	st.Expect("sendMessage", "bot can't initiate conversation with a user")
	if r := st.call("sendMessage", map[string]any{"chat_id": another, "text": "a"}); r.Code != 403 {
		t.Errorf("stranger: %+v", r)
	}
	far.Start("invite_1")
	if r := st.call("sendMessage", map[string]any{"chat_id": another, "text": "a"}); !r.OK || st.Messages(another)[0].Text != "/start invite_1" {
		t.Errorf("after /start: %+v", r)
	}
	if len(st.Unexpected()) > 0 {
		t.Errorf("refusals %+v", st.Refusals())
	}
}

func TestAllowedUpdates(t *testing.T) {
	st := newStage(t, Options{})
	st.call("getUpdates", map[string]any{"allowed_updates": []string{"callback_query"}})
	if _, update := st.awa.Send(0, "a"); update != 0 {
		t.Error("delivered what is not allowed")
	}
	if _, update := func() (string, int64) { id := st.awa.TapData(0, 1, "x"); return id, int64(st.Pending()) }(); update != 1 {
		t.Error("not delivered")
	}
}

func TestInlineFeedbackAndEditing(t *testing.T) {
	st := newStage(t, Options{InlineFeedback: true})
	answered := make(chan InlineAnswer, 1)
	go func() {
		a, _ := st.awa.Inline(soon(t), "dentiste", "")
		answered <- a
	}()
	if err := st.WaitUntil(soon(t), func() bool { return st.Pending() == 1 }); err != nil {
		t.Fatal(err)
	}
	u := st.updates(0)[0]
	result := map[string]any{"type": "article", "id": "r1", "title": "CPEF", "input_message_content": map[string]any{"message_text": "fiche"},
		"reply_markup": inlineButton(map[string]any{"callback_data": "x"})}
	st.Expect("answerInlineQuery", "RESULT_ID_DUPLICATE")
	st.call("answerInlineQuery", map[string]any{"inline_query_id": u.Inline.ID, "results": []any{result, result}})
	if r := st.call("answerInlineQuery", map[string]any{"inline_query_id": u.Inline.ID, "results": []any{result}}); !r.OK {
		t.Fatal(r.Description)
	}
	a := <-answered
	if st.awa.ChooseInline(team, InlineResult{QueryID: a.QueryID, ID: "autre"}) != 0 {
		t.Error("chose what was not proposed")
	}
	id := st.awa.ChooseInline(team, a.Results[0])
	m := st.Messages(team)[0]
	if m.ID != id || m.InlineID == "" {
		t.Fatalf("posted %+v", m)
	}
	if r := st.call("editMessageText", map[string]any{"inline_message_id": m.InlineID, "text": "à jour"}); !r.OK || string(r.Result) != "true" {
		t.Errorf("edit %+v", r)
	}
	all := st.updates(u.ID + 1)
	if last := all[len(all)-1]; last.Chosen == nil || last.Chosen.ID != "r1" {
		t.Errorf("no feedback in %+v", all)
	}
	if len(st.Unexpected()) > 0 {
		t.Errorf("refusals %+v", st.Refusals())
	}
}
