package sample

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/directory"
)

// organisations are partners of the contrat de ville, as entries name them.
var organisations = []string{
	"CPAM d’Indre-et-Loire", "CHRU de Tours", "Ville de Tours", "Ville de Joué-lès-Tours", "Ville de Saint-Pierre-des-Corps",
	"Ville de La Riche", "Tours Métropole Val de Loire", "Conseil départemental d’Indre-et-Loire", "Agence régionale de santé",
	"Mission locale de Touraine", "Maison des adolescents", "Planning familial", "Centre communal d’action sociale",
	"Union départementale des associations familiales", "Éducation nationale", "Tours Habitat", "Val Touraine Habitat",
	"Réseau de santé en addictologie", "Groupe d’entraide mutuelle", "Banque alimentaire de Touraine", "Caisse d’allocations familiales",
	"Fédération des centres sociaux", "Conseil local de santé mentale", "Protection maternelle et infantile", "Secours populaire",
	"Croix-Rouge française", "Réseau périnatal", "Faculté de médecine de Tours",
}

var (
	toolTitles = map[string]string{"affiche": "Affiche « Où aller pour ma santé »", "flyer": "Dépliant du relais santé",
		"guide": "Guide des ressources du quartier", "site": "Page santé du site de la ville",
		"reseaux-sociaux": "Campagne sur les réseaux sociaux", "video": "Vidéo de présentation du relais",
		"newsletter": "Lettre d’information des relais", "autre": "Marque-page du relais santé"}
	trainings = []string{"Prise en main de Relais", "Repérer et orienter une souffrance psychique", "Premiers secours en santé mentale",
		"Accès aux droits de santé : les bases", "Orienter vers les soins dentaires", "Accueillir sans parler la même langue"}
	projects = []string{"Semaines d’information sur la santé mentale", "Bus dentaire partagé", "Octobre rose dans les quartiers",
		"Parcours de sport-santé entre communes", "Médiation en santé partagée", "Forum santé des jeunes"}
	outreach = []string{"Stand santé au marché", "Café santé des habitants", "Permanence au pied des immeubles",
		"Porte-à-porte d’information", "Atelier bien-être en famille", "Dépistage au centre social"}
)

// act is a line of the audit trail, before they are put in order.
type act struct {
	at                             time.Time
	actor, action, subject, detail string
}

// entry is a fact entered by hand.
type entry struct {
	kind, title, detail string
	number              int
	partners, communes  []string
	where               *zone // nil: everywhere
	removed             bool
}

// hand writes what coordinators enter, what residents answer, and the trail
// that this leaves.
type hand struct {
	*world
	authors []string // pseudonyms of coordinators
	acts    []act
	tools   int
}

// byHand makes up everything that does not come from questions.
func (w *world) byHand() {
	h := &hand{world: w}
	h.coordinators()
	first := true
	for i, d := range w.calendar {
		if d.day%100 != 1 {
			continue
		}
		days := w.calendar[i:min(i+28, len(w.calendar))]
		h.month(days, first)
		first = false
	}
	h.trail()
}

// coordinators writes who they are: the first one everywhere, each other one a
// commune of a quarter.
func (h *hand) coordinators() {
	since := h.calendar[0].noon.Add(-3 * time.Hour)
	for i, id := range h.o.Coordinators {
		name, commune := h.o.Pseudonym(id), ""
		subject := ""
		if i > 0 {
			commune = h.zones[(i-1)%len(h.zones)].commune()
			subject = "commune:" + commune
		}
		h.authors = append(h.authors, name)
		h.b.people.add(name, string(relay.Coordinator), "ccas", "", commune, relay.Active, int64(1), since.UnixMilli())
		h.note(since.Add(-time.Minute), relay.Terminal, "invite", subject, string(relay.Coordinator))
		h.note(since, name, "join", subject, string(relay.Coordinator))
	}
}

func (h *hand) note(at time.Time, actor, action, subject, detail string) {
	if at.Before(h.o.Until) {
		h.acts = append(h.acts, act{at, actor, action, subject, detail})
	}
}

// month makes up what is entered in a month: the meeting of the health group
// and partners each month, but in August; tools and trainings more often at the
// start; projects with the mental-health weeks, and in spring.
func (h *hand) month(days []date, first bool) {
	m := days[0].month
	h.survey(days, m)
	if m == 8 {
		h.outreach(days)
		return
	}
	h.enter(days, entry{kind: relay.Meeting, title: "Groupe santé du contrat de ville", number: 9 + h.r.IntN(10),
		partners: h.some(organisations, 4+h.r.IntN(4))})
	for range 1 + h.r.IntN(2) {
		partner := one(h.r, organisations)
		h.enter(days, entry{kind: relay.Partners, title: partner, partners: []string{partner}, where: h.somewhere()})
	}
	if first || m%2 == 1 {
		h.enter(days, entry{kind: relay.Training, title: one(h.r, trainings), number: 7 + h.r.IntN(17), where: h.somewhere()})
		kind := relay.Tools[h.tools%len(relay.Tools)]
		h.tools++
		h.enter(days, entry{kind: relay.Tool, title: toolTitles[kind], detail: kind, number: 50 * (1 + h.r.IntN(12))})
	}
	if m == 10 || m == 3 || m == 6 {
		title := one(h.r, projects)
		if m == 10 {
			title = projects[0]
		}
		h.enter(days, entry{kind: relay.Project, title: title, number: 20 + h.r.IntN(80),
			partners: h.some(organisations, 3), communes: h.some(h.communes(), 2+h.r.IntN(2))})
	}
	h.outreach(days)
	h.enter(days, entry{kind: relay.Outreach, title: one(h.r, outreach), number: 6 + h.r.IntN(30), where: h.somewhere(),
		removed: h.r.IntN(12) == 0})
	h.visit(days)
}

