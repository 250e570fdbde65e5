package measure

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sort"
	"testing"
	"time"

	"relais/directory/starter"
	"relais/search"
)

func TestDev(t *testing.T) {
	dir := os.Getenv("RELAIS_GOLDEN")
	if dir == "" {
		t.Skip()
	}
	e := search.New(search.Options{Places: starter.Places(), Streets: starter.Streets(), Helplines: starter.Helplines(), Log: slog.New(slog.DiscardHandler)})
	st := time.Now()
	if err := e.Load(context.Background(), 1, starter.Services()); err != nil {
		t.Fatal(err)
	}
	fmt.Println("load", time.Since(st))
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	qs, err := Read[Query](dir + "/queries.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	st = time.Now()
	j, err := Queries(context.Background(), e, qs, at)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("per query", time.Since(st)/time.Duration(len(qs)))
	sort.Slice(j, func(a, b int) bool { return j[a].NDCG < j[b].NDCG })
	if os.Getenv("V") != "" {
		for _, x := range j {
			if x.S3 && x.S1 {
				continue
			}
			fmt.Printf("%s %.2f s3=%v %q themes=%v aud=%v place=%v needs=%v not=%v sp=%v\n", x.ID, x.NDCG, x.S3, x.Q, x.Answer.Understood.Themes, x.Answer.Understood.Audiences, x.Answer.Understood.Place != nil, x.Answer.Understood.Needs, x.Answer.Understood.Not, x.Answer.Understood.Spelling)
			for i, r := range x.Answer.Results {
				if i < 4 {
					fmt.Printf("     %d %s %.2f %v\n", x.Grades[r.Service.ID], r.Service.ID, r.Score, r.Why)
				}
			}
			fmt.Println("     want", best(x.Grades))
		}
	}
	for _, r := range Summarise(j) {
		fmt.Printf("%-12s %3d s1 %.2f s3 %.2f ndcg %.2f\n", r.Kind, r.Count, r.S1, r.S3, r.NDCG)
	}
	cs, _ := Read[Crisis](dir + "/crisis.jsonl")
	d := Dangers(e.Danger, cs, at)
	fmt.Printf("danger %.3f false %.3f\n", d.Recall(), d.FalseAlarms())
	for _, c := range d.Missed {
		fmt.Println("  missed", c.ID, c.Q, c.Numbers, e.Danger(c.Q, at))
	}
	for _, c := range d.Wrong {
		fmt.Println("  false", c.ID, c.Q)
	}
	ms, _ := Read[Meaning](dir + "/understand.jsonl")
	u, err := Meanings(context.Background(), e, ms, at)
	fmt.Printf("age %.3f place %.3f themes %.3f needs %.3f audience %.3f %v\n", u.Age, u.Place, u.Themes, u.Needs, u.Audience, err)
	for _, w := range u.Wrong {
		fmt.Println("  ", w)
	}
}

func best(g map[string]int) []string {
	m := 0
	for _, v := range g {
		m = max(m, v)
	}
	var out []string
	for k, v := range g {
		if v == m {
			out = append(out, k)
		}
	}
	return out
}
