package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"relais/bot/relay"
)

// fakePeople knows who relays, in memory. Awa and Sam were asked who they are.
type fakePeople struct {
	people  map[int64]*relay.Person
	invites map[string]relay.Person
	made    int // invitations
	open    map[int64][]relay.Open
	mine    relay.Mine
	holding relay.Holding
	digests map[int64]int64 // chat by operator
	due     []relay.Digest
}

func newFakePeople() fakePeople {
	f := fakePeople{people: map[int64]*relay.Person{}, invites: map[string]relay.Person{}, open: map[int64][]relay.Open{},
		digests: map[int64]int64{}}
	for id, p := range map[int64]relay.Person{
		awaID: {Role: relay.Operator}, samID: {Role: relay.Operator}, inesID: {Role: relay.Coordinator}, paulID: {Role: relay.Administrator},
		noraID: {Role: relay.Coordinator, Territory: relay.Territory{Commune: "37261", Quartier: "sanitas"}},
	} {
		p.State, p.Asked, p.Since = relay.Active, true, moment
		f.people[id] = &p
	}
	return f
}

func (f *fakePeople) Person(_ context.Context, operator int64) (relay.Person, error) {
	if p := f.people[operator]; p != nil {
		return *p, nil
	}
	return relay.Person{Role: relay.Operator, State: relay.Active}, nil
}

func (f *fakePeople) see(operator int64) *relay.Person {
	if f.people[operator] == nil {
		f.people[operator] = &relay.Person{Role: relay.Operator, State: relay.Active, Since: moment}
	}
	return f.people[operator]
}

func (f *fakePeople) Asked(_ context.Context, operator int64, structure string) error {
	p := f.see(operator)
	p.Asked = true
	if structure != "" {
		p.Structure = structure
	}
	return nil
}

func (f *fakePeople) Pseudonym(operator int64) string { return fmt.Sprint("p", operator) }

func (f *fakePeople) Invite(_ context.Context, actor string, role relay.Role, where relay.Territory, _ time.Duration) (string, error) {
	if actor != "p106" && (role == relay.Coordinator || role == relay.Administrator) {
		return "", relay.ErrAllowed
	}
	f.made++
	code := fmt.Sprintf("CODE%d", f.made)
	f.invites[code] = relay.Person{Role: role, Territory: where}
	return code, nil
}

func (f *fakePeople) Join(_ context.Context, operator int64, code string) (relay.Person, error) {
	given, ok := f.invites[code]
	if !ok {
		return relay.Person{}, relay.ErrInvite
	}
	delete(f.invites, code)
	p := f.see(operator)
	p.Role, p.Territory, p.State = given.Role, given.Territory, relay.Active
	return *p, nil
}

func (f *fakePeople) Door(_ context.Context, operator int64) (string, error) {
	if p := f.people[operator]; p == nil || !p.Coordinates() {
		return "", relay.ErrAllowed
	}
	return "PORTE", nil
}

func (f *fakePeople) Mine(context.Context, int64, relay.Day, relay.Day) (relay.Mine, error) {
	return f.mine, nil
}

func (f *fakePeople) OpenReferrals(_ context.Context, operator int64, limit int) ([]relay.Open, error) {
	return f.open[operator][:min(limit, len(f.open[operator]))], nil
}

func (f *fakePeople) Held(context.Context, int64) (relay.Holding, error) { return f.holding, nil }

func (f *fakePeople) SetDigest(_ context.Context, operator, chat int64) error {
	f.digests[operator] = chat
	if chat == 0 {
		delete(f.digests, operator)
	}
	return nil
}

func (f *fakePeople) DigestOn(_ context.Context, operator int64) (bool, error) {
	return f.digests[operator] != 0, nil
}

func (f *fakePeople) DueDigests(_ context.Context, _ relay.Day, limit int) ([]relay.Digest, error) {
	n := min(limit, len(f.due))
	due := slices.Clone(f.due[:n])
	f.due = f.due[n:]
	return due, nil
}
