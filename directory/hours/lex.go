package hours

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrSyntax is wrapped by every error of Parse.
var ErrSyntax = errors.New("opening hours cannot be read")

// maxValue is the longest value read, in bytes: real ones stay under 300.
const maxValue = 2048

type kind uint8

const (
	end     kind = iota
	word         // letters
	number       // digits
	clock        // hours and minutes, in minutes
	always       // 24/7
	quoted       // a comment, without its quotes
	symbol       // one of - , ; : + / [ ] ( ) or ||
	unknown      // anything else
)

// token is a piece of a value; n is the number or the minutes.
type token struct {
	kind kind
	text string
	n    int
	pos  int // byte offset in the value
}

// lex cuts a value into tokens, the last of kind end.
func lex(value string) ([]token, error) {
	if len(value) > maxValue {
		return nil, fmt.Errorf("%w: %d bytes are too many", ErrSyntax, len(value))
	}
	if !utf8.ValidString(value) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrSyntax)
	}
	var tokens []token
	for pos := 0; pos < len(value); {
		rest := value[pos:]
		r, size := utf8.DecodeRuneInString(rest)
		if unicode.IsSpace(r) {
			pos += size
			continue
		}
		t, n, err := lexOne(rest, r)
		if err != nil {
			return nil, err
		}
		t.pos = pos
		tokens = append(tokens, t)
		pos += n
	}
	return append(tokens, token{kind: end, pos: len(value)}), nil
}

// lexOne reads the token at the start of rest and returns its length.
func lexOne(rest string, r rune) (token, int, error) {
	switch {
	case r == '"':
		text, _, closed := strings.Cut(rest[1:], `"`)
		if !closed {
			return token{}, 0, fmt.Errorf("%w: a quote is not closed", ErrSyntax)
		}
		return token{kind: quoted, text: strings.TrimSpace(text)}, len(text) + 2, nil
	case strings.HasPrefix(rest, "||"):
		return token{kind: symbol, text: "||"}, 2, nil
	case r == '–':
		return token{kind: symbol, text: "-"}, len("–"), nil
	case strings.ContainsRune("-,;:+/[]()", r):
		return token{kind: symbol, text: rest[:1]}, 1, nil
	case '0' <= r && r <= '9':
		t, n := lexNumber(rest)
		return t, n, nil
	case unicode.IsLetter(r):
		n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			n = len(rest)
		}
		return token{kind: word, text: rest[:n]}, n, nil
	}
	n := utf8.RuneLen(r)
	return token{kind: unknown, text: rest[:n]}, n, nil
}

// lexNumber reads 24/7, a time such as 9:30, or up to four digits. Digits that
// touch a letter (9h30, 1er) or are too many are unknown.
func lexNumber(rest string) (token, int) {
	hours, n := digits(rest)
	t := token{kind: number, n: hours}
	if strings.HasPrefix(rest, "24/7") {
		t, n = token{kind: always}, len("24/7")
	} else if minutes, m := digits(strings.TrimPrefix(rest[n:], ":")); n <= 2 && m == 2 && rest[n] == ':' && minutes < 60 {
		t, n = token{kind: clock, n: hours*60 + minutes}, n+3
	}
	next, _ := utf8.DecodeRuneInString(rest[n:])
	if n > 5 || t.kind == number && n > 4 || unicode.IsLetter(next) || unicode.IsDigit(next) {
		t.kind = unknown
	}
	t.text = rest[:n]
	return t, n
}

// digits reads the digits at the start of s; their value is not meaningful
// beyond nine of them.
func digits(s string) (value, n int) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		if n < 9 {
			value = value*10 + int(s[n]-'0')
		}
		n++
	}
	return value, n
}
