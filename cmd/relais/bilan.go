package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"relais/bot/announce"
	"relais/bot/bilan"
	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/db"
	"relais/directory/starter"
)

// bilanFormats writes a bilan by the end of a file's name.
var bilanFormats = map[string]func(io.Writer, bilan.Bilan) error{
	".pdf": bilan.WritePDF, ".xlsx": bilan.WriteXLSX, ".csv": bilan.WriteCSV, ".json": bilan.WriteJSON,
}

// bilan writes the bilan of a period to a file, or as JSON to the terminal.
func (c *reportCommand) bilan(ctx context.Context, e *environment) error {
	write, ok := bilanFormats[strings.ToLower(filepath.Ext(c.Output))]
	if c.Output != "" && !ok {
		return &said{text.BilanFormatWrong.Say("file", c.Output), nil}
	}
	if c.Period == "" {
		c.Period = time.Now().Format("2006")
	}
	p, err := figures.ParsePeriod(c.Period)
	if err != nil {
		return &said{text.PeriodWrong.Say("value", c.Period), err}
	}
	where, err := territory(c.Place)
	if err != nil {
		return err
	}
	d, _, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	f := figures.New(d, c.K, time.Now)
	if err := f.Tally(ctx); err != nil {
		return err
	}
	b, err := collectBilan(ctx, f, newRelay(d, db.Key{}), newBoard(d, db.Key{}), p, figures.Territory(where))
	if err != nil {
		return err
	}
	if c.Output == "" {
		return bilan.WriteJSON(e.stdout, b)
	}
	if err := writeFile(c.Output, func(w io.Writer) error { return write(w, b) }); err != nil {
		return err
	}
	say(e.stdout, text.BilanWritten.Say("file", c.Output))
	return nil
}

// writeFile writes a file that is whole or is not there.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".relais-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// collectBilan reads the bilan of a period and a territory.
func collectBilan(ctx context.Context, f *figures.Figures, log *relay.Log, b *announce.Board, p figures.Period, where figures.Territory) (bilan.Bilan, error) {
	return bilan.Collect(ctx, bilan.Source{Figures: f, Relay: log, Indicators: text.Indicators(), Programme: bilan.FromBoard(b, f.K()),
		Place: placeName, Besoin: besoinName}, p, where, time.Now())
}

// placeName is the name of a quarter or commune, empty when it is unknown.
func placeName(id string) string {
	places := starter.Places()
	if i := slices.IndexFunc(places, func(p directory.Place) bool { return p.ID == id }); i >= 0 {
		return places[i].Name
	}
	return ""
}
