package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/simulator"
	"relais/bot/telegram"
	"relais/directory/db"
)

// moment is when conversations take place: a Thursday, 10 h in Tours.
var moment = time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)

// The people of the conversations.
const (
	awaID, samID, groupID = 101, 102, -500
	leaID                 = 103 // never wrote to Relais
	inesID                = 104 // coordinates everything
	noraID                = 105 // coordinates Sanitas
	paulID                = 106 // administrator
)

// world is a simulator with people, the bot, and what it rests on.
type world struct {
	t        *testing.T
	sim      *simulator.Simulator
	url      string
	bot      *Bot
	finder   *fakeFinder
	activity *fakeActivity
	figures  *fakeFigures
	board    *announce.Board // nil until withBoard
	now      time.Time
	log      *bytes.Buffer
	offset   int64
	raw      []json.RawMessage // updates handled, to hand them in again
}

func newWorld(t *testing.T) *world {
	t.Helper()
	now := func() time.Time { return moment }
	sim, err := simulator.New(simulator.Options{Clock: now, InlineFeedback: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(withMedia(sim.Handler()))
	t.Cleanup(func() { sim.Close(); server.Close() })
	sim.AddPerson(simulator.Person{ID: awaID, FirstName: "Awa"})
	sim.AddPerson(simulator.Person{ID: samID, FirstName: "Sam"})
	sim.AddPerson(simulator.Person{ID: leaID, FirstName: "Léa"})
	sim.AddPerson(simulator.Person{ID: inesID, FirstName: "Inès"})
	sim.AddPerson(simulator.Person{ID: noraID, FirstName: "Nora"})
	sim.AddPerson(simulator.Person{ID: paulID, FirstName: "Paul"})
	sim.AddGroup(simulator.Group{ID: groupID, Title: "Équipe", Members: []int64{awaID, samID}})
	api, err := tgbot.New(sim.Token(), tgbot.WithServerURL(server.URL), tgbot.WithSkipGetMe())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sim: sim, url: server.URL, log: &bytes.Buffer{}, activity: newFakeActivity(),
		figures: &fakeFigures{}, now: moment}
	services, places := starter(t)
	w.finder = &fakeFinder{services: services, places: places}
	w.bot = New(Options{Edge: directEdge{api}, Finder: w.finder, See: fakeSee, Directory: w.finder, Activity: w.activity,
		Places: places, Opening: fakeOpening, NotFound: db.ErrNotFound, Now: func() time.Time { return w.now },
		Figures:  w.figures,
		Bilan:    w.figures.bilan,
		Username: "RelaisBot",
		Log:      slog.New(slog.NewTextHandler(w.log, nil))})
	if err := w.bot.Setup(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.noRefusal)
	return w
}

// noRefusal fails a test in which Telegram would have refused something.
func (w *world) noRefusal() {
	for _, r := range w.sim.Unexpected() {
		w.t.Errorf("Telegram would refuse %s: %s", r.Method, r.Description)
	}
}

func (w *world) awa() *simulator.Actor { return w.sim.Actor(awaID) }
func (w *world) sam() *simulator.Actor { return w.sim.Actor(samID) }

// pump hands the bot all that people did, in order, and returns its errors.
func (w *world) pump() error {
	var all error
	for {
		batch := w.updates()
		if len(batch) == 0 {
			return all
		}
		for _, raw := range batch {
			w.raw = append(w.raw, raw)
			all = errors.Join(all, w.handle(raw))
		}
	}
}

func (w *world) handle(raw json.RawMessage) error {
	w.t.Helper()
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		w.t.Fatal(err)
	}
	w.offset = u.ID + 1
	return w.bot.Handle(context.Background(), &u)
}

func (w *world) updates() []json.RawMessage {
	res, err := http.Get(fmt.Sprintf("%s/bot%s/getUpdates?offset=%d", w.url, w.sim.Token(), w.offset))
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct{ Result []json.RawMessage }
	body, _ := io.ReadAll(res.Body)
	if err := json.Unmarshal(body, &answer); err != nil {
		w.t.Fatal(err)
	}
	return answer.Result
}

// must is pump where nothing may fail.
func (w *world) must() {
	w.t.Helper()
	if err := w.pump(); err != nil {
		w.t.Fatal(err)
	}
}

// said are the bot's messages of a chat, as they read now.
func (w *world) said(chat int64) []simulator.Message {
	var out []simulator.Message
	for _, m := range w.sim.Messages(chat) {
		if m.FromBot() {
			out = append(out, m)
		}
	}
	return out
}

// last is the bot's last message of a chat.
func (w *world) last(chat int64) simulator.Message {
	w.t.Helper()
	all := w.said(chat)
	if len(all) == 0 {
		w.t.Fatal("the bot said nothing")
	}
	return all[len(all)-1]
}

// tap presses a button of the last message that has it.
func (w *world) tap(who *simulator.Actor, chat int64, label string) simulator.CallbackAnswer {
	w.t.Helper()
	if chat == 0 {
		chat = who.ID
	}
	all := w.said(chat)
	for i := len(all) - 1; i >= 0; i-- {
		for _, b := range all[i].Buttons() {
			if b.Data != "" && plainly(b.Text) == plainly(label) {
				return w.tapData(who, chat, all[i].ID, b.Data)
			}
		}
	}
	w.t.Fatalf("no button %q; last:\n%s", label, all[len(all)-1].Body())
	return simulator.CallbackAnswer{}
}

func (w *world) tapData(who *simulator.Actor, chat int64, message int, data string) simulator.CallbackAnswer {
	w.t.Helper()
	id := who.TapData(chat, message, data)
	w.must()
	answer, ok := w.sim.Answer(id)
	if !ok {
		w.t.Fatalf("the tap on %q has no answer", data)
	}
	return answer
}

// wants requires a text to contain others.
func wants(t *testing.T, got string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(plainly(got), plainly(p)) {
			t.Errorf("%q is missing in:\n%s", p, got)
		}
	}
}

// plainly writes every space the same.
func plainly(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// directEdge calls the Bot API without pace or retry.
type directEdge struct{ api *tgbot.Bot }

func (e directEdge) API() *tgbot.Bot { return e.api }

func (e directEdge) Do(ctx context.Context, _ int64, call func(context.Context) error) error {
	err := call(ctx)
	switch {
	case err == nil, strings.Contains(err.Error(), "not modified"):
		return nil
	case errors.Is(err, tgbot.ErrorForbidden):
		return fmt.Errorf("%w: %w", telegram.ErrBlocked, err)
	case strings.Contains(err.Error(), "query is too old"):
		return fmt.Errorf("%w: %w", telegram.ErrTooOld, err)
	case errors.Is(err, tgbot.ErrorBadRequest):
		return fmt.Errorf("%w: %w", telegram.ErrRefused, err)
	}
	return err
}

func (e directEdge) Later(ctx context.Context, chat int64, call func(context.Context) error) error {
	return e.Do(ctx, chat, call)
}

func (e directEdge) Answer(ctx context.Context, call func(context.Context) error) error {
	return e.Do(ctx, 0, call)
}

// inline asks in the inline mode, the bot answering meanwhile.
func (w *world) inline(who *simulator.Actor, query string) simulator.InlineAnswer {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	var answer simulator.InlineAnswer
	var err error
	wg.Go(func() { answer, err = who.Inline(ctx, query, "") })
	for w.sim.Pending() == 0 && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	w.must()
	wg.Wait()
	if err != nil {
		w.t.Fatal(err)
	}
	return answer
}

var _ Finder = (*fakeFinder)(nil)
