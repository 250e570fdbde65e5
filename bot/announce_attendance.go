package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"relais/bot/announce"
	"relais/bot/text"
)

// lastHeld is the day, YYYYMMDD, of the last date that is over, or began.
func (b *Bot) lastHeld(it announce.Item) (day int, ok bool) {
	for _, d := range it.Dates {
		if now := b.Now(); now.After(d.Starts) {
			day, ok = min(d.LastDay(), announce.DayOf(now)), true
		}
	}
	return day, ok
}

// heldFrom is the last day of the date that begins on a day.
func (b *Bot) heldFrom(it announce.Item, first int) int {
	for _, d := range it.Dates {
		if d.FirstDay() == first {
			return min(d.LastDay(), announce.DayOf(b.Now()))
		}
	}
	return first
}

// attendanceQuestion asks the organiser how many came on a day. It is answered by
// a reply: what it is about stands in the address of a link in it, so that
// nothing has to be remembered meanwhile.
func (b *Bot) attendanceQuestion(it announce.Item, day int) reply {
	title := text.Link(text.Tidy(it.Title), fmt.Sprintf("https://t.me/%s?start=venus-%d-%d", b.Username, it.ID, day))
	return reply{html: text.AttendanceAsk.Say("title", title, "day", text.DayWords(day, b.Now())),
		keys: &models.ForceReply{ForceReply: true, InputFieldPlaceholder: text.AttendanceHere.Say()}}
}

func (b *Bot) askAttendance(ctx context.Context, chat int64, it announce.Item) error {
	day, ok := b.lastHeld(it)
	if !ok {
		return b.say(ctx, chat, text.AttendanceEarly.Say())
	}
	_, err := b.send(ctx, chat, b.attendanceQuestion(it, day))
	return err
}

var (
	attendanceLink = regexp.MustCompile(`^https?://t\.me/[A-Za-z0-9_]+\?start=venus-(\d{1,18})-(\d{8})$`)
	someNumber     = regexp.MustCompile(`\d[\d \x{00a0}.]*`)
)

// answerAttendance takes the reply to « Combien de personnes sont venues ? ». It
// tells whether the message was one.
func (b *Bot) answerAttendance(ctx context.Context, q asking, m *models.Message) (bool, error) {
	if b.Announce == nil || !b.isOurs(m.ReplyToMessage) {
		return false, nil
	}
	i := slices.IndexFunc(m.ReplyToMessage.Entities, func(e models.MessageEntity) bool { return attendanceLink.MatchString(e.URL) })
	if i < 0 || b.see(q.text) != nil {
		return false, nil
	}
	parts := attendanceLink.FindStringSubmatch(m.ReplyToMessage.Entities[i].URL)
	id, _ := strconv.ParseInt(parts[1], 10, 64)
	day, _ := strconv.Atoi(parts[2])
	n, ok := readCount(q.text)
	if !ok {
		return true, b.say(ctx, q.chat, text.AttendanceNumber.Say())
	}
	t := &tapping{tap: tap{Arg: itemArg(id)}, chat: q.chat, from: q.from, private: q.private}
	it, err := b.mineTapped(ctx, t)
	if it == nil {
		return true, err
	}
	err = b.Announce.Attend(ctx, id, day, n, b.Activity.Pseudonym(q.from))
	switch {
	case errors.Is(err, announce.ErrInvalid):
		return true, b.say(ctx, q.chat, text.AttendanceEarly.Say())
	case err != nil:
		return true, b.announceTrouble(ctx, q.chat, err, "attendance")
	}
	return true, b.say(ctx, q.chat, text.AttendanceNoted.Say("people", text.Count(n, "personne", "personnes"), "day", text.DayWords(day, b.Now())))
}

// readCount reads the first number of a text, « une trentaine » being none.
func readCount(words string) (int, bool) {
	digits := strings.NewReplacer(" ", "", "\u00a0", "", ".", "").Replace(someNumber.FindString(words))
	n, err := strconv.Atoi(digits)
	return n, err == nil && n <= announce.MaxTold
}

// attendanceWords are what was told already.
func (b *Bot) attendanceWords(ctx context.Context, it announce.Item) (lines []string) {
	told, err := b.Announce.Attendance(ctx, it.ID)
	if err != nil {
		b.incident(err, "attendance")
		return nil
	}
	var days []int
	for day := range told {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		lines = append(lines, text.AttendanceTold.Say("day", text.DayWords(day, b.Now()), "people", text.Count(told[day], "personne", "personnes")))
	}
	return lines
}
