package bot

import (
	"context"
	"strings"
	"testing"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory/db/dbtest"
)

var (
	_ Activity = (*relay.Log)(nil)
	_ Figures  = (*figures.Figures)(nil)
)

// TestListsAgree: what buttons offer is what relay takes.
func TestListsAgree(t *testing.T) {
	ids := func(labels []text.Label) string {
		var all []string
		for _, l := range labels {
			all = append(all, l.ID)
			if text.Units(l.Words) > 40 || l.Words == "" {
				t.Errorf("%q is no label", l.Words)
			}
		}
		return strings.Join(all, " ")
	}
	if got, want := ids(text.Outcomes()), strings.Join(relay.Outcomes, " "); got != want {
		t.Errorf("outcomes %s, relay has %s", got, want)
	}
	for id := range strings.FieldsSeq(ids(text.Misread())) {
		if !strings.Contains(strings.Join(relay.Corrections, " ")+" ", id+" ") {
			t.Errorf("relay takes no correction %s", id)
		}
	}
	for _, id := range relay.Structures {
		if label := text.Capital(text.Structure(id)); text.Units(label) > 40 || label == id {
			t.Errorf("%s has no label for a button: %q", id, label)
		}
	}
	if n := len(strings.Fields(ids(text.Invitable()))); n != 5 {
		t.Errorf("%d roles", n)
	}
}

// TestEveryCommandIsTold: in a menu or on purpose not, and in a word.
func TestEveryCommandIsTold(t *testing.T) {
	for name, c := range commands {
		if listed := strings.Contains(" "+strings.Join(listed, " ")+" ", " "+name+" "); listed == (c.about.Say() == "") {
			t.Errorf("%s: listed %v, described %q", name, listed, c.about.Say())
		}
	}
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	for _, c := range w.sim.Commands(awaID) {
		if commands[c.Command].figures || commands[c.Command].offers {
			t.Errorf("%s is proposed to everybody", c.Command)
		}
	}
	for _, c := range w.bot.menuFor(relay.Person{Role: relay.Partner, State: relay.Active}) {
		if commands[c.Command].figures {
			t.Errorf("%s is proposed to partners", c.Command)
		}
	}
}

// failingPeople cannot tell who anybody is.
type failingPeople struct{ *fakeActivity }

func (failingPeople) Person(context.Context, int64) (relay.Person, error) {
	return relay.Person{}, errBroken
}

// TestNotKnowingWhoAsks keeps no answer away, and opens no figures.
func TestNotKnowingWhoAsks(t *testing.T) {
	w := newWorld(t)
	w.bot.Activity = failingPeople{w.activity}
	w.bot.Access = InviteAccess
	w.sim.Actor(leaID).Send(0, "dentiste sanitas")
	w.must()
	wants(t, w.last(leaID).Body(), "Dentaire · Sanitas")
	for _, command := range []string{"/stats", "/console", "/inviter", "/moi"} {
		w.sim.Actor(noraID).Send(0, command)
		w.must()
		wants(t, w.last(noraID).Body(), "Quelque chose n’a pas marché")
	}
	if len(w.figures.asked) > 0 {
		t.Errorf("figures were read: %v", w.figures.asked)
	}
}

// TestOtherPeoplesButtons: data of a coordinator's buttons, in other hands or
// in a group, does nothing.
func TestOtherPeoplesButtons(t *testing.T) {
	w := newWorld(t)
	w.awa().Send(0, "bonjour")
	w.awa().Send(groupID, "/start")
	w.must()
	for _, a := range []action{tapInvite, tapInviteAt, tapStats, tapQuarters, tapExport, tapConsole, tapDigestOn, tapErase} {
		data, err := tap{"", a, "operator"}.data()
		if err != nil {
			t.Fatal(err)
		}
		w.tapData(w.awa(), awaID, w.last(awaID).ID, data)
		w.tapData(w.awa(), groupID, w.last(groupID).ID, data)
	}
	if len(w.activity.invites) > 0 || len(w.figures.asked) > 0 || len(w.activity.digests) > 0 || len(w.activity.acts) > 0 {
		t.Errorf("done: %v %v %v %v", w.activity.invites, w.figures.asked, w.activity.digests, w.activity.acts)
	}
}

func TestFiguresDown(t *testing.T) {
	w := newWorld(t)
	w.figures.broken = true
	w.sim.Actor(noraID).Send(0, "/stats")
	w.must()
	wants(t, w.last(noraID).Body(), "Quelque chose n’a pas marché de mon côté")
}

// TestInvitationHandledTwice: the person is in, and is not told off.
func TestInvitationHandledTwice(t *testing.T) {
	w := newWorld(t)
	w.bot.Access = InviteAccess
	code, _ := w.activity.Invite(t.Context(), "p106", relay.Operator, relay.Territory{}, 1)
	w.sim.Actor(leaID).Start("inv-" + code)
	w.must()
	if err := w.handle(w.raw[len(w.raw)-1]); err != nil {
		t.Fatal(err)
	}
	wants(t, w.last(leaID).Body(), "Cela ne change rien pour vous")
	w.sim.Actor(samID).Start("inv-RIEN")
	w.must()
}
