package telegram

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/prometheus/client_golang/prometheus"

	"relais/directory/db"
)

// Options of an Edge. Token, DB, Key and Handle are required.
type Options struct {
	Token string
	URL   string // base of the Bot API; empty: Telegram's

	// WebhookURL is the public https address of this program, without a path;
	// Telegram is told to post to WebhookURL + WebhookPath, where WebhookHandler
	// must answer. Empty: long polling.
	WebhookURL  string
	WebhookPath string // default /telegram

	DB  *db.DB
	Key db.Key
	Log *slog.Logger     // nil: silent
	Now func() time.Time // nil: time.Now; it must advance, retries are due by it

	// Handle is called with each update, in order within a chat, by at most
	// Lanes goroutines. Its context does not end when Run's does, only with
	// HandleTimeout or the end of the drain. nil, ErrBlocked and ErrTooOld mean
	// handled; ErrRefused gives the update up at once; ErrUnreachable and ErrFlood
	// are tried again for hours without counting; any other error, and a panic,
	// is tried again until Attempts.
	Handle func(ctx context.Context, u *models.Update) error

	// Unkept, when set, is called once with each update that the database
	// refused: the update is not confirmed and comes to Handle when the database
	// is back. It is for what cannot wait, and must not need the database.
	Unkept func(ctx context.Context, u *models.Update) error

	Lanes         int           // chats handled at once; default 16
	Attempts      int           // default 3: after 1 s, then 5 s
	HandleTimeout time.Duration // default 60 s
	DrainTimeout  time.Duration // given to running handlers on stop, default 8 s

	Metrics prometheus.Registerer // nil: none
}

// APIURL is the base address of Telegram's own Bot API.
const APIURL = "https://api.telegram.org"

// Edge is one bot's connection to Telegram. Run it once.
type Edge struct {
	opts    Options
	log     *slog.Logger
	client  *client
	api     *tgbot.Bot
	inbox   *inbox
	unkept  unkept
	pacer   *pacer
	pauses  pauses
	metrics *metrics
	status  status

	recalled sync.Once // pauses of the run before

	wake    chan struct{} // something may be due
	fatal   chan error    // the first error that ends Run
	workers sync.WaitGroup
	busy    busy
	hard    context.Context // ends when the drain is over
	cut     context.CancelFunc

	timing timing
}

// timing gathers the waits that tests shorten.
type timing struct {
	poll     time.Duration   // how long getUpdates may wait for an update
	tick     time.Duration   // how often the inbox is looked at without being told
	keep     time.Duration   // how often leases are renewed
	lock     time.Duration   // how often a held lock is asked for again
	conflict time.Duration   // wait after a 409
	retry    []time.Duration // of an update, by failures so far
	away     time.Duration   // of an update, when Telegram is unreachable
	send     []time.Duration // of a call
	call     time.Duration   // one call; less makes "done but errored", hence duplicates
	grace    time.Duration   // for handlers to return once cut
}

// New checks opts and prepares an edge; it calls no one.
func New(opts Options) (*Edge, error) {
	opts.defaults()
	if err := opts.check(); err != nil {
		return nil, fmt.Errorf("telegram: %w", err)
	}
	c := newClient(opts.Token)
	e := &Edge{
		opts: opts, log: opts.Log, client: c,
		inbox: &inbox{db: opts.DB, key: opts.Key, owner: rand.Text(), lease: 10 * time.Second, now: opts.Now},
		pacer: newPacer(), pauses: pauses{db: opts.DB, key: opts.Key},
		wake:  make(chan struct{}, 1),
		fatal: make(chan error, 1),
		timing: timing{
			poll: 50 * time.Second, tick: time.Second, keep: 3 * time.Second, lock: 2 * time.Second,
			conflict: 5 * time.Second, retry: []time.Duration{time.Second, 5 * time.Second, 30 * time.Second},
			away: 10 * time.Second, send: []time.Duration{500 * time.Millisecond, 2 * time.Second, 5 * time.Second},
			call: 20 * time.Second, grace: time.Second,
		},
	}
	e.pacer.name = e.pauses.name
	e.hard, e.cut = context.WithCancel(context.Background())
	var err error
	if e.metrics, err = newMetrics(opts.Metrics); err != nil {
		return nil, fmt.Errorf("telegram: metrics: %w", err)
	}
	e.api, err = tgbot.New(opts.Token,
		tgbot.WithServerURL(opts.URL),
		tgbot.WithHTTPClient(time.Minute, c),
		tgbot.WithSkipGetMe(),
		tgbot.WithErrorsHandler(func(err error) { e.log.Warn("bot api", "class", Class(err)) }))
	return e, err
}

