package bot

import (
	"fmt"
	"time"

	"relais/bot/announce"
	"relais/bot/text"
)

// flush ends a group: its days and hours become dates.
func (r *dateReader) flush() error {
	if err := r.lonely(); err != nil {
		return err
	}
	days, hours, until := r.days, r.hours, r.until
	r.days, r.hours, r.until, r.link, r.last = nil, nil, nil, 0, 0
	for i := 0; i < len(days); i++ {
		last := &days[i]
		if days[i].to {
			if i+1 == len(days) {
				return &dateTrouble{text.WhenOrder, ""}
			}
			last = &days[i+1]
		}
		if until != nil {
			last = until
		}
		first, end, err := r.settle(days[i], *last)
		if err != nil {
			return err
		}
		if err := r.add(first, end, hours, until != nil); err != nil {
			return err
		}
		if days[i].to {
			i++
		}
	}
	return nil
}

// add makes the dates of a day or of a range of days.
func (r *dateReader) add(first, last time.Time, hours []clockRange, through bool) error {
	switch {
	case len(hours) == 0:
		r.dates = append(r.dates, announce.Date{Starts: first, Ends: last, Whole: true})
		return nil
	case through && !hours[0].ends:
		return &dateTrouble{text.WhenOrder, ""}
	case through:
		d := announce.Date{Starts: at(first, hours[0].from), Ends: at(last, hours[0].to)}
		if !d.Ends.After(d.Starts) {
			return &dateTrouble{text.WhenOrder, ""}
		}
		r.dates = append(r.dates, d)
		return nil
	}
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		for _, h := range hours {
			r.dates = append(r.dates, hours1(day, h))
		}
		if len(r.dates) > announce.MaxDates {
			return &dateTrouble{text.WhenMany, ""}
		}
	}
	return nil
}

// hours1 is one day's date; an hour before the first one is of the next day.
func hours1(day time.Time, h clockRange) announce.Date {
	d := announce.Date{Starts: at(day, h.from)}
	d.Ends = d.Starts
	if h.ends {
		d.Ends = at(day, h.to)
		if !d.Ends.After(d.Starts) {
			d.Ends = at(day.AddDate(0, 0, 1), h.to)
		}
	}
	return d
}

func at(day time.Time, c clock) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), c.hour, c.minute, 0, 0, paris)
}

// settle finds the first and last day of a range, or twice the same day.
func (r *dateReader) settle(first, last dayRead) (from, to time.Time, err error) {
	same := first == last
	if from, err = r.dated(&first, r.now); err != nil {
		return
	}
	if same {
		return from, from, nil
	}
	if to, err = r.dated(&last, from); err != nil {
		return
	}
	if to.Before(from) && first.year == last.year && first.month > last.month {
		first.year-- // « du 28 décembre au 3 janvier 2027 »
		if from, err = r.dated(&first, r.now); err != nil {
			return
		}
	}
	if to.Before(from) || to.Sub(from) > 366*24*time.Hour {
		return from, to, &dateTrouble{text.WhenOrder, ""}
	}
	return from, to, nil
}

// dated is the day, in the first year in which it is not before since when none
// was said.
func (r *dateReader) dated(d *dayRead, since time.Time) (time.Time, error) {
	if d.month == 0 {
		return time.Time{}, &dateTrouble{text.WhenWhichMonth, fmt.Sprint(d.day)}
	}
	said := d.year
	if said == 0 {
		d.year = since.Year()
	}
	on := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, paris)
	today := time.Date(since.Year(), since.Month(), since.Day(), 0, 0, 0, 0, paris)
	if said == 0 && on.Before(today) {
		d.year++
		on = time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, paris)
	}
	if on.Day() != d.day || int(on.Month()) != d.month || d.year < 2000 || d.year > 2099 {
		return on, &dateTrouble{text.WhenNoDay, fmt.Sprintf("%d/%d/%d", d.day, d.month, d.year)}
	}
	if d.named && on.Weekday() != d.weekday {
		return on, &dateTrouble{text.WhenWeekday, text.DayWords(announce.DayOf(on), time.Time{})}
	}
	return on, nil
}
