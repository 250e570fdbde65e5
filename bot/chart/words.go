package chart

import (
	"strconv"
	"strings"
)

const (
	nbsp       = "\u00a0"
	emptyWords = "Aucun chiffre sur cette période."
)

var shortMonths = [...]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}

// number writes 1250 as « 1 250 ».
func number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + nbsp + digits[i:]
	}
	return digits
}

// percent is n of of, rounded.
func percent(n, of int) string { return number((200*n+of)/(2*of)) + nbsp + "%" }

// month reads "2026-10" as « oct. » and "2026"; other words are given back.
func month(s string) (name, year string) {
	y, m, ok := strings.Cut(s, "-")
	n, err := strconv.Atoi(m)
	if !ok || err != nil || len(y) != 4 || n < 1 || n > 12 {
		return s, ""
	}
	return shortMonths[n-1], y
}
