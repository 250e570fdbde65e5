package bot

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"relais/bot/announce"
)

// errPhone is a number that nobody could dial.
var errPhone = errors.New("not a whole phone number")

var (
	wholePhone = regexp.MustCompile(`(\+33[ .\x{00a0}\x{202f}-]?(\(0\))?|\b0)[ .\x{00a0}\x{202f}-]?[1-9]([ .\x{00a0}\x{202f}-]?[0-9]){8}\b`)
	cutPhone   = regexp.MustCompile(`\b0[1-9]([ .\x{00a0}\x{202f}-]?[0-9]{2}){1,3}\b`)
	hotline    = regexp.MustCompile(`^(3[0-9]|10)[0-9]{2}$`)
)

// shortNumbers are those with two or three digits, or six.
var shortNumbers = []string{"15", "17", "18", "112", "114", "115", "119", "191", "196", "197", "116000", "116006", "116111", "116117"}

// readContact reads whom to ask: a phone number is whole or a known short one.
func readContact(it *announce.Item, words string, _ time.Time) error {
	words = strings.Join(strings.Fields(words), " ")
	rest := wholePhone.ReplaceAllString(words, "")
	if cutPhone.MatchString(rest) || !dialled(words, rest) {
		return errPhone
	}
	it.Contact = words
	return nil
}

// dialled tells whether a contact in digits alone can be called; one with words
// may hold any other number. rest is what it has besides whole numbers.
func dialled(words, rest string) bool {
	if strings.ContainsFunc(words, unicode.IsLetter) {
		return true
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, rest)
	return digits == "" || slices.Contains(shortNumbers, digits) || hotline.MatchString(digits)
}
