package hours

import "time"

// monthDay orders the days of a year: month*32+day.
func monthDay(month, day int) int { return month*32 + day }

// day is a calendar day in Paris with what rules ask about it.
type day struct {
	year, month, dom int
	length           int // days in the month
	weekday          time.Weekday
	week             int // ISO 8601
	public           bool
	school           answer
}

// dayOf returns the day that many days after a date; dates normalise.
func dayOf(year int, month time.Month, dom int) day {
	t := time.Date(year, month, dom, 0, 0, 0, 0, time.UTC)
	y, m, d := t.Date()
	_, week := t.ISOWeek()
	return day{
		year: y, month: int(m), dom: d,
		length:  time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day(),
		weekday: t.Weekday(),
		week:    week,
		public:  isPublicHoliday(y, m, d),
		school:  schoolHoliday(y, monthDay(int(m), d)),
	}
}

func (d day) monthDay() int { return monthDay(d.month, d.dom) }

// midnight is the instant at which the day begins in Paris.
func (d day) midnight() time.Time {
	return time.Date(d.year, time.Month(d.month), d.dom, 0, 0, 0, 0, Paris)
}
