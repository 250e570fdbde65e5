package simulator

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Entity is a stretch of a text with a meaning. Offset and Length are UTF-16 units.
type Entity struct {
	Type        string `json:"type"`
	Offset      int    `json:"offset"`
	Length      int    `json:"length"`
	URL         string `json:"url,omitempty"`
	User        *User  `json:"user,omitempty"`
	Language    string `json:"language,omitempty"`
	CustomEmoji string `json:"custom_emoji_id,omitempty"`
}

// units is the length of a text as Telegram counts: in UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// trimText removes the spaces around a text and moves its entities accordingly.
func trimText(text string, entities []Entity) (string, []Entity) {
	right := strings.TrimRightFunc(text, unicode.IsSpace)
	trimmed := strings.TrimLeftFunc(right, unicode.IsSpace)
	left, length := units(right)-units(trimmed), units(trimmed)
	var kept []Entity
	for _, e := range entities {
		start, end := max(e.Offset-left, 0), min(e.Offset+e.Length-left, length)
		if end > start {
			e.Offset, e.Length = start, end-start
			kept = append(kept, e)
		}
	}
	return trimmed, kept
}

// Go's \b knows ASCII only, so each pattern captures what must precede it.
var detectors = []struct {
	kind    string
	pattern *regexp.Regexp
}{
	{"url", regexp.MustCompile(`(^|[^\pL\pN_@./-])(https?://[^\s<>"«»]*[^\s<>"«».,;:!?)’'…]|(?:[\pL\pN-]+\.)+(?:fr|com|org|net|eu|info|gouv\.fr|me)(?:/[^\s<>"«»]*[^\s<>"«».,;:!?)’'…])?)`)},
	{"email", regexp.MustCompile(`(^|[^\pL\pN_.+-])([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)`)},
	{"bot_command", regexp.MustCompile(`(^|[^\pL\pN_/<>])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)`)},
	{"mention", regexp.MustCompile(`(^|[^\pL\pN_@/])(@[A-Za-z][A-Za-z0-9_]{2,31})`)},
	{"hashtag", regexp.MustCompile(`(^|[^\pL\pN_#])(#[\pL\pN_]*\pL[\pL\pN_]*)`)},
	{"phone_number", regexp.MustCompile(`(^|[^\pL\pN_+])(\+[0-9](?:[0-9 \x{a0}.()-]{6,18})[0-9])`)},
}

// detect finds commands, mentions, addresses and numbers in a text, outside the
// entities it already has where nothing more may stand.
func detect(text string, entities []Entity) []Entity {
	for _, d := range detectors {
		for at := 0; at < len(text); {
			m := d.pattern.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			start, end := at+m[4], at+m[5]
			at = end
			e := Entity{Type: d.kind, Offset: units(text[:start]), Length: units(text[start:end])}
			if !wordGoesOn(text[end:], d.kind) && !overlaps(e, entities) {
				entities = append(entities, e)
			}
		}
	}
	return tidyEntities(entities)
}

// wordGoesOn tells that a command or mention was only the beginning of a word.
func wordGoesOn(rest, kind string) bool {
	if kind != "bot_command" && kind != "mention" || rest == "" {
		return false
	}
	r := []rune(rest[:min(len(rest), 4)])[0]
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'
}

func overlaps(e Entity, entities []Entity) bool {
	for _, o := range entities {
		switch o.Type {
		case "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote":
			continue
		}
		if e.Offset < o.Offset+o.Length && o.Offset < e.Offset+e.Length {
			return true
		}
	}
	return false
}

// checkedURL is the link as Telegram accepts it, or empty: http, https and tg only
// (no tel:), a host with a dot.
func checkedURL(link string) string {
	link = strings.TrimSpace(link)
	if strings.HasPrefix(link, "tg://") || strings.HasPrefix(link, "ton://") {
		return link
	}
	if !strings.Contains(link, "://") {
		if i := strings.IndexByte(link, ':'); i >= 0 && !strings.Contains(link[:i], ".") {
			return ""
		}
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := u.Hostname()
	if !strings.Contains(strings.Trim(host, "."), ".") && !strings.Contains(host, ":") || strings.ContainsAny(host, " <>\"") {
		return ""
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
