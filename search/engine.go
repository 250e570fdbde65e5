package search

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"relais/directory"
	"relais/search/lexicon"
	"relais/search/model"
)

// ErrNotReady is returned while no index is open yet.
var ErrNotReady = errors.New("the search index is not ready")

// Options of an Engine.
type Options struct {
	Folder    string               // where indexes are kept; empty keeps them in memory
	Places    []directory.Place    // quarters and communes of the area; the first commune is home
	Streets   []directory.Street   // of the area, to tell the quarter
	Helplines []directory.Helpline // shown in danger
	Log       *slog.Logger
}

// Engine answers questions over the directory last loaded. It is safe for
// concurrent use, also while a new version is being loaded.
type Engine struct {
	opts  Options
	watch *Watch
	home  *directory.Place
	now   atomic.Pointer[snapshot]
	ready chan struct{} // closed by the first Load
	once  sync.Once
}

// New returns an engine that sees danger at once and finds services after Load.
func New(opts Options) *Engine {
	warm()
	e := &Engine{opts: opts, watch: NewWatch(opts.Helplines), ready: make(chan struct{})}
	for i := range opts.Places {
		if p := &opts.Places[i]; p.Kind == directory.Commune {
			e.home = p
			break
		}
	}
	return e
}

// warm reads what is embedded, so that the first question need not.
func warm() {
	model.Subjects()
	model.Danger()
	model.Vocabulary()
	lexicon.BesoinPhrases()
	lexicon.Audiences()
	lexicon.Needs()
	lexicon.Alarms()
	lexicon.Situations()
}

// Load opens or builds the index of services, which it keeps, and answers
// from it from then on. The old one answers meanwhile.
func (e *Engine) Load(ctx context.Context, version int64, services []directory.Service) error {
	start := time.Now()
	snap := newSnapshot(version, services, e.opts.Places, e.opts.Streets)
	index, err := openIndex(ctx, e.opts.Folder, snap)
	if err != nil {
		return err
	}
	snap.index = index
	old := e.now.Swap(snap)
	e.once.Do(func() { close(e.ready) })
	if e.opts.Folder != "" {
		removeOld(e.opts.Folder, snap.indexPath(e.opts.Folder))
	}
	if old != nil {
		// Questions under way may still read the old index: it is closed once
		// the longest of them has ended.
		time.AfterFunc(time.Minute, func() { old.index.Close() })
	}
	e.opts.Log.Info("directory loaded", "services", len(snap.services), "version", version, "took", time.Since(start).Round(time.Millisecond))
	return nil
}

// Close releases the index.
func (e *Engine) Close() error {
	if s := e.now.Swap(nil); s != nil {
		return s.index.Close()
	}
	return nil
}

// Version is the version of the directory that answers; -1 before Load.
func (e *Engine) Version() int64 {
	if s := e.now.Load(); s != nil {
		return s.version
	}
	return -1
}

// Danger sees danger without index or database: see Watch.See.
func (e *Engine) Danger(text string, at time.Time) *Danger { return e.watch.See(text, at) }

// areaKm is how far around a place services are looked for first.
const areaKm = 28

// maxCandidates bounds what is ranked for one question.
const maxCandidates = 500

// Find answers a question. Danger is set even when err is not nil. Before the
// first Load is over it waits, as long as ctx lets it.
func (e *Engine) Find(ctx context.Context, q Question) (Answer, error) {
	a := Answer{Danger: e.watch.See(q.Text, q.At)}
	select {
	case <-e.ready:
	case <-ctx.Done():
	}
	s := e.now.Load()
	if s == nil {
		return a, ErrNotReady
	}
	r := s.under.understand(q.Text, q.At)
	if a.Danger != nil {
		r.follow(a.Danger)
	}
	r.correct(q, s.under.places)
	a.Understood = r.Understood
	found, err := e.find(ctx, s, r, q)
	if err != nil {
		return a, err
	}
	a.Total = len(found)
	limit := q.Limit
	if limit == 0 {
		limit = 10
	}
	from := min(q.Offset, len(found))
	for _, f := range found[from:min(from+limit, len(found))] {
		a.Results = append(a.Results, s.result(f, q.At))
	}
	if len(found) == 0 {
		a.Nearest = nearest(r)
		if r.offTopic > offFrom {
			a.Understood.Themes, a.Understood.Besoins = nil, nil
		}
	}
	a.Closer = closer(r, s, found)
	a.Unanswered = unanswered(r, found)
	return a, nil
}

