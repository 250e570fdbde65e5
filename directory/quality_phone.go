package directory

import (
	"slices"
	"strings"
)

// switchboard is the number of services under one phone from which it is a
// switchboard, which nobody doubts.
const switchboard = 4

// elsewhere02 are the blocks of the 02 zone given to départements other than
// Indre-et-Loire. The other blocks were never tied to one.
var elsewhere02 = []string{"31", "32", "33", "35", "37", "38", "40", "41", "43", "48", "51", "54", "96", "97", "98", "99"}

func (c *checker) checkPhone(s *Service, add add) {
	if s.Phone == "" {
		return
	}
	n := digits(s.Phone)
	if isShort(n) {
		return
	}
	switch {
	case len(n) != 10 || n[0] != '0' || n[1] == '0':
		add(BadPhone, s.Phone, 0)
		return
	case strings.HasPrefix(s.INSEE, "37") && fromElsewhere(n):
		add(OtherRegion, s.Phone, 0)
	}
	var others []string
	for _, o := range c.byPhone[n] {
		if o.ID != s.ID && o.Structure != s.Structure {
			others = append(others, o.ID)
		}
	}
	if len(others) > 0 && len(c.byPhone[n]) < switchboard {
		add(SharedPhone, strings.Join(others, ", "), 0)
	}
}

// isShort tells a short number: 15, 115, 3114, 116 117.
func isShort(n string) bool { return len(n) >= 2 && len(n) <= 4 || len(n) == 6 && n[:3] == "116" }

// fromElsewhere tells a geographic number of ten digits that cannot be of
// Indre-et-Loire.
func fromElsewhere(n string) bool {
	zone := n[:2]
	if zone == "02" {
		return slices.Contains(elsewhere02, n[2:4])
	}
	return zone >= "01" && zone <= "05"
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
