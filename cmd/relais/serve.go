package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"relais/bot"
	"relais/bot/announce"
	"relais/bot/announce/exchange"
	"relais/bot/bilan"
	"relais/bot/console"
	"relais/bot/programme"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/telegram"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/hours"
	"relais/directory/starter"
	"relais/search"
)

type serveCommand struct {
	storage
	Token     string `env:"RELAIS_TELEGRAM_TOKEN" help:"Jeton du robot, donné par @BotFather."`
	URL       string `env:"RELAIS_TELEGRAM_URL" help:"Adresse de l’API des robots, si ce n’est pas celle de Telegram."`
	Listen    string `env:"RELAIS_LISTEN" default:"127.0.0.1:8080" help:"Adresse où répondre : /healthz, /metrics, réception des messages."`
	PublicURL string `env:"RELAIS_PUBLIC_URL" help:"Adresse publique https : Telegram y pousse les messages au lieu d’être interrogé, et la console s’y ouvre."`
	Secret    string `env:"RELAIS_SECRET" help:"Clé des pseudonymes, gardée hors de la base."`
	Previous  string `env:"RELAIS_SECRET_PREVIOUS" help:"Ancienne clé des pseudonymes, le temps d’en changer."`
	Access    string `env:"RELAIS_ACCESS" enum:"open,invite" default:"open" help:"open : tout le monde peut demander ; invite : seulement les personnes invitées."`
	K         int    `env:"RELAIS_K" default:"11" help:"Plus petit chiffre montré."`
	Send      bool   `env:"RELAIS_SEND" help:"Envoyer les annonces approuvées ; sans cela, elles attendent, et le journal dit ce qui partirait."`
	Keep      int    `env:"RELAIS_KEEP_MONTHS" default:"24" help:"Mois pendant lesquels l’activité est gardée en détail ; ensuite, seuls les comptes restent."`
}

// Run starts the bot and ends when ctx does, within ten seconds.
func (c *serveCommand) Run(ctx context.Context, e *environment) error {
	log := slog.New(slog.NewJSONHandler(e.stderr, nil))
	// The directory stays in memory for good: collecting sooner costs little
	// time and halves what a small server must have.
	debug.SetGCPercent(40)
	if c.Token == "" {
		return &said{text.TokenMissing.Say(), nil}
	}
	if c.K < 2 || c.Keep < 1 {
		return &said{text.LimitsWrong.Say(), nil}
	}
	key, err := secretKey(c.Secret, e.getenv, e.stderr)
	if err != nil {
		return err
	}
	d, store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	s := &server{
		serveCommand: *c, log: log, db: d, store: store, key: key, pages: strings.TrimRight(c.PublicURL, "/"),
		engine: newEngine(indexFolder(c.Database, e.getenv), log),
	}
	if c.Previous != "" {
		previous, err := secretKey(c.Previous, e.getenv, e.stderr)
		if err != nil {
			return err
		}
		s.options = append(s.options, relay.WithPrevious(previous))
		s.boardOptions = append(s.boardOptions, announce.WithPrevious(previous))
	}
	return s.run(ctx)
}

// server is everything that runs while Relais serves.
type server struct {
	serveCommand
	log          *slog.Logger
	db           *db.DB
	store        *directory.Store
	key          db.Key
	options      []relay.Option
	boardOptions []announce.Option
	pages        string       // address of the pages that people open, empty for none
	listener     net.Listener // made by run when nil
	engine       *search.Engine
	edge         *telegram.Edge
	relay        *relay.Log
	figures      *figures.Figures
	board        *announce.Board
	authors      authors
	poller       *exchange.Poller
	console      *console.Console
	programme    *programme.Programme
	bot          *bot.Bot
}

func (s *server) run(ctx context.Context) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if err := s.wire(registry); err != nil {
		return err
	}
	me, err := s.edge.Check(ctx)
	if err != nil {
		return err
	}
	s.log.Info("telegram accepts the token", "bot", me.Username)
	s.bot.Username = me.Username
	if s.listener == nil {
		if s.listener, err = net.Listen("tcp", s.Listen); err != nil {
			return err
		}
	}
	defer s.engine.Close()
	return together(ctx,
		func(ctx context.Context) error { return s.serveHTTP(ctx, s.listener, registry) },
		s.followDirectory,
		s.sweep,
		s.count,
		s.introduce,
		s.post().Run,
		s.poller.Run,
		s.edge.Run,
	)
}

