package announce

import (
	"context"
	"strings"
	"time"

	"relais/directory/db"
)

// row is a delivery with all that decides whether it may leave.
type row struct {
	mailing  int64
	who      string
	state    string
	proof    string
	attempts int
	lease    int64 // unix ms

	mailingState string
	purpose      string
	item         int64 // 0 for a digest
	version      int   // of the mailing
	period       int   // YYYYMMDD
	notAfter     int64 // unix ms, 0 for never

	itemState   string
	itemVersion int
	itemUpdated int64

	subscriber string // its state; empty when it is none
	sealed     []byte
	muted      int64 // unix ms
	choices    Subscription
	comes      bool
}

// rowOf reads a delivery; db.ErrNotFound.
func rowOf(ctx context.Context, tx *db.Tx, mailing int64, who string) (row, error) {
	r := row{mailing: mailing, who: who}
	var kinds, themes, places string
	err := tx.Row(ctx, `SELECT d.state, d.proof, d.attempts, d.lease,
		m.state, m.purpose, COALESCE(m.item, 0), m.version, m.period, COALESCE(m.not_after, 0),
		COALESCE(i.state, ''), COALESCE(i.version, 0), COALESCE(i.updated, 0),
		COALESCE(s.state, ''), s.sealed, COALESCE(s.muted, 0), COALESCE(s.kinds, ''), COALESCE(s.themes, ''),
		COALESCE(s.places, ''), COALESCE(s.quiet_from, 1200), COALESCE(s.quiet_to, 480),
		EXISTS (SELECT 1 FROM announce_answers a WHERE a.item = m.item AND a.who = d.who AND a.answer = 'viens')
		FROM announce_deliveries d JOIN announce_mailings m ON m.id = d.mailing
		LEFT JOIN announce_items i ON i.id = m.item LEFT JOIN announce_subscribers s ON s.who = d.who
		WHERE d.mailing = ?1 AND d.who = ?2`, []any{mailing, who},
		&r.state, &r.proof, &r.attempts, &r.lease,
		&r.mailingState, &r.purpose, &r.item, &r.version, &r.period, &r.notAfter,
		&r.itemState, &r.itemVersion, &r.itemUpdated,
		&r.subscriber, &r.sealed, &r.muted, &kinds, &themes, &places, &r.choices.QuietFrom, &r.choices.QuietTo, &r.comes)
	r.choices.Kinds, r.choices.Themes, r.choices.Places = strings.Fields(kinds), strings.Fields(themes), strings.Fields(places)
	return r, err
}

// sameItem tells whether two readings of a delivery saw the same words.
func (r row) sameItem(o row) bool {
	return r.itemState == o.itemState && r.itemVersion == o.itemVersion && r.itemUpdated == o.itemUpdated
}

// end is what becomes of a delivery. Waiting again has an instant.
type end struct {
	state     string
	reason    string
	notBefore time.Time
	message   int
	attempts  int
}

// unhurried is how long a call may take: nothing leaves so short before quiet
// hours that it could arrive in them.
const unhurried = 20 * time.Second

// verdict tells what else becomes of a delivery that waits than to leave now;
// ok when it may leave.
func (r row) verdict(now time.Time) (e end, ok bool) {
	ms := now.UnixMilli()
	is := func(state, reason string) (end, bool) { return end{state: state, reason: reason}, false }
	switch {
	case r.mailingState == mailingStopped:
		return is(Stopped, ReasonButton)
	case r.notAfter != 0 && ms >= r.notAfter:
		return is(Late, "")
	case r.itemState == Cancelled && r.purpose != ForCancelled:
		return is(Stopped, ReasonCancelled)
	case (r.purpose == ForChanged || r.purpose == ForCancelled) && r.version < r.itemVersion:
		return is(Stopped, ReasonReplaced)
	case r.purpose == ForEve && !r.comes:
		return is(Left, ReasonNothing)
	case r.subscriber == unsubscribed:
		return is(Left, ReasonLeft)
	case r.subscriber == unreachable, r.subscriber == "" && r.purpose != ForAttendance:
		return is(Left, ReasonGone)
	case r.muted > ms && (r.purpose == ForNew || r.purpose == ForWeekly):
		return is(Left, ReasonMuted)
	}
	allowed := now
	if r.muted > ms {
		allowed = time.UnixMilli(r.muted)
	}
	for _, margin := range []time.Duration{0, unhurried} {
		at := allowed.Add(margin)
		if next := NextAllowed(at, r.choices.QuietFrom, r.choices.QuietTo); next.After(at) {
			allowed = next
		}
	}
	if allowed.After(now) {
		return end{state: Waiting, notBefore: allowed}, false
	}
	return end{}, true
}

// write notes what became of a delivery and ends its lease.
func (r row) write(ctx context.Context, tx *db.Tx, e end, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE announce_deliveries SET state = ?3, reason = ?4, not_before = ?5, lease = 0, proof = '', at = ?6
		WHERE mailing = ?1 AND who = ?2`, r.mailing, r.who, e.state, e.reason, toMillis(e.notBefore), now.UnixMilli())
	return err
}