func (o *Options) defaults() {
	or := func(d *time.Duration, value time.Duration) {
		if *d <= 0 {
			*d = value
		}
	}
	or(&o.HandleTimeout, time.Minute)
	or(&o.DrainTimeout, 8*time.Second)
	if o.Lanes <= 0 {
		o.Lanes = 16
	}
	if o.Attempts <= 0 {
		o.Attempts = 3
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.URL == "" {
		o.URL = APIURL
	}
	if o.WebhookPath == "" {
		o.WebhookPath = "/telegram"
	}
	o.URL = strings.TrimRight(o.URL, "/")
	o.WebhookURL = strings.TrimRight(o.WebhookURL, "/")
}

func (o *Options) check() error {
	id, secret, ok := strings.Cut(o.Token, ":")
	if _, err := strconv.ParseInt(id, 10, 64); !ok || err != nil || secret == "" || strings.ContainsAny(secret, "/?# \t\r\n") {
		return fmt.Errorf("%w: not of the form 123456:ABC…", ErrTokenRefused)
	}
	if o.DB == nil || o.Handle == nil || !strings.HasPrefix(o.WebhookPath, "/") {
		return errors.New("DB and Handle are required, WebhookPath starts with /")
	}
	return nil
}

// API gives the methods of the Bot API. Call them inside Do or Answer: outside
// they are neither paced nor retried. They return the errors of this package.
func (e *Edge) API() *tgbot.Bot { return e.api }

// Me is what Telegram says of the bot.
type Me struct {
	ID       int64
	Username string
	Name     string
	Inline   bool // inline mode is on
	ReadsAll bool // privacy mode is off: it sees every message of its groups
}

// Check asks Telegram who the bot is. It answers at once: ErrTokenRefused when
// Telegram does not know the token, ErrUnreachable when it could not be asked.
func (e *Edge) Check(ctx context.Context) (Me, error) {
	ctx, cancel := context.WithTimeout(ctx, e.timing.call)
	defer cancel()
	u, err := e.api.GetMe(ctx)
	switch {
	case errors.Is(err, ErrTokenRefused), errors.Is(err, errNotFound):
		return Me{}, ErrTokenRefused
	case errors.Is(err, ErrUnreachable):
		return Me{}, fmt.Errorf("getMe: %w", err)
	case err != nil:
		return Me{}, fmt.Errorf("%w: getMe: %w", ErrUnreachable, err)
	}
	return Me{ID: u.ID, Username: u.Username, Name: u.FirstName,
		Inline: u.SupportInlineQueries, ReadsAll: u.CanReadAllGroupMessages}, nil
}

// DeadLetters returns the updates given up, newest first, at most 100.
func (e *Edge) DeadLetters(ctx context.Context) ([]DeadLetter, error) {
	return e.inbox.deadLetters(ctx)
}

// WebhookURL is the address Telegram posts to; empty when polling.
func (e *Edge) WebhookURL() string {
	if e.opts.WebhookURL == "" {
		return ""
	}
	return e.opts.WebhookURL + e.opts.WebhookPath
}

// fail ends Run with err, unless it is ending already.
func (e *Edge) fail(err error) {
	select {
	case e.fatal <- err:
	default:
	}
}

// rouse makes the dispatcher look at the inbox.
func (e *Edge) rouse() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

var _ tgbot.HttpClient = (*client)(nil)
var _ http.Handler = (*webhook)(nil)
