package simulator

import (
	"encoding/json"
	"slices"
	"strings"
)

// actions are what an inline button may do; exactly one of them is needed.
var actions = []string{"url", "callback_data", "web_app", "login_url", "switch_inline_query",
	"switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"}

// markup reads and checks the reply_markup of a call.
func (s *Simulator) markup(p *params, c *chat) (*Markup, *apiError) {
	if !p.has("reply_markup") {
		return nil, nil
	}
	return readMarkup([]byte(p.text("reply_markup")), c)
}

// readMarkup checks a markup meant for a chat; the chat is nil for inline results.
func readMarkup(data []byte, c *chat) (*Markup, *apiError) {
	var raw struct {
		Inline [][]map[string]json.RawMessage `json:"inline_keyboard"`
	}
	m := &Markup{}
	if json.Unmarshal(data, m) != nil || json.Unmarshal(data, &raw) != nil {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	count := 0
	for i, row := range m.Inline {
		for j, b := range row {
			count++
			if err := checkButton(b, raw.Inline[i][j]); err != nil {
				return nil, err
			}
		}
	}
	for _, row := range m.Keyboard {
		for _, k := range row {
			count++
			if err := checkKey(k, c); err != nil {
				return nil, err
			}
		}
	}
	if count > 100 && m.Inline != nil {
		return nil, badRequest("reply markup is too long")
	}
	if m.Inline != nil {
		m.Inline = slices.DeleteFunc(m.Inline, func(row []Button) bool { return len(row) == 0 })
	}
	return m, nil
}

func checkButton(b Button, raw map[string]json.RawMessage) *apiError {
	const prefix = "can't parse inline keyboard button: "
	var found []string
	for _, a := range actions {
		if v, ok := raw[a]; ok && string(v) != "null" {
			found = append(found, a)
		}
	}
	switch {
	case strings.TrimSpace(b.Text) == "":
		return badRequest(prefix + "Field \"text\" must be non-empty")
	case len(found) == 0:
		return badRequest(prefix + "Text buttons are unallowed in the inline keyboard")
	case len(found) > 1:
		return badRequest(prefix+"Exactly one of the optional fields must be used, found %s", strings.Join(found, ", "))
	case b.Style != "" && !slices.Contains([]string{"danger", "success", "primary"}, b.Style):
		return badRequest(prefix + "Unknown button style")
	}
	return checkAction(found[0], b)
}

func checkAction(action string, b Button) *apiError {
	switch action {
	case "callback_data":
		if n := len(b.Data); n < 1 || n > 64 {
			return badRequest("BUTTON_DATA_INVALID")
		}
	case "url":
		if strings.HasPrefix(b.URL, "tg://") {
			return nil
		}
		if checkedURL(b.URL) == "" {
			why := "Wrong HTTP URL"
			if i := strings.IndexByte(b.URL, ':'); i >= 0 && !strings.HasPrefix(b.URL, "http") {
				why = "Unsupported URL protocol"
			}
			return badRequest("inline keyboard button URL '%s' is invalid: %s", b.URL, why)
		}
	case "copy_text":
		if n := units(b.Copy.Text); n < 1 || n > 256 {
			return badRequest("BUTTON_COPY_TEXT_INVALID")
		}
	case "web_app":
		return checkWebApp(b.WebApp.URL, "inline keyboard button")
	case "switch_inline_query", "switch_inline_query_current_chat":
		for _, q := range []*string{b.Switch, b.SwitchHere} {
			if q != nil && units(*q) > 256 {
				return badRequest("inline query is too long")
			}
		}
	case "login_url", "callback_game", "pay":
		return badRequest("%s buttons are not implemented by the simulator", action)
	}
	return nil
}

func checkWebApp(address, where string) *apiError {
	if !strings.HasPrefix(address, "https://") || checkedURL(address) == "" {
		return badRequest("%s Web App URL '%s' is invalid: Only HTTPS links are allowed", where, address)
	}
	return nil
}

func checkKey(k KeyButton, c *chat) *apiError {
	switch {
	case strings.TrimSpace(k.Text) == "":
		return badRequest("can't parse keyboard button: Field \"text\" must be non-empty")
	case k.RequestLocation && c != nil && c.Type != "private":
		return badRequest("location can be requested in private chats only")
	case k.RequestContact && c != nil && c.Type != "private":
		return badRequest("phone number can be requested in private chats only")
	}
	return nil
}
