package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"relais/bot/announce"
	"relais/bot/simulator"
	"relais/bot/telegram"
	"relais/directory/db/dbtest"
)

func sampleDelivery(chat int64) announce.Delivery {
	day := moment.AddDate(0, 0, 8)
	return announce.Delivery{Mailing: 1, Chat: chat, Purpose: announce.ForNew, Item: announce.Item{ID: 7, Kind: announce.Event,
		State: announce.Confirmed, Title: "Ciné-débat", What: strings.Repeat("Un film & un débat. ", 30), Organiser: "Pluriel(le)s",
		Dates: []announce.Date{{Starts: day, Ends: day}}}}
}

// TestSendPoster: a poster is uploaded once, then goes by its file id, and again
// when Telegram forgot it.
func TestSendPoster(t *testing.T) {
	w := newWorld(t)
	d := sampleDelivery(awaID)
	w.awa().SendMedia(awaID, simulator.Photo, "")
	w.updates()
	d.Item.Poster = w.sim.FileData(w.sim.Messages(awaID)[0].Photo[0].ID)
	id, file, err := w.bot.SendAnnouncement(t.Context(), d)
	if err != nil || id == 0 || file == "" {
		t.Fatal(id, file, err)
	}
	wants(t, w.last(awaID).Body(), "Ciné-débat", "proposé par") // the foot stays
	d.FileID, d.Item.Poster = file, nil
	if _, again, err := w.bot.SendAnnouncement(t.Context(), d); err != nil || again != file {
		t.Errorf("%q, %v", again, err)
	}
	d.FileID = "forgotten"
	w.sim.Fault(simulator.Fault{Method: "sendPhoto", Status: 400, Text: "Bad Request: wrong file identifier/HTTP URL specified"})
	d.Item.Poster = w.sim.FileData(file)
	if _, again, err := w.bot.SendAnnouncement(t.Context(), d); err != nil || again == "" || again == "forgotten" {
		t.Errorf("%q, %v", again, err)
	}
}

// TestAttendanceDay: the question is about the date it was opened for, also when
// the next one began.
func TestAttendanceDay(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	d := sampleDelivery(awaID)
	first, whole := moment.AddDate(0, 0, -1), announce.DayStart(announce.DayOf(moment.AddDate(0, 0, -9)))
	d.Purpose, d.Item.Dates = announce.ForAttendance, []announce.Date{{Starts: whole, Ends: whole.AddDate(0, 0, 2), Whole: true},
		{Starts: first, Ends: first}, {Starts: moment.Add(-time.Hour), Ends: moment.Add(time.Hour)}}
	for day, want := range map[int]int{announce.DayOf(first): announce.DayOf(first), announce.DayOf(whole): announce.DayOf(whole.AddDate(0, 0, 2))} {
		d.Day = day
		if got := w.bot.deliveryReply(d).html; !strings.Contains(got, fmt.Sprintf("venus-7-%d", want)) {
			t.Errorf("about %d: %s", day, got)
		}
	}
}

// TestEveOnTheDay: a reminder that waited for the end of quiet hours tells the
// day it is.
func TestEveOnTheDay(t *testing.T) {
	w := newWorld(t)
	d := sampleDelivery(awaID)
	d.Purpose, d.Day = announce.ForEve, announce.DayOf(d.Item.Dates[0].Starts)
	for _, c := range []struct {
		at   time.Time
		want string
	}{{moment.AddDate(0, 0, 7), "C’est demain"}, {moment.AddDate(0, 0, 8), "C’est aujourd’hui"}} {
		w.now = c.at
		if got := w.bot.deliveryReply(d).html; !strings.Contains(got, c.want) {
			t.Errorf("%v: %s", c.at, got)
		}
	}
}

func TestDeliveryErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		want func(error) bool
	}{
		{telegram.ErrBlocked, is(announce.ErrGone)},
		{telegram.ErrUncertain, is(announce.ErrUncertain)},
		{telegram.ErrStopped, is(announce.ErrLater)},
		{context.DeadlineExceeded, is(announce.ErrLater)},
		{&telegram.FloodError{RetryAfter: 7 * time.Second}, func(err error) bool {
			var wait *announce.WaitError
			return errors.As(err, &wait) && wait.For == 7*time.Second
		}},
		{&telegram.MigratedError{To: -100}, func(err error) bool {
			var moved *announce.MovedError
			return errors.As(err, &moved) && moved.To == -100
		}},
		{telegram.ErrRefused, failed("refused", true)},
		{telegram.ErrUnreachable, failed("unreachable", false)},
		{errBroken, failed("other", false)},
	} {
		if got := deliveryError(c.err); !c.want(got) {
			t.Errorf("%v is %v", c.err, got)
		}
	}
	if deliveryError(nil) != nil {
		t.Error("success is an error")
	}
}

func is(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }

func failed(class string, final bool) func(error) bool {
	return func(err error) bool {
		var f *announce.FailedError
		return errors.As(err, &f) && f.Class == class && f.Final == final
	}
}

// TestWeekly: a digest of many fits, and its numbers open cards.
func TestWeekly(t *testing.T) {
	w := newWorld(t)
	d := sampleDelivery(awaID)
	d.Purpose = announce.ForWeekly
	for i := range 30 {
		it := d.Item
		it.ID = int64(i + 1)
		d.Items = append(d.Items, it)
	}
	if _, _, err := w.bot.SendAnnouncement(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	m := w.last(awaID)
	wants(t, m.Body(), "Votre semaine", "12. Ciné-débat", "et 18 autres annonces")
	if _, ok := m.Button("12"); !ok {
		t.Error("no button for the last one")
	}
}

// TestMailingsShown: what failed is told with its reason, and sent again on
// demand; what is stopped stays until it is resumed.
func TestMailingsShown(t *testing.T) {
	w := newWorld(t)
	w.withBoard(dbtest.Open(t, t.TempDir()))
	ines := w.sim.Actor(inesID)
	if err := w.board.Subscribe(t.Context(), announce.Default(awaID, "private")); err != nil {
		t.Fatal(err)
	}
	w.published(t, "Ciné-débat", moment.AddDate(0, 0, 3))
	look := func(parts ...string) {
		t.Helper()
		ines.Send(0, "/envois")
		w.must()
		wants(t, w.last(inesID).Body(), parts...)
	}
	look("Ciné-débat — annonce, va partir")
	w.tap(ines, 0, "Arrêter 1")
	if err := w.post(); err != nil {
		t.Fatal(err)
	}
	look("Ciné-débat — annonce, arrêté")
	w.tap(ines, 0, "Reprendre 1")
	w.sim.Fault(simulator.Fault{Method: "sendMessage", Status: 400, Text: "Bad Request: something is wrong"})
	if err := w.post(); err != nil {
		t.Fatal(err)
	}
	look("1 en échec", "Pourquoi : refusé par Telegram (1)")
	w.tap(ines, 0, "Renvoyer les échecs 1")
	if err := w.post(); err != nil {
		t.Fatal(err)
	}
	look("1 envoyé sur 1", "terminé")
	wants(t, w.last(awaID).Body(), "Ciné-débat")
	wants(t, strings.Join(w.activity.acts, "\n"), "note announce-stop annonce:1", "note announce-resend annonce:1")
}
