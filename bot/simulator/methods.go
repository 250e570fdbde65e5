package simulator

import (
	"fmt"
	"regexp"
	"slices"
)

type method func(*Simulator, *params) (any, *apiError)

// implemented are the methods that do something; getUpdates stands apart, since it waits.
var implemented = map[string]method{
	"getMe":                  (*Simulator).getMe,
	"logOut":                 (*Simulator).yes,
	"close":                  (*Simulator).yes,
	"setWebhook":             (*Simulator).setWebhook,
	"deleteWebhook":          (*Simulator).deleteWebhook,
	"getWebhookInfo":         (*Simulator).getWebhookInfo,
	"sendMessage":            (*Simulator).sendMessage,
	"sendPhoto":              (*Simulator).sendPhoto,
	"sendDocument":           (*Simulator).sendDocument,
	"sendMediaGroup":         (*Simulator).sendMediaGroup,
	"sendVenue":              (*Simulator).sendVenue,
	"sendLocation":           (*Simulator).sendLocation,
	"sendContact":            (*Simulator).sendContact,
	"sendChatAction":         (*Simulator).sendChatAction,
	"editMessageText":        (*Simulator).editMessageText,
	"editMessageCaption":     (*Simulator).editMessageCaption,
	"editMessageMedia":       (*Simulator).editMessageMedia,
	"editMessageReplyMarkup": (*Simulator).editMessageReplyMarkup,
	"deleteMessage":          (*Simulator).deleteMessage,
	"answerCallbackQuery":    (*Simulator).answerCallbackQuery,
	"answerInlineQuery":      (*Simulator).answerInlineQuery,
	"getChat":                (*Simulator).getChat,
	"getChatMember":          (*Simulator).getChatMember,
	"getChatMemberCount":     (*Simulator).getChatMemberCount,
	"getChatAdministrators":  (*Simulator).getChatAdministrators,
	"getFile":                (*Simulator).getFile,
	"setMyCommands":          (*Simulator).setMyCommands,
	"getMyCommands":          (*Simulator).getMyCommands,
	"deleteMyCommands":       (*Simulator).deleteMyCommands,
	"setMyName":              setProfile("name", 64),
	"getMyName":              getProfile("name"),
	"setMyDescription":       setProfile("description", 512),
	"getMyDescription":       getProfile("description"),
	"setMyShortDescription":  setProfile("short_description", 120),
	"getMyShortDescription":  getProfile("short_description"),
	"setChatMenuButton":      (*Simulator).setChatMenuButton,
	"getChatMenuButton":      (*Simulator).getChatMenuButton,
}

func (s *Simulator) yes(*params) (any, *apiError) { return true, nil }

func (s *Simulator) getMe(*params) (any, *apiError) {
	return struct {
		User
		JoinGroups bool `json:"can_join_groups"`
		ReadsAll   bool `json:"can_read_all_group_messages"`
		Inline     bool `json:"supports_inline_queries"`
	}{s.Bot(), true, s.seesAll, true}, nil
}

// target is the chat a call speaks to, if the bot may.
func (s *Simulator) target(p *params) (*chat, *apiError) {
	c := s.chats[p.int("chat_id")]
	switch {
	case c == nil:
		return nil, errChatUnknown
	case c.migratedTo != 0:
		e := badRequest("group chat was upgraded to a supergroup chat")
		e.MigrateTo = c.migratedTo
		return nil, e
	case c.stranger:
		return nil, forbidden("bot can't initiate conversation with a user")
	case c.blocked:
		return nil, errBlocked
	}
	return c, nil
}

func (s *Simulator) getChat(p *params) (any, *apiError) {
	c := s.chats[p.int("chat_id")]
	if c == nil {
		return nil, errChatUnknown
	}
	return struct {
		Chat
		AccentColor  int `json:"accent_color_id"`
		MaxReactions int `json:"max_reaction_count"`
	}{c.Chat, 0, 11}, nil
}

