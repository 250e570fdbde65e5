package exchange

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// oneLine is s with every run of spaces and controls as one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r != '\u00a0' && r != '\u202f' && unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// paragraphs is s with tidy lines, and one empty line between them at most.
func paragraphs(s string) string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		line = strings.TrimSpace(oneLine(line))
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// blocks are the tags that begin a line.
var blocks = map[string]bool{"p": true, "br": true, "div": true, "li": true, "tr": true, "h1": true, "h2": true, "h3": true,
	"h4": true, "h5": true, "h6": true, "ul": true, "ol": true, "table": true, "blockquote": true, "section": true,
	"article": true, "figure": true, "figcaption": true, "hr": true}

// unseen are the tags whose words nobody reads.
var unseen = map[string]bool{"script": true, "style": true, "template": true, "iframe": true, "noscript": true}

// textOfHTML is what a person reads of a piece of HTML.
func textOfHTML(s string) string { return readHTML(strings.ReplaceAll(s, "\n", " ")) }

// readHTML is textOfHTML for a text of which the line ends are line ends.
func readHTML(s string) string {
	var b strings.Builder
	z, hidden := html.NewTokenizer(strings.NewReader(s)), 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return paragraphs(b.String())
		}
		t := z.Token()
		switch {
		case unseen[t.Data] && kind == html.StartTagToken:
			hidden++
		case unseen[t.Data] && kind == html.EndTagToken:
			hidden = max(0, hidden-1)
		case kind == html.TextToken && hidden == 0:
			b.WriteString(t.Data)
		case t.Data == "li" && kind == html.StartTagToken && hidden == 0:
			b.WriteString("\n– ")
		case blocks[t.Data] && t.Data != "li" && hidden == 0:
			b.WriteByte('\n')
		case kind != html.TextToken && (t.Data == "td" || t.Data == "th"):
			b.WriteByte(' ')
		}
	}
}

var (
	markup   = regexp.MustCompile(`(?i)</?(p|br|div|a|b|i|u|em|strong|span|ul|ol|li|h[1-6]|html|table)\b[^>]*>|&(nbsp|amp|lt|gt|quot|eacute|egrave|agrave|#\d+|#x[0-9a-f]+);`)
	blockTag = regexp.MustCompile(`(?i)<(p|br|div|li|h[1-6])\b[^>]*>`)
)

// plain is s without markup, when it holds any.
func plain(s string) string {
	switch {
	case blockTag.MatchString(s):
		return textOfHTML(s)
	case markup.MatchString(s):
		return readHTML(s)
	}
	return paragraphs(s)
}

// called is how a title says that its event does not take place.
var called = regexp.MustCompile(`(?i)^\s*[\[(]?\s*annul[ée](?:e|s|es)?[\s\x{a0}]*(?:[\])]\s*[:!–—-]*|[:!–—-]+)\s*`)

// cancelledTitle takes « Annulé : » off a title, and tells whether it was there.
func cancelledTitle(title string) (string, bool) {
	at := called.FindStringIndex(norm.NFC.String(title))
	if at == nil || strings.TrimSpace(norm.NFC.String(title)[at[1]:]) == "" {
		return title, false
	}
	return strings.TrimSpace(norm.NFC.String(title)[at[1]:]), true
}
