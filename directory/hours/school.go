package hours

import (
	_ "embed"
	"strconv"
	"strings"
)

// answer is yes, no, or unsure.
type answer uint8

const (
	unsure answer = iota
	no
	yes
)

//go:embed school.tsv
var schoolTSV string

// schoolPeriod holds days as year*512+monthDay, both ends included.
type schoolPeriod struct {
	from, to int
	kind     answer
}

// schoolCalendar keeps the order of the file: the last period of a day wins.
var schoolCalendar = readSchool(schoolTSV)

func readSchool(tsv string) []schoolPeriod {
	var periods []schoolPeriod
	for line := range strings.Lines(tsv) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		kinds := map[string]answer{"known": no, "holiday": yes, "unsure": unsure}
		periods = append(periods, schoolPeriod{schoolDay(f[0]), schoolDay(f[1]), kinds[f[2]]})
	}
	return periods
}

// schoolDay reads an ISO date of the embedded file, which a test checks.
func schoolDay(iso string) int {
	y, _ := strconv.Atoi(iso[:4])
	m, _ := strconv.Atoi(iso[5:7])
	d, _ := strconv.Atoi(iso[8:])
	return y*512 + monthDay(m, d)
}

// schoolHoliday tells whether a day is in the school holidays of zone B;
// unsure outside the calendars known.
func schoolHoliday(year, monthDay int) answer {
	is, on := unsure, year*512+monthDay
	for _, p := range schoolCalendar {
		if p.from <= on && on <= p.to {
			is = p.kind
		}
	}
	return is
}
