package text

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits of Telegram, in UTF-16 units.
const (
	MessageLimit = 4096
	NoticeLimit  = 200
	CopyLimit    = 256
)

// Units counts UTF-16 units, as Telegram does.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// Cut shortens a plain text to limit UTF-16 units, between words where it
// can, and ends it with "…".
func Cut(s string, limit int) string {
	if Units(s) <= limit {
		return s
	}
	n, end, space := 0, 0, 0
	for i, r := range s {
		if n += max(utf16.RuneLen(r), 1); n > limit-1 {
			break
		}
		if unicode.IsSpace(r) {
			space = i
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		end = i + size
	}
	if space > end/2 {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:.\n"+nbsp) + "…"
}

// Fit shortens a message in Telegram's HTML to limit UTF-16 units after its
// tags are read, between words, never inside a tag or an entity, and closes
// what it leaves open.
func Fit(html string, limit int) string {
	pieces := split(html)
	total := 0
	for _, p := range pieces {
		total += p.units
	}
	if total <= limit {
		return html
	}
	var out strings.Builder
	var open []string
	n, safe, safeOpen := 0, 0, []string(nil)
	for _, p := range pieces {
		if p.space {
			safe, safeOpen = out.Len(), append(safeOpen[:0:0], open...)
		}
		if n+p.units > limit-1 {
			break
		}
		n += p.units
		out.WriteString(p.text)
		open = p.nest(open)
	}
	kept := out.String()
	if safe > len(kept)/2 {
		kept, open = kept[:safe], safeOpen
	}
	kept = strings.TrimRight(kept, " \n") + "…"
	for i := len(open) - 1; i >= 0; i-- {
		kept += "</" + open[i] + ">"
	}
	return kept
}

// piece is a tag, an entity or a rune.
type piece struct {
	text  string
	units int
	space bool
}

func split(html string) []piece {
	var out []piece
	for i := 0; i < len(html); {
		if end := strings.IndexByte(html[i:], '>'); html[i] == '<' && end > 0 {
			out = append(out, piece{text: html[i : i+end+1]})
			i += end + 1
			continue
		}
		if end := strings.IndexByte(html[i:], ';'); html[i] == '&' && end > 0 && end < 8 {
			out = append(out, piece{text: html[i : i+end+1], units: 1})
			i += end + 1
			continue
		}
		r, size := utf8.DecodeRuneInString(html[i:])
		out = append(out, piece{html[i : i+size], max(utf16.RuneLen(r), 1), unicode.IsSpace(r)})
		i += size
	}
	return out
}

// nest follows the tags that are open.
func (p piece) nest(open []string) []string {
	switch {
	case p.units > 0:
		return open
	case strings.HasPrefix(p.text, "</"):
		if len(open) > 0 {
			open = open[:len(open)-1]
		}
		return open
	}
	name, _, _ := strings.Cut(strings.Trim(p.text, "<>"), " ")
	return append(open, name)
}

// Echo prepares somebody's words to be shown back: on one line, cut, and kept
// from turning the rest of the line around when they are written right to left.
func Echo(words string, limit int) string {
	words = strings.Map(func(r rune) rune {
		if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return -1 // a direction left open would leak into our words
		}
		return r
	}, strings.Join(strings.Fields(words), " "))
	words = Cut(words, limit)
	for _, r := range words {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			return "\u2068" + words + "\u2069"
		}
	}
	return words
}
