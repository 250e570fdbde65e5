package text

import (
	"fmt"
	"strings"
)

// HTML is text already fit for Telegram's HTML mode; Say does not escape it.
type HTML string

// kind is where a sentence is shown; it decides escaping and length.
type kind struct {
	name  string
	html  bool // values are escaped
	limit int  // UTF-16 units, placeholders included as written
}

// Telegram's limits, but for buttons, where it is what a phone shows.
var (
	inMessage = kind{"message", true, 4096}
	inButton  = kind{"button", false, 40}
	inNotice  = kind{"notice", false, 200} // answer to a tap
	inPlain   = kind{"plain", false, 120}  // titles, pieces of a line
	inProfile = kind{"profile", false, 512}
)

// Sentence is one thing Relais says. Its placeholders look like {this}.
type Sentence struct {
	words string
	kind  kind
}

func message(words string) Sentence { return Sentence{words, inMessage} }
func button(words string) Sentence  { return Sentence{words, inButton} }
func notice(words string) Sentence  { return Sentence{words, inNotice} }
func plain(words string) Sentence   { return Sentence{words, inPlain} }
func profile(words string) Sentence { return Sentence{words, inProfile} }

// Say returns the sentence with its placeholders filled: names and values
// alternate. In a message, values are escaped unless they are HTML.
func (s Sentence) Say(pairs ...any) string {
	if len(pairs) == 0 {
		return s.words
	}
	old := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		old = append(old, "{"+pairs[i].(string)+"}", s.value(pairs[i+1]))
	}
	return strings.NewReplacer(old...).Replace(s.words)
}

// HTML is Say for a piece that goes into a message. What is not written for
// messages is escaped.
func (s Sentence) HTML(pairs ...any) HTML {
	said := s.Say(pairs...)
	if !s.kind.html {
		said = EscapeHTML(said)
	}
	return HTML(said)
}

func (s Sentence) value(v any) string {
	if h, ok := v.(HTML); ok {
		return string(h)
	}
	text := fmt.Sprint(v)
	if s.kind.html {
		return EscapeHTML(text)
	}
	return text
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// EscapeHTML makes any text safe in Telegram's HTML mode.
func EscapeHTML(s string) string { return escaper.Replace(s) }

// Bold is a text in bold, escaped.
func Bold(s string) HTML { return HTML("<b>" + EscapeHTML(s) + "</b>") }

// Link is a text that leads to an address, both escaped. An address that is
// not http or https gives the text alone.
func Link(s, url string) HTML {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return HTML(EscapeHTML(s))
	}
	return HTML(`<a href="` + strings.ReplaceAll(EscapeHTML(url), `"`, "%22") + `">` + EscapeHTML(s) + `</a>`)
}
