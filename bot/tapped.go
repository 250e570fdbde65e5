package bot

import (
	"context"
	"errors"

	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/text"
)

// tapping is a button being tapped.
type tapping struct {
	*browsing // nil for a button that needs no answer kept
	tap
	update, from int64
	chat         int64
	message      int
	private      bool
	picture      bool // the message is one
	channel      bool // it stands in one
}

// move is what a button leads to.
type move struct {
	do      func(*Bot, context.Context, *tapping) error
	free    bool          // needs no answer kept
	open    bool          // also for those who may not ask
	changes bool          // in a group, only for the one who asked
	news    bool          // needs announcements
	admins  bool          // in a group or channel, only for those who administer it
	notice  text.Sentence // said at once; nothing when empty
}

// moves is what each action does; it is filled by init, since moves lead to
// buttons and buttons to moves.
var moves map[action]move

func init() {
	moves = map[action]move{
		tapExample:   {do: (*Bot).askExample, free: true},
		tapRephrase:  {do: (*Bot).rephrase, free: true},
		tapPage:      {do: (*Bot).turnPage},
		tapDrop:      {do: (*Bot).dropFacet, changes: true},
		tapAdd:       {do: (*Bot).addFacet, changes: true},
		tapTheme:     {do: (*Bot).themeInstead, changes: true},
		tapRefine:    {do: (*Bot).refineMenu, changes: true},
		tapThemes:    {do: (*Bot).themeMenu, changes: true},
		tapAudiences: {do: (*Bot).audienceMenu, changes: true},
		tapPlaces:    {do: (*Bot).placeMenu, changes: true},
		tapNothing:   {do: (*Bot).reasonMenu, changes: true},
		tapHome:      {do: (*Bot).setHome, free: true},
		tapReason:    {do: (*Bot).giveReason, changes: true},
		tapCard:      {do: (*Bot).openCard},
		tapMap:       {do: (*Bot).sendMap},
		tapCall:      {do: (*Bot).sendPhone},
		tapReferral:  {do: (*Bot).refer},
		tapFlag:      {do: (*Bot).errorMenu},
		tapError:     {do: (*Bot).flagError, notice: text.Flagged},
		tapEscort:    {do: (*Bot).escort},
		tapWrong:     {do: (*Bot).wrongMenu, changes: true},
		tapWrongIs:   {do: (*Bot).wrongIs, changes: true},
		tapStructure: {do: (*Bot).chooseStructure, free: true},
		tapSkip:      {do: (*Bot).skip, free: true},
		tapPlaceOf:   {do: (*Bot).changeHome, free: true},
		tapInvite:    {do: (*Bot).invite, free: true},
		tapInviteAt:  {do: (*Bot).inviteAt, free: true},
		tapOutcome:   {do: (*Bot).giveOutcome, free: true, notice: text.OutcomeNoted},
		tapErase:     {do: (*Bot).erase, free: true, open: true},
		tapStats:     {do: (*Bot).turnStats, free: true},
		tapQuarters:  {do: (*Bot).showQuarters, free: true},
		tapExport:    {do: (*Bot).export, free: true, notice: text.Exporting},
		tapConsole:   {do: (*Bot).tapDoor, free: true},
		tapDigestOn:  {do: (*Bot).digestOn, free: true, notice: text.DigestStarted},
		tapDigestOff: {do: (*Bot).digestOff, free: true, open: true, notice: text.DigestStopped},

		tapComes:       {do: (*Bot).comes, free: true, news: true, notice: text.ComesNoted},
		tapNotComes:    {do: (*Bot).notComes, free: true, news: true},
		tapRelays:      {do: (*Bot).relays, free: true, news: true, notice: text.RelaysNoted},
		tapNotRelays:   {do: (*Bot).notRelays, free: true, news: true},
		tapTold:        {do: (*Bot).told, free: true, news: true},
		tapAgenda:      {do: (*Bot).sendAgenda, free: true, news: true},
		tapLess:        {do: (*Bot).less, free: true, open: true, news: true, admins: true},
		tapUndo:        {do: (*Bot).undo, free: true, open: true, news: true, admins: true},
		tapProgramme:   {do: (*Bot).turnProgramme, free: true, news: true},
		tapProgrammeAt: {do: (*Bot).programmePlaces, free: true, news: true},
		tapEvent:       {do: (*Bot).openEvent, free: true, news: true},
		tapSubscribe:   {do: (*Bot).subscribe, free: true, open: true, news: true, admins: true},
		tapForm:        {do: (*Bot).chooseForm, free: true, news: true},
		tapFormNav:     {do: (*Bot).moveForm, free: true, news: true},
		tapSend:        {do: (*Bot).sendProposal, free: true, news: true},
		tapModerate:    {do: (*Bot).openPending, free: true, news: true},
		tapApprove:     {do: (*Bot).approve, free: true, news: true},
		tapRefuse:      {do: (*Bot).refuseProposal, free: true, news: true},
		tapMine:        {do: (*Bot).turnMine, free: true, news: true},
		tapMailing:     {do: (*Bot).turnMailing, free: true, news: true},
	}
}

