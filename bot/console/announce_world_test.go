package console

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
	"relais/bot/relay"
	"relais/directory/db"
)

// noting is a log that remembers what is noted about announcements.
type noting struct {
	*relay.Log
	h *house
}

func (n noting) Note(ctx context.Context, actor, action, subject, detail string) error {
	n.h.notes = append(n.h.notes, fmt.Sprintf("%s %s %s %s", short(actor), action, subject, detail))
	return n.Log.Note(ctx, actor, action, subject, detail)
}

// fakeFeeds are feeds without a network.
type fakeFeeds struct {
	list []exchange.Feed
	look exchange.Look
}

func (f *fakeFeeds) Feeds(context.Context) ([]exchange.Feed, error) { return f.list, nil }

func (f *fakeFeeds) at(id int64) (*exchange.Feed, error) {
	if id < 1 || int(id) > len(f.list) {
		return nil, fmt.Errorf("feed %d: %w", id, db.ErrNotFound)
	}
	return &f.list[id-1], nil
}

func (f *fakeFeeds) Feed(_ context.Context, id int64) (exchange.Feed, error) {
	one, err := f.at(id)
	if err != nil {
		return exchange.Feed{}, err
	}
	return *one, nil
}

func (f *fakeFeeds) AddFeed(_ context.Context, address, form, name string, every time.Duration) (int64, error) {
	if u, err := url.Parse(address); err != nil || u.Host == "" {
		return 0, &exchange.Problem{Code: exchange.CodeAddress}
	}
	for _, one := range f.list {
		if one.URL == address {
			return 0, exchange.ErrKnown
		}
	}
	f.list = append(f.list, exchange.Feed{ID: int64(len(f.list) + 1), URL: address, Form: form, Name: name, Every: every, State: exchange.Active})
	return int64(len(f.list)), nil
}

func (f *fakeFeeds) set(id int64, state string) error {
	one, err := f.at(id)
	if err == nil {
		one.State = state
	}
	return err
}

func (f *fakeFeeds) StopFeed(_ context.Context, id int64) error  { return f.set(id, exchange.Stopped) }
func (f *fakeFeeds) StartFeed(_ context.Context, id int64) error { return f.set(id, exchange.Active) }

func (f *fakeFeeds) LookNow(_ context.Context, id int64) (exchange.Look, error) {
	_, err := f.at(id)
	return f.look, err
}

// evening is a date of a day, YYYYMMDD, from 18 h 30 to 20 h 30.
func evening(day int) announce.Date {
	start := announce.DayStart(day).Add(18*time.Hour + 30*time.Minute)
	return announce.Date{Starts: start, Ends: start.Add(2 * time.Hour)}
}

// event is an event of a quarter, proposed by awa.
func (h *house) event(title, quartier string) announce.Item {
	return announce.Item{Kind: announce.Event, Title: title, What: "Un film, puis on en parle.", Dates: []announce.Date{evening(20261203)},
		Venue: "Centre social", Quartier: quartier, Organiser: "Centre social du quartier", Themes: []string{"sante-mentale"}, Author: h.log.Pseudonym(awa)}
}

// propose proposes an item and tells its id.
func (h *house) propose(t *testing.T, it announce.Item) int64 {
	t.Helper()
	id, err := h.board.Propose(t.Context(), it)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// publish proposes and approves an item.
func (h *house) publish(t *testing.T, it announce.Item) int64 {
	t.Helper()
	id := h.propose(t, it)
	h.approve(t, id)
	return id
}

func (h *house) approve(t *testing.T, id int64) {
	t.Helper()
	p, err := h.board.WaitingFor(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.board.Approve(t.Context(), id, p.Digest, h.log.Pseudonym(overall)); err != nil {
		t.Fatal(err)
	}
}

// itemState is the state of an item; "gone" for one that was taken back.
func (h *house) itemState(t *testing.T, id int64) string {
	t.Helper()
	it, err := h.board.Item(t.Context(), id)
	if err != nil {
		return "gone"
	}
	return it.State
}

// subscribe makes n subscribers who want everything.
func (h *house) subscribe(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		if err := h.board.Subscribe(t.Context(), announce.Default(int64(5000+i), "private")); err != nil {
			t.Fatal(err)
		}
	}
}

var sealShape = regexp.MustCompile(`name="empreinte" value="([^"]*)"`)

// seal is the seal that the page of an item carries in its forms.
func (v *visitor) seal(t *testing.T, id int64) string {
	t.Helper()
	m := sealShape.FindStringSubmatch(v.get(t, itemPath(id)).body)
	if m == nil {
		t.Fatalf("%d has no seal", id)
	}
	return m[1]
}

// upload sends a form with a file, as our own pages do.
func (v *visitor) upload(t *testing.T, path string, form url.Values, field, name string, data []byte) reply {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if !form.Has("csrf") {
		_ = w.WriteField("csrf", (&reader{token: v.token}).csrf())
	}
	for key, values := range form {
		for _, value := range values {
			_ = w.WriteField(key, value)
		}
	}
	if field != "" {
		part, err := w.CreateFormFile(field, name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(data)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", houseURL+path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Origin", houseURL)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.send(t, r)
}

// posterOf is a PNG.
func posterOf(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 300, 420))
	for i := range img.Pix {
		img.Pix[i] = byte(i / 97)
	}
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
