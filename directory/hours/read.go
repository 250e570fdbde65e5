package hours

// read returns the state at a minute when everything about the days is known.
// What a range brings past midnight is read in two ways, by the specification
// and as the people who write hours mean it; where they differ it is Unknown.
func (s Schedule) read(before, today day, minute int) State {
	state := s.specified(before, today, minute)
	if s.tails && state != s.meant(before, today, minute) || state == Open && s.closingFirst(today, minute) {
		return Unknown
	}
	return state
}

// closingFirst tells whether a closing for some dates or holidays stands
// before the usual week that overrides it ("PH off; Mo-Fr 09:00-17:00"): by
// the specification the place is open, its author meant that it is closed.
func (s Schedule) closingFirst(today day, minute int) bool {
	closing := false
	for i := range s.rules {
		r := &s.rules[i]
		if !r.matches(today, today.school == yes) {
			continue
		}
		if r.state == Closed && !r.plain() {
			_, said := r.stateIn(minute)
			closing = closing || said
		} else if _, said := r.stateIn(minute); closing && said {
			return r.plain()
		}
	}
	return false
}

// specified follows the specification: rules in order, the part of a range
// after midnight being a rule of the next day, which rules of that day override.
func (s Schedule) specified(before, today day, minute int) State {
	state := Closed
	for i := range s.rules {
		r := &s.rules[i]
		if r.matches(today, today.school == yes) {
			if r.replaces(s.ruleBefore(i)) {
				state = s.replaced(i, minute)
			}
			state = r.apply(state, minute)
		}
		if s.tails && r.matches(before, before.school == yes) {
			state = r.apply(state, minute+dayMinutes)
		}
	}
	return state
}

// meant gives each day its own rules, to the end of its night: what is
// overridden loses its night, what is not keeps it.
func (s Schedule) meant(before, today day, minute int) State {
	if state := s.onDay(before, minute+dayMinutes); state != Closed {
		return state
	}
	return s.onDay(today, minute)
}

// onDay returns the state at a minute, up to 48:00, by the rules of one day.
func (s Schedule) onDay(d day, minute int) State {
	state := Closed
	for i := range s.rules {
		r := &s.rules[i]
		if !r.matches(d, d.school == yes) {
			continue
		}
		if r.replaces(s.ruleBefore(i)) {
			state = s.replaced(i, minute)
		}
		state = r.apply(state, minute)
	}
	return state
}

// replaced returns what is left of the rules before rule i when it overrides
// them: nothing, but Unknown in the hours of a rule with the very same days,
// which the specification drops and its author meant to keep.
func (s Schedule) replaced(i, minute int) State {
	if !s.rules[i].repeats {
		return Closed
	}
	for j := range s.rules[:i] {
		r := &s.rules[j]
		if r.state == Closed || r.fallback || r.days != s.rules[i].days {
			continue
		}
		if _, said := r.stateIn(minute); said {
			return Unknown
		}
	}
	return Closed
}

func (s Schedule) ruleBefore(i int) *rule {
	if i == 0 {
		return nil
	}
	return &s.rules[i-1]
}

// apply returns the state once the rule has spoken over those before it.
func (r *rule) apply(state State, minute int) State {
	if r.fallback && state != Closed {
		return state
	}
	if said, ok := r.stateIn(minute); ok {
		return said
	}
	return state
}
