package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// people are those of the conversations, by name.
var people = map[string]int64{"awa": awaID, "sam": samID, "léa": leaID, "inès": inesID, "nora": noraID, "paul": paulID}

// withBoard enables announcements in a world.
func (w *world) withBoard(d *db.DB) *announce.Board {
	w.t.Helper()
	key, err := db.NewKey("a secret of tests, long enough")
	if err != nil {
		w.t.Fatal(err)
	}
	communes := map[string]string{}
	for _, p := range w.finder.places {
		communes[p.ID] = p.INSEE
	}
	w.board = announce.New(d, key, func() time.Time { return w.now }, announce.WithCommunes(communes))
	w.bot.Announce = w.board
	w.bot.Calendar = func(it announce.Item) ([]byte, error) { return []byte("BEGIN:VCALENDAR"), nil }
	if err := w.bot.Setup(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return w.board
}

// post sends all that is due.
func (w *world) post() error {
	p := &announce.Post{Board: w.board, Send: w.bot.SendAnnouncement, Enabled: func() bool { return true }, Clears: true,
		ChatOf: func(author string) (int64, bool) {
			id, err := strconv.ParseInt(strings.TrimPrefix(author, "p"), 10, 64)
			return id, err == nil
		}}
	for range 20 {
		done, _, err := p.Step(context.Background())
		if err != nil || done == 0 {
			return err
		}
	}
	return nil
}

// arrangeNews changes what announcements rest on.
func (s *script) arrangeNews(verb, rest string) error {
	switch verb {
	case "announcements":
		s.withBoard(dbtest.Open(s.t, s.t.TempDir()))
	case "edition":
		var first, last int
		if _, err := fmt.Sscan(rest, &first, &last); err != nil {
			return err
		}
		_, err := s.board.SaveEdition(context.Background(), relay.Terminal, announce.Edition{Year: first / 10000,
			Theme: "Parlons-en", First: first, Last: last})
		return err
	case "now":
		at, err := time.ParseInLocation("2006-01-02T15:04", rest, paris)
		s.now = at
		return err
	case "moderators":
		s.bot.Moderators = func(context.Context) (chats []int64, err error) {
			for name := range strings.FieldsSeq(rest) {
				chats = append(chats, people[name])
			}
			return chats, nil
		}
	case "post":
		s.mark()
		return s.post()
	case "chat":
		s.chat, s.cursor = people[rest], 0
		if rest == "groupe" {
			s.chat = groupID
		}
	default:
		return fmt.Errorf("not a line of a conversation")
	}
	return nil
}
