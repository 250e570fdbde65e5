package relay_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

func meeting() relay.Entry {
	return relay.Entry{Kind: relay.Meeting, Day: 20261012, Title: "Groupe santé du Sanitas", Number: 14,
		Partners: []string{"CCAS de Tours", "Centre social Pluriel(le)s"}, Where: sanitas}
}

func TestEntries(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, _ := open(t, d)
		ctx := context.Background()
		who := appoint(t, l, 7, relay.Coordinator, tours)
		admin := appoint(t, l, 8, relay.Administrator, all)
		a := meeting()
		a.Where.Commune = "" // filled in
		project := relay.Entry{Kind: relay.Project, Day: 20261101, Title: "Parcours santé des jeunes", Communes: []string{"37261", "37233"}}
		var err error
		if a.ID, err = l.SaveEntry(ctx, who, a); err != nil {
			t.Fatal(err)
		}
		if project.ID, err = l.SaveEntry(ctx, admin, project); err != nil {
			t.Fatal(err)
		}
		a.Where, a.Author, project.Author = sanitas, who, admin
		a.Number = 15
		if _, err := l.SaveEntry(ctx, admin, a); err != nil { // changed by another
			t.Fatal(err)
		}
		if act := lastAct(t, l); act.Action != "entry-change" || act.Actor != admin || act.Detail != relay.Meeting {
			t.Errorf("audit %+v", act)
		}
		for _, c := range []struct {
			from, to relay.Day
			where    relay.Territory
			want     []relay.Entry
		}{
			{20261001, 20261130, all, []relay.Entry{project, a}},
			{20261001, 20261031, all, []relay.Entry{a}},
			{20261001, 20261130, tours, []relay.Entry{a}},
			{20261001, 20261130, relay.Territory{Quartier: "sanitas"}, []relay.Entry{a}},
			{20261001, 20261130, saint, nil},
		} {
			got, err := l.Entries(ctx, c.from, c.to, c.where)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmp.Transformer("list", func(s []string) string { return strings.Join(s, "|") })); diff != "" {
				t.Errorf("%v %v: %s", c.from, c.where, diff)
			}
		}
		if err := l.RemoveEntry(ctx, who, project.ID); !errors.Is(err, relay.ErrAllowed) {
			t.Errorf("another territory's: %v", err)
		}
		if act := lastAct(t, l); act.Action != "entry-refused" || act.Actor != who {
			t.Errorf("audit %+v", act)
		}
		if err := l.RemoveEntry(ctx, who, a.ID); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{l.RemoveEntry(ctx, who, a.ID), second(l.SaveEntry(ctx, who, a)), second(l.Entry(ctx, a.ID))} {
			if !errors.Is(err, db.ErrNotFound) {
				t.Errorf("once removed: %v", err)
			}
		}
		if got, err := l.Entries(ctx, 20260101, 20261231, all); err != nil || len(got) != 1 {
			t.Errorf("%d entries, %v", len(got), err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestEntryRefused(t *testing.T) {
	l, _ := open(t, dbtest.Open(t, t.TempDir()))
	ctx := context.Background()
	who := appoint(t, l, 7, relay.Coordinator, sanitas)
	mediator := appoint(t, l, 8, relay.Mediator, sanitas)
	for name, c := range map[string]struct {
		actor string
		edit  func(*relay.Entry)
		want  error
	}{
		"fine":              {who, func(e *relay.Entry) {}, nil},
		"a mediator":        {mediator, func(e *relay.Entry) {}, relay.ErrAllowed},
		"another quarter":   {who, func(e *relay.Entry) { e.Where.Quartier = "fontaines" }, relay.ErrAllowed},
		"the whole commune": {who, func(e *relay.Entry) { e.Where = tours }, relay.ErrAllowed},
		"everywhere":        {who, func(e *relay.Entry) { e.Where = all }, relay.ErrAllowed},
		"a kind":            {who, func(e *relay.Entry) { e.Kind = "fête" }, relay.ErrInvalid},
		"no title":          {who, func(e *relay.Entry) { e.Title = " " }, relay.ErrInvalid},
		"a long title":      {who, func(e *relay.Entry) { e.Title = strings.Repeat("é", 121) }, relay.ErrInvalid},
		"a person":          {who, func(e *relay.Entry) { e.Title = "Rencontre avec Mme Benali" }, relay.ErrInvalid},
		"a phone number":    {who, func(e *relay.Entry) { e.Partners = []string{"CCAS 06 12 34 56 78"} }, relay.ErrInvalid},
		"a bar":             {who, func(e *relay.Entry) { e.Partners = []string{"a|b"} }, relay.ErrInvalid},
		"no such day":       {who, func(e *relay.Entry) { e.Day = 20260231 }, relay.ErrInvalid},
		"a detail":          {who, func(e *relay.Entry) { e.Detail = "affiche" }, relay.ErrInvalid},
		"an unknown tool":   {who, func(e *relay.Entry) { e.Kind, e.Detail = relay.Tool, "tract" }, relay.ErrInvalid},
		"a tool":            {who, func(e *relay.Entry) { e.Kind, e.Detail = relay.Tool, "affiche" }, nil},
		"one city":          {who, func(e *relay.Entry) { e.Kind, e.Communes = relay.Project, []string{"37261"} }, relay.ErrInvalid},
		"a city's name":     {who, func(e *relay.Entry) { e.Communes = []string{"Tours"} }, relay.ErrInvalid},
		"less than nobody":  {who, func(e *relay.Entry) { e.Number = -1 }, relay.ErrInvalid},
		"unknown":           {who, func(e *relay.Entry) { e.ID = 999 }, db.ErrNotFound},
	} {
		e := meeting()
		c.edit(&e)
		if _, err := l.SaveEntry(ctx, c.actor, e); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestSurvey(t *testing.T) {
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) {
		l, c := open(t, d)
		ctx := context.Background()
		for i, a := range [][3]string{{"sanitas", "oui", "oui"}, {"sanitas", "un-peu", "renonce"}, {"chez Mme Benali", "un-peu", "oui"}} {
			c.t = start.AddDate(0, i, 0)
			if err := l.Survey(ctx, a[0], a[1], a[2]); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Survey(ctx, "sanitas", "peut-être", "oui"); !errors.Is(err, relay.ErrInvalid) {
			t.Errorf("another answer: %v", err)
		}
		for _, c := range []struct {
			to       relay.Day
			quartier string
			want     map[string]map[string]int
		}{
			{20270131, "", map[string]map[string]int{"knows": {"oui": 1, "un-peu": 2, "non": 0}, "went": {"oui": 2, "renonce": 1, "pas-besoin": 0}}},
			{20261231, "sanitas", map[string]map[string]int{"knows": {"oui": 1, "un-peu": 1, "non": 0}, "went": {"oui": 1, "renonce": 1, "pas-besoin": 0}}},
			{20261130, "inconnu", map[string]map[string]int{"knows": {"oui": 0, "un-peu": 0, "non": 0}, "went": {"oui": 0, "renonce": 0, "pas-besoin": 0}}},
		} {
			got, err := l.SurveyCounts(ctx, 20261101, c.to, c.quartier)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Error(c.to, c.quartier, diff, err)
			}
		}
	})
}
