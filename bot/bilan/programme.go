package bilan

import (
	"context"

	"relais/bot/announce"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Announcements counts what was announced between two days, YYYYMMDD, both
// included; *announce.Board does.
type Announcements interface {
	Figures(ctx context.Context, from, to int) (announce.Figures, error)
}

// FromBoard values the indicators of events and announcements. They are counted
// for all territories together: of another there is none. What organisers and
// the programme tell is public, and exact; what subscribers answered is rounded
// down to a multiple of k.
func FromBoard(b Announcements, k int) Programme {
	return func(ctx context.Context, p figures.Period, where figures.Territory) (map[string]Counted, error) {
		if where != (figures.Territory{}) {
			return nil, nil
		}
		from, to := p.Days()
		f, err := b.Figures(ctx, int(from), int(to))
		if err != nil {
			return nil, err
		}
		total := 0
		for _, n := range f.Items {
			total += n
		}
		exact := func(n int, detail string) Counted { return Counted{figures.Cell{N: n}, detail} }
		least := func(n int) figures.Cell { return figures.Cell{N: n / k * k, Least: true} }
		reach, sent := least(f.Reach), figures.Cell{N: f.Sent}
		if f.Sent < k { // of one mailing it would be the number of subscribers
			sent = least(f.Sent)
		}
		return map[string]Counted{
			"evenements":             exact(f.Items[announce.Event], text.AnnounceNote("dates", f.Dates)),
			"partenaires-evenements": exact(f.Partners, ""),
			"communes-evenements":    exact(f.Communes, ""),
			"actions-communication":  exact(total, text.AnnounceNote("annules", f.Cancelled)),
			"portee":                 {sent, text.AnnounceNote("incertains", f.Uncertain)},
			"relais-annonces":        {least(f.Relays), text.FigureSaid(reach.N, true, k) + " " + text.AnnounceNoun("touches", false)},
			"presence":               exact(f.Attendance, text.AnnounceNote("dits", f.Told)),
		}, nil
	}
}
