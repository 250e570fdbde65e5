package bot

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"relais/bot/relay"
	"relais/bot/simulator"
)

// TestConversations plays testdata/*.txt. A line is one of
//
//	awa > words                 awa writes to the bot; sam too, and awa@groupe
//	awa > tap "label"           a button of the last message that has it
//	awa > reply words           to the bot's last message
//	awa > edit words            her last message
//	awa > send photo caption    or voice, sticker, video, document, contact
//	awa > position 47.38 0.69
//	awa > inline words          then: awa > choose 1
//	relais < words              the bot said that since; from there on
//	relais ! words              it did not
//	relais silent               it said nothing at all
//	buttons < a | b             its last message has these, in this order
//	buttons ! a                 they lack it
//	notice < words              what the tap showed, in passing
//	alert < words               the same, to be closed
//	kept < words                what was recorded, "question" for a question
//	counted < words             figures were read of this period and quarter
//	asked < words               the last question the search was asked: home, facets
//	broken search record        from now on; "broken" alone repairs all
//	access invite               from now on, or open
//	state awa paused            from now on
//	role awa coordinator        from now on
//	referral awa SERVICE        Awa oriented somebody there, nine days ago
//	public https://…            the address of the console and of the pages
//	menu awa a | b              the commands Awa's private chat proposes
//	announcements               are enabled from now on
//	edition 20261005 20261018   of the mental-health weeks
//	now 2026-10-01T10:00        it is that time in Tours
//	moderators inès nora        are told of proposals
//	post                        sends what is due
//	chat léa                    what follows is about her chat
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversation", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := &script{world: newWorld(t), chat: awaID}
			for i, line := range strings.Split(string(data), "\n") {
				if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
					continue
				}
				if err := s.play(line); err != nil {
					t.Fatalf("%s:%d: %s\n%v", file, i+1, line, err)
				}
			}
		})
	}
}

// script is a conversation being played.
type script struct {
	*world
	chat   int64
	before map[[2]int64]int // edits of each message when the person last acted
	cursor int              // in what was said since
	notice simulator.CallbackAnswer
	inline simulator.InlineAnswer
}

func (s *script) play(line string) error {
	for _, verb := range []string{" > ", " < ", " ! "} {
		who, words, ok := strings.Cut(line, verb)
		if !ok {
			continue
		}
		switch {
		case verb == " > ":
			return s.act(who, words)
		case who == "relais":
			return s.expect(words, verb == " < ")
		case who == "buttons":
			if err := s.expectButtons(words); (err == nil) != (verb == " < ") {
				return cmp.Or(err, fmt.Errorf("it has %s", words))
			}
			return nil
		case who == "notice":
			return s.expectNotice(words, false)
		case who == "alert":
			return s.expectNotice(words, true)
		case who == "inline":
			return s.expectInline(words)
		case who == "asked":
			return contains(s.asked(), words)
		case who == "counted":
			return s.expectCounted(words, verb == " < ")
		case who == "kept":
			return s.expectKept(words, verb == " < ")
		}
	}
	if line == "relais silent" {
		if said := s.since(); len(said) > 0 {
			return fmt.Errorf("it said:\n%s", said[0])
		}
		return nil
	}
	if rest, ok := strings.CutPrefix(line, "broken"); ok {
		s.finder.broken = strings.Contains(rest, "search")
		s.activity.failRecord = strings.Contains(rest, "record")
		s.activity.failRecall = strings.Contains(rest, "recall")
		s.activity.failKeep = strings.Contains(rest, "keep")
		s.activity.failIntent = strings.Contains(rest, "intent")
		return nil
	}
	verb, rest, _ := strings.Cut(line, " ")
	return s.arrange(verb, rest)
}

// arrange changes what the conversation rests on.
func (s *script) arrange(verb, rest string) error {
	name, value, _ := strings.Cut(rest, " ")
	id := map[string]int64{"awa": awaID, "sam": samID, "léa": leaID, "inès": inesID, "nora": noraID, "paul": paulID}[name]
	switch verb {
	case "access":
		s.bot.Access = rest
	case "public":
		s.bot.PublicURL = rest
	case "state":
		s.activity.see(id).State = value
	case "role":
		s.activity.see(id).Role = relay.Role(value)
	case "referral":
		open := s.activity.open[id]
		s.activity.open[id] = append(open, relay.Open{Intent: int64(len(open) + 1), Service: value, At: moment.AddDate(0, 0, -9)})
	case "menu":
		var names []string
		for _, c := range s.sim.Commands(id) {
			names = append(names, c.Command)
		}
		return contains(strings.Join(names, " | "), value)
	default:
		return s.arrangeNews(verb, rest)
	}
	return nil
}

func (s *script) act(who, words string) error {
	name, place, _ := strings.Cut(who, "@")
	actor := map[string]*simulator.Actor{"awa": s.awa(), "sam": s.sam(), "léa": s.sim.Actor(leaID),
		"inès": s.sim.Actor(inesID), "nora": s.sim.Actor(noraID), "paul": s.sim.Actor(paulID)}[name]
	if actor == nil {
		return fmt.Errorf("nobody is called %q", name)
	}
	s.chat = actor.ID
	if place == "groupe" {
		s.chat = groupID
	}
	s.mark()
	verb, rest, _ := strings.Cut(words, " ")
	switch verb {
	case "tap":
		label, err := strconv.Unquote(rest)
		if err != nil {
			return err
		}
		s.notice = s.tap(actor, s.chat, label)
		return nil
	case "reply":
		actor.Reply(s.chat, s.last(s.chat).ID, rest)
	case "edit":
		actor.Edit(s.chat, s.own(actor), rest)
	case "send":
		kind, caption, _ := strings.Cut(rest, " ")
		s.media(actor, kind, caption)
	case "position":
		var lat, lon float64
		if _, err := fmt.Sscan(rest, &lat, &lon); err != nil {
			return err
		}
		actor.ShareLocation(s.chat, lat, lon)
	case "inline":
		s.inline = s.world.inline(actor, rest)
		return nil
	case "choose":
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || n > len(s.inline.Results) {
			return fmt.Errorf("%d results", len(s.inline.Results))
		}
		actor.ChooseInline(s.chat, s.inline.Results[n-1])
	default:
		actor.Send(s.chat, words)
	}
	return s.pump()
}

