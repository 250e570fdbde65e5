package announce

import "context"

// Check tells what is missing or wrong in an item before it is proposed: the
// names of fields, as "title", "dates", "poster"; nil when nothing is.
func Check(it Item) []string { panic("to write") }

// Propose keeps a new item, or the change of one that is known by its ID. A
// change to a published item waits beside it until it is approved. Approvals
// given before fall.
func (b *Board) Propose(ctx context.Context, it Item) (id int64, err error) { panic("to write") }

// Cancel proposes that a published item be cancelled; an item never published
// is removed at once.
func (b *Board) Cancel(ctx context.Context, id int64, actor string) error { panic("to write") }

// Pending is what waits for approval: the item as it would be, and what
// approving it would do.
type Pending struct {
	Item      Item   // as it would be
	Change    string // new, changed, cancelled
	Before    *Item  // as it is now, nil when new
	Digest    string // of the very record: to be given back to Approve
	Approvals int    // given so far
	Needed    int    // 1, or 2 for Everyone
	Audience  int    // subscribers it would go to
	Author    string
}

// Waiting lists what waits for approval, oldest first.
func (b *Board) Waiting(ctx context.Context) ([]Pending, error) { panic("to write") }

// WaitingFor is one of them; db.ErrNotFound when nothing waits.
func (b *Board) WaitingFor(ctx context.Context, id int64) (Pending, error) { panic("to write") }

// Approve approves the record of a digest: ErrState when it changed since it
// was shown, ErrAllowed for a second approval by the same person or by its
// author when two are needed. The last approval needed publishes: it opens the
// mailing. published tells whether it did.
func (b *Board) Approve(ctx context.Context, id int64, digest, actor string) (published bool, err error) {
	panic("to write")
}

// Refuse refuses what waits; a published item stays as it was.
func (b *Board) Refuse(ctx context.Context, id int64, actor string) error { panic("to write") }

// Item finds one, published or not; db.ErrNotFound.
func (b *Board) Item(ctx context.Context, id int64) (Item, error) { panic("to write") }

// Filter chooses items. Zero values choose all.
type Filter struct {
	Kinds, Themes     []string
	Quartier, Commune string
	Edition           int64
	From, To          int      // YYYYMMDD, of one of their dates
	States            []string // Confirmed, Changed and Cancelled by default: what the public may see
	Author            string
	Upcoming          bool // with a date, deadline or publication not past
}

// Items lists items, by next date then title, without posters.
func (b *Board) Items(ctx context.Context, f Filter) ([]Item, error) { panic("to write") }

// Poster is the picture of an item; db.ErrNotFound without one.
func (b *Board) Poster(ctx context.Context, id int64) ([]byte, error) { panic("to write") }

// SaveEdition adds or changes an edition, by year; Editions lists them, latest
// first; EditionOn finds the one of a day, db.ErrNotFound for none.
func (b *Board) SaveEdition(ctx context.Context, actor string, e Edition) (int64, error) {
	panic("to write")
}
func (b *Board) Editions(ctx context.Context) ([]Edition, error)         { panic("to write") }
func (b *Board) EditionOn(ctx context.Context, day int) (Edition, error) { panic("to write") }

// Draft is what somebody is entering in the chat.
type Draft struct {
	Step string
	Item Item
}

// SaveDraft keeps a person's draft, LoadDraft finds it (db.ErrNotFound),
// DropDraft forgets it. user is a Telegram id.
func (b *Board) SaveDraft(ctx context.Context, user int64, d Draft) error { panic("to write") }
func (b *Board) LoadDraft(ctx context.Context, user int64) (Draft, error) { panic("to write") }
func (b *Board) DropDraft(ctx context.Context, user int64) error          { panic("to write") }
