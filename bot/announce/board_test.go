package announce_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

const (
	sanitas = "sanitas"
	tours   = "37261"
	partner = "pseudonym-of-partner"
	anne    = "pseudonym-of-anne"
	brice   = "pseudonym-of-brice"
)

// world is a board and its clock.
type world struct {
	*announce.Board
	t   testing.TB
	d   *db.DB
	now time.Time
}

// each runs f on every engine, in the morning of 1 October 2026.
func each(t *testing.T, f func(w *world)) {
	t.Helper()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) { f(newWorld(t, d)) })
}

func newWorld(t testing.TB, d *db.DB, opts ...announce.Option) *world {
	w := &world{t: t, d: d, now: at(20261001, 10, 0)}
	opts = append(opts, announce.WithCommunes(map[string]string{sanitas: tours}))
	w.Board = announce.New(d, key(t, "a secret of tests, long enough"), func() time.Time { return w.now }, opts...)
	return w
}

func key(t testing.TB, secret string) db.Key {
	t.Helper()
	k, err := db.NewKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// at is an instant of a day in Paris.
func at(day, hour, minute int) time.Time {
	return announce.DayStart(day).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// evening is a date from 18 h 30 to 20 h 30.
func evening(day int) announce.Date {
	return announce.Date{Starts: at(day, 18, 30), Ends: at(day, 20, 30)}
}

// event is an event of the Sanitas.
func event(title string, days ...int) announce.Item {
	it := announce.Item{
		Kind: announce.Event, Title: title, What: "Un film, puis on en parle.", Venue: "Centre social", Quartier: sanitas,
		Organiser: "Centre social du Sanitas", Themes: []string{"sante-mentale"}, Author: partner,
	}
	for _, d := range days {
		it.Dates = append(it.Dates, evening(d))
	}
	return it
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// propose proposes an item and tells its id.
func (w *world) propose(it announce.Item) int64 {
	w.t.Helper()
	id, err := w.Propose(context.Background(), it)
	w.must(err)
	return id
}

// pending is what waits for an item.
func (w *world) pending(id int64) announce.Pending {
	w.t.Helper()
	p, err := w.WaitingFor(context.Background(), id)
	w.must(err)
	return p
}

// approve approves what waits for an item.
func (w *world) approve(id int64, actor string) bool {
	w.t.Helper()
	published, err := w.Approve(context.Background(), id, w.pending(id).Digest, actor)
	w.must(err)
	return published
}

// publish proposes an item and has it approved.
func (w *world) publish(it announce.Item) int64 {
	w.t.Helper()
	id := w.propose(it)
	for _, actor := range []string{anne, brice} {
		if w.approve(id, actor) {
			return id
		}
	}
	w.t.Fatalf("%q is not published", it.Title)
	return 0
}

func (w *world) item(id int64) announce.Item {
	w.t.Helper()
	it, err := w.Item(context.Background(), id)
	w.must(err)
	return it
}

func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	w.must(w.d.Update(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), query, args...)
		return err
	}))
}

// number is the one number a query answers.
func (w *world) number(query string, args ...any) (n int) {
	w.t.Helper()
	w.must(w.d.View(context.Background(), func(tx *db.Tx) error {
		return tx.Row(context.Background(), query, args, &n)
	}))
	return n
}

func picture() image.Image {
	m := image.NewGray(image.Rect(0, 0, 60, 80))
	m.SetGray(3, 4, color.Gray{Y: 200})
	return m
}

func pngPoster() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func jpegPoster() []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}
