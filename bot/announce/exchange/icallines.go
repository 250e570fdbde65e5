package exchange

import (
	"strings"
)

// prop is a property of iCalendar.
type prop struct {
	line   int
	name   string            // in capitals
	params map[string]string // names in capitals
	value  string            // as written
}

// text is a value of type TEXT.
func (p prop) text() string { return unescape.Replace(p.value) }

var unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\;`, `;`, `\,`, `,`)

// list is a value of type TEXT with commas between its parts.
func (p prop) list() []string {
	var out []string
	from := 0
	for i := 0; i <= len(p.value); i++ {
		switch {
		case i == len(p.value) || p.value[i] == ',':
			if part := strings.TrimSpace(unescape.Replace(p.value[from:i])); part != "" {
				out = append(out, part)
			}
			from = i + 1
		case p.value[i] == '\\' && i+1 < len(p.value):
			i++
		}
	}
	return out
}

// logical is a line after unfolding, and where it began.
type logical struct {
	line int
	text string
}

// unfold joins folded lines, whatever ends them.
func unfold(s string) []logical {
	var out []logical
	var parts []string
	flush := func() {
		if len(parts) > 0 {
			out[len(out)-1].text = strings.Join(parts, "")
		}
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n++
		if folded := line != "" && (line[0] == ' ' || line[0] == '\t'); folded && len(out) > 0 {
			parts = append(parts, line[1:])
			continue
		}
		flush()
		out, parts = append(out, logical{line: n}), []string{line}
	}
	flush()
	return out
}

// property reads « NAME;PARAM=value;PARAM="value":value ».
func property(l logical) (prop, bool) {
	p := prop{line: l.line, params: map[string]string{}}
	i := strings.IndexAny(l.text, ":;")
	if i < 1 || strings.Trim(strings.ToUpper(l.text[:i]), nameRunes) != "" {
		return prop{}, false
	}
	p.name = strings.ToUpper(l.text[:i])
	rest := l.text[i:]
	for rest[0] == ';' {
		end := outside(rest[1:], ";:")
		if end < 0 {
			return prop{}, false
		}
		name, value, ok := strings.Cut(rest[1:1+end], "=")
		if !ok {
			return prop{}, false
		}
		p.params[strings.ToUpper(strings.TrimSpace(name))] = strings.ReplaceAll(value, `"`, "")
		rest = rest[1+end:]
	}
	p.value = rest[1:]
	return p, true
}

const nameRunes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

// outside finds the first of some characters that is not between quotes; -1 for
// none.
func outside(s, chars string) int {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case !quoted && strings.IndexByte(chars, s[i]) >= 0:
			return i
		}
	}
	return -1
}
