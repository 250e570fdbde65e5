package figures

import (
	"cmp"
	"context"
	"math"
	"slices"

	"relais/bot/relay"
	"relais/directory"
)

// Rising are the themes asked for more than in the period before, the largest
// rise first, n at most. Those shown in neither do not rise.
func (f *Figures) Rising(ctx context.Context, p Period, where Territory, n int) (rises []Rise, err error) {
	defer wrap(&err, "Rising(%s)", p)
	err = f.view(ctx, func(v *view) error {
		t, err := v.table(Theme, []Measure{Questions}, p, where)
		if err != nil {
			return err
		}
		for _, row := range t.Rows {
			now := row.Cells[Questions]
			before, err := v.of(Questions, Theme, row.ID, p.Before(), where)
			if err != nil {
				return err
			}
			if now.N > before.N {
				rises = append(rises, Rise{row.ID, now, before})
			}
		}
		return nil
	})
	slices.SortStableFunc(rises, func(a, b Rise) int {
		return cmp.Or(cmp.Compare(b.Now.N-b.Before.N, a.Now.N-a.Before.N), cmp.Compare(a.ID, b.ID))
	})
	return rises[:min(n, len(rises))], err
}

// Offer is what the directory offers for a theme where it was asked for.
type Offer struct {
	Theme     string
	Territory Territory
	Asked     Cell // questions
	NearestM  int  // metres from the centre of the quarter to the nearest service of the theme, -1 for none known
	InCommune int  // services of the theme in the commune
}

// Gaps are the themes asked for in a quarter and not served within withinM
// metres of its centre or not in its commune, and those asked for in a commune
// and not served in it; most asked for first.
func (f *Figures) Gaps(ctx context.Context, p Period, where Territory, places []directory.Place, services []directory.Service, withinM int) (gaps []Offer, err error) {
	defer wrap(&err, "Gaps(%s)", p)
	err = f.view(ctx, func(v *view) error {
		for _, place := range places {
			at, ok := within(place, where)
			if !ok {
				continue
			}
			t, err := v.table(Theme, []Measure{Questions}, p, at)
			if err != nil {
				return err
			}
			for _, row := range t.Rows {
				if row.ID == relay.OtherTheme || row.ID == Unknown {
					continue
				}
				o := offer(row.ID, place, services)
				o.Territory, o.Asked = at, row.Cells[Questions]
				far := o.NearestM < 0 || o.NearestM > withinM
				if o.InCommune == 0 || (far && place.Kind == directory.Quartier) {
					gaps = append(gaps, o)
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(gaps, func(a, b Offer) int {
		return cmp.Or(cmp.Compare(b.Asked.N, a.Asked.N), cmp.Compare(a.Theme, b.Theme),
			cmp.Compare(a.Territory.Commune, b.Territory.Commune), cmp.Compare(a.Territory.Quartier, b.Territory.Quartier))
	})
	return gaps, err
}

// within is the territory of a place, if it stands in another.
func within(p directory.Place, where Territory) (Territory, bool) {
	at := Territory{Commune: p.INSEE}
	switch p.Kind {
	case directory.Quartier:
		at.Quartier = p.ID
	case directory.Commune:
		at.Commune = p.ID
	default:
		return at, false
	}
	if where.Quartier != "" {
		return at, at.Quartier == where.Quartier
	}
	return at, where.Commune == "" || where.Commune == at.Commune
}

// offer looks for the services of a theme around a place.
func offer(theme string, p directory.Place, services []directory.Service) Offer {
	o := Offer{Theme: theme, NearestM: -1}
	insee := p.INSEE
	if p.Kind == directory.Commune {
		insee = p.ID
	}
	for i := range services {
		s := &services[i]
		if !slices.Contains(s.Themes, theme) {
			continue
		}
		if s.INSEE == insee {
			o.InCommune++
		}
		if s.Lat == nil || s.Lon == nil {
			continue
		}
		m := int(math.Round(p.Point.DistanceM(directory.Point{Lat: *s.Lat, Lon: *s.Lon})))
		if o.NearestM < 0 || m < o.NearestM {
			o.NearestM = m
		}
	}
	return o
}