// unanswered is the surest besoin, when it is said understood and nothing found
// answers it: what is shown is then near it only, and must say so.
func unanswered(r *reading, found []scored) string {
	if len(r.Besoins) == 0 || len(found) == 0 || r.besoins[r.Besoins[0]] < surelyAsked {
		return ""
	}
	if slices.ContainsFunc(found, func(f scored) bool { return f.best == r.Besoins[0] || f.named > namedFrom }) {
		return ""
	}
	return r.Besoins[0]
}

// surelyAsked is how sure a besoin must be for its absence to be told.
const surelyAsked = 0.6

func (e *Engine) find(ctx context.Context, s *snapshot, r *reading, q Question) ([]scored, error) {
	around := r.Place
	if around == nil {
		around = cmp.Or(q.Home, e.home)
	}
	sc := s.newScoring(r, q.At, around)
	var cells []string
	if around != nil {
		cells = cellsAround(around, areaKm)
	}
	ids, err := s.candidates(ctx, r, sc.topics, cells, maxCandidates)
	if err != nil {
		return nil, err
	}
	found := sc.rank(ids)
	if len(found) == 0 && around != nil && len(sc.topics) > 0 {
		if ids, err = s.candidates(ctx, r, sc.topics, nil, maxCandidates); err != nil {
			return nil, err
		}
		found = sc.rank(ids)
	}
	return found, nil
}

const (
	// matterFrom is the least a service must have to do with the question.
	matterFrom = 0.35
	// namedFrom is how much a service must be called by its name to answer a
	// question that nothing else here treats.
	namedFrom = 0.7
	// shareFrom is the least share of the best score a service must reach.
	shareFrom = 0.25
)

// rank scores candidates, drops those that do not answer, and orders the
// rest. Nothing is padded: what does not fit is not shown.
func (sc *scoring) rank(ids []int) []scored {
	off := sc.off()
	ids = sc.worthWeighing(ids)
	var out []scored
	best := 0.0
	for _, i := range ids {
		f, ok := sc.score(i)
		if !ok || f.matter < matterFrom || off && f.named < namedFrom {
			continue
		}
		best = max(best, f.score)
		out = append(out, f)
	}
	out = slices.DeleteFunc(out, func(f scored) bool { return f.score < shareFrom*best || f.score <= 0 })
	slices.SortFunc(out, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(sc.services[a.i].ID, sc.services[b.i].ID))
	})
	return sc.takeTurns(sc.withoutPadding(out))
}

const (
	// preciseFrom is how sure a need must be for its theme alone to be too little.
	preciseFrom = 0.6
	// doorFrom is from what share of the surest need a service has a door for it,
	// if only in part, and turnFrom from what share it is one to turn to.
	doorFrom, turnFrom = 0.55, 0.3
)

// withoutPadding drops, when the precise need is sure and no service here has a
// door for it, those known to answer others: being of the same theme, they
// would look like an answer. Those to turn to stay.
func (sc *scoring) withoutPadding(found []scored) []scored {
	if len(sc.topics) == 0 || sc.topics[0].p < preciseFrom {
		return found
	}
	sure := sc.topics[0].p
	if slices.ContainsFunc(found, func(f scored) bool { return f.answers >= doorFrom*sure || f.named > namedFrom }) {
		return found
	}
	return slices.DeleteFunc(found, func(f scored) bool { return f.answers < turnFrom*sure && len(sc.ties(f.i)) > 0 })
}

// fullyWeighed is about how many candidates are weighed in full. Where more are
// near, a first look keeps the best by need, theme and distance, and the first
// of the index, which knows the words.
const fullyWeighed = 160

