package relay

// Territory is what a coordinator coordinates: a quarter, a commune, or with
// neither everything.
type Territory struct {
	Commune  string // INSEE code, also of the quarter
	Quartier string // slug
}

// Holds tells whether a place lies in the territory. Everything holds any
// place; only everything holds what has no place.
func (t Territory) Holds(place Territory) bool {
	switch {
	case t == Territory{}:
		return true
	case t.Quartier != "":
		return place.Quartier == t.Quartier
	}
	return place.Commune == t.Commune
}

// territory checks the ids of where, and fills in the commune of its quarter.
func (l *Log) territory(where Territory) (Territory, error) {
	if where.Quartier != "" && !slugShape.MatchString(where.Quartier) ||
		where.Commune != "" && !inseeShape.MatchString(where.Commune) {
		return Territory{}, ErrInvalid
	}
	if commune := l.communes[where.Quartier]; commune != "" {
		where.Commune = commune
	}
	return where, nil
}

// id writes the territory in the audit trail; empty for everything.
func (t Territory) id() string {
	switch {
	case t.Quartier != "":
		return "quartier:" + t.Quartier
	case t.Commune != "":
		return "commune:" + t.Commune
	}
	return ""
}
