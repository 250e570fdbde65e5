package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/relay/sample"
	"relais/bot/simulator"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/starter"
	"relais/search"
)

type demoCommand struct {
	WithActivity bool   `help:"Avec deux ans d’activité inventée : chiffres, console et bilan ont de quoi montrer."`
	Listen       string `env:"RELAIS_LISTEN" default:"127.0.0.1:8090" help:"Adresse de la page."`
	NoBrowser    bool   `help:"Ne pas ouvrir le navigateur."`
	Verbose      bool   `help:"Montrer le journal."`
}

// The people of the demo.
const (
	demoAwa    = 1001
	demoMarc   = 1002
	demoInes   = 1003
	demoClaire = 1004
)

var demoPeople = []simulator.Person{
	{ID: demoAwa, FirstName: "Awa", Username: "awa_sanitas", Role: "médiatrice au Sanitas"},
	{ID: demoMarc, FirstName: "Marc", Username: "marc_gardien", Role: "gardien d’immeuble, Rives du Cher"},
	{ID: demoInes, FirstName: "Inès", Username: "ines_partenaire", Role: "partenaire, association"},
	{ID: demoClaire, FirstName: "Claire", Username: "claire_coord", Role: "coordinatrice, contrat de ville"},
}

// Run starts the simulator and the bot behind it, in a folder that is removed
// at the end.
func (c *demoCommand) Run(ctx context.Context, e *environment) error {
	log := slog.New(slog.DiscardHandler)
	if c.Verbose {
		log = slog.New(slog.NewTextHandler(e.stderr, nil))
	}
	folder, err := os.MkdirTemp("", "relais-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	listener, err := listenNear(c.Listen)
	if err != nil {
		return err
	}
	sim, err := simulator.New(simulator.Options{Log: log, InlineFeedback: true})
	if err != nil {
		return err
	}
	var members []int64
	for _, p := range demoPeople {
		sim.AddPerson(p)
		members = append(members, p.ID)
	}
	sim.AddGroup(simulator.Group{ID: -2001, Title: "Équipe du Sanitas", Members: members})
	url := "http://" + listener.Addr().String()
	page := &http.Server{Handler: sim.Handler(), ReadHeaderTimeout: 10 * time.Second}
	return together(ctx,
		func(ctx context.Context) error { return serveUntil(ctx, page, listener) },
		func(ctx context.Context) error {
			<-ctx.Done()
			sim.Close()
			return nil
		},
		func(ctx context.Context) error { return c.serve(ctx, e, folder, url, sim.Token(), log) },
	)
}

func (c *demoCommand) serve(ctx context.Context, e *environment, folder, url, token string, log *slog.Logger) error {
	key, err := db.NewKey(rand.Text())
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, filepath.Join(folder, "base"))
	if err != nil {
		return err
	}
	defer d.Close()
	pages, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &server{
		serveCommand: serveCommand{Token: token, URL: url, K: figures.DefaultK, Keep: 26},
		log:          log, db: d, store: directory.NewStore(d, time.Now), key: key, engine: newEngine("", log),
		listener: pages, pages: "http://" + pages.Addr().String(),
	}
	s.Send = true
	if err := c.fill(ctx, d, key); err != nil {
		return err
	}
	return together(ctx, s.run, func(ctx context.Context) error {
		for s.engine.Version() < 0 {
			if !wait(ctx, 20*time.Millisecond) {
				return nil
			}
		}
		say(e.stdout, text.DemoReady.Say("url", url))
		if !c.NoBrowser {
			openBrowser(url)
		}
		return nil
	})
}

// fill gives the people of the demo their roles, announces a few events and,
// when it is asked for, makes two years of activity up.
func (c *demoCommand) fill(ctx context.Context, d *db.DB, key db.Key) error {
	log := newRelay(d, key)
	if c.WithActivity {
		besoins := map[string][]string{}
		for _, t := range directory.Themes {
			besoins[t.ID] = search.BesoinsOf(t.ID)
		}
		err := sample.Fill(ctx, d, sample.Options{
			Seed: 1, Until: time.Now(), Places: starter.Places(), Services: starter.Services(), Besoins: besoins,
			Pseudonym: log.Pseudonym, Known: []int64{demoAwa, demoMarc}, Coordinators: []int64{demoClaire},
		})
		if err != nil {
			return err
		}
	}
	for id, role := range map[int64]relay.Role{demoInes: relay.Partner, demoClaire: relay.Coordinator} {
		code, err := log.Invite(ctx, relay.Terminal, role, relay.Territory{}, time.Hour)
		if err == nil {
			_, err = log.Join(ctx, id, code)
		}
		if err != nil {
			return err
		}
	}
	return announceDemo(ctx, newBoard(d, key), time.Now())
}

// listenNear listens on address, or on a free port of the same host when that
// one is taken.
func listenNear(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err == nil {
		return l, nil
	}
	host, _, splitErr := net.SplitHostPort(address)
	if splitErr != nil {
		return nil, err
	}
	return net.Listen("tcp", net.JoinHostPort(host, "0"))
}

// openBrowser does its best; the address is printed anyway.
func openBrowser(url string) {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	cmd := exec.Command(name, url)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