func (sc *scoring) worthWeighing(ids []int) []int {
	if len(ids) <= fullyWeighed {
		return ids
	}
	type look struct {
		i     int
		score float64
	}
	looks := make([]look, len(ids))
	for k, i := range ids {
		var out scored
		looks[k] = look{i, sc.besoin(&out, sc.ties(i)) + sc.themes(&out, &sc.services[i]) + sc.place(&out, i, &sc.services[i])}
		if k < fullyWeighed/2 {
			looks[k].score += 100
		}
	}
	slices.SortFunc(looks, func(a, b look) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.i, b.i)) })
	kept := make([]int, fullyWeighed)
	for k := range kept {
		kept[k] = looks[k].i
	}
	return kept
}

// off tells whether nothing here treats the question.
func (sc *scoring) off() bool {
	known := sc.theme
	if len(sc.topics) > 0 {
		known = max(known, sc.topics[0].p)
	}
	return sc.r.offTopic > offFrom && sc.r.offTopic > known || sc.total == 0 && known < firstFrom
}

// offFrom is how sure it must be that nothing here treats a question.
const offFrom = 0.55

// takeTurns gives each need of a message its first answer before any gets its
// second, when several were surely asked.
func (sc *scoring) takeTurns(found []scored) []scored {
	var asked []string
	for _, t := range sc.topics {
		said := sc.r.because[t.id] != "" || t.p > 0.7
		if said && t.p > 0.5 && t.p > 0.6*sc.topics[0].p && !slices.ContainsFunc(asked, func(id string) bool { return themeOf(id) == themeOf(t.id) }) {
			asked = append(asked, t.id)
		}
	}
	if len(asked) < 2 {
		return found
	}
	var firsts []scored
	for _, id := range asked[:min(len(asked), 3)] {
		answers := func(f scored) bool {
			return slices.ContainsFunc(sc.ties(f.i), func(t tied) bool { return t.besoin == id })
		}
		if slices.ContainsFunc(firsts, answers) {
			continue
		}
		if k := slices.IndexFunc(found, answers); k >= 0 {
			firsts = append(firsts, found[k])
			found = slices.Delete(slices.Clone(found), k, k+1)
		}
	}
	return append(firsts, found...)
}

// result is a service as shown.
func (s *snapshot) result(f scored, at time.Time) Result {
	schedule := s.make(f.i).schedule
	state, _ := schedule.At(at)
	return Result{
		Service: &s.services[f.i], Score: f.score, DistanceM: f.distance, Why: f.why,
		Schedule: schedule, Open: state, Opens: schedule.Opens(at),
	}
}

// nearest are the themes to offer when nothing answers.
func nearest(r *reading) []string {
	type guess struct {
		id string
		p  float64
	}
	var all []guess
	for id, p := range r.themes {
		if p > 0.08 {
			all = append(all, guess{id, p})
		}
	}
	slices.SortFunc(all, func(a, b guess) int { return cmp.Or(cmp.Compare(b.p, a.p), strings.Compare(a.id, b.id)) })
	var out []string
	for _, g := range all[:min(3, len(all))] {
		out = append(out, g.id)
	}
	return out
}

// closer are the besoins that would narrow the answer: likely readings of the
// question first, then what the services found answer, none already understood.
func closer(r *reading, s *snapshot, found []scored) []string {
	weight := map[string]float64{}
	for id, p := range r.besoins {
		if p > 0.03 {
			weight[id] = p
		}
	}
	for k, f := range found[:min(len(found), 12)] {
		for _, t := range s.ties(f.i) {
			if slices.Contains(r.Themes, themeOf(t.besoin)) {
				weight[t.besoin] += 0.05 * t.weight / float64(k+1)
			}
		}
	}
	ids := slices.SortedFunc(maps.Keys(weight), func(a, b string) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), strings.Compare(a, b))
	})
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(r.Besoins, id) })
	return ids[:min(6, len(ids))]
}

// Service returns a service of the version that answers now.
func (e *Engine) Service(id string) (directory.Service, bool) {
	s := e.now.Load()
	if s == nil {
		return directory.Service{}, false
	}
	i, ok := s.byID[id]
	if !ok {
		return directory.Service{}, false
	}
	return s.services[i], true
}
