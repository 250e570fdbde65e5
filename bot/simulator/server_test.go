package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestWaysOfPassingParameters(t *testing.T) {
	st := newStage(t, Options{})
	path := "/bot" + st.Token() + "/sendMessage"
	form := url.Values{"chat_id": {"101"}, "text": {"formulaire"}}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("chat_id", "101")
	_ = w.WriteField("text", "parties")
	_ = w.Close()
	st.post(path, "application/x-www-form-urlencoded", []byte(form.Encode()))
	st.post(path, w.FormDataContentType(), b.Bytes())
	st.post(path, "application/json", []byte(`{"chat_id":101,"text":"json"}`))
	st.post(strings.ToLower(path)+"?chat_id=101&text=adresse", "", nil)
	var got []string
	for _, m := range st.Messages(awa) {
		got = append(got, m.Text)
	}
	if strings.Join(got, " ") != "formulaire parties json" || len(st.Unexpected()) != 1 {
		t.Errorf("got %q, refusals %+v", got, st.Refusals())
	}
	resp, err := st.client.Get(st.url + path + "?chat_id=101&text=adresse")
	if err != nil || resp.StatusCode != 200 {
		t.Errorf("GET: %v %v", resp, err)
	}
	resp.Body.Close()
}

func TestEditing(t *testing.T) {
	st := newStage(t, Options{})
	m := st.sent("sendMessage", map[string]any{"chat_id": awa, "text": "un", "reply_markup": inlineButton(map[string]any{"callback_data": "x"})})
	edit := map[string]any{"chat_id": awa, "message_id": m.ID, "text": "deux", "reply_markup": inlineButton(map[string]any{"callback_data": "x"})}
	if r := st.call("editMessageText", edit); !r.OK {
		t.Fatal(r.Description)
	}
	st.Expect("editMessageText", "message is not modified")
	if r := st.call("editMessageText", edit); r.Description != errNotModified.Description {
		t.Errorf("same again: %+v", r)
	}
	if r := st.call("editMessageReplyMarkup", map[string]any{"chat_id": awa, "message_id": m.ID}); !r.OK {
		t.Error(r.Description)
	}
	got := st.Messages(awa)[0]
	if got.Text != "deux" || got.Edits != 2 || got.History[0].Text != "un" || got.Markup != nil || got.EditDate == 0 {
		t.Errorf("after edits %+v", got)
	}
	theirs, _ := st.awa.Send(0, "moi")
	st.Expect("editMessageText", "message can't be edited")
	if r := st.call("editMessageText", map[string]any{"chat_id": awa, "message_id": theirs, "text": "toi"}); r.OK {
		t.Error("edited a person's message")
	}
	if r := st.call("deleteMessage", map[string]any{"chat_id": awa, "message_id": m.ID}); !r.OK || len(st.Messages(awa)) != 1 {
		t.Errorf("delete %+v", r)
	}
	if got := st.Unexpected(); len(got) > 0 {
		t.Errorf("refusals %+v", got)
	}
}

func TestUpdatesAreKeptUntilConfirmed(t *testing.T) {
	st := newStage(t, Options{})
	for _, text := range []string{"a", "b", "c"} {
		st.awa.Send(0, text)
	}
	first, again := st.updates(0), st.updates(0)
	if len(first) != 3 || len(again) != 3 || first[0].ID != again[0].ID || first[1].ID != first[0].ID+1 {
		t.Fatalf("got %+v then %+v", first, again)
	}
	if rest := st.updates(first[1].ID + 1); len(rest) != 1 || rest[0].Message.Text != "c" {
		t.Errorf("after confirming two: %+v", rest)
	}
	if st.Pending() != 1 {
		t.Errorf("%d pending", st.Pending())
	}
	st.awa.Send(0, "d")
	if last := st.updates(-1); len(last) != 1 || last[0].Message.Text != "d" {
		t.Errorf("negative offset: %+v", last)
	}
}

// poll starts a long poll and returns what it will answer.
func (st *stage) poll(ctx context.Context) <-chan reply {
	answer := make(chan reply, 1)
	go func() {
		defer close(answer)
		r, _ := http.NewRequestWithContext(ctx, "GET", st.url+"/bot"+st.Token()+"/getUpdates?timeout=30", nil)
		resp, err := st.client.Do(r)
		if err != nil {
			return
		}
		defer resp.Body.Close()
		var got reply
		if json.NewDecoder(resp.Body).Decode(&got) == nil {
			answer <- got
		}
	}()
	return answer
}

func (st *stage) polling() bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.updates0().poller != nil
}

func (st *stage) updates0() *queue { return &st.Simulator.updates }

func TestLongPoll(t *testing.T) {
	st := newStage(t, Options{})
	ctx := soon(t)
	first := st.poll(ctx)
	waitPolling(t, st)
	st.Expect("getUpdates", "terminated by other getUpdates request")
	second := st.poll(ctx)
	if r := <-first; r.Code != 409 {
		t.Errorf("the first poller got %+v", r)
	}
	st.awa.Send(0, "réveil")
	if r := <-second; !r.OK || !strings.Contains(string(r.Result), "réveil") {
		t.Errorf("the second poller got %+v", r)
	}
	if len(st.Unexpected()) > 0 {
		t.Errorf("refusals %+v", st.Refusals())
	}
}

func waitPolling(t *testing.T, st *stage) {
	t.Helper()
	if err := st.WaitUntil(soon(t), st.polling); err != nil {
		t.Fatal(err)
	}
}

