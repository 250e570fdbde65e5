package simulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

func (st *stage) control(path string, body any) (int, string) {
	st.t.Helper()
	data, _ := json.Marshal(body)
	resp, err := st.client.Post(st.url+path, "application/json", bytes.NewReader(data))
	if err != nil {
		st.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(answer)
}

func TestControl(t *testing.T) {
	st := newStage(t, Options{})
	type x = map[string]any
	m := st.sent("sendMessage", x{"chat_id": awa, "text": "a", "reply_markup": inlineButton(x{"callback_data": "v1"})})
	for _, test := range []struct {
		path   string
		body   any
		status int
	}{
		{"/sim/api/send", x{"person": awa, "chat": awa, "text": "dentiste"}, 200},
		{"/sim/api/send", x{"person": 9, "text": "dentiste"}, 422},
		{"/sim/api/send", x{"person": awa, "text": ""}, 422},
		{"/sim/api/send", "…", 400},
		{"/sim/api/location", x{"person": awa, "latitude": 47.38, "longitude": 0.69}, 200},
		{"/sim/api/media", x{"person": awa, "kind": "voice"}, 200},
		{"/sim/api/media", x{"person": awa, "kind": "smell"}, 422},
		{"/sim/api/contact", x{"person": awa, "own": true, "phone": "+33600000000"}, 200},
		{"/sim/api/tap", x{"person": awa, "message": m.ID, "button": "Bouton", "no_wait": true}, 200},
		{"/sim/api/tap", x{"person": awa, "message": m.ID, "button": "Autre"}, 422},
		{"/sim/api/fault", x{"method": "getMe", "status": 500}, 200},
		{"/sim/api/person", x{"id": another, "first_name": "Léo"}, 200},
		{"/sim/api/person", x{"id": another, "first_name": "Léo"}, 422},
		{"/sim/api/group", x{"id": -7, "title": "Essai", "members": []int{awa}}, 200},
		{"/sim/api/group", x{"id": team, "title": "Essai"}, 422},
		{"/sim/api/migrate", x{"chat": -7}, 200},
		{"/sim/api/migrate", x{"chat": -7}, 422},
	} {
		if status, answer := st.control(test.path, test.body); status != test.status {
			t.Errorf("%s %v: %d %s", test.path, test.body, status, answer)
		}
	}
	if r := st.call("getMe", nil); r.Code != 500 {
		t.Errorf("fault: %+v", r)
	}
	resp, err := st.client.Get(st.url + "/sim/api/messages?chat=101")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	if list := decodeAs[[]Message](t, data); len(list) != 5 || list[1].Text != "dentiste" {
		t.Errorf("messages %s", data)
	}
}

// Only this machine's own page may play.
func TestForeignPagesAreRefused(t *testing.T) {
	st := newStage(t, Options{})
	for name, test := range map[string]struct {
		host, origin string
		want         int
	}{
		"no origin":     {"", "", 200},
		"same origin":   {"", st.url, 200},
		"foreign page":  {"", "https://exemple.fr", 403},
		"rebound name":  {"exemple.fr", "", 403},
		"another port":  {"", "http://127.0.0.1:1", 403},
		"by its name":   {"localhost:1234", "http://localhost:1234", 200},
		"opaque origin": {"", "null", 403},
	} {
		r, _ := http.NewRequest("POST", st.url+"/sim/api/send", strings.NewReader(`{"person":101,"text":"a"}`))
		if test.host != "" {
			r.Host = test.host
		}
		if test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		resp, err := st.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != test.want {
			t.Errorf("%s: %d, want %d", name, resp.StatusCode, test.want)
		}
	}
}