func (s *script) media(actor *simulator.Actor, kind, caption string) {
	switch kind {
	case "contact":
		actor.SendContact(s.chat, "+33600000000", "Quelqu'un", false)
	case "document":
		actor.SendDocument(s.chat, "courrier.pdf", "application/pdf", []byte("%PDF"))
	default:
		actor.SendMedia(s.chat, kind, caption)
	}
}

// own is the person's last message.
func (s *script) own(actor *simulator.Actor) int {
	all := s.sim.Messages(s.chat)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].From != nil && all[i].From.ID == actor.ID {
			return all[i].ID
		}
	}
	return 0
}

// mark forgets what was said so far.
func (s *script) mark() {
	s.before, s.cursor, s.notice = map[[2]int64]int{}, 0, simulator.CallbackAnswer{}
	for _, chat := range []int64{awaID, samID, leaID, inesID, noraID, paulID, groupID} {
		for _, m := range s.said(chat) {
			s.before[[2]int64{chat, int64(m.ID)}] = m.Edits + 1
		}
	}
}

// since is what the bot sent or changed since the person last acted.
func (s *script) since() []string {
	var out []string
	for _, m := range s.said(s.chat) {
		if s.before[[2]int64{s.chat, int64(m.ID)}] != m.Edits+1 {
			out = append(out, spoken(m))
		}
	}
	return out
}

// spoken is a message as one reads it.
func spoken(m simulator.Message) string {
	switch {
	case m.Venue != nil:
		return "carte : " + m.Venue.Title + ", " + m.Venue.Address
	case m.Document != nil:
		return "document : " + m.Document.Name + "\n" + m.Body()
	case m.Photo != nil:
		return "image : " + m.Body()
	case m.Contact != nil:
		return "contact : " + m.Contact.FirstName + " " + m.Contact.Phone
	}
	return m.Body()
}

func (s *script) expect(words string, there bool) error {
	said := s.since()
	for i := s.cursor; i < len(said); i++ {
		if strings.Contains(plainly(said[i]), words) {
			if !there {
				return fmt.Errorf("it said:\n%s", said[i])
			}
			s.cursor = i
			return nil
		}
	}
	if there {
		return fmt.Errorf("it said:\n%s", strings.Join(said, "\n---\n"))
	}
	return nil
}

// expectNotice looks at what the tap showed: an alert is to be closed, another
// notice passes by.
func (s *script) expectNotice(words string, alert bool) error {
	if s.notice.Alert != alert {
		return fmt.Errorf("alert %v: %s", s.notice.Alert, s.notice.Text)
	}
	return contains(s.notice.Text, words)
}

func (s *script) expectButtons(words string) error {
	var labels []string
	for _, m := range s.said(s.chat) {
		if s.before[[2]int64{s.chat, int64(m.ID)}] != m.Edits+1 {
			labels = nil
			for _, b := range m.Buttons() {
				labels = append(labels, plainly(b.Text))
			}
		}
	}
	at := 0
	for want := range strings.SplitSeq(words, " | ") {
		i := slices.Index(labels[at:], want)
		if i < 0 {
			return fmt.Errorf("the buttons are %s", strings.Join(labels, " | "))
		}
		at += i + 1
	}
	return nil
}

// expectCounted looks for a period and a quarter whose figures were read.
func (s *script) expectCounted(words string, there bool) error {
	all := strings.Join(s.figures.asked, ".\n") + "."
	if strings.Contains(all, words) != there {
		return fmt.Errorf("figures were read of:\n%s", all)
	}
	return nil
}

func (s *script) expectInline(words string) error {
	var all []string
	for _, r := range s.inline.Results {
		all = append(all, r.Title+" / "+r.Description)
	}
	return contains(strings.Join(all, "\n"), words)
}

func (s *script) expectKept(words string, there bool) error {
	all := strings.Join(s.activity.acts, "\n")
	for i, q := range s.activity.questions {
		all += fmt.Sprintf("\nquestion %d %s %v besoins=%v danger=%s quartier=%s.", i+1, q.Channel, q.Themes, q.Besoins, q.Danger, q.Quartier)
	}
	err := contains(all, words)
	if !there && err == nil {
		return fmt.Errorf("kept:\n%s", all)
	}
	if !there {
		return nil
	}
	return err
}

// asked is the last question the search was asked, without its words.
func (s *script) asked() string {
	if len(s.finder.asked) == 0 {
		return ""
	}
	q := s.finder.asked[len(s.finder.asked)-1]
	home := "none"
	if q.Home != nil {
		home = q.Home.ID
	}
	return fmt.Sprintf("home=%s add=%v drop=%v", home, q.Add, q.Drop)
}

func contains(got, words string) error {
	if !strings.Contains(plainly(got), words) {
		return fmt.Errorf("it is:\n%s", got)
	}
	return nil
}
