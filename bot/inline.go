package bot

import (
	"context"
	"strings"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
	"relais/search"
)

const (
	inlineResults = 10
	inlineCache   = 10 // seconds Telegram may show the same results to the same person
	cardWord      = "fiche"
	hintID        = "hint"
	dangerID      = "danger"
)

// inline proposes services in any chat. Danger goes first, and alone when the
// search is down.
func (b *Bot) inline(ctx context.Context, q *models.InlineQuery) error {
	words := strings.TrimSpace(q.Query)
	if id, _, ok := sharedCard(words); ok && !b.shut(b.person(ctx, q.From.ID)) {
		if s, err := b.Directory.Service(ctx, id); err == nil {
			return b.propose(ctx, q.ID, []models.InlineQueryResult{b.article(&s)})
		}
	}
	var list []models.InlineQueryResult
	if d := b.see(words); d != nil && len(d.Lines) > 0 {
		list = append(list, b.dangerArticle(d))
	}
	if b.shut(b.person(ctx, q.From.ID)) {
		return b.propose(ctx, q.ID, append(list, b.hint(text.ShutInline, text.ShutHow)))
	}
	if !hasWords(words) {
		return b.propose(ctx, q.ID, append(list, b.hint(text.InlineHint, text.InlineHintMore)))
	}
	list = append(list, b.events(ctx, words)...)
	answer, err := b.search(ctx, b.inlineQuestion(ctx, words, q.From.ID))
	if err != nil {
		b.incident(err, "inline")
	}
	for _, r := range answer.Results {
		list = append(list, b.article(r.Service))
	}
	if len(list) == 0 {
		list = append(list, b.hint(text.InlineNothing, text.InlineReword))
	}
	return b.propose(ctx, q.ID, list)
}

func (b *Bot) inlineQuestion(ctx context.Context, words string, operator int64) search.Question {
	return search.Question{Text: words, At: b.Now(), Home: b.home(ctx, operator), Limit: inlineResults}
}

func (b *Bot) propose(ctx context.Context, query string, list []models.InlineQueryResult) error {
	return b.Edge.Answer(ctx, func(ctx context.Context) error {
		_, err := b.Edge.API().AnswerInlineQuery(ctx, &tgbot.AnswerInlineQueryParams{
			InlineQueryID: query, Results: list, CacheTime: inlineCache, IsPersonal: true})
		return err
	})
}

// sharedCard reads the query that the button "Partager" writes: a service, and
// the answer it was found in.
func sharedCard(query string) (service, browsing string, ok bool) {
	f := strings.Fields(query)
	if len(f) < 2 || len(f) > 3 || f[0] != cardWord {
		return "", "", false
	}
	if len(f) == 3 {
		browsing = f[2]
	}
	return f[1], browsing, true
}

// article is a service as the inline mode proposes and posts it.
func (b *Bot) article(s *directory.Service) models.InlineQueryResult {
	name, line := headline(s)
	title := name
	if line != "" {
		title += " – " + line
	}
	about := address(s, false)
	if s.Phone != "" {
		about = strings.TrimPrefix(about+" · "+text.Phone(s.Phone), " · ")
	}
	return post(serviceKey(s.ID), text.Cut(title, 120), about, b.shortCard(s))
}

// shortCard is what one posts for somebody else to read.
func (b *Bot) shortCard(s *directory.Service) string {
	name, line := headline(s)
	return joinLines(string(text.Bold(name)), text.EscapeHTML(line), reach(s, nil), b.state(s), contactless(s))
}

// contactless is the site, for a service without telephone.
func contactless(s *directory.Service) string {
	if s.Phone != "" || s.Website == "" {
		return ""
	}
	return "🌐 " + string(text.Link(text.Cut(bare(s.Website), 60), s.Website))
}

func (b *Bot) dangerArticle(d *search.Danger) models.InlineQueryResult {
	return post(dangerID, text.InlineDanger.Say("number", numberOr(&d.Lines[0])), b.who(&d.Lines[0], false), b.dangerCard(d))
}

func (b *Bot) hint(title, about text.Sentence) models.InlineQueryResult {
	return post(hintID, title.Say(), about.Say(), text.InlineHow.Say("bot", b.Username))
}

func post(id, title, about, html string) models.InlineQueryResult {
	off := true
	return &models.InlineQueryResultArticle{ID: id, Title: title, Description: about,
		InputMessageContent: &models.InputTextMessageContent{MessageText: text.Fit(html, text.MessageLimit),
			ParseMode: models.ParseModeHTML, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: &off}}}
}

// chosen records what was posted: a card shared from an answer counts for its
// question, a proposal is a question of its own and a share.
func (b *Bot) chosen(ctx context.Context, update int64, c *models.ChosenInlineResult) error {
	if strings.HasPrefix(c.ResultID, eventID) && !b.shut(b.person(ctx, c.From.ID)) {
		return b.chosenEvent(ctx, c)
	}
	if c.ResultID == hintID || b.shut(b.person(ctx, c.From.ID)) {
		return nil
	}
	if id, from, ok := sharedCard(c.Query); ok && serviceKey(id) == c.ResultID {
		question := int64(0)
		if s, err := b.recall(ctx, from); err == nil {
			question = s.QuestionID
		}
		return b.Activity.Intent(ctx, question, update, c.From.ID, id, relay.Share)
	}
	danger := b.see(c.Query)
	began := b.Now()
	answer, err := b.search(ctx, b.inlineQuestion(ctx, c.Query, c.From.ID))
	if err != nil {
		b.incident(err, "chosen")
	}
	q := asking{update: update, from: c.From.ID}
	r := q.record(b, danger, &answer, b.Now().Sub(began))
	r.Channel = inlineChannel
	id, _, err := b.Activity.Record(ctx, r)
	if err != nil {
		return err
	}
	for _, result := range answer.Results {
		if serviceKey(result.Service.ID) == c.ResultID {
			return b.Activity.Intent(ctx, id, update, c.From.ID, result.Service.ID, relay.Share)
		}
	}
	return nil
}
