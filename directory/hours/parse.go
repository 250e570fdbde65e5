package hours

import (
	"fmt"
	"slices"
	"strings"
)

// parser walks over the tokens of a value. Its methods return false or an
// error and never move past the end token.
type parser struct {
	value  string
	tokens []token
	at     int
	rules  []rule
	notes  []string
	doubt  doubt
}

// Parse reads an opening_hours value. An error, which wraps ErrSyntax, tells
// what cannot be read; the caller then keeps the text and treats it as unknown.
func Parse(value string) (Schedule, error) {
	tokens, err := lex(value)
	if err != nil {
		return Schedule{}, err
	}
	p := &parser{value: value, tokens: tokens}
	if err := p.all(); err != nil {
		return Schedule{}, err
	}
	p.markRepeated()
	return newSchedule(p.rules, p.doubt, p.notes), nil
}

// all reads rules to the end: ";" overrides, "," adds, "||" falls back.
func (p *parser) all() error {
	var r rule
	for {
		if p.is(end) {
			break
		}
		if p.skip(";") {
			r = rule{}
			continue
		}
		if err := p.rule(&r); err != nil {
			return err
		}
		p.rules = append(p.rules, r)
		switch {
		case p.skip("||"):
			r = rule{fallback: true}
		case p.skip(","):
			r = rule{additional: true, fallback: r.fallback}
		case p.skip(";"):
			r = rule{}
		case p.is(end):
			r = rule{}
		default:
			return p.unexpected()
		}
		if (r.fallback || r.additional) && p.is(end) {
			return p.fail("the value ends with a separator")
		}
	}
	if len(p.rules) == 0 {
		return p.fail("no rule")
	}
	return nil
}

// rule reads one rule: days, hours, state, comment, in this order.
func (p *parser) rule(r *rule) error {
	start := p.at
	r.state = Open
	if err := p.days(r); err != nil {
		return err
	}
	r.days = p.text(start, p.at)
	dated := p.at > start
	timed, err := p.hours(r)
	if err != nil {
		return err
	}
	stated := p.state(r)
	if p.is(quoted) {
		r.comment = p.next().text
		p.note(r.comment)
		if !stated {
			r.state = Unknown
		}
		stated = true
	}
	if timed || stated {
		return p.remark()
	}
	if !dated {
		return p.unexpected()
	}
	r.state = Unknown // days without hours
	return nil
}

// state reads open, off, closed or unknown.
func (p *parser) state(r *rule) bool {
	states := map[string]State{"open": Open, "off": Closed, "closed": Closed, "unknown": Unknown}
	state, ok := states[strings.ToLower(p.peek().text)]
	if !ok || !p.is(word) {
		return false
	}
	p.at++
	r.state = state
	return true
}

// remark takes words that end the value without quotes. What asks for an
// appointment makes open hours unknown, anything else everything; words with
// digits or separators may be hours written otherwise and are not taken.
func (p *parser) remark() error {
	first := p.peek()
	if first.kind != word && first.text != "(" {
		return nil
	}
	if isWeekday(first) || isHoliday(first) || isMonth(first) {
		return p.unexpected()
	}
	for _, t := range p.tokens[p.at:] {
		if t.kind == number || t.kind == clock || t.kind == always || t.text == ";" || t.text == "||" ||
			t.kind == unknown && strings.ContainsAny(t.text, "0123456789") {
			return p.unexpected()
		}
	}
	text := strings.Trim(p.value[first.pos:], " \t\r\n().")
	p.at = len(p.tokens) - 1
	p.note(text)
	p.doubt = doubtWhole
	if onlyAppointment(text) {
		p.doubt = doubtOpen
	}
	return nil
}

func (p *parser) note(text string) {
	if text != "" && !slices.Contains(p.notes, text) {
		p.notes = append(p.notes, text)
	}
}

// markRepeated marks the rules whose days an earlier rule has too.
func (p *parser) markRepeated() {
	seen := map[string]bool{}
	for i := range p.rules {
		r := &p.rules[i]
		r.repeats = seen[r.days] && !r.additional && !r.fallback
		seen[r.days] = true
	}
}

func (p *parser) peek() token { return p.tokens[p.at] }

// ahead returns the token i places further, or the end.
func (p *parser) ahead(i int) token {
	return p.tokens[min(p.at+i, len(p.tokens)-1)]
}

func (p *parser) is(k kind) bool { return p.peek().kind == k }

func (p *parser) next() token {
	t := p.peek()
	if t.kind != end {
		p.at++
	}
	return t
}

// skip takes a symbol if it is the next token.
func (p *parser) skip(s string) bool {
	if t := p.peek(); t.kind == symbol && t.text == s {
		p.at++
		return true
	}
	return false
}

// text returns the tokens of a stretch, joined by spaces.
func (p *parser) text(from, to int) string {
	var b strings.Builder
	for _, t := range p.tokens[from:to] {
		b.WriteString(strings.ToLower(t.text) + " ")
	}
	return b.String()
}

func (p *parser) unexpected() error {
	return p.fail("unexpected " + map[kind]string{
		end: "end", word: "word", number: "number", clock: "time", always: "24/7",
		quoted: "comment", symbol: "symbol", unknown: "character",
	}[p.peek().kind])
}

// fail does not quote the value, which may hold a name or a phone number.
func (p *parser) fail(what string) error {
	return fmt.Errorf("%w: %s at byte %d", ErrSyntax, what, p.peek().pos)
}
