package text

import (
	"slices"
	"strings"
	"time"
)

// CaptionLimit is how long the words under a picture may be, in UTF-16 units.
const CaptionLimit = 1024

// What an announcement is about and why it is sent.
var (
	announceChanged   = message(`✏️ <b>Changement</b> : voici ce qui vaut maintenant.`)
	announceCancelled = message(`❌ <b>Annulé.</b> Merci de le dire autour de vous.`)
	announceTomorrow  = message(`⏰ <b>C’est demain.</b>`)
	announceToday     = message(`⏰ <b>C’est aujourd’hui.</b>`)
	announceFor       = plain(`pour {who}`)
	announceFree      = plain(`gratuit`)
	announcePaid      = plain(`payant`)
	announceNoBooking = plain(`sans inscription`)
	announceBooking   = plain(`inscription : {how}`)
	announceBy        = plain(`proposé par {who}`)
	announceWith      = plain(`avec {who}`)
	announceDeadline  = message(`📌 Réponse jusqu’au <b>{day}</b> inclus`)
	announceMoreDates = plain(`… et {count}`)
	announceKnowMore  = plain(`En savoir plus`)
)

// announceKinds are the emoji, the name and the plural of each kind.
var announceKinds = map[string][3]string{
	"evenement": {"🗓", "Événement", "Événements"},
	"campagne":  {"📣", "Prévention", "Campagnes de prévention"},
	"formation": {"🎓", "Formation", "Formations"},
	"appel":     {"📂", "Appel à projets", "Appels à projets"},
	"service":   {"🏠", "Vie des services", "Services qui ouvrent, bougent, ferment"},
	"alerte":    {"🚨", "Alerte", "Alertes"},
}

// AnnounceKind is the name of a kind of announcement, and its plural, as in a
// menu.
func AnnounceKind(id string) (one, many string) {
	words, ok := announceKinds[id]
	if !ok {
		return Unknown(id), Unknown(id)
	}
	return words[1], words[2]
}

// announceAccess is what an event offers, in words anybody knows.
var announceAccess = map[string]string{
	"pmr": "accessible en fauteuil", "lsf": "en langue des signes", "falc": "facile à lire et à comprendre",
}

// AnnounceAccess is how an access reads.
func AnnounceAccess(id string) string {
	if words, ok := announceAccess[id]; ok {
		return words
	}
	return Unknown(id)
}

// AnnounceDate is one date of an announcement. Whole says that hours are not
// known; Ends then is the last day. Ends equals Starts, or is zero, when unknown.
type AnnounceDate struct {
	Starts, Ends time.Time
	Whole        bool
}

// AnnouncementParts is what an announcement says. What is empty is not said.
type AnnouncementParts struct {
	Purpose   string // new, changed, cancelled, eve, or today: an eve that was late
	Kind      string
	Edition   bool // it belongs to the mental-health weeks
	Title     string
	What      string
	Audience  string
	Dates     []AnnounceDate
	Venue     string
	Address   string
	Place     string // name of the quarter or commune
	Organiser string
	Partners  []string
	Free      *bool
	Booking   string
	Open      bool // one may come without booking; said when Booking is empty
	Access    []string
	Contact   string
	URL       string
	Deadline  int // YYYYMMDD
	Poster    bool
	Now       time.Time
}

// Announcement is the very message of an announcement, in Telegram's HTML. It
// fits a caption with a Poster and a message without: what it is, in words, is
// cut first, what one needs to go there stays.
func Announcement(p AnnouncementParts) string {
	limit := MessageLimit
	if p.Poster {
		limit = CaptionLimit
	}
	left := limit - Units(plainOf(p.write(""))) - 2
	what := Cut(tidyLines(p.What), max(left, 0))
	if left < 40 {
		what = ""
	}
	return Fit(p.write(what), limit)
}

