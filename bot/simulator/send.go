package simulator

import (
	"slices"
	"strings"
	"time"
)

// Longest text and caption, in UTF-16 units, once the tags are removed.
const (
	maxText    = 4096
	maxCaption = 1024
)

// formatted reads a text with its formatting; which names the parameter, "text" or
// "caption".
func (s *Simulator) formatted(p *params, which string) (string, []Entity, *apiError) {
	names := map[string]string{"text": "entities", "caption": "caption_entities"}
	var given []Entity
	if err := p.decode(names[which], &given); err != nil {
		return "", nil, err
	}
	return s.format(p.text(which), p.text("parse_mode"), given, which)
}

func (s *Simulator) format(source, mode string, given []Entity, which string) (text string, entities []Entity, _ *apiError) {
	source = strings.ReplaceAll(source, "\r", "")
	switch strings.ToLower(mode) {
	case "html":
		var err error
		if text, entities, err = parseHTML(source); err != nil {
			return "", nil, badRequest("can't parse entities: %v", err)
		}
	case "":
		text, entities = trimText(source, given)
	case "markdown", "markdownv2":
		return "", nil, badRequest("parse_mode %s is not implemented by the simulator", mode)
	default:
		return "", nil, badRequest("unsupported parse_mode")
	}
	switch n := units(text); {
	case which == "caption" && n > maxCaption:
		return "", nil, badRequest("message caption is too long")
	case which == "text" && n > maxText:
		return "", nil, badRequest("message is too long")
	case which == "text" && n == 0:
		return "", nil, badRequest("message text is empty")
	}
	for i, e := range entities {
		if e.Type == "text_mention" && e.User != nil {
			entities[i].User = s.user(e.User.ID)
		}
	}
	entities = slices.DeleteFunc(entities, func(e Entity) bool { return e.Type == "text_mention" && e.User == nil })
	return text, detect(text, entities), nil
}

// post sends a message of the bot: what fill puts in it, with the reply markup and the
// message it replies to.
func (s *Simulator) post(p *params, fill func(*Message) *apiError) (any, *apiError) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	m := Message{}
	if err := fill(&m); err != nil {
		return nil, err
	}
	markup, err := s.markup(p, c)
	if err != nil {
		return nil, err
	}
	if m.ReplyTo, err = replied(p, c); err != nil {
		return nil, err
	}
	return &s.say(c, m, markup).Message, nil
}

// say appends a message of the bot and shows its keyboard.
func (s *Simulator) say(c *chat, m Message, markup *Markup) *message {
	bot := s.Bot()
	m.From = &bot
	switch {
	case markup == nil:
	case markup.Keyboard != nil || markup.Remove || markup.ForceReply:
		m.Keyboard = markup
		if !markup.ForceReply {
			c.keyboard = markup
		}
		if markup.Remove {
			c.keyboard = nil
		}
	case len(markup.Inline) > 0:
		m.Markup = markup
	}
	c.typingUntil = time.Time{}
	return s.append(c, m)
}

func replied(p *params, c *chat) (*Message, *apiError) {
	var reply struct {
		MessageID int64 `json:"message_id"`
		Anyway    bool  `json:"allow_sending_without_reply"`
	}
	if err := p.decode("reply_parameters", &reply); err != nil || reply.MessageID == 0 {
		return nil, err
	}
	if m := c.message(reply.MessageID); m != nil {
		return m.quoted(), nil
	}
	if reply.Anyway {
		return nil, nil
	}
	return nil, badRequest("message to be replied not found")
}

func (s *Simulator) sendMessage(p *params) (any, *apiError) {
	return s.post(p, func(m *Message) (err *apiError) {
		m.Text, m.Entities, err = s.formatted(p, "text")
		m.HTML = p.text("text")
		return err
	})
}

func (s *Simulator) sendLocation(p *params) (any, *apiError) {
	return s.post(p, func(m *Message) (err *apiError) {
		m.Location, err = location(p)
		return err
	})
}

func (s *Simulator) sendVenue(p *params) (any, *apiError) {
	return s.post(p, func(m *Message) *apiError {
		at, err := location(p)
		if err == nil {
			m.Location = at
			m.Venue = &Venue{*at, p.text("title"), p.text("address")}
		}
		return err
	})
}

func location(p *params) (*Location, *apiError) {
	at := &Location{p.float("latitude"), p.float("longitude")}
	if at.Latitude < -90 || at.Latitude > 90 || at.Longitude < -180 || at.Longitude > 180 {
		return nil, badRequest("wrong location specified")
	}
	return at, nil
}

func (s *Simulator) sendContact(p *params) (any, *apiError) {
	return s.post(p, func(m *Message) *apiError {
		m.Contact = &Contact{Phone: p.text("phone_number"), FirstName: p.text("first_name"), LastName: p.text("last_name")}
		return nil
	})
}

var chatActions = []string{"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
	"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}

func (s *Simulator) sendChatAction(p *params) (any, *apiError) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(chatActions, p.text("action")) {
		return nil, badRequest("wrong parameter action in request")
	}
	c.typingUntil = s.now().Add(5 * time.Second)
	s.notify("typing", c.ID)
	return true, nil
}
