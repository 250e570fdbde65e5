package bilan

import (
	"strings"
	"testing"

	"relais/bot/relay/figures"
)

func TestEvolution(t *testing.T) {
	quarter := figures.Period{From: 202607, To: 202609}
	exact := func(n int) figures.Cell { return figures.Cell{N: n} }
	for name, c := range map[string]struct {
		period      figures.Period
		measure     figures.Measure
		by          figures.Dimension
		now, before figures.Cell
		want        string
	}{
		"exact":                    {quarter, figures.Questions, figures.Total, exact(112), exact(100), "+12 %"},
		"fell":                     {quarter, figures.Questions, figures.Total, exact(88), exact(100), "−12 %"},
		"the same":                 {quarter, figures.Questions, figures.Total, exact(100), exact(100), "stable"},
		"from nothing":             {quarter, figures.Questions, figures.Total, exact(50), exact(0), ""},
		"to nothing":               {quarter, figures.Questions, figures.Total, exact(0), exact(100), "−100 %"},
		"many times":               {quarter, figures.Questions, figures.Total, exact(878), exact(41), "×21"},
		"a theme":                  {quarter, figures.Questions, figures.Theme, cut11(121), cut11(66), "environ +75 %"},
		"a theme that fell":        {quarter, figures.Questions, figures.Theme, cut11(66), cut11(121), "environ −45 %"},
		"a small theme":            {quarter, figures.Questions, figures.Theme, cut11(66), cut11(22), ""},
		"a theme that hardly rose": {quarter, figures.Questions, figures.Theme, cut11(44), cut11(44), ""},
		"a large theme that stays": {quarter, figures.Questions, figures.Theme, cut11(1100), cut11(1100), "à peu près stable"},
		"many times a theme":       {quarter, figures.Questions, figures.Theme, cut11(1100), cut11(33), "environ ×29"},
		"three rounded months":     {quarter, figures.Questions, figures.Total, cut11(66), cut11(44), ""},
		"one against exact":        {quarter, figures.Questions, figures.Theme, cut11(660), exact(330), "environ +100 %"},
		"persons of a quarter":     {quarter, figures.Operators, figures.Total, cut11(66), cut11(33), "environ +85 %"},
		"persons of odd months":    {figures.Period{From: 202606, To: 202609}, figures.Operators, figures.Total, cut11(660), cut11(330), ""},
		"a period that goes on":    {figures.Period{From: 202611, To: 202611}, figures.Questions, figures.Total, cut11(660), exact(1320), ""},
	} {
		s := Scale{K: 11, Period: c.period, At: inYear}
		if got := strings.ReplaceAll(s.Evolution(c.measure, c.by, c.now, c.before), "\u00a0", " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
