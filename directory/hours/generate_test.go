package hours

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// realValues returns the values of testdata/values.txt.
func realValues(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			values = append(values, line)
		}
	}
	return values
}

// generator writes values by the grammar, the usual ones most often.
type generator struct{ *rand.Rand }

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g generator) value() string {
	v := g.rule()
	for n := g.IntN(4); n > 0; n-- {
		v += g.pick("; ", "; ", "; ", ", ") + g.rule()
	}
	if g.chance(35) {
		v += g.pick("; PH off", "; PH off", "; PH,SH off", "; SH off", "; PH 10:00-12:00", "; Aug off",
			"; Dec 24-Jan 02 off", "; Dec 25,31 off", "; SH Mo-Fr 09:00-12:00", "; week 1-53/2 We off",
			"; Jul 14-Aug 20 Mo-Fr 10:00-16:00", "; 2026 Jul 06-2026 Jul 31 off", "; PH Mo-Fr off")
	}
	if g.chance(5) {
		v += g.pick(` || "sur rendez-vous"`, ` || We 14:00-16:00`)
	}
	return v
}

func (g generator) rule() string {
	if g.chance(3) {
		return g.pick("24/7", "24/7", `"sur rendez-vous"`, "off")
	}
	v := ""
	switch g.IntN(20) {
	case 0:
		v = g.pick("Jan-Mar ", "Jul-Aug ", "Sep-Jun ", "Apr,Jun ", "Nov-Feb ")
	case 1:
		v = g.date() + g.pick("", "-"+g.date()) + " "
	case 2:
		v = fmt.Sprintf("week %d-%d%s ", 1+g.IntN(20), 22+g.IntN(31), g.pick("", "/2", "/3"))
	case 3:
		v = g.pick("2025 ", "2026 ", "2025-2026 ")
	}
	v += g.pick(g.days(), g.days(), g.days(), g.days(), g.days(), g.days(), "SH "+g.days(), "PH ", "SH,PH ", "Mo-Fr,PH ", "")
	v += g.times()
	if g.chance(8) {
		v += g.pick(` "sur rendez-vous"`, " off", ` open "accueil"`, " open", " closed", ` "urgences"`)
	}
	return v
}

func (g generator) date() string {
	return g.pick("Jan", "Mar", "May", "Jul", "Aug", "Oct", "Dec") + fmt.Sprintf(" %02d", 1+g.IntN(28))
}

func (g generator) day() string { return g.pick("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su") }

func (g generator) days() string {
	switch g.IntN(12) {
	case 0, 1, 2:
		return "Mo-Fr "
	case 3:
		return "Mo-Su "
	case 4, 5:
		return g.day() + "-" + g.day() + " "
	case 6:
		return g.day() + g.pick("[1]", "[2]", "[-1]", "[1,3]", "[1-2]", "[-2]", "[5]") + " "
	case 7, 8:
		return g.day() + "," + g.day() + " "
	case 9:
		return g.day() + "-" + g.day() + "," + g.day() + " "
	}
	return g.day() + " "
}

func (g generator) times() string {
	quarter := func(from, to int) string {
		m := from + 15*g.IntN((to-from)/15+1)
		return fmt.Sprintf("%02d:%02d", m/60, m%60)
	}
	switch g.IntN(16) {
	case 0:
		return quarter(18*60, 23*60) + "-" + quarter(0, 5*60)
	case 1:
		return quarter(8*60, 20*60) + "-" + g.pick("24:00", "26:00", "00:00", "25:30")
	case 2:
		return quarter(9*60, 22*60) + "+"
	case 3:
		return "00:00-24:00"
	case 4, 5, 6, 7, 8:
		return quarter(8*60, 10*60) + "-" + quarter(11*60, 13*60) + "," + quarter(13*60+15, 15*60) + "-" + quarter(16*60, 20*60)
	case 9:
		return quarter(8*60, 10*60) + "-" + quarter(11*60, 13*60) + "+"
	case 10:
		return quarter(0, 3*60) + "-" + quarter(3*60+15, 12*60)
	}
	return quarter(8*60, 14*60) + "-" + quarter(14*60+15, 20*60)
}
