package text

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const nbsp = "\u00a0"

var months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
	"août", "septembre", "octobre", "novembre", "décembre"}

// Plural chooses by French grammar: the plural starts at 2.
func Plural(n int, one, many string) string {
	if n > -2 && n < 2 {
		return one
	}
	return many
}

// Number writes 1250 as « 1 250 ».
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + nbsp + digits[i:]
	}
	return sign + digits
}

// Distance writes metres as a person says them: « 400 m », « 1,9 km », « 12 km ».
func Distance(metres int) string {
	switch {
	case metres < 50:
		return "à deux pas"
	case metres < 950:
		return fmt.Sprintf("%d%sm", (metres+25)/50*50, nbsp)
	case metres < 9950:
		tenths := int(math.Round(float64(metres) / 100))
		if tenths%10 == 0 {
			return fmt.Sprintf("%d%skm", tenths/10, nbsp)
		}
		return fmt.Sprintf("%d,%d%skm", tenths/10, tenths%10, nbsp)
	}
	return Number((metres+500)/1000) + nbsp + "km"
}

// MonthYear reads "2026-03-12" or "2026-03" as « mars 2026 » and "2026" as
// itself; anything else gives the empty string.
func MonthYear(date string) string {
	year, rest, _ := strings.Cut(date, "-")
	if n, err := strconv.Atoi(year); err != nil || len(year) != 4 || n < 1000 {
		return ""
	}
	if rest == "" {
		return year
	}
	month, _, _ := strings.Cut(rest, "-")
	n, err := strconv.Atoi(month)
	if err != nil || n < 1 || n > 12 {
		return ""
	}
	return months[n-1] + nbsp + year
}

// Year is the year of a date that MonthYear reads, or the empty string.
func Year(date string) string {
	if MonthYear(date) == "" {
		return ""
	}
	return date[:4]
}

// Phone writes a telephone number so that it stays on one line. Ten digits
// are cut in pairs; other numbers keep the groups they came with.
func Phone(number string) string {
	number = strings.Join(strings.Fields(number), " ")
	digits := strings.NewReplacer(" ", "", ".", "", "-", "", nbsp, "").Replace(number)
	if len(digits) == 10 && digits[0] == '0' && strings.Trim(digits, "0123456789") == "" && !strings.HasPrefix(digits, "08") {
		var pairs []string
		for i := 0; i < 10; i += 2 {
			pairs = append(pairs, digits[i:i+2])
		}
		return strings.Join(pairs, nbsp)
	}
	return strings.ReplaceAll(number, " ", nbsp)
}

// Small puts the first letter in lower case, but for an acronym.
func Small(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	if size == 0 || r == utf8.RuneError || unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}

var tidier = strings.NewReplacer("'", "’", " :", nbsp+":", " ;", nbsp+";", " !", nbsp+"!", " ?", nbsp+"?",
	" %", nbsp+"%", " »", nbsp+"»", "« ", "«"+nbsp)

// Tidy gives words of the directory the typography of ours, on one line. It is
// not for what gets copied or sent, such as an address to look for on a map.
func Tidy(s string) string { return tidier.Replace(strings.Join(strings.Fields(s), " ")) }
