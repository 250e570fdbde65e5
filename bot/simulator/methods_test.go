package simulator

import (
	"bytes"
	"mime/multipart"
	"strings"
	"testing"
)

// upload sends files and fields as parts.
func (st *stage) upload(method string, fields map[string]string, files map[string][]byte) reply {
	st.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			st.t.Fatal(err)
		}
	}
	for name, data := range files {
		part, err := w.CreateFormFile(name, name+".png")
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			st.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		st.t.Fatal(err)
	}
	return st.post("/bot"+st.Token()+"/"+method, w.FormDataContentType(), b.Bytes())
}

func TestPicturesAndAlbums(t *testing.T) {
	st := newStage(t, Options{})
	picture := samplePicture(30, 20)
	r := st.upload("sendPhoto", map[string]string{"chat_id": "101", "caption": "<b>Courbe</b>", "parse_mode": "HTML"}, map[string][]byte{"photo": picture})
	if !r.OK {
		t.Fatal(r.Description)
	}
	m := decodeAs[Message](t, r.Result)
	if m.Caption != "Courbe" || m.Photo[0].Width != 30 || !bytes.Equal(st.FileData(m.Photo[0].ID), picture) {
		t.Errorf("got %+v", m)
	}
	if r := st.call("editMessageCaption", map[string]any{"chat_id": awa, "message_id": m.ID, "caption": "Autre"}); !r.OK || st.Messages(awa)[0].Caption != "Autre" {
		t.Errorf("caption: %+v", r)
	}
	st.Expect("editMessageText", "there is no text in the message to edit")
	st.call("editMessageText", map[string]any{"chat_id": awa, "message_id": m.ID, "text": "Autre"})
	st.Expect("editMessageCaption", "message caption is too long")
	st.call("editMessageCaption", map[string]any{"chat_id": awa, "message_id": m.ID, "caption": strings.Repeat("é", 1025)})
	st.Expect("sendPhoto", "IMAGE_PROCESS_FAILED")
	st.upload("sendPhoto", map[string]string{"chat_id": "101"}, map[string][]byte{"photo": []byte("texte")})
	album := `[{"type":"photo","media":"attach://a","caption":"Un"},{"type":"photo","media":"attach://b"}]`
	if r := st.upload("sendMediaGroup", map[string]string{"chat_id": "101", "media": album}, map[string][]byte{"a": picture, "b": picture}); !r.OK || len(decodeAs[[]Message](t, r.Result)) != 2 {
		t.Errorf("album: %+v", r)
	}
	st.Expect("sendMediaGroup", "wrong file identifier")
	st.upload("sendMediaGroup", map[string]string{"chat_id": "101", "media": album}, nil)
	if got := st.Unexpected(); len(got) > 0 || len(st.Refusals()) != 4 {
		t.Errorf("refusals %+v", st.Refusals())
	}
}

func TestSmallMethods(t *testing.T) {
	st := newStage(t, Options{})
	type p = map[string]any
	for _, test := range []struct {
		method string
		params p
		want   string // part of the result
	}{
		{"getMe", nil, `"username":"RelaisBot"`},
		{"getChat", p{"chat_id": team}, `"title":"Équipe Sanitas"`},
		{"getChatMember", p{"chat_id": team, "user_id": awa}, `"status":"creator"`},
		{"getChatMember", p{"chat_id": team, "user_id": karim}, `"status":"member"`},
		{"getChatMemberCount", p{"chat_id": team}, `3`},
		{"getChatAdministrators", p{"chat_id": team}, `"first_name":"Awa"`},
		{"sendContact", p{"chat_id": awa, "phone_number": "+33 1 99 00 12 34", "first_name": "Camille"}, `"contact"`},
		{"sendLocation", p{"chat_id": awa, "latitude": 47.38, "longitude": 0.69}, `"latitude":47.38`},
		{"setMyDescription", p{"description": "Bonjour"}, `true`},
		{"getMyDescription", nil, `"description":"Bonjour"`},
		{"setMyShortDescription", p{"short_description": "Bonjour"}, `true`},
		{"setMyCommands", p{"commands": []any{p{"command": "bilan", "description": "Le bilan"}}, "scope": p{"type": "chat", "chat_id": awa}}, `true`},
		{"getMyCommands", p{"scope": p{"type": "chat", "chat_id": awa}}, `"bilan"`},
		{"deleteMyCommands", p{"scope": p{"type": "chat", "chat_id": awa}}, `true`},
		{"setChatMenuButton", p{"menu_button": p{"type": "web_app", "text": "Console", "web_app": p{"url": "https://exemple.fr/"}}}, `true`},
		{"getChatMenuButton", nil, `"web_app"`},
		{"logOut", nil, `true`},
	} {
		if r := st.call(test.method, test.params); !r.OK || !strings.Contains(string(r.Result), test.want) {
			t.Errorf("%s: %s %s; want %s", test.method, r.Result, r.Description, test.want)
		}
	}
	st.call("setMyCommands", p{"commands": []any{p{"command": "aide", "description": "Aide"}}})
	st.call("setMyCommands", p{"commands": []any{p{"command": "bilan", "description": "Bilan"}}, "scope": p{"type": "chat", "chat_id": awa}})
	st.call("setMyCommands", p{"commands": []any{}, "scope": p{"type": "all_group_chats"}})
	if a, b, c := st.Commands(awa), st.Commands(karim), st.Commands(team); a[0].Command != "bilan" || b[0].Command != "aide" || len(c) != 0 {
		t.Errorf("commands %+v, %+v, %+v", a, b, c)
	}
	calls := st.Calls()
	if len(calls) != 20 || calls[1].Method != "getChat" || calls[1].ChatID != team || !calls[1].OK {
		t.Errorf("calls %+v", calls)
	}
}
