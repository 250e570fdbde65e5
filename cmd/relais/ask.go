package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
	"relais/directory/hours"
	"relais/directory/source"
	"relais/directory/starter"
	"relais/search"
)

type askCommand struct {
	storage
	Question  []string `arg:"" optional:"" name:"question" help:"La question ; sans elle, une question par ligne de l’entrée."`
	Format    string   `enum:"text,json" default:"text" help:"text ou json."`
	Limit     int      `default:"10" help:"Nombre de réponses."`
	At        string   `help:"Moment pour « ouvert maintenant », par exemple 2026-11-23T10:00."`
	Near      string   `placeholder:"LAT,LON" help:"Position de la personne."`
	Explain   bool     `help:"Dire ce qui a été compris, et ce que chaque mot a pesé."`
	Directory string   `placeholder:"FICHIER" help:"Chercher dans ce fichier plutôt que dans la base."`
}

// Run answers the question, or each line of the input, one after the other.
func (c *askCommand) Run(ctx context.Context, e *environment) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	engine, clean, err := c.engine(ctx, e)
	if err != nil {
		return err
	}
	defer clean()
	out := bufio.NewWriter(e.stdout)
	defer out.Flush()
	answer := func(words string) error {
		q.Text = words
		if c.At == "" {
			q.At = time.Now()
		}
		return c.answer(ctx, engine, q, out)
	}
	if len(c.Question) > 0 {
		return answer(strings.Join(c.Question, " "))
	}
	lines := bufio.NewScanner(e.stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := answer(lines.Text()); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c *askCommand) question() (search.Question, error) {
	q := search.Question{Limit: c.Limit}
	if c.At != "" {
		at, err := moment(c.At)
		if err != nil {
			return q, err
		}
		q.At = at
	}
	if c.Near != "" {
		lat, lon, ok := strings.Cut(c.Near, ",")
		a, errA := strconv.ParseFloat(strings.TrimSpace(lat), 64)
		b, errB := strconv.ParseFloat(strings.TrimSpace(lon), 64)
		if !ok || errA != nil || errB != nil || a < -90 || a > 90 || b < -180 || b > 180 {
			return q, &said{text.NearWrong.Say("value", c.Near), nil}
		}
		q.Near = &directory.Point{Lat: a, Lon: b}
	}
	return q, nil
}

func moment(value string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", time.RFC3339} {
		if at, err := time.ParseInLocation(layout, value, hours.Paris); err == nil {
			return at, nil
		}
	}
	return time.Time{}, &said{text.MomentWrong.Say("value", value), nil}
}

// engine loads the file, the database, or the embedded Tours directory.
func (c *askCommand) engine(ctx context.Context, e *environment) (*search.Engine, func(), error) {
	log := slog.New(slog.DiscardHandler)
	switch {
	case c.Directory != "":
		return fileEngine(ctx, c.Directory, log)
	case c.Database != "":
		d, store, err := c.open(ctx)
		if err != nil {
			return nil, nil, err
		}
		engine := newEngine(indexFolder(c.Database, e.getenv), log)
		return engine, func() { engine.Close(); d.Close() }, loadEngine(ctx, engine, store)
	}
	engine := newEngine("", log)
	return engine, func() { engine.Close() }, engine.Load(ctx, 0, starter.Services())
}

// fileEngine indexes a file in a temporary folder.
func fileEngine(ctx context.Context, file string, log *slog.Logger) (*search.Engine, func(), error) {
	set, err := source.Open([]string{file})
	if err != nil {
		return nil, nil, err
	}
	var services []directory.Service
	for s, err := range set.Services(func(int64) {}) {
		if err != nil {
			return nil, nil, err
		}
		s.Source = set.Source
		services = append(services, s)
	}
	folder, err := os.MkdirTemp("", "relais-ask-")
	if err != nil {
		return nil, nil, err
	}
	engine := newEngine(folder, log)
	return engine, func() { engine.Close(); os.RemoveAll(folder) }, engine.Load(ctx, 0, services)
}

func (c *askCommand) answer(ctx context.Context, engine *search.Engine, q search.Question, out io.Writer) error {
	if c.Explain {
		return explain(out, engine, q)
	}
	start := time.Now()
	a, err := engine.Find(ctx, q)
	if err != nil && !errors.Is(err, search.ErrNotReady) {
		return err
	}
	took := time.Since(start)
	if c.Format == "json" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(jsonAnswer(relay.Redact(q.Text), a, took))
	}
	printAnswer(out, a, q.At)
	return nil
}

