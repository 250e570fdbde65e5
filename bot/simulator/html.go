package simulator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// markupError is worded as Telegram words it, capital included.
type markupError string

func (e markupError) Error() string { return string(e) }

func markupErrorf(format string, args ...any) error {
	return markupError(fmt.Sprintf(format, args...))
}

// htmlTags maps the tags Telegram knows to the entity each one makes.
var htmlTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji",
	"a": "text_link", "pre": "pre", "code": "code", "blockquote": "blockquote",
}

// parseHTML turns Telegram's HTML into plain text and entities, as the Bot API
// does: unknown tags, unclosed tags and a bare < are errors, an unknown &entity; is
// kept as it stands. Offsets in errors are bytes, offsets in entities UTF-16 units.
// Spaces around the text are removed.
func parseHTML(source string) (string, []Entity, error) {
	if !utf8.ValidString(source) {
		return "", nil, markupErrorf("Strings must be encoded in UTF-8")
	}
	p := htmlParser{in: source}
	for p.at < len(p.in) {
		switch p.in[p.at] {
		case '<':
			if err := p.tag(); err != nil {
				return "", nil, err
			}
		case '&':
			p.emit(p.reference())
		default:
			_, n := utf8.DecodeRuneInString(p.in[p.at:])
			p.emit(p.in[p.at : p.at+n])
			p.at += n
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, markupErrorf("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	text, entities := trimText(p.out.String(), p.entities)
	return text, tidyEntities(entities), nil
}

type htmlParser struct {
	in       string
	at       int // byte
	out      strings.Builder
	units    int // UTF-16 units written
	open     []openTag
	entities []Entity
}

type openTag struct {
	name, argument string
	offset, bytes  int
	expandable     bool
}

func (p *htmlParser) emit(s string) {
	p.out.WriteString(s)
	p.units += units(s)
}

// reference reads a character reference, or the bare & when it is none.
func (p *htmlParser) reference() string {
	rest := p.in[p.at:]
	for name, char := range map[string]string{"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": `"`} {
		if strings.HasPrefix(rest, name) {
			p.at += len(name)
			return char
		}
	}
	if end := strings.IndexByte(rest, ';'); end > 2 && end < 12 && rest[1] == '#' {
		digits, base := rest[2:end], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
			p.at += end + 1
			return string(rune(n))
		}
	}
	p.at++
	return "&"
}

func (p *htmlParser) tag() error {
	begin := p.at
	p.at++
	if p.at < len(p.in) && p.in[p.at] == '/' {
		p.at++
		return p.endTag(begin)
	}
	name := strings.ToLower(p.until(" \t\r\n>"))
	if p.at >= len(p.in) {
		return markupErrorf("Unclosed start tag at byte offset %d", begin)
	}
	if _, ok := htmlTags[name]; !ok {
		return markupErrorf("Unsupported start tag %q at byte offset %d", name, begin)
	}
	t := openTag{name: name, offset: p.units, bytes: p.out.Len()}
	for {
		p.skipSpaces()
		if p.at >= len(p.in) {
			return markupErrorf("Unclosed start tag at byte offset %d", begin)
		}
		if p.in[p.at] == '>' {
			break
		}
		if err := p.attribute(&t, begin); err != nil {
			return err
		}
	}
	p.at++
	if name == "span" && t.argument != "tg-spoiler" {
		return markupErrorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	if name == "tg-emoji" && t.argument == "" {
		return markupErrorf("Custom emoji identifier is expected at byte offset %d", begin)
	}
	p.open = append(p.open, t)
	return nil
}

// attribute reads one name="value" and keeps what the tag uses of it.
func (p *htmlParser) attribute(t *openTag, begin int) error {
	name := strings.ToLower(p.until(" \t\r\n=>/\"'"))
	if name == "" {
		return markupErrorf("Empty attribute name in the tag %q at byte offset %d", t.name, begin)
	}
	p.skipSpaces()
	if p.at >= len(p.in) || p.in[p.at] != '=' {
		t.expandable = t.expandable || t.name == "blockquote" && name == "expandable"
		return nil
	}
	p.at++
	p.skipSpaces()
	if p.at >= len(p.in) {
		return markupErrorf("Unclosed start tag at byte offset %d", begin)
	}
	value, err := p.attributeValue(begin)
	if err != nil {
		return err
	}
	switch t.name + " " + name {
	case "a href", "span class", "tg-emoji emoji-id":
		t.argument = value
	case "code class":
		t.argument, _ = strings.CutPrefix(value, "language-")
	case "blockquote expandable":
		t.expandable = true
	}
	return nil
}

func (p *htmlParser) attributeValue(begin int) (string, error) {
	quote := p.in[p.at]
	if quote != '"' && quote != '\'' {
		start := p.at
		value := strings.ToLower(p.while(func(c byte) bool {
			return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-'
		}))
		if p.at >= len(p.in) || !strings.ContainsRune(" \t\r\n>", rune(p.in[p.at])) {
			return "", markupErrorf("Unexpected end of name token at byte offset %d", start)
		}
		return value, nil
	}
	p.at++
	var value strings.Builder
	for p.at < len(p.in) && p.in[p.at] != quote {
		if p.in[p.at] == '&' {
			value.WriteString(p.reference())
			continue
		}
		value.WriteByte(p.in[p.at])
		p.at++
	}
	if p.at >= len(p.in) {
		return "", markupErrorf("Unclosed start tag at byte offset %d", begin)
	}
	p.at++
	return value.String(), nil
}

func (p *htmlParser) endTag(begin int) error {
	name := strings.ToLower(p.until(" \t\r\n>"))
	p.skipSpaces()
	if p.at >= len(p.in) || p.in[p.at] != '>' {
		return markupErrorf("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	if len(p.open) == 0 {
		return markupErrorf("Unexpected end tag at byte offset %d", begin)
	}
	t := p.open[len(p.open)-1]
	if name != "" && name != t.name {
		return markupErrorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, t.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units > t.offset {
		p.close(t)
	}
	return nil
}

// close adds the entity of a tag that had some text.
func (p *htmlParser) close(t openTag) {
	e := Entity{Type: htmlTags[t.name], Offset: t.offset, Length: p.units - t.offset}
	switch t.name {
	case "a":
		link := t.argument
		if link == "" {
			link = p.out.String()[t.bytes:]
		}
		if id, ok := strings.CutPrefix(link, "tg://user?id="); ok {
			n, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return
			}
			e.Type, e.User = "text_mention", &User{ID: n}
		} else if e.URL = checkedURL(link); e.URL == "" {
			return // as Telegram: the words stay, the link goes
		}
	case "tg-emoji":
		e.CustomEmoji = t.argument
	case "code":
		if n := len(p.open); t.argument != "" && n > 0 && p.open[n-1].name == "pre" && p.open[n-1].offset == t.offset {
			p.open[n-1].argument = t.argument
			return
		}
	case "pre":
		e.Language = t.argument
	case "blockquote":
		if t.expandable {
			e.Type = "expandable_blockquote"
		}
	}
	p.entities = append(p.entities, e)
}

func (p *htmlParser) until(stops string) string {
	return p.while(func(c byte) bool { return strings.IndexByte(stops, c) < 0 })
}

func (p *htmlParser) while(keep func(byte) bool) string {
	start := p.at
	for p.at < len(p.in) && keep(p.in[p.at]) {
		p.at++
	}
	return p.in[start:p.at]
}

func (p *htmlParser) skipSpaces() {
	p.while(func(c byte) bool { return strings.IndexByte(" \t\r\n", c) >= 0 })
}

// tidyEntities orders entities outermost first and drops what stands inside code,
// which Telegram shows as it is.
func tidyEntities(entities []Entity) []Entity {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
	var kept []Entity
	codeEnd := 0
	for _, e := range entities {
		if e.Offset < codeEnd {
			continue
		}
		if e.Type == "code" || e.Type == "pre" {
			codeEnd = e.Offset + e.Length
		}
		kept = append(kept, e)
	}
	return kept
}
