package announce

import "time"

// isQuiet tells whether it is a quiet hour in Paris at t. from and to are
// minutes after midnight; from is quiet, to is not. Equal, no hour is.
func isQuiet(t time.Time, from, to int) bool {
	m := minuteOf(t)
	if from <= to {
		return from <= m && m < to
	}
	return m >= from || m < to
}

// minuteOf is what a clock in Paris shows at t, in minutes after midnight.
func minuteOf(t time.Time) int {
	t = t.In(paris)
	return t.Hour()*60 + t.Minute()
}

// NextAllowed is the first instant from t on that is in no quiet hour, by what a
// clock in Paris shows: t itself outside of them. So in the night that has
// 2 h 30 twice each of both is quiet or not as the clock says, and where the
// clock jumps over the end of quiet hours they end with the jump.
func NextAllowed(t time.Time, from, to int) time.Time {
	if !isQuiet(t, from, to) {
		return t
	}
	at := t.In(paris).Truncate(time.Minute)
	for {
		left := (to - minuteOf(at) + 24*60) % (24 * 60)
		end := at.Add(time.Duration(left) * time.Minute)
		_, shift := at.ZoneBounds()
		if shift.IsZero() || end.Before(shift) {
			return end
		}
		if at = shift.In(paris); !isQuiet(at, from, to) {
			return at
		}
	}
}
