package programme

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/db/dbtest"
	"relais/directory/starter"
)

const townURL = "https://relais.test"

// town is a programme over a real database.
type town struct {
	*Programme
	board *announce.Board
	clock time.Time
	logs  strings.Builder
}

// newTown opens a programme without anything in it, on the eve of an edition.
func newTown(t *testing.T, d *db.DB) *town {
	t.Helper()
	key, err := db.NewKey("a secret of tests, long enough")
	if err != nil {
		t.Fatal(err)
	}
	w := &town{clock: time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC)}
	communes := map[string]string{}
	for _, p := range starter.Places() {
		if p.Kind == directory.Quartier {
			communes[p.ID] = p.INSEE
		}
	}
	now := func() time.Time { return w.clock }
	w.board = announce.New(d, key, now, announce.WithCommunes(communes))
	w.Programme = New(Options{Board: w.board, Places: starter.Places(), PublicURL: townURL, Now: now,
		Bot: func() string { return "RelaisBot" }, Log: slog.New(slog.NewTextHandler(&w.logs, nil))})
	return w
}

// oneTown is a town where the database does not matter.
func oneTown(t *testing.T) *town {
	t.Helper()
	return newTown(t, dbtest.Open(t, t.TempDir()))
}

// edition adds the weeks of 2026.
func (w *town) edition(t *testing.T) int64 {
	t.Helper()
	id, err := w.board.SaveEdition(t.Context(), announce.Terminal, announce.Edition{Year: 2026,
		Theme: "Pour notre santé mentale, réparons le lien social", First: 20261005, Last: 20261018})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// propose keeps an item that nobody approved.
func (w *town) propose(t *testing.T, it announce.Item) int64 {
	t.Helper()
	if it.Author == "" {
		it.Author = "partner"
	}
	if it.Organiser == "" {
		it.Organiser = "Centre social du quartier"
	}
	id, err := w.board.Propose(t.Context(), it)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// publish proposes an item and approves it.
func (w *town) publish(t *testing.T, it announce.Item) int64 {
	t.Helper()
	id := w.propose(t, it)
	w.approve(t, id)
	return id
}

func (w *town) approve(t *testing.T, id int64) {
	t.Helper()
	p, err := w.board.WaitingFor(t.Context(), id)
	if err == nil {
		_, err = w.board.Approve(t.Context(), id, p.Digest, "coordinator")
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (w *town) cancel(t *testing.T, id int64) {
	t.Helper()
	if err := w.board.Cancel(t.Context(), id, "partner"); err != nil {
		t.Fatal(err)
	}
	w.approve(t, id)
}

// at is an instant of October 2026 in Paris.
func at(day, hour, minute int) time.Time {
	start := announce.DayStart(20261000 + day)
	return start.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// on is a date of October 2026, from an hour to another; 0 for an unknown end.
func on(day int, from, to float64) announce.Date {
	d := announce.Date{Starts: at(day, 0, int(from*60))}
	d.Ends = d.Starts
	if to > 0 {
		d.Ends = at(day, 0, int(to*60))
	}
	return d
}

// days is a date of whole days of October 2026.
func wholeDays(first, last int) announce.Date {
	return announce.Date{Starts: at(first, 0, 0), Ends: at(last, 0, 0), Whole: true}
}

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

// poster is a picture of a size, as a JPEG.
func poster(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(60 + 120*x/w), uint8(110 + 90*y/h), 150, 255}
			if (x/40+y/40)%2 == 0 {
				c.B = 175
			}
			m.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reply is what a visitor gets.
type reply struct {
	status int
	body   string
	header http.Header
}

func (w *town) get(t *testing.T, path string, headers ...string) reply {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, townURL+path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return w.send(t, r)
}

func (w *town) send(t *testing.T, r *http.Request) reply {
	t.Helper()
	rec := httptest.NewRecorder()
	w.Handler().ServeHTTP(rec, r)
	body, err := io.ReadAll(rec.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{rec.Code, string(body), rec.Result().Header}
}

// ids are those of what fill adds.
type ids struct{ film, walk, show, cafe, course, call, secret, plain int64 }

// fill adds an edition as a real one: many partners, all that may happen to an
// appointment, and what is out of the edition.
func (w *town) fill(t *testing.T) (id ids) {
	t.Helper()
	e := w.edition(t)
	id.film = w.publish(t, announce.Item{Kind: announce.Event, Edition: e, Title: "Ciné-débat : « Les Intranquilles »",
		What:     "Projection du film de Joachim Lafosse, puis échange avec une psychologue et une pair-aidante.\nOn peut venir voir le film et ne pas rester au débat.",
		Audience: "tous, à partir de 14 ans", Dates: []announce.Date{on(8, 18.5, 21)}, Venue: "Centre social Pluriel(le)s", Address: "1 avenue du Général-de-Gaulle, Tours",
		Quartier: "sanitas", Organiser: "Centre social Pluriel(le)s", Partners: []string{"Unafam 37", "CHRU de Tours"}, Themes: []string{"sante-mentale"},
		Free: yes(), Access: []string{"pmr", "lsf"}, Contact: "02 47 00 00 00", Poster: poster(t, 600, 850)})
	id.walk = w.publish(t, announce.Item{Kind: announce.Event, Edition: e, Title: "Marche bleue le long du Cher", What: "Quatre kilomètres à petits pas, une pause thé, un banc tous les cinq cents mètres.",
		Audience: "Pour les personnes âgées et leurs proches", Dates: []announce.Date{on(6, 14, 16), on(13, 14, 16)}, Venue: "Maison de quartier", Quartier: "rives-du-cher",
		Organiser: "Ville de Tours", Free: yes(), Booking: "02 47 00 00 01", Access: []string{"falc"}})
	id.show = w.publish(t, announce.Item{Kind: announce.Event, Edition: e, Title: "Exposition « Habiter sa tête »", What: "Photographies et textes de personnes concernées par un trouble psychique.",
		Dates: []announce.Date{wholeDays(5, 9)}, Venue: "Médiathèque François-Mitterrand", Commune: "37261", Organiser: "Médiathèque", Free: yes(), Access: []string{"pmr"}})
	id.cafe = w.publish(t, announce.Item{Kind: announce.Event, Edition: e, Title: "Café des parents : écrans et sommeil des adolescents", What: "Un temps pour parler sans être jugé, avec une infirmière scolaire.",
		Audience: "parents", Dates: []announce.Date{on(9, 9, 11)}, Venue: "Collège Michelet", Address: "rue Michelet, Tours", Commune: "37261", Organiser: "Maison des adolescents", Free: yes(), Booking: "auprès du collège"})
	for i, title := range []string{"Portes ouvertes du groupe d’entraide mutuelle", "Atelier théâtre « Dire ce qui va, dire ce qui ne va pas »", "Escape game des émotions", "Table ronde : travailler avec une fragilité psychique",
		"Initiation aux premiers secours en santé mentale", "Lecture à voix haute : nos îles", "Concert de clôture de la chorale des Mots bleus", "Stand d’information et dépistage du stress", "Atelier cuisine et bonne humeur", "Ciné-goûter : « Vice-versa »"} {
		w.publish(t, announce.Item{Kind: announce.Event, Edition: e, Title: title, Audience: []string{"tous", "jeunes de 11 à 25 ans", "adultes", "professionnels et bénévoles"}[i%4],
			What:  "Venir comme on est, partir quand on veut. Une équipe accueille, explique, et oriente si besoin vers les lieux d’écoute du quartier.",
			Dates: []announce.Date{on(6+i, float64(10+i%7), float64(12+i%7))}, Venue: []string{"Espace Santé Jeunes", "Salle Nelson-Mandela", "Place du marché"}[i%3],
			Commune: []string{"37261", "37122", "37233"}[i%3], Organiser: []string{"Montjoie", "Unafam 37", "Mutualité Centre-Val de Loire", "Ville de Joué-lès-Tours"}[i%4],
			Free: []*bool{yes(), yes(), no(), nil}[i%4], Access: announce.Access[:i%4]})
	}
	off := w.publish(t, announce.Item{Kind: announce.Event, Edition: e, Title: "Pique-nique partagé", Audience: "familles", Dates: []announce.Date{on(11, 12, 0)}, Venue: "Jardin du Morier", Quartier: "le-morier", Free: yes()})
	w.cancel(t, off)
	id.plain = off
	id.course = w.publish(t, announce.Item{Kind: announce.Training, Title: "Repérer une crise suicidaire, et que faire", What: "Deux jours pour les équipes d’accueil.", Audience: "professionnels", Dates: []announce.Date{wholeDays(20, 21)},
		Venue: "Maison de la santé", Commune: "37261", Organiser: "CHRU de Tours", Free: yes(), Booking: "https://example.org/inscription"})
	id.call = w.publish(t, announce.Item{Kind: announce.Call, Title: "Appel à projets : santé mentale et quartiers", What: "Pour les associations qui veulent agir avec les habitants.", Deadline: 20261030, Organiser: "Tours Métropole"})
	w.publish(t, announce.Item{Kind: announce.Campaign, Title: "Octobre rose : le dépistage près de chez vous", What: "De 50 à 74 ans, une mammographie tous les deux ans, sans avance de frais.", Audience: "femmes de 50 à 74 ans", Organiser: "Centre de dépistage"})
	w.propose(t, announce.Item{Kind: announce.Event, Edition: e, Title: "Pas encore relu", Dates: []announce.Date{on(7, 10, 0)}, Poster: poster(t, 50, 50)})
	id.secret = id.call + 2
	it, err := w.board.Item(t.Context(), id.walk)
	if err != nil {
		t.Fatal(err)
	}
	it.Dates[1] = on(14, 14, 16)
	it.Author = "partner"
	w.propose(t, it)
	w.approve(t, id.walk)
	return id
}

var _ Board = (*announce.Board)(nil)

// broken is a board that cannot be read.
type broken struct{ Board }

func (broken) Items(context.Context, announce.Filter) ([]announce.Item, error) {
	return nil, io.ErrUnexpectedEOF
}
