package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/go-telegram/bot/models"

	"relais/bot/relay"
	"relais/bot/telegram"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/starter"
)

type inviteCommand struct {
	storage
	Role   string `arg:"" enum:"operator,partner,mediator,coordinator,administrator" help:"operator, partner, mediator, coordinator ou administrator."`
	Place  string `placeholder:"LIEU" help:"Quartier ou commune que la personne coordonne, comme sanitas ou 37261 ; sans lui, partout."`
	Days   int    `default:"7" help:"Jours pendant lesquels le lien sert, une seule fois."`
	Bot    string `env:"RELAIS_BOT" placeholder:"NOM" help:"Nom du robot, sans @ ; sans lui, Telegram est interrogé."`
	Token  string `env:"RELAIS_TELEGRAM_TOKEN" help:"Jeton du robot, donné par @BotFather."`
	URL    string `env:"RELAIS_TELEGRAM_URL" help:"Adresse de l’API des robots, si ce n’est pas celle de Telegram."`
	Secret string `env:"RELAIS_SECRET" help:"Clé des pseudonymes, gardée hors de la base."`
}

// maxInviteDays is how long a link may serve at most.
const maxInviteDays = 90

// Run prints a link that gives a role to the first who opens it.
func (c *inviteCommand) Run(ctx context.Context, e *environment) error {
	if c.Days < 1 || c.Days > maxInviteDays {
		return &said{text.InviteDays.Say("most", maxInviteDays), nil}
	}
	where, err := territory(c.Place)
	if err != nil {
		return err
	}
	key, err := secretKey(c.Secret, e.getenv, e.stderr)
	if err != nil {
		return err
	}
	d, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	name, err := c.botName(ctx, d, key)
	if err != nil {
		return err
	}
	life := time.Duration(c.Days) * 24 * time.Hour
	code, err := newRelay(d, key).Invite(ctx, relay.Terminal, relay.Role(c.Role), where, life)
	if err != nil {
		return err
	}
	say(e.stdout, text.InviteLink.Say("role", text.Role(c.Role), "link", "https://t.me/"+name+"?start=inv-"+code,
		"until", text.DayOf(time.Now().Add(life))))
	return nil
}

// botName is the bot's username: given, or asked for.
func (c *inviteCommand) botName(ctx context.Context, d *db.DB, key db.Key) (string, error) {
	if c.Bot != "" {
		return c.Bot, nil
	}
	if c.Token == "" {
		return "", &said{text.InviteNoBot.Say(), nil}
	}
	edge, err := telegram.New(telegram.Options{Token: c.Token, URL: c.URL, DB: d, Key: key, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), Handle: func(context.Context, *models.Update) error { return nil }})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	me, err := edge.Check(ctx)
	if err != nil {
		return "", err
	}
	return me.Username, nil
}

var errPlace = errors.New("place unknown")

// territory is the quarter or commune of an id, everywhere for none.
func territory(id string) (relay.Territory, error) {
	if id == "" {
		return relay.Territory{}, nil
	}
	places := starter.Places()
	i := slices.IndexFunc(places, func(p directory.Place) bool { return p.ID == id })
	switch {
	case i < 0:
		return relay.Territory{}, &said{text.PlaceUnknown.Say("place", id), errPlace}
	case places[i].Kind == directory.Quartier:
		return relay.Territory{Commune: places[i].INSEE, Quartier: id}, nil
	}
	return relay.Territory{Commune: id}, nil
}
