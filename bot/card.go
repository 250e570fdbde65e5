package bot

import (
	"strings"

	"github.com/go-telegram/bot/models"

	"relais/bot/text"
	"relais/directory"
)

// card is everything known of a service, each thing at its place.
func (b *Bot) card(s *directory.Service, metres *int) string {
	title := string(text.Bold(text.Tidy(s.Structure)))
	if s.Structure == "" {
		title = string(text.Bold(text.Tidy(s.Name)))
	} else if s.Name != "" && s.Name != s.Structure {
		title += "\n" + text.EscapeHTML(text.Tidy(s.Name))
	}
	return strings.Join([]string{
		joinLines(title, text.EscapeHTML(text.Cut(readable(text.Tidy(s.Description)), 900))),
		joinLines(audiences(s), b.whereabouts(s, metres), contact(s)),
		joinLines(text.EscapeHTML(b.open(s)), b.week(s), cost(s), filled(text.AccessIs, "access", s.Access),
			filled(text.MobiliseIs, "how", s.Mobilise), filled(text.MobiliseByIs, "who", strings.Join(s.MobiliseBy, ", "))),
		joinLines(confirmation(s), filled(text.AskThem, "what", s.ToVerify), source(s)),
	}, "\n\n")
}

// filled is a sentence about something, nothing when the thing is unknown.
func filled(s text.Sentence, name, value string) string {
	if value = text.Tidy(value); value == "" {
		return ""
	}
	return s.Say(name, text.Cut(readable(value), 500))
}

func audiences(s *directory.Service) string {
	words := strings.Join(s.Publics, ", ")
	if a := ages(s); a != "" {
		words = strings.TrimPrefix(words+", "+a, ", ")
	}
	return filled(text.ForWhom, "audiences", words)
}

func (b *Bot) whereabouts(s *directory.Service, metres *int) string {
	place := address(s, true)
	if place == "" {
		return ""
	}
	if s.Quartier != "" && !strings.Contains(place, s.Quartier) {
		place += " (" + s.Quartier + ")"
	}
	line := "📍 " + text.EscapeHTML(text.Tidy(place))
	if metres != nil {
		line += " · " + text.Distance(*metres)
	}
	return line
}

func contact(s *directory.Service) string {
	var lines []string
	if s.Phone != "" {
		lines = append(lines, "📞 "+text.EscapeHTML(text.Phone(s.Phone)))
	}
	if s.Email != "" {
		lines = append(lines, "✉️ "+text.EscapeHTML(s.Email))
	}
	if s.Website != "" {
		lines = append(lines, "🌐 "+string(text.Link(text.Cut(bare(s.Website), 60), s.Website)))
	}
	return strings.Join(lines, "\n")
}

// bare is an address as one says it.
func bare(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		rest = url
	}
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// week is the hours in French, or as the source wrote them.
func (b *Bot) week(s *directory.Service) string {
	week := b.Opening(s.Hours, b.Now()).Week
	if week == "" {
		week = s.Hours
	}
	return filled(text.WeekIs, "week", week)
}

func cost(s *directory.Service) string {
	if s.Cost == "" && s.IsFree() {
		return text.CostIs.Say("cost", text.FreeOfCharge.Say())
	}
	return filled(text.CostIs, "cost", s.Cost)
}

func confirmation(s *directory.Service) string {
	if s.Confirmed() && text.MonthYear(s.Verified) != "" {
		return text.VerifiedIs.Say("month", text.MonthYear(s.Verified))
	}
	why := text.UndatedSource.Say("confidence", text.Confidence(s.Confidence))
	if month := text.MonthYear(s.SourceDate); month != "" {
		why = text.NobodyChecked.Say("month", month, "confidence", text.Confidence(s.Confidence))
	}
	return text.ConfirmIs.Say("why", why)
}

func source(s *directory.Service) string {
	name := s.SourceName
	if name == "" && s.SourceURL != "" {
		name = text.SourceUnnamed.Say()
		if site, _, _ := strings.Cut(bare(s.SourceURL), "/"); site != "" {
			name = site
		}
	}
	if name == "" {
		return ""
	}
	return text.SourceIs.Say("source", text.Link(text.Cut(readable(text.Tidy(name)), 160), s.SourceURL))
}

// What an operator did with a card: its buttons offer what comes next.
type step int

const (
	reading step = iota
	referred
	escorted
)

// cardKeys are the buttons of a card; what the service lacks has none.
func (b *Bot) cardKeys(k *keys, s *directory.Service, done step) {
	key := serviceKey(s.ID)
	var where, call, copied, referral buttons
	if _, ok := s.Point(); ok {
		where = k.tap(text.MapButton.Say(), tapMap, key)
	}
	if s.Phone != "" {
		call = k.tap(text.CallButton.Say(), tapCall, key)
	}
	if place := address(s, true); place != "" {
		copied = k.copy(text.CopyButton.Say(), place)
	}
	switch done {
	case reading:
		referral = k.tap(text.ReferralButton.Say(), tapReferral, key)
	case referred:
		referral = k.tap(text.EscortButton.Say(), tapEscort, key)
	}
	k.row(call, where)
	k.row(copied, k.share(s.ID))
	k.row(referral)
	k.row(k.tap(text.FlagButton.Say(), tapFlag, key))
}

// share opens the inline mode on a service, in a chat the person chooses. The
// browsing goes along, to record the share against the question.
func (k *keys) share(service string) buttons {
	query := strings.TrimSpace(cardWord + " " + service + " " + k.browsing)
	return buttons{{Text: text.ShareButton.Say(), SwitchInlineQueryChosenChat: &models.SwitchInlineQueryChosenChat{
		Query: query, AllowUserChats: true, AllowGroupChats: true}}}
}