func (s *Simulator) member(c *chat, id int64) map[string]any {
	u := s.user(id)
	if u == nil {
		return nil
	}
	status := "left"
	switch i := slices.Index(c.members, id); {
	case id == s.id:
		status = "member"
	case i == 0 && c.Type != "private":
		status = "creator"
	case i >= 0:
		status = "member"
	}
	m := map[string]any{"user": u, "status": status}
	if status == "creator" {
		m["is_anonymous"] = false
	}
	return m
}

func (s *Simulator) getChatMember(p *params) (any, *apiError) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	m := s.member(c, p.int("user_id"))
	if m == nil {
		return nil, badRequest("user not found")
	}
	return m, nil
}

func (s *Simulator) getChatMemberCount(p *params) (any, *apiError) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	return len(c.members) + 1, nil
}

func (s *Simulator) getChatAdministrators(p *params) (any, *apiError) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	if c.Type == "private" {
		return nil, badRequest("there are no administrators in the private chat")
	}
	return []any{s.member(c, firstOf(c.members))}, nil
}

// Command is a command the bot lists in its menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// commandScope names whom a list of commands is for, and in which language.
func commandScope(p *params) string {
	var scope struct {
		Type string `json:"type"`
		Chat any    `json:"chat_id"`
		User int64  `json:"user_id"`
	}
	if p.decode("scope", &scope) != nil || scope.Type == "" {
		scope.Type = "default"
	}
	name := scope.Type
	if scope.Chat != nil {
		name += fmt.Sprintf(" %.0f %d", scope.Chat, scope.User)
	}
	return name + "|" + p.text("language_code")
}

func (s *Simulator) setMyCommands(p *params) (any, *apiError) {
	var list []Command
	if err := p.decode("commands", &list); err != nil {
		return nil, err
	}
	if len(list) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		if !commandName.MatchString(c.Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := units(c.Description); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.commands[commandScope(p)] = list
	s.notify("commands", 0)
	return true, nil
}

func (s *Simulator) getMyCommands(p *params) (any, *apiError) {
	return append([]Command{}, s.commands[commandScope(p)]...), nil
}

func (s *Simulator) deleteMyCommands(p *params) (any, *apiError) {
	delete(s.commands, commandScope(p))
	s.notify("commands", 0)
	return true, nil
}

// Commands are those a French-speaking person sees in a chat: the most precise list wins.
func (s *Simulator) Commands(chatID int64) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commandsIn(chatID)
}

func (s *Simulator) commandsIn(chatID int64) []Command {
	kind := "all_private_chats"
	if chatID < 0 {
		kind = "all_group_chats"
	}
	for _, scope := range []string{fmt.Sprintf("chat %d 0", chatID), kind, "default"} {
		for _, language := range []string{"fr", ""} {
			if list, ok := s.commands[scope+"|"+language]; ok {
				return list
			}
		}
	}
	return []Command{}
}

func setProfile(what string, limit int) method {
	return func(s *Simulator, p *params) (any, *apiError) {
		if units(p.text(what)) > limit {
			return nil, badRequest("%s is too long", what)
		}
		s.profile[what+"|"+p.text("language_code")] = p.text(what)
		s.notify("commands", 0)
		return true, nil
	}
}

func getProfile(what string) method {
	return func(s *Simulator, p *params) (any, *apiError) {
		return map[string]string{what: s.profile[what+"|"+p.text("language_code")]}, nil
	}
}

func (s *Simulator) setChatMenuButton(p *params) (any, *apiError) {
	id := p.int("chat_id")
	if c := s.chats[id]; id != 0 && (c == nil || c.Type != "private") {
		return nil, errChatUnknown
	}
	button := map[string]any{"type": "default"}
	if err := p.decode("menu_button", &button); err != nil {
		return nil, err
	}
	if app, ok := button["web_app"].(map[string]any); ok {
		if e := checkWebApp(fmt.Sprint(app["url"]), "menu"); e != nil {
			return nil, e
		}
	}
	s.menu[id] = button
	return true, nil
}

func (s *Simulator) getChatMenuButton(p *params) (any, *apiError) {
	if b, ok := s.menu[p.int("chat_id")]; ok {
		return b, nil
	}
	return map[string]any{"type": "default"}, nil
}
