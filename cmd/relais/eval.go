package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"relais/directory/hours"
	"relais/directory/starter"
	"relais/search"
	"relais/search/measure"
)

type evalCommand struct {
	askCommand `kong:"-"`
	Folder     string `arg:"" name:"dossier" type:"path" help:"Dossier de queries.jsonl, crisis.jsonl et understand.jsonl."`
	Worst      int    `default:"10" help:"Combien de plus mauvaises réponses montrer."`
	Baseline   bool   `help:"Comparer avec des moteurs ordinaires : bleve, et SQLite FTS5 (programme construit avec -tags sqlite_fts5)."`
}

// evalAt is a Monday at 10 h: figures do not depend on the day they are made.
var evalAt = time.Date(2026, 11, 23, 10, 0, 0, 0, hours.Paris)

// Run prints the figures of the embedded Tours directory on judged questions.
func (c *evalCommand) Run(ctx context.Context, e *environment) error {
	engine, clean, err := c.engine(ctx, e)
	if err != nil {
		return err
	}
	defer clean()
	queries, err := measure.Read[measure.Query](filepath.Join(c.Folder, "queries.jsonl"))
	if err != nil {
		return err
	}
	judged, err := measure.Queries(ctx, engine, queries, evalAt)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%-12s %5s %6s %6s %8s\n", "genre", "n", "s@1", "s@3", "nDCG@10")
	for _, r := range measure.Summarise(judged) {
		fmt.Fprintf(e.stdout, "%-12s %5d %6.3f %6.3f %8.3f\n", cmp.Or(r.Kind, "ensemble"), r.Count, r.S1, r.S3, r.NDCG)
	}
	crises, err := measure.Read[measure.Crisis](filepath.Join(c.Folder, "crisis.jsonl"))
	if err != nil {
		return err
	}
	d := measure.Dangers(engine.Danger, crises, evalAt)
	fmt.Fprintf(e.stdout, "\ndanger : bon numéro %.3f (%d/%d), fausses alertes %.3f (%d/%d)\n",
		d.Recall(), d.Right, d.Dangers, d.FalseAlarms(), d.False, d.Calm)
	meanings, err := measure.Read[measure.Meaning](filepath.Join(c.Folder, "understand.jsonl"))
	if err != nil {
		return err
	}
	u, err := measure.Meanings(ctx, engine, meanings, evalAt)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "compris : âge %.3f, lieu %.3f, publics F1 %.3f, thèmes F1 %.3f, modalités F1 %.3f (%d)\n",
		u.Age, u.Place, u.Audience, u.Themes, u.Needs, u.Count)
	if c.Baseline {
		if err := c.compare(ctx, e, engine, queries); err != nil {
			return err
		}
	}
	c.worst(e, judged, d, u)
	return nil
}

// compare prints plain engines beside ours, on the same questions in the same run.
func (c *evalCommand) compare(ctx context.Context, e *environment, engine *search.Engine, queries []measure.Query) error {
	plain, err := measure.Baselines(ctx, starter.Services())
	if err != nil {
		return err
	}
	engines, order := map[string]measure.Finder{"Relais": engine}, []string{"Relais"}
	for _, b := range plain {
		defer b.Close()
		engines[b.Name] = b
		order = append(order, b.Name)
	}
	compared, err := measure.Compare(ctx, engines, order, queries, evalAt)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "\n%-16s %6s %6s %8s %10s\n", "moteur", "s@1", "s@3", "nDCG@10", "ms/question")
	for _, r := range compared {
		fmt.Fprintf(e.stdout, "%-16s %6.3f %6.3f %8.3f %10.2f\n", r.Name, r.S1, r.S3, r.NDCG, float64(r.Took.Microseconds())/1000)
	}
	return nil
}

func (c *evalCommand) worst(e *environment, judged []measure.Judged, d measure.Danger, u measure.Understanding) {
	slices.SortStableFunc(judged, func(a, b measure.Judged) int { return cmp.Compare(a.NDCG, b.NDCG) })
	for _, j := range judged[:min(c.Worst, len(judged))] {
		fmt.Fprintf(e.stdout, "\n%s  nDCG %.2f  %s\n", j.ID, j.NDCG, j.Q)
		for i, r := range j.Answer.Results[:min(3, len(j.Answer.Results))] {
			fmt.Fprintf(e.stdout, "   %d. [%d] %s %.2f %v\n", i+1, j.Grades[r.Service.ID], r.Service.ID, r.Score, r.Why)
		}
	}
	for _, m := range d.Missed {
		fmt.Fprintf(e.stdout, "\n%s  danger non vu : %s\n", m.ID, m.Q)
	}
	for _, m := range d.Wrong {
		fmt.Fprintf(e.stdout, "\n%s  fausse alerte : %s\n", m.ID, m.Q)
	}
	for _, line := range u.Wrong[:min(c.Worst, len(u.Wrong))] {
		fmt.Fprintln(e.stdout, "\n"+line)
	}
}
