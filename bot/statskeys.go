package bot

import (
	"context"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// Lengths of the periods buttons lead to, in months.
const (
	aMonth   = 1
	aQuarter = 3
	aYear    = 12
)

// lastMonth is the month that ended last.
func (b *Bot) lastMonth() figures.Month { return plus(figures.MonthOf(b.Now()), -1) }

// plus is the month n months later.
func plus(m figures.Month, n int) figures.Month {
	i := int(m)/100*12 + int(m)%100 - 1 + n
	return figures.Month(i/12*100 + i%12 + 1)
}

func month(m figures.Month) figures.Period { return figures.Period{From: m, To: m} }

// around is the calendar quarter or year a month is in.
func around(m figures.Month, length int) figures.Period {
	from := plus(m, -((int(m)%100 - 1) % length))
	return figures.Period{From: from, To: plus(from, length-1)}
}

func lengthOf(p figures.Period) int {
	return (int(p.To)/100-int(p.From)/100)*12 + int(p.To)%100 - int(p.From)%100 + 1
}

func periodWords(p figures.Period) string { return text.PeriodWords(int(p.From), int(p.To)) }

// steps are the words of the buttons to the period before and after.
var steps = map[int][2]text.Sentence{
	aMonth:   {text.MonthBefore, text.MonthAfter},
	aQuarter: {text.QuarterBefore, text.QuarterAfter},
	aYear:    {text.YearBefore, text.YearAfter},
}

// statsKeys are the buttons below the figures of a period; quarters tells that
// they are cut by quarter.
func (b *Bot) statsKeys(ctx context.Context, operator int64, p relay.Person, period figures.Period, quarters bool) *keys {
	k := &keys{}
	at := period.String()
	running := figures.MonthOf(b.Now())
	length := lengthOf(period)
	to := func(label text.Sentence, p figures.Period) buttons { return k.tap(label.Say(), tapStats, p.String()) }
	if words, ok := steps[length]; ok {
		var after buttons
		if next := (figures.Period{From: plus(period.From, length), To: plus(period.To, length)}); next.From <= running {
			after = to(words[1], next)
		}
		k.row(to(words[0], period.Before()), after)
	}
	k.row(b.lengths(to, period, running)...)
	var view buttons
	switch {
	case quarters:
		view = k.tap(text.BackToFigures.Say(), tapStats, at)
	case overseen(p).Quartier == "":
		view = k.tap(text.Quarters.Say(), tapQuarters, at)
	}
	k.row(view, k.tap(text.Export.Say(), tapExport, at))
	k.row(k.tap(text.OpenConsole.Say(), tapConsole, ""))
	k.row(b.digestKey(ctx, k, operator, at))
	return k
}

// lengths lead to the month, the quarter and the year around a period, but for
// its own length, and to the running month.
func (b *Bot) lengths(to func(text.Sentence, figures.Period) buttons, period figures.Period, running figures.Month) []buttons {
	last := min(period.To, running)
	var row []buttons
	if lengthOf(period) != aMonth {
		row = append(row, to(text.LastMonth, month(min(last, b.lastMonth()))))
	}
	if lengthOf(period) != aQuarter {
		row = append(row, to(text.Quarter, around(last, aQuarter)))
	}
	if lengthOf(period) != aYear {
		row = append(row, to(text.WholeYear, around(last, aYear)))
	}
	if period != month(running) {
		row = append(row, to(text.RunningMonth, month(running)))
	}
	return row
}

// digestKey subscribes to the weekly digest, or unsubscribes from it.
func (b *Bot) digestKey(ctx context.Context, k *keys, operator int64, at string) buttons {
	on, err := b.Activity.DigestOn(ctx, operator)
	switch {
	case err != nil:
		b.incident(err, "digest")
		return nil
	case on:
		return k.tap(text.DigestStop.Say(), tapDigestOff, at)
	}
	return k.tap(text.DigestStart.Say(), tapDigestOn, at)
}