// asked is the JSON contract of ask: one object a question.
type asked struct {
	Question   string        `json:"question"` // redacted
	Understood askedMeaning  `json:"understood"`
	Crisis     *askedCrisis  `json:"crisis"`
	Results    []askedResult `json:"results"`
	Total      int           `json:"total"`
	TookMS     float64       `json:"took_ms"`
}

type askedMeaning struct {
	Themes    []string            `json:"themes"`
	Besoins   []string            `json:"besoins"`
	Audiences []string            `json:"audiences"`
	Age       *int                `json:"age"`
	Place     *askedPlace         `json:"place"`
	Needs     []string            `json:"needs"`
	Not       []string            `json:"not"`
	Spelling  []search.Correction `json:"spelling"`
}

type askedPlace struct {
	Kind string  `json:"kind"`
	ID   string  `json:"id"`
	Name string  `json:"name"`
	Lat  float64 `json:"lat"`
	Lon  float64 `json:"lon"`
}

type askedCrisis struct {
	Kind  string      `json:"kind"`
	Lines []askedLine `json:"lines"`
}

type askedLine struct {
	Number string `json:"number"`
	Name   string `json:"name"`
}

type askedResult struct {
	ID        string   `json:"id"`
	Structure string   `json:"structure"`
	Service   string   `json:"service"`
	Commune   string   `json:"commune"`
	Phone     string   `json:"phone"`
	DistanceM *int     `json:"distance_m"`
	Open      string   `json:"open"` // open, closed or unknown
	Opens     string   `json:"opens"`
	Verified  string   `json:"verified"` // YYYY-MM-DD
	Score     float64  `json:"score"`
	Why       []string `json:"why"`
}

func jsonAnswer(question string, a search.Answer, took time.Duration) asked {
	u := a.Understood
	out := asked{
		Question: question,
		Understood: askedMeaning{
			Themes: list(u.Themes), Besoins: list(u.Besoins), Audiences: list(u.Audiences), Age: u.Age,
			Needs: list(u.Needs), Not: list(u.Not), Spelling: list(u.Spelling),
		},
		Results: make([]askedResult, 0, len(a.Results)),
		Total:   a.Total, TookMS: float64(took.Microseconds()) / 1000,
	}
	if p := u.Place; p != nil {
		out.Understood.Place = &askedPlace{p.Kind, p.ID, p.Name, p.Point.Lat, p.Point.Lon}
	}
	if a.Danger != nil {
		out.Crisis = &askedCrisis{Kind: a.Danger.Kind}
		for _, l := range a.Danger.Lines {
			out.Crisis.Lines = append(out.Crisis.Lines, askedLine{l.Number, l.Name})
		}
	}
	for _, r := range a.Results {
		s := r.Service
		out.Results = append(out.Results, askedResult{
			ID: s.ID, Structure: s.Structure, Service: s.Name, Commune: s.Commune, Phone: s.Phone,
			DistanceM: r.DistanceM, Open: r.Open.String(), Opens: r.Opens, Verified: s.AsOf(),
			Score: float64(int(r.Score*1000)) / 1000, Why: list(r.Why),
		})
	}
	return out
}

// list is never null in JSON.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func printAnswer(w io.Writer, a search.Answer, at time.Time) {
	if a.Danger != nil {
		for _, l := range a.Danger.Lines {
			say(w, text.AskDanger.Say("number", l.Number, "name", l.Name))
		}
	}
	if len(a.Results) == 0 {
		say(w, text.NoAnswer.Say())
	}
	for i, r := range a.Results {
		s := r.Service
		fmt.Fprintf(w, "%d. %s — %s\n   %s", i+1, s.Structure, s.Name, strings.TrimSpace(s.Address+" "+s.Commune))
		if r.DistanceM != nil {
			fmt.Fprintf(w, " · %s", text.Distance(*r.DistanceM))
		}
		if s.Phone != "" {
			fmt.Fprintf(w, " · %s", text.Phone(s.Phone))
		}
		if line := r.Schedule.Sentence(at); line != "" {
			fmt.Fprintf(w, " · %s", line)
		}
		fmt.Fprintf(w, "\n   %s\n", strings.Join(r.Why, " · "))
	}
}

// explain prints what was read in a question and what each word weighed.
func explain(w io.Writer, engine *search.Engine, q search.Question) error {
	read, err := engine.Explain(q.Text, q.At)
	if err != nil {
		return err
	}
	for _, x := range read {
		fmt.Fprintf(w, "%-36s %.2f", x.What, x.Sure)
		if x.Known != "" {
			fmt.Fprintf(w, "  [%s]", x.Known)
		}
		for _, word := range x.Words {
			fmt.Fprintf(w, "  %s %+.1f", word.Word, word.Weight)
		}
		fmt.Fprintln(w)
	}
	return nil
}
