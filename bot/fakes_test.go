package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"relais/bot/relay"
	"relais/directory"
	"relais/directory/db"
	"relais/search"
)

var (
	errGone   = fmt.Errorf("not there: %w", db.ErrNotFound)
	errBroken = errors.New("out of order")
)

// starter reads the services and places of the embedded directory.
func starter(t *testing.T) ([]directory.Service, []directory.Place) {
	t.Helper()
	read := func(name string, into any) {
		data, err := os.ReadFile("../directory/starter/" + name)
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var services []directory.Service
	read("directory.json", &services)
	var quarters, towns []struct {
		Slug, Name, Commune, INSEE string
		Lat, Lon                   float64
		QPV                        bool
	}
	read("quartiers.json", &quarters)
	read("communes.json", &towns)
	var places []directory.Place
	for _, q := range quarters {
		places = append(places, directory.Place{Kind: directory.Quartier, ID: q.Slug, Name: q.Name, Priority: q.QPV, INSEE: q.INSEE, Point: directory.Point{Lat: q.Lat, Lon: q.Lon}})
	}
	for _, c := range towns {
		places = append(places, directory.Place{Kind: directory.Commune, ID: c.INSEE, Name: c.Name, INSEE: c.INSEE, Point: directory.Point{Lat: c.Lat, Lon: c.Lon}})
	}
	return services, places
}

// fakeFinder understands a few words, and ranks by distance.
type fakeFinder struct {
	services []directory.Service
	places   []directory.Place
	broken   bool
	panics   bool
	asked    []search.Question
}

var fakeThemes = map[string]string{"dentiste": "dentaire", "creche": "maternite-enfance", "cannabis": "addictions",
	"fume": "addictions", "ado": "jeunes", "douche": "hebergement", "psy": "sante-mentale", "mourir": "sante-mentale",
	"domiciliation": "droits-sociaux"}

func (f *fakeFinder) Find(_ context.Context, q search.Question) (search.Answer, error) {
	f.asked = append(f.asked, q)
	if f.panics {
		panic("search")
	}
	if f.broken {
		return search.Answer{}, errBroken
	}
	var u search.Understood
	if strings.Contains(q.Text, "canabis") {
		u.Spelling = []search.Correction{{From: "canabis", To: "cannabis"}}
		q.Text = strings.ReplaceAll(q.Text, "canabis", "cannabis")
	}
	add := func(facet string) { f.understand(&u, facet, q.Near) }
	for w := range strings.FieldsSeq(strings.ToLower(q.Text)) {
		if theme := fakeThemes[strings.Trim(w, ".,!?")]; theme != "" {
			add("theme:" + theme)
		}
		if i := slices.IndexFunc(f.places, func(p directory.Place) bool { return strings.EqualFold(p.Name, w) }); i >= 0 {
			add("place:" + f.places[i].ID)
		}
	}
	if i := strings.Index(q.Text, " ans"); i > 1 {
		add("age:" + strings.TrimSpace(q.Text[max(i-2, 0):i]))
	}
	if q.Near != nil && u.Place == nil {
		add("place:position")
	}
	kept := search.Understood{Spelling: u.Spelling}
	for _, facet := range u.Facets() {
		if !slices.Contains(q.Drop, facet.ID()) {
			f.understand(&kept, facet.ID(), q.Near)
		}
	}
	if words := strings.ToLower(q.Text); strings.Contains(words, "domiciliation") && !slices.Contains(q.Drop, "besoin:domiciliation") {
		f.understand(&kept, "besoin:domiciliation", q.Near)
	}
	for _, facet := range q.Add {
		f.understand(&kept, facet, q.Near)
	}
	if kept.Place == nil && q.Near != nil && !slices.Contains(q.Drop, "place:position") {
		f.understand(&kept, "place:position", q.Near)
	}
	return f.rank(kept, q), nil
}

func (f *fakeFinder) understand(u *search.Understood, facet string, near *directory.Point) {
	kind, value, _ := strings.Cut(facet, ":")
	switch kind {
	case search.ThemeFacet:
		if !slices.Contains(u.Themes, value) {
			u.Themes = append(u.Themes, value)
		}
	case search.BesoinFacet:
		u.Besoins = []string{value}
	case search.AudienceFacet:
		u.Audiences = append(u.Audiences, value)
	case search.AgeFacet:
		if n, err := strconv.Atoi(value); err == nil {
			u.Age = &n
		}
	case search.NeedFacet:
		u.Needs = append(u.Needs, value)
	case search.PlaceFacet:
		if value == directory.Position && near != nil {
			u.Place = &directory.Place{Kind: directory.Position, ID: directory.Position, Point: *near}
		}
		for i := range f.places {
			if f.places[i].ID == value {
				u.Place = &f.places[i]
			}
		}
	}
}

func (f *fakeFinder) rank(u search.Understood, q search.Question) search.Answer {
	a := search.Answer{Understood: u}
	for i := range f.services {
		s := &f.services[i]
		if len(u.Themes) == 0 || !slices.Contains(s.Themes, u.Themes[0]) || slices.Contains(u.Needs, "gratuit") && !s.IsFree() {
			continue
		}
		r := search.Result{Service: s}
		if p, ok := s.Point(); ok && u.Place != nil {
			d := int(u.Place.Point.DistanceM(p))
			r.DistanceM = &d
		}
		a.Results = append(a.Results, r)
	}
	far := func(r search.Result) int {
		if r.DistanceM == nil {
			return 1 << 30
		}
		return *r.DistanceM
	}
	slices.SortStableFunc(a.Results, func(x, y search.Result) int { return cmp.Compare(far(x), far(y)) })
	a.Total = len(a.Results)
	if len(u.Themes) > 0 {
		a.Closer = slices.DeleteFunc(search.BesoinsOf(u.Themes[0]), func(id string) bool { return slices.Contains(u.Besoins, id) })
	}
	if strings.Contains(q.Text, "prothèse") {
		a.Unanswered = "prothese-dentaire"
	}
	if a.Total == 0 {
		a.Nearest = []string{"droits-sociaux", "lien-social"}
	}
	a.Results = a.Results[min(q.Offset, a.Total):min(q.Offset+q.Limit, a.Total)]
	return a
}

func (f *fakeFinder) Service(_ context.Context, id string) (directory.Service, error) {
	for _, s := range f.services {
		if s.ID == id {
			return s, nil
		}
	}
	return directory.Service{}, errGone
}

// fakeSee sees a few words of danger.
func fakeSee(words string, _ time.Time) *search.Danger {
	words = strings.ToLower(words)
	line := func(number, name string) search.Line {
		return search.Line{Helpline: directory.Helpline{Number: number, Name: name, Hours: "24/7", Free: true, Audience: "tout public"}}
	}
	samu, three := line("15", "SAMU"), line("3114", "Numéro national de prévention du suicide")
	switch {
	case strings.Contains(words, "je veux mourir"):
		return &search.Danger{Kind: search.Suicide, Lines: []search.Line{three, samu}, Alone: true}
	case strings.Contains(words, "mourir"):
		return &search.Danger{Kind: search.Suicide, Lines: []search.Line{three, samu}, Minor: strings.Contains(words, "ans")}
	case strings.Contains(words, "avalé"):
		return &search.Danger{Kind: search.Poisoning, Lines: []search.Line{samu, three}}
	}
	return nil
}

func fakeOpening(hours string, _ time.Time) Opening {
	switch {
	case hours == "":
		return Opening{}
	case strings.HasPrefix(hours, "Mo"):
		return Opening{Open: true, Sentence: "ouvert jusqu’à 18\u00a0h", Week: "du lundi au vendredi, de 9\u00a0h à 18\u00a0h"}
	}
	return Opening{Sentence: "fermé, ouvre demain à 9\u00a0h"}
}

// fakeActivity keeps what is recorded, in memory.
type fakeActivity struct {
	mu                               sync.Mutex
	failRecord, failRecall, failKeep bool
	failIntent                       bool
	questions                        []relay.Question
	acts                             []string
	kept                             map[string]relay.Browsing
	homes                            map[int64][2]string
	order                            []string
	fakePeople
}

func newFakeActivity() *fakeActivity {
	return &fakeActivity{kept: map[string]relay.Browsing{}, homes: map[int64][2]string{}, fakePeople: newFakePeople()}
}

func (f *fakeActivity) Home(_ context.Context, operator int64) (kind, id string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failRecall {
		return "", "", errBroken
	}
	home, ok := f.homes[operator]
	if !ok {
		return "", "", errGone
	}
	return home[0], home[1], nil
}

func (f *fakeActivity) SetHome(_ context.Context, operator int64, kind, id string) error {
	if f.failIntent {
		return errBroken
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.homes[operator] = [2]string{kind, id}
	if id == "" {
		delete(f.homes, operator)
	}
	return nil
}

func (f *fakeActivity) Record(_ context.Context, q relay.Question) (int64, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failRecord {
		return 0, false, errBroken
	}
	for i, old := range f.questions {
		if old.UpdateID == q.UpdateID {
			return int64(i + 1), false, nil
		}
	}
	f.questions = append(f.questions, q)
	return int64(len(f.questions)), true, nil
}

func (f *fakeActivity) act(what string) error {
	if f.failIntent {
		return errBroken
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.acts = append(f.acts, what)
	return nil
}

func (f *fakeActivity) Intent(_ context.Context, question, _, operator int64, service string, kind relay.Intent) error {
	return f.act(fmt.Sprintf("%s %s question %d by %d", kind, service, question, operator))
}

func (f *fakeActivity) Unmet(_ context.Context, question, _, _ int64, reason string) error {
	return f.act(fmt.Sprintf("unmet %s question %d", reason, question))
}

func (f *fakeActivity) Flag(_ context.Context, _, _, _ int64, service, what string) error {
	return f.act(fmt.Sprintf("flag %s %s", service, what))
}

func (f *fakeActivity) Correction(_ context.Context, question, _, _ int64, what, value string) error {
	return f.act(fmt.Sprintf("correction %s %s question %d", what, value, question))
}

func (f *fakeActivity) Outcome(_ context.Context, intent, _, operator int64, outcome string) error {
	if !slices.ContainsFunc(f.open[operator], func(o relay.Open) bool { return o.Intent == intent }) {
		return errGone
	}
	return f.act(fmt.Sprintf("outcome %s of %d by %d", outcome, intent, operator))
}

func (f *fakeActivity) Note(_ context.Context, _, action, subject, detail string) error {
	return f.act(fmt.Sprintf("note %s %s %s", action, subject, detail))
}

func (f *fakeActivity) Erase(_ context.Context, operator int64) error {
	delete(f.people, operator)
	delete(f.homes, operator)
	return f.act(fmt.Sprintf("erase %d", operator))
}

func (f *fakeActivity) Keep(_ context.Context, b relay.Browsing) error {
	if f.failKeep {
		return errBroken
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[b.ID] = b
	f.order = append(f.order, b.ID)
	return nil
}

func (f *fakeActivity) Recall(_ context.Context, id string) (relay.Browsing, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.failRecall {
		return relay.Browsing{}, errBroken
	}
	b, ok := f.kept[id]
	if !ok {
		return b, errGone
	}
	return b, nil
}

func (f *fakeActivity) RecallByMessage(_ context.Context, chat int64, message int) (relay.Browsing, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.order) - 1; i >= 0; i-- {
		if b := f.kept[f.order[i]]; b.Chat == chat && b.QuestionMessage == message && !f.failRecall {
			return b, nil
		}
	}
	return relay.Browsing{}, errGone
}
