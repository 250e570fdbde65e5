package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const (
	awa     = 101
	karim   = 102
	team    = -500
	another = 103
)

// stage is a simulator being served, with Awa, Karim and their group.
type stage struct {
	*Simulator
	t      *testing.T
	url    string
	awa    *Actor
	karim  *Actor
	client *http.Client
}

func newStage(t *testing.T, o Options) *stage {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	st := &stage{Simulator: s, t: t, url: server.URL, client: server.Client()}
	st.awa = s.AddPerson(Person{ID: awa, FirstName: "Awa", Username: "awa37"})
	st.karim = s.AddPerson(Person{ID: karim, FirstName: "Karim"})
	s.AddGroup(Group{ID: team, Title: "Équipe Sanitas", Members: []int64{awa, karim}})
	return st
}

type reply struct {
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
	Status int `json:"-"`
}

// call sends parameters as a JSON body.
func (st *stage) call(method string, params map[string]any) reply {
	st.t.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		st.t.Fatal(err)
	}
	return st.post("/bot"+st.Token()+"/"+method, "application/json", body)
}

func (st *stage) post(path, contentType string, body []byte) reply {
	st.t.Helper()
	resp, err := st.client.Post(st.url+path, contentType, bytes.NewReader(body))
	if err != nil {
		st.t.Fatal(err)
	}
	defer resp.Body.Close()
	r := reply{Status: resp.StatusCode}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		st.t.Fatalf("%s: %v", path, err)
	}
	return r
}

// sent is the message a send answered; the test fails if it was refused.
func (st *stage) sent(method string, params map[string]any) Message {
	st.t.Helper()
	r := st.call(method, params)
	if !r.OK {
		st.t.Fatalf("%s refused: %s", method, r.Description)
	}
	return decodeAs[Message](st.t, r.Result)
}

func decodeAs[T any](t *testing.T, data []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return v
}

type gotUpdate struct {
	ID       int64    `json:"update_id"`
	Message  *Message `json:"message"`
	Edited   *Message `json:"edited_message"`
	Callback *struct {
		ID      string
		Data    string
		Message *Message
		Inline  string `json:"inline_message_id"`
	} `json:"callback_query"`
	Inline *struct{ ID, Query string } `json:"inline_query"`
	Chosen *struct {
		ID string `json:"result_id"`
	} `json:"chosen_inline_result"`
	Member *struct {
		New struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

func (st *stage) updates(offset int64) []gotUpdate {
	st.t.Helper()
	r := st.call("getUpdates", map[string]any{"offset": offset, "timeout": 0})
	if !r.OK {
		st.t.Fatalf("getUpdates: %s", r.Description)
	}
	return decodeAs[[]gotUpdate](st.t, r.Result)
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}
