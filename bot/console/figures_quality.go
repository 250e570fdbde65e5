package console

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"relais/bot/relay/figures"
	"relais/bot/text"
	"relais/directory"
)

// freshness counts services by who checked them.
func (c *Console) freshness(ctx context.Context, f filter) (block, error) {
	services, err := c.servicesIn(ctx, f)
	confirmed, ready := 0, 0
	for i := range services {
		if services[i].Confirmed() {
			confirmed++
		}
		if services[i].Ready {
			ready++
		}
	}
	return block{Table: table{
		Columns: []column{{Words: text.FigureWord}, {Words: text.NumberWord}},
		Rows: [][]value{
			{words(text.ServicesWord), number(len(services))},
			{words(text.ConfirmedWord), number(confirmed)},
			{words(text.ToConfirmWord), number(len(services) - confirmed)},
			{words(text.ReadyWord), number(ready)},
		},
	}}, err
}

// ages counts services by the age of their facts.
func (c *Console) ages(ctx context.Context, f filter) (block, error) {
	services, err := c.servicesIn(ctx, f)
	years := map[string][2]int{}
	for i := range services {
		n := years[text.Year(services[i].AsOf())]
		if services[i].Confirmed() {
			n[0]++
		} else {
			n[1]++
		}
		years[text.Year(services[i].AsOf())] = n
	}
	t := table{Columns: []column{{Words: text.FactsYear}, {Words: text.ConfirmedWord}, {Words: text.ToConfirmWord}}}
	for _, y := range sortedKeys(years) {
		t.Rows = append(t.Rows, []value{words(cmp.Or(y, text.NoDate)), number(years[y][0]), number(years[y][1])})
	}
	return block{Table: t}, err
}

// doubts lists what is wrong, odd or old in the directory, gravest first.
func (c *Console) doubts(ctx context.Context, f filter) (block, error) {
	doubts, byID, err := c.doubtsIn(ctx, f)
	t := table{Columns: []column{{Words: text.DimensionName("service")}, {Words: text.DoubtWord}, {Words: text.DetailWord}, {Words: text.FactsYear}}}
	for _, d := range doubts {
		s := byID[d.ServiceID]
		kind, _ := text.ValueName("doubt", string(d.Kind))
		t.Rows = append(t.Rows, []value{words(serviceWords(*s)), words(kind), words(doubtDetail(d, byID)), words(cmp.Or(text.Year(s.AsOf()), text.NoDate))})
	}
	return block{Table: t}, err
}

// doubtDetail is what the doubt is about, as a person checks it.
func doubtDetail(d directory.Doubt, services map[string]*directory.Service) string {
	switch d.Kind {
	case directory.OtherRegion:
		return text.Phone(d.Value)
	case directory.FarAway:
		return text.Distance(d.Meters)
	case directory.SharedPhone:
		return text.Phone(services[d.ServiceID].Phone) + ", " + text.SharedWith + " " + sharing(services[d.Value])
	}
	return text.Tidy(d.Value)
}

// sharing names the service a number is shared with.
func sharing(s *directory.Service) string {
	if s == nil {
		return text.ServiceRemoved
	}
	return serviceWords(*s)
}

// doubtKinds counts doubts by kind.
func (c *Console) doubtKinds(ctx context.Context, f filter) (block, error) {
	doubts, _, err := c.doubtsIn(ctx, f)
	var kinds []directory.DoubtKind
	counts := map[directory.DoubtKind]int{}
	for _, d := range doubts {
		if counts[d.Kind] == 0 {
			kinds = append(kinds, d.Kind)
		}
		counts[d.Kind]++
	}
	t := table{Columns: []column{{Words: text.DoubtWord}, {Words: text.NumberWord}}}
	for _, k := range kinds {
		name, _ := text.ValueName("doubt", string(k))
		t.Rows = append(t.Rows, []value{words(name), number(counts[k])})
	}
	return block{Table: t}, err
}

// servicesIn lists the services of the filter's place, all without one: those
// of a commune, those near the centre of a quarter.
func (c *Console) servicesIn(ctx context.Context, f filter) ([]directory.Service, error) {
	all, err := c.services(ctx)
	return slices.DeleteFunc(all, func(s directory.Service) bool { return !c.within(&s, f.where) }), err
}

func (c *Console) within(s *directory.Service, where figures.Territory) bool {
	if where.Quartier == "" {
		return where.Commune == "" || s.INSEE == where.Commune
	}
	p, ok := s.Point()
	return ok && p.DistanceM(c.places[where.Quartier].Point) <= nearM
}

// doubtsIn are the doubts about the services of the filter's place. All
// services are read: they tell each other's mistakes.
func (c *Console) doubtsIn(ctx context.Context, f filter) ([]directory.Doubt, map[string]*directory.Service, error) {
	all, err := c.services(ctx)
	byID := map[string]*directory.Service{}
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	doubts := directory.Doubts(all, c.Places, c.Now())
	return slices.DeleteFunc(doubts, func(d directory.Doubt) bool { return !c.within(byID[d.ServiceID], f.where) }), byID, err
}

// sortedKeys are years, the latest first, then what has none.
func sortedKeys(m map[string][2]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(y, x)
	})
	return keys
}