// tapped answers a button. The query is answered before anything is done; only
// what decides of that answer is read before.
func (b *Bot) tapped(ctx context.Context, update int64, q *models.CallbackQuery) error {
	t := &tapping{update: update, from: q.From.ID}
	t.locate(q)
	var err error
	if t.tap, err = readTap(q.Data); err != nil {
		return b.stale(ctx, q.ID, t)
	}
	m := moves[t.Action]
	if !m.free {
		t.browsing, err = b.recall(ctx, t.Browsing())
		switch {
		case errors.Is(err, b.NotFound), errors.Is(err, errTrail):
			return b.stale(ctx, q.ID, t)
		case err != nil:
			return b.alert(ctx, q.ID, text.IncidentNotice.Say("reference", b.incident(err, "recall")))
		case t.foreign(m):
			return b.alert(ctx, q.ID, text.Foreign.Say())
		}
	}
	switch {
	case m.news && b.Announce == nil:
		return b.alert(ctx, q.ID, text.AnnounceOffNotice.Say())
	case m.admins && !t.private && t.chat != 0 && !b.administers(ctx, t.chat, t.from):
		return b.alert(ctx, q.ID, text.AdminsNotice.Say())
	}
	if !m.open && b.shut(b.person(ctx, t.from)) {
		return b.alert(ctx, q.ID, text.ShutNotice.Say())
	}
	if err := b.notice(ctx, q.ID, m.notice.Say()); err != nil {
		return err
	}
	return m.do(b, ctx, t)
}

// Browsing is the id of the answer a button belongs to.
func (t *tapping) Browsing() string { return t.tap.Browsing }

// locate finds where the button stands. Telegram hides old messages, and
// those of the inline mode are in no chat it tells.
func (t *tapping) locate(q *models.CallbackQuery) {
	switch {
	case q.Message.Message != nil:
		m := q.Message.Message
		t.chat, t.message, t.private = m.Chat.ID, m.ID, m.Chat.Type == models.ChatTypePrivate
		t.picture, t.channel = len(m.Photo) > 0, m.Chat.Type == models.ChatTypeChannel
	case q.Message.InaccessibleMessage != nil:
		m := q.Message.InaccessibleMessage
		t.chat, t.private = m.Chat.ID, m.Chat.Type == models.ChatTypePrivate
	}
}

func (b *Bot) recall(ctx context.Context, id string) (*browsing, error) {
	kept, err := b.Activity.Recall(ctx, id)
	if err != nil {
		return nil, err
	}
	return readTrail(kept)
}

// foreign tells a button of somebody else's answer. In the group where it was
// asked, everybody may look.
func (t *tapping) foreign(m move) bool {
	if t.chat != t.browsing.Chat {
		return true
	}
	return t.from != t.Owner && (t.private || m.changes)
}

// stale says that a button no longer answers, and gives its message the one
// button that always does. What the message says stays readable.
func (b *Bot) stale(ctx context.Context, query string, t *tapping) error {
	if err := b.alert(ctx, query, text.Stale.Say()); err != nil {
		return err
	}
	k := &keys{}
	k.row(k.tap(text.NewQuestion.Say(), tapRephrase, ""))
	switch {
	case t.chat == 0:
		return nil
	case t.message == 0:
		_, err := b.send(ctx, t.chat, reply{html: text.StaleAgain.Say(), keys: k.markup()})
		return err
	}
	return b.rekey(ctx, t.chat, t.message, k)
}

// askExample asks the question of an example.
func (b *Bot) askExample(ctx context.Context, t *tapping) error {
	if t.chat == 0 || len(t.Arg) != 1 || t.Arg[0] < '1' || int(t.Arg[0]-'1') >= len(exampleList) {
		return nil
	}
	q := asking{update: t.update, from: t.from, chat: t.chat, private: t.private, text: exampleList[t.Arg[0]-'1'].Say()}
	if err := b.say(ctx, t.chat, text.AskedExample.Say("question", q.text)); err != nil {
		return err
	}
	return b.ask(ctx, q)
}

// rephrase invites to ask again. In a group, Relais hears replies only.
func (b *Bot) rephrase(ctx context.Context, t *tapping) error {
	if t.chat == 0 {
		return nil
	}
	r := reply{html: text.Rephrase.Say()}
	if !t.private {
		r.keys = &models.ForceReply{ForceReply: true, InputFieldPlaceholder: text.TypeHere.Say()}
	}
	_, err := b.send(ctx, t.chat, r)
	return err
}

// intend records what was done with a service; the person is not bothered
// when that fails.
func (b *Bot) intend(ctx context.Context, t *tapping, service string, kind relay.Intent) {
	if err := b.Activity.Intent(ctx, t.QuestionID, t.update, t.from, service, kind); err != nil {
		b.incident(err, "intent")
	}
}
