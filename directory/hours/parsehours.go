package hours

// hours reads 24/7 or a list of time ranges; false when there is none.
func (p *parser) hours(r *rule) (bool, error) {
	if p.is(always) {
		p.at++
		if p.peek().text == "," {
			return false, p.fail("something is added to 24/7")
		}
		r.spans = []span{{from: 0, to: dayMinutes}}
		return true, nil
	}
	if !p.is(clock) {
		return false, nil
	}
	for {
		if err := p.timeRange(r); err != nil {
			return false, err
		}
		if t := p.peek(); t.text != "," || p.ahead(1).kind != clock {
			return true, nil
		}
		p.at++
	}
}

// timeRange reads 09:00-12:00, 22:00-02:00, 20:00-26:00, 17:00+ or 17:00-20:00+.
func (p *parser) timeRange(r *rule) error {
	from := p.next().n
	if from >= dayMinutes {
		return p.fail("a range begins after 24:00")
	}
	if p.skip("+") {
		r.spans = append(r.spans, openEnd(from))
		return nil
	}
	if !p.skip("-") || !p.is(clock) {
		return p.fail("a time range is not complete")
	}
	to := p.next().n
	if to <= from {
		to += dayMinutes
	}
	if to > 2*dayMinutes {
		return p.fail("a range ends after 48:00")
	}
	if p.skip("+") {
		open := openEnd(to)
		if open.to > 2*dayMinutes {
			return p.fail("a range ends after 48:00")
		}
		r.spans = append(r.spans, open)
	}
	r.spans = append(r.spans, span{from: from, to: to})
	return nil
}

// openEnd guesses, as the reference does, how long a range without an end may
// last: into the night when it begins in the evening, else to midnight.
func openEnd(from int) span {
	s := span{from: from, to: dayMinutes, openEnd: true}
	switch {
	case from >= 22*60:
		s.to = from + 8*60
	case from >= 17*60:
		s.to = from + 10*60
	}
	return s
}
