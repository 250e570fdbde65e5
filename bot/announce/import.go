package announce

import (
	"context"

	"relais/directory/db"
)

// Summary is what an import did.
type Summary struct {
	New       int // proposed
	Changed   int // changes proposed, and cancellations taken back
	Cancelled int // cancellations proposed, and items never published removed
	Same      int
	Past      int // over, or cancelled, before they were known: left out
	Kept      int // not told any more, and kept: too many at once to be believed
	Wrong     []Wrong
	Repeated  []Repeated
}

// Wrong is a record that cannot be proposed as it is. Nothing was done with it;
// what was known of it stays.
type Wrong struct {
	UID, Title string
	Fields     []string // as Check tells them; "uid" for none or one told twice, "edition" for one unknown
}

// Repeated is a record left out because another source, or somebody, announced
// the same before.
type Repeated struct {
	UID, Title string
	Item       int64
}

// Import takes over what a feed or file says now. source names it for ever, and
// the SourceUID of a record names it there. What is new is proposed; what
// changed is proposed as a change; what the source cancels, or still lay ahead
// and is not told any more, is proposed to be cancelled; the same is left as it
// is, also when it was refused, or edited here since. All or nothing is
// written; records that are wrong are told and left out. Nothing imported is
// for Everyone.
//
// What a source leaves empty of its kind (themes, place, poster…) stays as
// somebody entered it. Dates that are past stay as they were. A source that
// tells nothing at all, or drops more than half and more than three of what is
// published and ahead, is not believed: that stays as it is. The gap: items
// without date nor deadline that are not told any more stay, because feeds drop
// old news.
func (b *Board) Import(ctx context.Context, source string, records []Item) (sum Summary, err error) {
	defer wrap(&err, "Import(%q)", source)
	if source == "" {
		return Summary{}, invalid([]string{"source"})
	}
	err = b.db.Update(ctx, func(tx *db.Tx) error {
		im := importer{ctx: ctx, tx: tx, b: b, source: source, seen: map[string]bool{}}
		if err := im.read(); err != nil {
			return err
		}
		for _, it := range records {
			if err := im.take(it); err != nil {
				return err
			}
		}
		err := im.vanished()
		sum = im.sum
		return err
	})
	return sum, err
}
