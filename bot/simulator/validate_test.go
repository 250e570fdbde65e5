package simulator

import (
	"fmt"
	"strings"
	"testing"
)

func inlineButton(fields map[string]any) map[string]any {
	b := map[string]any{"text": "Bouton"}
	for k, v := range fields {
		b[k] = v
	}
	return map[string]any{"inline_keyboard": [][]any{{b}}}
}

func manyButtons(n int) map[string]any {
	var row []any
	for i := range n {
		row = append(row, map[string]any{"text": "b", "callback_data": fmt.Sprint(i)})
	}
	return map[string]any{"inline_keyboard": []any{row}}
}

func TestSendRefusals(t *testing.T) {
	type p = map[string]any
	tests := map[string]struct {
		params p
		want   string // part of the description; empty: accepted
	}{
		"plain":                 {p{"text": "bonjour"}, ""},
		"html":                  {p{"text": "<b>a</b> & b &lt;", "parse_mode": "HTML"}, ""},
		"longest":               {p{"text": strings.Repeat("é", 4096)}, ""},
		"longest, tags aside":   {p{"text": "<b>" + strings.Repeat("é", 4096) + "</b>", "parse_mode": "HTML"}, ""},
		"too long":              {p{"text": strings.Repeat("é", 4097)}, "message is too long"},
		"emoji count twice":     {p{"text": strings.Repeat("😀", 2049)}, "message is too long"},
		"no text":               {p{}, "message text is empty"},
		"only spaces":           {p{"text": " \n "}, "message text is empty"},
		"only tags":             {p{"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"},
		"bare <":                {p{"text": "a < b", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag \"\" at byte offset 2"},
		"unclosed":              {p{"text": "<b>a", "parse_mode": "HTML"}, "Can't find end tag corresponding to start tag \"b\""},
		"parse mode":            {p{"text": "a", "parse_mode": "XML"}, "unsupported parse_mode"},
		"unknown parameter":     {p{"text": "a", "colour": "red"}, `parameter "colour" is unknown`},
		"wrong type":            {p{"text": "a", "disable_notification": "peut-être"}, `parameter "disable_notification"`},
		"number as text":        {p{"text": 12}, "text: expected String"},
		"unknown chat":          {p{"text": "a", "chat_id": 999}, "chat not found"},
		"no chat":               {p{"text": "a", "chat_id": nil}, "chat_id is empty"},
		"reply to nothing":      {p{"text": "a", "reply_parameters": p{"message_id": 77}}, "message to be replied not found"},
		"reply anyway":          {p{"text": "a", "reply_parameters": p{"message_id": 77, "allow_sending_without_reply": true}}, ""},
		"unknown nested field":  {p{"text": "a", "reply_parameters": p{"message_id": 77, "foo": 1}}, `field "foo" is unknown to type ReplyParameters`},
		"nested wrong type":     {p{"text": "a", "link_preview_options": p{"is_disabled": "oui"}}, "link_preview_options.is_disabled: expected Boolean"},
		"markup without kind":   {p{"text": "a", "reply_markup": p{}}, "can't parse reply keyboard markup"},
		"button unknown field":  {p{"text": "a", "reply_markup": inlineButton(p{"callback_data": "a", "colour": 1})}, `field "colour" is unknown to type InlineKeyboardButton`},
		"button":                {p{"text": "a", "reply_markup": inlineButton(p{"callback_data": strings.Repeat("a", 64)})}, ""},
		"button data 65 bytes":  {p{"text": "a", "reply_markup": inlineButton(p{"callback_data": strings.Repeat("é", 33)})}, "BUTTON_DATA_INVALID"},
		"button data empty":     {p{"text": "a", "reply_markup": inlineButton(p{"callback_data": ""})}, "BUTTON_DATA_INVALID"},
		"button without action": {p{"text": "a", "reply_markup": inlineButton(nil)}, "Text buttons are unallowed"},
		"button, two actions":   {p{"text": "a", "reply_markup": inlineButton(p{"url": "https://a.fr", "callback_data": "a"})}, "Exactly one"},
		"button url":            {p{"text": "a", "reply_markup": inlineButton(p{"url": "https://www.tours.fr/aide?a=b"})}, ""},
		"button tel":            {p{"text": "a", "reply_markup": inlineButton(p{"url": "tel:+33247000000"})}, "Unsupported URL protocol"},
		"button localhost":      {p{"text": "a", "reply_markup": inlineButton(p{"url": "http://localhost:8080/"})}, "Wrong HTTP URL"},
		"button copy":           {p{"text": "a", "reply_markup": inlineButton(p{"copy_text": p{"text": "1 rue"}})}, ""},
		"button copy too long":  {p{"text": "a", "reply_markup": inlineButton(p{"copy_text": p{"text": strings.Repeat("a", 257)}})}, "BUTTON_COPY_TEXT_INVALID"},
		"button empty switch":   {p{"text": "a", "reply_markup": inlineButton(p{"switch_inline_query": ""})}, ""},
		"web app over http":     {p{"text": "a", "reply_markup": inlineButton(p{"web_app": p{"url": "http://a.fr"}})}, "Only HTTPS links are allowed"},
		"100 buttons":           {p{"text": "a", "reply_markup": manyButtons(100)}, ""},
		"101 buttons":           {p{"text": "a", "reply_markup": manyButtons(101)}, "reply markup is too long"},
		"location key":          {p{"text": "a", "reply_markup": p{"keyboard": [][]any{{p{"text": "Ici", "request_location": true}}}}}, ""},
		"location key in group": {p{"text": "a", "chat_id": team, "reply_markup": p{"keyboard": [][]any{{p{"text": "Ici", "request_location": true}}}}}, "location can be requested in private chats only"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			st := newStage(t, Options{})
			if _, given := test.params["chat_id"]; !given {
				test.params["chat_id"] = awa
			}
			st.Expect("sendMessage", test.want)
			r := st.call("sendMessage", test.params)
			if r.OK != (test.want == "") || !strings.Contains(r.Description, test.want) {
				t.Errorf("ok %v, %q; want %q", r.OK, r.Description, test.want)
			}
			if !r.OK && (r.Code != 400 || r.Status != 400 || !strings.HasPrefix(r.Description, "Bad Request: ")) {
				t.Errorf("code %d, status %d, %q", r.Code, r.Status, r.Description)
			}
			if got := st.Unexpected(); len(got) > 0 {
				t.Errorf("unexpected: %+v", got)
			}
		})
	}
}

func TestOtherRefusals(t *testing.T) {
	type p = map[string]any
	tests := map[string]struct {
		method string
		params p
		code   int
		want   string
	}{
		"unknown method":      {"sendSmell", p{}, 404, "Not Found"},
		"not implemented":     {"sendPoll", p{"chat_id": awa, "question": "?", "options": []any{p{"text": "a"}, p{"text": "b"}}}, 501, "not implemented"},
		"still validated":     {"sendPoll", p{"chat_id": awa, "question": "?"}, 400, `"options" is required`},
		"edit nothing":        {"editMessageText", p{"chat_id": awa, "message_id": 55, "text": "a"}, 400, "message to edit not found"},
		"edit no chat":        {"editMessageText", p{"text": "a"}, 400, "chat_id is empty"},
		"delete nothing":      {"deleteMessage", p{"chat_id": awa, "message_id": 55}, 400, "message to delete not found"},
		"stale query":         {"answerCallbackQuery", p{"callback_query_id": "12"}, 400, "query is too old and response timeout expired or query ID is invalid"},
		"stale inline":        {"answerInlineQuery", p{"inline_query_id": "12", "results": []any{}}, 400, "query is too old"},
		"inline result":       {"answerInlineQuery", p{"inline_query_id": "12", "results": []any{p{"type": "article", "id": "1", "title": "a", "foo": 1, "input_message_content": p{"message_text": "a"}}}}, 400, `field "foo" is unknown to type InlineQueryResultArticle`},
		"inline content":      {"answerInlineQuery", p{"inline_query_id": "12", "results": []any{p{"type": "article", "id": "1", "title": "a", "input_message_content": p{"message_text": 3}}}}, 400, "message_text: expected String"},
		"command name":        {"setMyCommands", p{"commands": []any{p{"command": "Aide", "description": "a"}}}, 400, "BOT_COMMAND_INVALID"},
		"command description": {"setMyCommands", p{"commands": []any{p{"command": "aide", "description": ""}}}, 400, "BOT_COMMAND_DESCRIPTION_INVALID"},
		"scope":               {"setMyCommands", p{"commands": []any{}, "scope": p{"type": "everybody"}}, 400, `parameter "scope"`},
		"action":              {"sendChatAction", p{"chat_id": awa, "action": "sleeping"}, 400, "wrong parameter action"},
		"latitude":            {"sendLocation", p{"chat_id": awa, "latitude": 95.0, "longitude": 0.5}, 400, "wrong location"},
		"photo address":       {"sendPhoto", p{"chat_id": awa, "photo": "https://a.fr/b.png"}, 400, "failed to get HTTP URL content"},
		"file":                {"getFile", p{"file_id": "x"}, 400, "wrong file_id"},
		"webhook over http":   {"setWebhook", p{"url": "http://exemple.fr/hook"}, 400, "An HTTPS URL must be provided"},
		"webhook secret":      {"setWebhook", p{"url": "https://exemple.fr/hook", "secret_token": "à b"}, 400, "secret token contains unallowed characters"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			st := newStage(t, Options{})
			st.Expect("*", test.want)
			r := st.call(test.method, test.params)
			if r.OK || r.Code != test.code || r.Status != test.code || !strings.Contains(r.Description, test.want) {
				t.Errorf("got %+v; want %d %q", r, test.code, test.want)
			}
			if got := st.Refusals(); len(got) != 1 || !got[0].Expected {
				t.Errorf("refusals %+v", got)
			}
		})
	}
}

func TestWrongToken(t *testing.T) {
	st := newStage(t, Options{})
	r := st.post("/bot1:wrong/getMe", "application/json", []byte("{}"))
	if r.Code != 401 || r.Description != "Unauthorized" || len(st.Unexpected()) != 1 {
		t.Errorf("got %+v, refusals %+v", r, st.Refusals())
	}
}

// Every method that claims to be implemented is one of Telegram's.
func TestImplementedMethodsExist(t *testing.T) {
	s, err := loadSpec()
	if err != nil {
		t.Fatal(err)
	}
	for name := range implemented {
		if _, ok := s.Methods[name]; !ok {
			t.Errorf("%s is not in the specification", name)
		}
	}
	if len(s.Methods) != 180 {
		t.Errorf("%d methods, want 180", len(s.Methods))
	}
}