// communes are those of the quarters.
func (h *hand) communes() (codes []string) {
	for _, z := range h.zones {
		if z.place.Kind == directory.Quartier && !slices.Contains(codes, z.place.INSEE) {
			codes = append(codes, z.place.INSEE)
		}
	}
	if len(codes) > 1 {
		return codes
	}
	codes = nil
	for _, z := range h.zones {
		if z.place.Kind == directory.Commune {
			codes = append(codes, z.place.ID)
		}
	}
	return codes
}

func (h *hand) outreach(days []date) {
	h.enter(days, entry{kind: relay.Outreach, title: one(h.r, outreach), number: 12 + h.r.IntN(60), where: h.somewhere()})
}

// somewhere is a quarter most of the time, else a commune.
func (h *hand) somewhere() *zone {
	return &h.zones[min(h.r.IntN(len(h.zones)), h.r.IntN(len(h.zones)))]
}

// some draws n values, each once, in the order of the list.
func (h *hand) some(list []string, n int) []string {
	chosen := h.r.Perm(len(list))[:min(n, len(list))]
	slices.Sort(chosen)
	out := make([]string, len(chosen))
	for i, c := range chosen {
		out[i] = list[c]
	}
	return out
}

// workday draws a day of the month that is worked.
func (h *hand) workday(days []date) date {
	d := one(h.r, days)
	for range 20 {
		if d.weekday != time.Sunday && d.weekday != time.Saturday && !closedDays[int(d.day)%10000] {
			break
		}
		d = one(h.r, days)
	}
	return d
}

// enter writes an entry, entered some hours after, and the lines of the trail.
func (h *hand) enter(days []date, e entry) {
	d := h.workday(days)
	at := d.noon.Add(time.Duration(2*3600+h.r.IntN(3*3600)) * time.Second)
	if !at.Before(h.o.Until) {
		return
	}
	author, id := h.authors[0], h.id(h.b.entries)
	subject := "entry:" + strconv.FormatInt(id, 10)
	h.note(at, author, "entry-add", subject, e.kind)
	changed, removed := at, int64(0)
	if e.removed && at.Add(time.Hour).Before(h.o.Until) {
		changed = at.Add(time.Hour)
		removed = changed.UnixMilli()
		h.note(changed, author, "entry-remove", subject, "")
	}
	quartier, commune := "", ""
	if e.where != nil {
		commune = e.where.commune()
		if q := e.where.quartier(); q != relay.UnknownPlace {
			quartier = q
		}
	}
	h.b.entries.add(id, e.kind, int64(d.day), e.title, e.detail, int64(e.number), strings.Join(e.partners, "|"),
		strings.Join(e.communes, " "), quartier, commune, author, changed.UnixMilli(), removed)
}

// survey makes up answers of residents: more know where to go, year after year.
func (h *hand) survey(days []date, m int) {
	if !days[len(days)-1].noon.Before(h.o.Until) {
		return // the month has just begun
	}
	years := days[0].noon.Sub(h.o.Until).Hours() / 24 / 365
	n := int(float64(15+h.r.IntN(25)) * byMonth[m])
	for range n {
		quartier := relay.UnknownPlace
		if z := h.somewhere(); h.r.Float64() < .9 {
			quartier = z.quartier()
		}
		knows := relay.Knows[pick(h.r, []float64{.42 + .08*years, .33, .25 - .04*years})]
		went := relay.Went[pick(h.r, []float64{.48 + .04*years, .24 - .03*years, .28})]
		h.b.survey.add(h.id(h.b.survey), int64(days[0].day)/100, quartier, knows, went)
	}
}

// visit makes up a coordinator's visits of the console.
func (h *hand) visit(days []date) {
	for range 1 + h.r.IntN(3) {
		who, at := one(h.r, h.authors), h.workday(days).noon.Add(time.Duration(h.r.IntN(5*3600))*time.Second)
		h.note(at, who, "door", "", "")
		if h.r.IntN(15) == 0 {
			h.note(at.Add(10*time.Minute), "relais", "enter-refused", "", "")
			continue
		}
		h.note(at.Add(20*time.Second), who, "enter", "", "")
		if h.r.IntN(3) == 0 {
			h.note(at.Add(9*time.Minute), who, "export", "bilan", "pdf")
		}
		h.note(at.Add(25*time.Minute), who, "leave", "", "")
	}
}

// trail writes the audit trail: what was noted, and the arrivals and departures
// of operators.
func (h *hand) trail() {
	for _, p := range h.people {
		if p.since == 0 {
			continue
		}
		since := time.UnixMilli(p.since)
		if p.role != relay.Operator {
			h.note(since.Add(-time.Hour), h.authors[0], "invite", "", string(p.role))
			h.note(since.Add(-time.Minute), p.name, "join", "", string(p.role))
		}
		if p.state == relay.Removed {
			h.note(h.calendar[p.to].noon.Add(3*time.Hour), h.authors[0], "remove", p.name, "")
		}
	}
	slices.SortStableFunc(h.acts, func(a, b act) int { return cmp.Compare(a.at.UnixMilli(), b.at.UnixMilli()) })
	for _, a := range h.acts {
		h.b.audit.add(h.id(h.b.audit), a.at.UnixMilli(), a.actor, a.action, a.subject, a.detail)
	}
}
