package simulator

import "time"

// ownLife is how long a message may be deleted after it was sent.
const ownLife = 48 * time.Hour

// edited is the bot's message an edit is about.
func (s *Simulator) edited(p *params) (*chat, *message, *apiError) {
	if id := p.text("inline_message_id"); id != "" {
		for _, c := range s.chats {
			for _, m := range c.messages {
				if m.InlineID == id && !m.deleted {
					return c, m, nil
				}
			}
		}
		return nil, nil, badRequest("MESSAGE_ID_INVALID")
	}
	if !p.has("chat_id") {
		return nil, nil, missing("chat_id")
	}
	if !p.has("message_id") {
		return nil, nil, badRequest("message identifier is not specified")
	}
	c, err := s.target(p)
	if err != nil {
		return nil, nil, err
	}
	m := c.message(p.int("message_id"))
	switch {
	case m == nil:
		return nil, nil, badRequest("message to edit not found")
	case !m.FromBot() || m.Keyboard != nil:
		return nil, nil, badRequest("message can't be edited")
	}
	return c, m, nil
}

// edit changes a message through change, refuses to change nothing, and keeps what was.
func (s *Simulator) edit(p *params, change func(*Message) *apiError) (any, *apiError) {
	c, m, err := s.edited(p)
	if err != nil {
		return nil, err
	}
	after := m.Message
	if err := change(&after); err != nil {
		return nil, err
	}
	markup, err := s.markup(p, c)
	if err != nil {
		return nil, err
	}
	if markup != nil && (markup.Keyboard != nil || markup.Remove || markup.ForceReply) {
		return nil, badRequest("inline keyboard expected")
	}
	after.Markup = nil
	if markup != nil && len(markup.Inline) > 0 {
		after.Markup = markup
	}
	if sameJSON(m.Message, after) {
		return nil, errNotModified
	}
	s.revise(m, after)
	s.notify("edit", c.ID)
	if m.InlineID != "" && p.has("inline_message_id") {
		return true, nil
	}
	return &m.Message, nil
}

func (s *Simulator) revise(m *message, after Message) {
	was := Revision{Text: m.Body(), At: s.now()}
	if m.Markup != nil {
		was.Buttons = m.Markup.Inline
	}
	after.History = append(m.History, was)
	after.Edits++
	after.EditDate = s.now().Unix()
	m.Message = after
}

func (s *Simulator) editMessageText(p *params) (any, *apiError) {
	return s.edit(p, func(m *Message) (err *apiError) {
		if p.has("rich_message") {
			return badRequest("rich messages are not implemented by the simulator")
		}
		if m.Text == "" {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.Entities, err = s.formatted(p, "text")
		m.HTML = p.text("text")
		return err
	})
}

func (s *Simulator) editMessageCaption(p *params) (any, *apiError) {
	return s.edit(p, func(m *Message) (err *apiError) {
		if m.Photo == nil && m.Document == nil {
			return badRequest("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities, err = s.formatted(p, "caption")
		m.HTML = p.text("caption")
		return err
	})
}

// editMessageMedia puts another photo or document in place of the one shown.
func (s *Simulator) editMessageMedia(p *params) (any, *apiError) {
	return s.edit(p, func(m *Message) (err *apiError) {
		var item struct {
			Type, Media, Caption string
			Mode                 string   `json:"parse_mode"`
			Entities             []Entity `json:"caption_entities"`
		}
		if m.Photo == nil && m.Document == nil {
			return badRequest("there is no media in the message to edit")
		}
		if err := p.decode("media", &item); err != nil {
			return err
		}
		m.Photo, m.Document = nil, nil
		switch item.Type {
		case "photo":
			err = s.putPhoto(p, m, item.Media, "")
		case "document":
			err = s.putDocument(p, m, item.Media, "")
		default:
			err = badRequest("media of type %s is not implemented by the simulator", item.Type)
		}
		if err == nil {
			m.Caption, m.CaptionEntities, err = s.format(item.Caption, item.Mode, item.Entities, "caption")
		}
		m.HTML = item.Caption
		return err
	})
}

func (s *Simulator) editMessageReplyMarkup(p *params) (any, *apiError) {
	return s.edit(p, func(*Message) *apiError { return nil })
}

func (s *Simulator) deleteMessage(p *params) (any, *apiError) {
	c, err := s.target(p)
	if err != nil {
		return nil, err
	}
	m := c.message(p.int("message_id"))
	switch {
	case m == nil:
		return nil, badRequest("message to delete not found")
	case !m.FromBot() && c.Type != "private",
		s.now().Sub(time.Unix(m.Date, 0)) > ownLife:
		return nil, badRequest("message can't be deleted for everyone")
	}
	m.deleted = true
	s.notify("delete", c.ID)
	return true, nil
}