// introduce sets the commands and the description of the bot, and tries again
// until Telegram takes them. The bot answers meanwhile: Telegram may refuse for
// hours to change them too often.
func (s *server) introduce(ctx context.Context) error {
	for {
		err := s.bot.Setup(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		s.log.Warn("commands and description not set", "class", telegram.Class(err), "error", err.Error())
		if errors.Is(err, telegram.ErrRefused) {
			return nil
		}
		again := time.Minute
		if flood := (*telegram.FloodError)(nil); errors.As(err, &flood) {
			again = max(again, flood.RetryAfter)
		}
		if !wait(ctx, again) {
			return nil
		}
	}
}

// wire makes the parts and joins them; nothing runs yet.
func (s *server) wire(registry prometheus.Registerer) error {
	var err error
	s.relay = newRelay(s.db, s.key, append(s.options, relay.WithK(s.K))...)
	s.figures = figures.New(s.db, s.K, time.Now)
	s.edge, err = telegram.New(telegram.Options{
		Token: s.Token, URL: s.URL, WebhookURL: s.PublicURL,
		DB: s.db, Key: s.key, Log: s.log, Now: time.Now, Metrics: registry,
		Handle: func(ctx context.Context, u *models.Update) error { return s.bot.Handle(ctx, u) },
		Unkept: func(ctx context.Context, u *models.Update) error { return s.bot.FirstAid(ctx, u) },
	})
	if err != nil {
		return err
	}
	s.board = newBoard(s.db, s.key, s.boardOptions...)
	s.poller = exchange.NewPoller(s.db, s.board, exchange.PollerOptions{Now: time.Now, Log: s.log, PublicURL: s.PublicURL, Places: starter.Places()})
	s.programme = programme.New(programme.Options{
		Board: s.board, Places: starter.Places(), PublicURL: s.pages, Bot: s.username, Now: time.Now, Log: s.log,
	})
	s.bot = bot.New(bot.Options{
		Edge: s.edge, Finder: s.engine, See: s.engine.Danger, Directory: s.store, Activity: s.relay,
		Places: starter.Places(), Opening: opening, NotFound: db.ErrNotFound, Now: time.Now, Log: s.log,
		Figures: s.figures, Bilan: s.bilan, Access: s.Access, PublicURL: s.pages, Keep: s.Keep,
		Announce: s.board, Calendar: calendar, Moderators: s.moderators,
	})
	s.console = console.New(console.Options{
		Relay: s.relay, Figures: s.figures, Directory: s.store, Places: starter.Places(), Token: s.Token,
		Bot: s.username, Besoin: besoinName, PublicURL: s.pages, Keep: time.Duration(s.Keep) * month,
		Announce: s.board, Feeds: s.poller, NotFound: db.ErrNotFound,
		Secure: strings.HasPrefix(s.pages, "https://"), Now: time.Now, Log: s.log,
	})
	return nil
}

// besoinName is how a precise need reads, its id when it is unknown.
func besoinName(id string) string {
	if label, ok := search.BesoinLabel(id); ok {
		return label
	}
	return id
}

// bilan writes the report of a period for the chat.
func (s *server) bilan(ctx context.Context, p figures.Period, where figures.Territory) (pdf, xlsx []byte, err error) {
	b, err := collectBilan(ctx, s.figures, s.relay, s.board, p, where)
	if err != nil {
		return nil, nil, err
	}
	var page, sheet bytes.Buffer
	err = errors.Join(bilan.WritePDF(&page, b), bilan.WriteXLSX(&sheet, b))
	return page.Bytes(), sheet.Bytes(), err
}

// opening reads opening hours for the cards.
func opening(value string, at time.Time) bot.Opening {
	schedule, err := hours.Parse(value)
	if err != nil {
		return bot.Opening{}
	}
	state, _ := schedule.At(at)
	return bot.Opening{
		Open: state == hours.Open, Sentence: schedule.Sentence(at),
		Week: schedule.Week(), ByAppointment: schedule.ByAppointment(),
	}
}

// serveHTTP answers /healthz, /metrics and, when there is a public address,
// the updates Telegram pushes.
func (s *server) serveHTTP(ctx context.Context, listener net.Listener, registry prometheus.Gatherer) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	if s.PublicURL != "" {
		mux.Handle("POST /telegram", s.edge.WebhookHandler())
	}
	mux.Handle("/", s.console.Handler())
	for _, path := range []string{"/programme", "/programme/", "/programme.ics", "/programme.pdf"} {
		mux.Handle(path, s.programme.Handler())
	}
	h := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)}
	s.log.Info("listening", "address", listener.Addr().String())
	return serveUntil(ctx, h, listener)
}

// health answers 200 only when a question could be answered now.
func (s *server) health(w http.ResponseWriter, r *http.Request) {
	err := s.edge.Ready(r.Context())
	if err == nil && s.engine.Version() < 0 {
		err = search.ErrNotReady
	}
	if err != nil {
		s.log.Warn("not ready", "why", err.Error())
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ok\n"))
}

// followDirectory loads the directory and loads it again when it changes. A
// directory never filled gets the Tours one.
func (s *server) followDirectory(ctx context.Context) error {
	version, err := s.store.Version(ctx)
	if err == nil && version == 0 {
		if _, err = loadStarter(ctx, s.store, false); err == nil {
			s.log.Info("empty directory: the Tours directory was loaded")
		}
	}
	if err != nil {
		return quiet(ctx, err)
	}
	for {
		version, err := s.store.Version(ctx)
		if err == nil && version != s.engine.Version() {
			err = loadEngine(ctx, s.engine, s.store)
		}
		if err != nil && ctx.Err() == nil {
			if s.engine.Version() < 0 {
				return err
			}
			s.log.Error("the directory cannot be read, the last one read still answers", "error", err.Error())
		}
		if !wait(ctx, 5*time.Second) {
			return nil
		}
	}
}

// sweep erases what was kept for a time only.
func (s *server) sweep(ctx context.Context) error {
	for {
		if err := s.relay.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("sweep", "error", err.Error())
		}
		if !wait(ctx, 5*time.Minute) {
			return nil
		}
	}
}

// count makes the monthly counts that figures are read from, erases what was
// kept long enough, and sends the digests of coordinators.
func (s *server) count(ctx context.Context) error {
	for {
		for _, job := range []struct {
			name string
			do   func(context.Context) error
		}{
			{"tally", s.figures.Tally},
			{"expire", func(ctx context.Context) error { return s.relay.Expire(ctx, time.Duration(s.Keep)*month) }},
			{"forget", func(ctx context.Context) error { _, _, err := s.board.Expire(ctx); return err }},
			{"digests", s.bot.SendDigests},
		} {
			if err := job.do(ctx); err != nil && ctx.Err() == nil {
				s.log.Error(job.name, "error", err.Error())
			}
		}
		if !wait(ctx, 5*time.Minute) {
			return nil
		}
	}
}

// month is a month as long as any.
const month = 31 * 24 * time.Hour

// wait waits d; false when ctx ended first.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// quiet drops an error that only says we are stopping.
func quiet(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}
