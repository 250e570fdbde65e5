package source

import (
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
)

// phone writes a French number in pairs, "02 47 00 00 00"; short numbers
// (15, 3114, 116 117) as they are. Nine digits that lost their zero get it
// back. ok is false when it is no French number.
func phone(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if n, ok := scientific(s); ok {
		s = n
	}
	if strings.Trim(s, "0123456789+ .-/()\u00a0\u202f") != "" {
		return "", false
	}
	digits := onlyDigits(s)
	international := strings.HasPrefix(s, "+") || strings.HasPrefix(digits, "00")
	switch {
	case !international && shortNumbers[digits]:
		return digits, true
	case !international && len(digits) == 4 && digits[0] == '3':
		return digits, true
	case !international && len(digits) == 9 && digits[0] != '0':
		digits = "0" + digits
	case strings.HasPrefix(digits, "0033"):
		digits = "0" + strings.TrimPrefix(digits[4:], "0")
	case international && strings.HasPrefix(digits, "33"):
		digits = "0" + strings.TrimPrefix(digits[2:], "0")
	case international:
		return foreignPhone(s)
	}
	if len(digits) != 10 || digits[0] != '0' || digits[1] == '0' {
		return "", false
	}
	return digits[:2] + " " + digits[2:4] + " " + digits[4:6] + " " + digits[6:8] + " " + digits[8:], true
}

// foreignPhone accepts a valid number of another country, overseas included.
func foreignPhone(s string) (string, bool) {
	n, err := phonenumbers.Parse(s, "FR")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL), true
}

var shortNumbers = set("15 17 18 112 114 115 119 196 197 116000 116006 116111 116117 118")

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

var scientificForm = regexp.MustCompile(`^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$`)

// scientific writes "2,47474747E+08" with its digits, when all of them are
// still there; "2,637E+13" has lost some, and ok is false.
func scientific(s string) (string, bool) {
	m := scientificForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return "", false
	}
	exponent, err := strconv.Atoi(m[3])
	if err != nil || len(m[2]) != exponent {
		return "", false
	}
	return m[1] + m[2], true
}

// isScientific tells a number that a spreadsheet wrote with an exponent.
func isScientific(s string) bool {
	return scientificForm.MatchString(strings.ToUpper(strings.TrimSpace(s)))
}

var frenchDate = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)

// date reads YYYY-MM-DD (a time may follow) or DD/MM/YYYY, and gives
// YYYY-MM-DD. A day that does not exist is refused, and never read the
// American way.
func date(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if m := frenchDate.FindStringSubmatch(s); m != nil {
		s = m[3] + "-" + two(m[2]) + "-" + two(m[1])
	}
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10]
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1800 {
		return "", false
	}
	return s, true
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// sheetDate also reads the day number that workbooks store.
func sheetDate(s string) (string, bool) {
	if n, err := strconv.Atoi(s); err == nil && n > 20000 && n < 80000 {
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly), true
	}
	return date(s)
}

// number reads a decimal number with a point or a comma.
func number(s string) (float64, bool) {
	s = strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", "−", "-").Replace(strings.TrimSpace(s))
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	if s == "" || strings.Trim(s, "0123456789.-+Ee") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v-v == 0
}

// postcode reads five digits; four get their zero back in the departments
// 01 to 09, told by department (may be empty: then four digits are refused).
func postcode(s, department string) (string, bool) {
	s = strings.TrimSpace(s)
	if onlyDigits(s) != s {
		return "", false
	}
	if len(s) == 4 && len(strings.TrimLeft(department, "0")) == 1 && s[0] == department[len(department)-1] {
		s = "0" + s
	}
	return s, len(s) == 5
}

var inseeForm = regexp.MustCompile(`^(\d{5}|2[AB]\d{3})$`)

func email(s string) (string, bool) {
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || !strings.Contains(s[strings.IndexByte(s, '@'):], ".") {
		return "", false
	}
	return s, true
}

// webAddress reads an http address; "www.…" gets its https.
func webAddress(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(strings.ToLower(s), "www.") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Host, ".") || strings.ContainsAny(s, " \n\t") {
		return "", false
	}
	return s, true
}

// yesNo reads oui or non, as French people and spreadsheets write them.
func yesNo(s string) (yes, ok bool) {
	switch fold(s) {
	case "oui", "o", "vrai", "true", "1", "x", "yes", "gratuit":
		return true, true
	case "non", "n", "faux", "false", "0", "no", "payant":
		return false, true
	}
	return false, false
}