func (p *AnnouncementParts) write(what string) string {
	blocks := []string{p.purpose(), p.head(), EscapeHTML(what), p.foot()}
	return strings.Join(slices.DeleteFunc(blocks, func(s string) bool { return s == "" }), "\n")
}

func (p *AnnouncementParts) purpose() string {
	switch p.Purpose {
	case "changed":
		return announceChanged.Say()
	case "cancelled":
		return announceCancelled.Say()
	case "eve":
		return announceTomorrow.Say()
	case "today":
		return announceToday.Say()
	}
	return ""
}

// head is the title and, for one date, when and where on its line.
func (p *AnnouncementParts) head() string {
	kind := announceKinds[p.Kind]
	label := kind[1]
	if p.Edition {
		label = "SISM"
	}
	title := Bold(Tidy(p.Title))
	if label != "" && (p.Kind != "evenement" || p.Edition) {
		title = Bold(label + " · " + Tidy(p.Title))
	}
	line := strings.TrimSpace(kind[0] + " " + string(title))
	where := EscapeHTML(p.where())
	if len(p.Dates) == 1 {
		return line + " — " + joinComma(EscapeHTML(DateWords(p.Dates[0], p.Now)), where)
	}
	lines := []string{line}
	for _, words := range DatesWords(p.Dates, p.Now) {
		lines = append(lines, "• "+EscapeHTML(words))
	}
	if where != "" {
		lines = append(lines, "📍 "+where)
	}
	if p.Deadline != 0 {
		lines = append(lines, announceDeadline.Say("day", DayWords(p.Deadline, p.Now)))
	}
	return strings.Join(lines, "\n")
}

// where leaves out a quarter or commune that the address names already.
func (p *AnnouncementParts) where() string {
	where := joinComma(Tidy(p.Venue), Tidy(p.Address))
	if place := Tidy(p.Place); !strings.Contains(strings.ToLower(where), strings.ToLower(place)) {
		where = joinComma(where, place)
	}
	return where
}

// foot is for whom, at what price, with what access, by whom, and whom to ask.
func (p *AnnouncementParts) foot() string {
	terms := []string{}
	if p.Audience != "" {
		terms = append(terms, announceFor.Say("who", Small(Tidy(strings.TrimPrefix(Small(p.Audience), "pour ")))))
	}
	if p.Free != nil && *p.Free {
		terms = append(terms, announceFree.Say())
	} else if p.Free != nil {
		terms = append(terms, announcePaid.Say())
	}
	if p.Booking != "" {
		terms = append(terms, announceBooking.Say("how", Tidy(p.Booking)))
	} else if p.Open {
		terms = append(terms, announceNoBooking.Say())
	}
	parts := []string{strings.Join(terms, ", ")}
	for _, id := range p.Access {
		parts = append(parts, AnnounceAccess(id))
	}
	if p.Organiser != "" {
		parts = append(parts, announceBy.Say("who", Tidy(p.Organiser)))
	}
	if len(p.Partners) > 0 {
		parts = append(parts, announceWith.Say("who", And(p.Partners)))
	}
	line := Capital(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · "))
	lines := []string{EscapeHTML(line)}
	if p.Contact != "" {
		lines = append(lines, "📞 "+EscapeHTML(Tidy(p.Contact)))
	}
	if p.URL != "" {
		lines = append(lines, "🌐 "+string(Link(announceKnowMore.Say(), p.URL)))
	}
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

// And joins names as one says them: « A, B et C ».
func And(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " et " + names[last]
}

func joinComma(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// tidyLines is Tidy line by line, without empty lines in a row.
func tidyLines(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		line = Tidy(line)
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// plainOf is a message without its tags, an entity counting for one.
func plainOf(html string) string {
	var out strings.Builder
	for _, p := range split(html) {
		switch {
		case p.units == 0:
		case strings.HasPrefix(p.text, "&"):
			out.WriteByte('&')
		default:
			out.WriteString(p.text)
		}
	}
	return out.String()
}
