package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relais/bot/relay"
	"relais/directory"
	"relais/search"
)

// How long the search may take, and how near a quarter must be to a shared
// position to be counted as its quarter.
const (
	findTimeout = 8 * time.Second
	quarterM    = 700
)

// Channels of a question.
const (
	privateChannel = "private"
	groupChannel   = "group"
	inlineChannel  = "inline"
)

// asking is a question being asked.
type asking struct {
	update, from, chat int64
	message            int // that asks; 0 for a button
	text               string
	private, edited    bool
	near               *directory.Point
	warned             bool // the danger card is sent already
}

func (q *asking) channel() string {
	if q.private {
		return privateChannel
	}
	return groupChannel
}

// quote is the message to quote: in a group, several people ask.
func (q *asking) quote() int {
	if q.private {
		return 0
	}
	return q.message
}

// ask answers a question. Danger goes first and needs nothing; neither the
// search nor the record may keep the rest from being said.
func (b *Bot) ask(ctx context.Context, q asking) error {
	danger := b.see(q.text)
	var warned error
	if danger != nil && !q.warned {
		warned = b.warn(ctx, q, danger)
	}
	person := b.person(ctx, q.from)
	if b.shut(person) {
		return errors.Join(warned, b.refuse(ctx, q, person))
	}
	s := b.newBrowsing(q)
	began := b.Now()
	answer, findErr := b.find(ctx, s)
	took := b.Now().Sub(began)
	if danger == nil && answer.Danger != nil {
		danger = answer.Danger
		warned = b.warn(ctx, q, danger)
	}
	id, fresh := b.record(ctx, q.record(b, danger, &answer, took))
	s.QuestionID = id
	if (!fresh || q.edited) && b.sameAnswer(ctx, q, s) && !fresh {
		return warned // all was done but telling that it was
	}
	if findErr != nil {
		return errors.Join(warned, b.say(ctx, q.chat, b.apology(findErr, "find")))
	}
	if danger != nil && answer.Total == 0 && s.AnswerMessage == 0 {
		return warned // the numbers are the answer
	}
	if err := errors.Join(warned, b.present(ctx, s, &answer, q.quote())); err != nil || danger != nil || b.openForm(ctx, q.from) != nil {
		return err
	}
	return b.askWho(ctx, q, person)
}

// newBrowsing begins the browsing of an answer, around the position shared
// before it if there is one.
func (b *Bot) newBrowsing(q asking) *browsing {
	near := q.near
	if near == nil {
		near = b.recent.get(q.chat, b.Now()).near
	}
	return &browsing{trail: trail{Text: q.text, Near: near},
		Browsing: relay.Browsing{ID: relay.NewBrowsingID(), Owner: q.from, Chat: q.chat, QuestionMessage: q.message}}
}

// sameAnswer makes an edited question reuse the message that answered it. It
// tells whether these very words were answered: an update handled again.
func (b *Bot) sameAnswer(ctx context.Context, q asking, s *browsing) (answered bool) {
	if q.message == 0 {
		return false
	}
	kept, err := b.Activity.RecallByMessage(ctx, q.chat, q.message)
	if err != nil {
		return false
	}
	s.ID, s.AnswerMessage = kept.ID, kept.AnswerMessage
	if s.QuestionID == 0 {
		s.QuestionID = kept.QuestionID
	}
	old, err := readTrail(kept)
	if err != nil {
		return false
	}
	s.Look = old.Look // what the message shows now
	return old.Text == s.Text
}

// present shows the page an answer has, and keeps what its buttons need.
func (b *Bot) present(ctx context.Context, s *browsing, answer *search.Answer, quote int) error {
	s.see(answer.Results)
	r := b.page(s, answer)
	r.replyTo = quote
	return b.display(ctx, s, r)
}

// display shows something of a browsing, in its message, and keeps it.
func (b *Bot) display(ctx context.Context, s *browsing, r reply) error {
	if look := r.look(); s.AnswerMessage == 0 || s.Look != look {
		id, err := b.show(ctx, s.Chat, s.AnswerMessage, r)
		if err != nil {
			return err
		}
		s.AnswerMessage, s.Look = id, look
	}
	b.recent.set(s.Chat, lately{browsing: s.ID, at: b.Now()})
	kept, err := s.sealable()
	if err == nil {
		err = b.Activity.Keep(ctx, kept)
	}
	if err != nil {
		b.incident(err, "keep")
	}
	return nil
}

var errFind = errors.New("search")

// find asks for the page that a browsing shows.
func (b *Bot) find(ctx context.Context, s *browsing) (search.Answer, error) {
	q := s.question(b.Now())
	q.Home = b.home(ctx, s.Owner)
	return b.search(ctx, q)
}

// search asks the search, within a time, whatever happens in it. Danger may be
// told even with an error.
func (b *Bot) search(ctx context.Context, q search.Question) (answer search.Answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			answer, err = search.Answer{}, fmt.Errorf("%w: panic", errFind)
		}
	}()
	if answer, err = b.Finder.Find(ctx, q); err != nil {
		return search.Answer{Danger: answer.Danger}, fmt.Errorf("%w: %w", errFind, err)
	}
	return answer, nil
}

// see looks for danger; a fault in it must not keep the answer away.
func (b *Bot) see(words string) (d *search.Danger) {
	defer func() {
		if p := recover(); p != nil {
			b.incident(errors.New("panic"), "danger")
			d = nil
		}
	}()
	return b.See(words, b.Now())
}

// record keeps the question, trying twice; without success the id is 0.
func (b *Bot) record(ctx context.Context, r relay.Question) (id int64, fresh bool) {
	id, fresh, err := b.Activity.Record(ctx, r)
	if err != nil {
		id, fresh, err = b.Activity.Record(ctx, r)
	}
	if err != nil {
		b.incident(err, "record")
		return 0, true
	}
	return id, fresh
}

// record is what is kept of the question.
func (q *asking) record(b *Bot, danger *search.Danger, a *search.Answer, took time.Duration) relay.Question {
	u := &a.Understood
	r := relay.Question{UpdateID: q.update, OperatorID: q.from, ChatID: q.chat, MessageID: q.message,
		Channel: q.channel(), At: b.Now(), Themes: u.Themes, Besoins: u.Besoins, Audiences: u.Audiences, Age: u.Age,
		Needs: u.Needs, Not: u.Not, Results: a.Total, Took: took, Edited: q.edited}
	r.Quartier, r.Commune = b.where(u.Place)
	if danger != nil {
		r.Danger = danger.Kind
	}
	for _, result := range a.Results[:min(len(a.Results), pageSize)] {
		r.First = append(r.First, result.Service.ID)
	}
	return r
}

// where files a place under a quarter and a commune. A shared position counts
// for the quarter whose centre is near enough, and is kept no closer.
func (b *Bot) where(p *directory.Place) (quartier, commune string) {
	if p == nil {
		return "", ""
	}
	switch p.Kind {
	case directory.Quartier:
		return p.ID, p.INSEE
	case directory.Commune:
		return "", p.ID
	}
	best := float64(quarterM)
	for i := range b.Places {
		q := &b.Places[i]
		if d := q.Point.DistanceM(p.Point); q.Kind == directory.Quartier && d < best {
			best, quartier, commune = d, q.ID, q.INSEE
		}
	}
	return quartier, commune
}
