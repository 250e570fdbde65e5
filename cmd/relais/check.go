package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"relais/bot/telegram"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/starter"
)

type checkCommand struct {
	storage
	Token  string `env:"RELAIS_TELEGRAM_TOKEN" help:"Jeton du robot."`
	URL    string `env:"RELAIS_TELEGRAM_URL" help:"Adresse de l’API des robots."`
	Secret string `env:"RELAIS_SECRET" help:"Clé des pseudonymes."`
	All    bool   `help:"Montrer tous les doutes."`
}

// errBlocked says that the bot would not work; what is wrong was printed.
var errBlocked = errors.New("blocked")

// examination prints what it finds, line by line.
type examination struct {
	*environment
	blocked bool
}

func (x *examination) fine(line string)  { say(x.stdout, "✓ "+line) }
func (x *examination) doubt(line string) { say(x.stdout, "⚠ "+line) }
func (x *examination) wrong(line string) {
	x.blocked = true
	say(x.stdout, "✗ "+line)
}

// Run looks at the installation, then at the directory. The error is not nil
// when the bot would not work.
func (c *checkCommand) Run(ctx context.Context, e *environment) error {
	x := &examination{environment: e}
	key := c.checkSecret(x)
	services, d := c.checkDatabase(ctx, x)
	if d != nil {
		defer d.Close()
	}
	c.checkToken(ctx, x, d, key)
	c.checkDirectory(x, services)
	if x.blocked {
		return &said{text.CheckBlocked.Say(), errBlocked}
	}
	say(e.stdout, text.CheckFine.Say())
	return nil
}

func (c *checkCommand) checkSecret(x *examination) db.Key {
	key, err := secretKey(c.Secret, x.getenv, x.stderr)
	switch {
	case err != nil:
		x.wrong(sentence(err))
	case c.Secret != "":
		x.fine(text.CheckSecret.Say("length", len(c.Secret)))
	}
	return key
}

func (c *checkCommand) checkDatabase(ctx context.Context, x *examination) ([]directory.Service, *db.DB) {
	if c.Database == "" {
		x.wrong(text.CheckNoDatabase.Say())
		return starter.Services(), nil
	}
	d, store, err := c.open(ctx)
	if err != nil {
		x.wrong(sentence(err))
		return nil, nil
	}
	engine := "SQLite"
	if d.Dialect() == db.Postgres {
		engine = "PostgreSQL"
	}
	x.fine(text.CheckDatabase.Say("engine", engine))
	var services []directory.Service
	if _, err := store.Each(ctx, func(s directory.Service) error {
		services = append(services, s)
		return nil
	}); err != nil {
		x.wrong(sentence(err))
	}
	if len(services) == 0 {
		x.doubt(text.CheckEmpty.Say())
	}
	return services, d
}

func (c *checkCommand) checkToken(ctx context.Context, x *examination, d *db.DB, key db.Key) {
	if c.Token == "" {
		x.wrong(text.CheckTokenMissing.Say())
		return
	}
	if d == nil {
		return
	}
	edge, err := telegram.New(telegram.Options{Token: c.Token, URL: c.URL, DB: d, Key: key, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), Handle: func(context.Context, *models.Update) error { return nil }})
	if err != nil {
		x.wrong(sentence(err))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	me, err := edge.Check(ctx)
	if err != nil {
		x.wrong(sentence(err))
		return
	}
	x.fine(text.CheckToken.Say("username", me.Username))
	dead, err := edge.DeadLetters(ctx)
	if err != nil {
		x.wrong(sentence(err))
	} else if len(dead) > 0 {
		x.doubt(text.CheckDead.Say("count", text.Count(len(dead), "message", "messages")))
	}
}

// shownDoubts is how many are printed without --all.
const shownDoubts = 20

func (c *checkCommand) checkDirectory(x *examination, services []directory.Service) {
	if len(services) == 0 {
		return
	}
	confirmed := 0
	for i := range services {
		if services[i].Confirmed() {
			confirmed++
		}
	}
	x.fine(text.CheckServices.Say("services", text.Count(len(services), "service", "services")))
	if confirmed < len(services) {
		x.doubt(text.CheckConfirmed.Say("confirmed", text.Number(confirmed), "unconfirmed", text.Number(len(services)-confirmed)))
	}
	c.checkHelplines(x)
	doubts := directory.Doubts(services, starter.Places(), time.Now())
	if len(doubts) == 0 {
		return
	}
	x.doubt(text.CheckDoubts.Say("count", text.Count(len(doubts), "doute", "doutes")))
	for i, d := range doubts {
		if i == shownDoubts && !c.All {
			say(x.stdout, "  "+text.CheckMore.Say("count", text.Count(len(doubts)-i, "autre", "autres")))
			break
		}
		say(x.stdout, fmt.Sprintf("  %s : %s", d.ServiceID, doubtSentence(d, services)))
	}
}

func (c *checkCommand) checkHelplines(x *examination) {
	var unsure []string
	for _, l := range starter.Helplines() {
		if l.Verification != "stored" {
			unsure = append(unsure, strings.TrimSpace(l.Number+" "+l.Name))
		}
	}
	if len(unsure) > 0 {
		x.doubt(text.CheckHelplines.Say("count", text.Count(len(unsure), "ligne d’écoute", "lignes d’écoute"), "numbers", strings.Join(unsure, ", ")))
	}
}

func doubtSentence(d directory.Doubt, services []directory.Service) string {
	commune := ""
	for i := range services {
		if services[i].ID == d.ServiceID {
			commune = services[i].Commune
		}
	}
	switch d.Kind {
	case directory.NoContact:
		return text.DoubtNoContact.Say()
	case directory.NoTheme:
		return text.DoubtNoTheme.Say()
	case directory.BadPhone:
		return text.DoubtPhoneBad.Say("phone", d.Value)
	case directory.BadHours:
		return text.DoubtHours.Say("hours", d.Value)
	case directory.WrongCode:
		return text.DoubtPostcode.Say("postcode", d.Value, "commune", commune)
	case directory.WrongSide:
		return text.DoubtDistrict.Say("postcode", d.Value)
	case directory.FarAway:
		return text.DoubtFar.Say("distance", text.Distance(d.Meters), "commune", commune)
	case directory.OtherRegion:
		return text.DoubtPhone.Say("phone", text.Phone(d.Value))
	case directory.SharedPhone:
		return text.DoubtSharedPhone.Say("others", d.Value)
	case directory.OldSource:
		return text.DoubtOld.Say("year", d.Value)
	}
	return text.DoubtToVerify.Say("question", d.Value)
}
