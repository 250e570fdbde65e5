package simulator

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

type inlineQuery struct {
	from   int64
	at     time.Time
	text   string
	answer *InlineAnswer
}

// InlineAnswer is what the bot proposes for an inline query.
type InlineAnswer struct {
	QueryID    string         `json:"query_id"`
	Results    []InlineResult `json:"results"`
	NextOffset string         `json:"next_offset,omitempty"`
	Personal   bool           `json:"is_personal,omitempty"`
	Button     *InlineButton  `json:"button,omitempty"`
}

// InlineButton stands above the results and leads to a private chat with the bot.
type InlineButton struct {
	Text           string  `json:"text"`
	StartParameter string  `json:"start_parameter,omitempty"`
	WebApp         *WebApp `json:"web_app,omitempty"`
}

// InlineResult is one proposal, and the message that choosing it posts.
type InlineResult struct {
	QueryID     string  `json:"query_id"`
	ID          string  `json:"id"`
	Type        string  `json:"type"`
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	Message     Message `json:"message"`
}

func (s *Simulator) answerInlineQuery(p *params) (any, *apiError) {
	q := s.inlines[p.text("inline_query_id")]
	if q == nil || q.answer != nil || s.now().Sub(q.at) > inlineLife {
		return nil, errQueryTooOld
	}
	var raw []json.RawMessage
	a := &InlineAnswer{QueryID: p.text("inline_query_id"), NextOffset: p.text("next_offset"), Personal: p.bool("is_personal"), Results: []InlineResult{}}
	if err := p.decode("results", &raw); err != nil {
		return nil, err
	}
	if err := p.decode("button", &a.Button); err != nil {
		return nil, err
	}
	if len(raw) > 50 {
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	if len(a.NextOffset) > 64 {
		return nil, badRequest("NEXT_OFFSET_INVALID")
	}
	if a.Button != nil && a.Button.WebApp == nil && !startPayload.MatchString(a.Button.StartParameter) {
		return nil, badRequest("START_PARAM_INVALID")
	}
	seen := map[string]bool{}
	for _, data := range raw {
		r, err := s.inlineResult(data)
		if err != nil {
			return nil, err
		}
		if seen[r.ID] {
			return nil, badRequest("RESULT_ID_DUPLICATE")
		}
		seen[r.ID] = true
		r.QueryID = a.QueryID
		a.Results = append(a.Results, r)
	}
	q.answer = a
	s.wake()
	return true, nil
}

// content is what an inline result, or its input_message_content, may hold.
type content struct {
	Text      *string         `json:"message_text"`
	Mode      string          `json:"parse_mode"`
	Entities  []Entity        `json:"entities"`
	Latitude  *float64        `json:"latitude"`
	Longitude float64         `json:"longitude"`
	Title     string          `json:"title"`
	Address   string          `json:"address"`
	Phone     string          `json:"phone_number"`
	FirstName string          `json:"first_name"`
	LastName  string          `json:"last_name"`
	Rich      json.RawMessage `json:"rich_message"`
}

func (s *Simulator) inlineResult(data []byte) (InlineResult, *apiError) {
	var raw struct {
		content
		ID, Type    string
		Description string
		Markup      json.RawMessage `json:"reply_markup"`
		Content     *content        `json:"input_message_content"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return InlineResult{}, badRequest("can't parse inline query result")
	}
	r := InlineResult{ID: raw.ID, Type: raw.Type, Title: raw.Title, Description: raw.Description}
	switch {
	case len(r.ID) < 1 || len(r.ID) > 64:
		return r, badRequest("RESULT_ID_INVALID")
	case r.Type != "article" && r.Type != "venue" && r.Type != "location" && r.Type != "contact":
		return r, badRequest("inline results of type %s are not implemented by the simulator", r.Type)
	case r.Type == "contact":
		r.Title = raw.FirstName
	}
	from := raw.content
	if raw.Content != nil {
		from = *raw.Content
	}
	if err := s.fillContent(&r.Message, from); err != nil {
		return r, err
	}
	if len(raw.Markup) > 0 && string(raw.Markup) != "null" {
		m, err := readMarkup(raw.Markup, nil)
		if err != nil {
			return r, err
		}
		r.Message.Markup = m
	}
	return r, nil
}

func (s *Simulator) fillContent(m *Message, c content) (err *apiError) {
	switch {
	case c.Text != nil:
		m.HTML = *c.Text
		m.Text, m.Entities, err = s.format(*c.Text, c.Mode, c.Entities, "text")
		return err
	case c.Phone != "":
		m.Contact = &Contact{Phone: c.Phone, FirstName: c.FirstName, LastName: c.LastName}
	case c.Latitude != nil:
		m.Location = &Location{*c.Latitude, c.Longitude}
		if c.Address != "" {
			m.Venue = &Venue{*m.Location, c.Title, c.Address}
		}
	default:
		return badRequest("this inline message content is not implemented by the simulator")
	}
	return nil
}

// Inline asks the bot from the text box of some chat and waits for its proposals.
// Offset is empty, or the NextOffset of an earlier answer.
func (a *Actor) Inline(ctx context.Context, query, offset string) (InlineAnswer, error) {
	s := a.s
	s.mu.Lock()
	s.lastQuery++
	id := fmt.Sprintf("9%015d", s.lastQuery)
	q := &inlineQuery{from: a.ID, at: s.now(), text: query}
	s.inlines[id] = q
	s.enqueue("inline_query", map[string]any{"id": id, "from": s.user(a.ID), "query": query, "offset": offset, "chat_type": "sender"})
	s.mu.Unlock()
	err := s.WaitUntil(ctx, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return q.answer != nil
	})
	if err != nil {
		return InlineAnswer{}, err
	}
	return *q.answer, nil
}

// ChooseInline posts a proposal in a chat (0: the private one), in the person's name.
// Of the result, QueryID and ID say which; the message id is 0 if it was not proposed.
func (a *Actor) ChooseInline(chatID int64, r InlineResult) (messageID int) {
	s := a.s
	s.mu.Lock()
	defer s.mu.Unlock()
	c := a.chat(chatID)
	q := s.inlines[r.QueryID]
	if c == nil || q == nil || q.answer == nil {
		return 0
	}
	i := slices.IndexFunc(q.answer.Results, func(x InlineResult) bool { return x.ID == r.ID })
	if i < 0 {
		return 0
	}
	m := q.answer.Results[i].Message
	bot := s.Bot()
	m.From, m.ViaBot = s.user(a.ID), &bot
	chosen := map[string]any{"result_id": r.ID, "from": m.From, "query": q.text}
	if m.Markup != nil {
		m.InlineID = fmt.Sprintf("SIMINLINE%d", s.lastMessage+1)
		chosen["inline_message_id"] = m.InlineID
	}
	sent := s.append(c, m)
	s.deliver(sent)
	if s.feedback {
		s.enqueue("chosen_inline_result", chosen)
	}
	return sent.ID
}