// A poller that was killed makes no conflict.
func TestDeadPollerIsNoConflict(t *testing.T) {
	st := newStage(t, Options{})
	ctx, kill := context.WithCancel(soon(t))
	dead := st.poll(ctx)
	waitPolling(t, st)
	kill()
	<-dead
	next := st.poll(soon(t))
	st.awa.Send(0, "a")
	if r := <-next; !r.OK {
		t.Errorf("got %+v", r)
	}
	time.Sleep(2 * clientGone) // the time a conflict would take to be recorded
	if len(st.Refusals()) > 0 {
		t.Errorf("refusals %+v", st.Refusals())
	}
}

func TestCloseReleasesPollers(t *testing.T) {
	st := newStage(t, Options{})
	waiting := st.poll(soon(t))
	waitPolling(t, st)
	st.Close()
	if r := <-waiting; !r.OK || string(r.Result) != "[]" {
		t.Errorf("got %+v", r)
	}
}

func TestWebhook(t *testing.T) {
	st := newStage(t, Options{})
	var failures = 2
	got := make(chan string, 10)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "secret" {
			t.Error("wrong secret")
		}
		if failures > 0 {
			failures--
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		data, _ := io.ReadAll(r.Body)
		got <- decodeAs[gotUpdate](t, data).Message.Text
	}))
	defer hook.Close()
	if r := st.call("setWebhook", map[string]any{"url": hook.URL, "secret_token": "secret"}); !r.OK {
		t.Fatal(r.Description)
	}
	for _, text := range []string{"a", "b", "c"} {
		st.awa.Send(0, text)
	}
	if order := <-got + <-got + <-got; order != "abc" {
		t.Errorf("order %q", order)
	}
	if err := st.WaitUntil(soon(t), func() bool { return st.Pending() == 0 }); err != nil {
		t.Error(err)
	}
	st.Expect("getUpdates", "webhook is active")
	if r := st.call("getUpdates", nil); r.Code != 409 {
		t.Errorf("getUpdates gave %+v", r)
	}
	if r := st.call("getWebhookInfo", nil); !strings.Contains(string(r.Result), "503") {
		t.Errorf("info %s", r.Result)
	}
	if r := st.call("deleteWebhook", nil); !r.OK {
		t.Error(r.Description)
	}
	if len(st.Unexpected()) > 0 {
		t.Errorf("refusals %+v", st.Refusals())
	}
}

func TestFaults(t *testing.T) {
	st := newStage(t, Options{})
	say := map[string]any{"chat_id": awa, "text": "a"}
	st.Fault(Fault{Method: "sendMessage", Status: 429, RetryAfter: 3, Times: 2})
	for range 2 {
		if r := st.call("sendMessage", say); r.Code != 429 || r.Parameters.RetryAfter != 3 || r.Description != "Too Many Requests: retry after 3" {
			t.Errorf("429: %+v", r)
		}
	}
	st.Fault(Fault{Method: "*", ChatID: karim, Status: 403})
	if r := st.call("sendMessage", say); !r.OK || len(st.Messages(awa)) != 1 {
		t.Errorf("another chat: %+v", r)
	}
	st.Fault(Fault{Method: "*", Status: 500, After: true})
	if r := st.call("sendMessage", say); r.Code != 500 || len(st.Messages(awa)) != 2 {
		t.Errorf("after: %+v", r)
	}
	st.Fault(Fault{Method: "*", HTML: true, Status: 502})
	resp, err := st.client.Get(st.url + "/bot" + st.Token() + "/getMe")
	if err != nil || resp.StatusCode != 502 || resp.Header.Get("Content-Type") != "text/html" {
		t.Errorf("html: %v %v", resp, err)
	}
	resp.Body.Close()
	st.Fault(Fault{Method: "getMe", Cut: true, Times: -1}) // the client itself tries a GET again
	if resp, err := st.client.Get(st.url + "/bot" + st.Token() + "/getMe"); err == nil {
		resp.Body.Close()
		t.Error("not cut")
	}
	st.ClearFaults()
	st.Fault(Fault{Method: "getMe", Hang: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	r, _ := http.NewRequestWithContext(ctx, "GET", st.url+"/bot"+st.Token()+"/getMe", nil)
	if resp, err := st.client.Do(r); err == nil {
		resp.Body.Close()
		t.Error("did not hang")
	}
	if len(st.Refusals()) > 0 {
		t.Errorf("faults counted as refusals: %+v", st.Refusals())
	}
}

func TestLimits(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	st := newStage(t, Options{Limits: TelegramLimits(), Clock: func() time.Time { return now }})
	st.ExpectMany("sendMessage", "Too Many Requests")
	say := map[string]any{"chat_id": awa, "text": "a"}
	accepted := 0
	for range 8 {
		if r := st.call("sendMessage", say); r.OK {
			accepted++
		} else if r.Parameters.RetryAfter != 1 {
			t.Errorf("got %+v", r)
		}
	}
	if accepted != 5 {
		t.Errorf("%d accepted at once", accepted)
	}
	now = now.Add(time.Second)
	if r := st.call("sendMessage", say); !r.OK {
		t.Errorf("a second later: %+v", r)
	}
}

func TestFilesComeBack(t *testing.T) {
	st := newStage(t, Options{})
	st.awa.SendMedia(0, Photo, "la façade")
	u := st.updates(0)
	id := u[0].Message.Photo[0].ID
	f := decodeAs[File](t, st.call("getFile", map[string]any{"file_id": id}).Result)
	resp, err := st.client.Get(st.url + "/file/bot" + st.Token() + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	if !bytes.Equal(data, st.FileData(id)) || len(data) == 0 {
		t.Errorf("%d bytes of %d", len(data), len(st.FileData(id)))
	}
	if r := st.call("sendPhoto", map[string]any{"chat_id": karim, "photo": id}); !r.OK {
		t.Error(r.Description)
	}
}
