package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory/db"
)

type reportCommand struct {
	storage
	From   string `placeholder:"AAAA-MM-JJ" help:"Premier jour ; sans lui, le premier du mois."`
	To     string `placeholder:"AAAA-MM-JJ" help:"Dernier jour, compris ; sans lui, aujourd’hui."`
	Period string `placeholder:"PÉRIODE" help:"Bilan d’une année (2026), d’un trimestre (2026-T3), d’un mois (2026-10) ou de plusieurs (2026-03..2026-08)."`
	Place  string `placeholder:"LIEU" help:"Bilan d’un quartier ou d’une commune, comme sanitas ou 37261."`
	Output string `short:"o" placeholder:"FICHIER" help:"Fichier où écrire le bilan ; sa fin dit son format : .pdf, .xlsx, .csv ou .json."`
	Format string `enum:"text,json" default:"text" help:"text ou json."`
	K      int    `env:"RELAIS_K" default:"11" help:"Plus petit chiffre montré."`
}

// Run prints the relay activity of the days asked, or writes a bilan.
func (c *reportCommand) Run(ctx context.Context, e *environment) error {
	if c.K < 2 {
		return &said{text.LimitsWrong.Say(), nil}
	}
	if c.Period != "" || c.Output != "" {
		return c.bilan(ctx, e)
	}
	to, err := day(c.To, relay.DayOf(time.Now()))
	if err != nil {
		return err
	}
	from, err := day(c.From, to/100*100+1)
	if err != nil {
		return err
	}
	if to < from {
		return &said{text.DatesOrder.Say("from", from, "to", to), nil}
	}
	d, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	// Counting needs no secret: pseudonyms are counted, not resolved.
	r, err := newRelay(d, db.Key{}, relay.WithK(c.K)).Report(ctx, from, to)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		enc := json.NewEncoder(e.stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	fmt.Fprintln(e.stdout, text.ReportSummary.Say("from", r.From, "to", r.To,
		"questions", text.Count(r.Questions, "demande", "demandes"), "operators", text.Count(r.Operators, "relais", "relais"),
		"intents", text.Count(r.Intents["calls"]+r.Intents["routes"]+r.Intents["shares"]+r.Intents["referrals"], "mise en relation", "mises en relation"),
		"unmet", text.Count(r.Unmet, "besoin sans réponse", "besoins sans réponse")))
	for _, row := range r.ByTheme {
		fmt.Fprintf(e.stdout, "  %-24s %6s\n", row.Theme, text.Number(row.Questions))
	}
	return nil
}

func day(value string, otherwise relay.Day) (relay.Day, error) {
	if value == "" {
		return otherwise, nil
	}
	d, err := relay.ParseDay(value)
	if err != nil {
		return 0, &said{text.DateWrong.Say("value", value), err}
	}
	return d, nil
}
