package source

import (
	"regexp"
	"strings"
	"sync"
)

var streetTypes = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range table("voies.csv") {
		out[r[0]] = r[1]
	}
	return out
})

var (
	houseNumber = regexp.MustCompile(`^(\d+(?:[-/]\d+)*)\s+(.*)$`)
	postBox     = regexp.MustCompile(`(?i)^(BP|CS|TSA)\s*[\d ]+`)
	cedex       = regexp.MustCompile(`(?i)\s+CEDEX(\s+\d+)?$`)
	// repetition is the letter FINESS puts after the kind of street when
	// there is a number: 9 R B DE LYON is 9 bis rue de Lyon.
	repetition = map[string]string{"B": " bis", "T": " ter", "Q": " quater"}
)

// street writes the lines of an address; boxes of the post office are left out.
func street(lines ...string) string {
	var out []string
	for _, l := range lines {
		l = strings.TrimSpace(postBox.ReplaceAllString(strings.Join(strings.Fields(l), " "), ""))
		if l != "" {
			out = append(out, streetLine(l))
		}
	}
	return strings.Join(out, ", ")
}

func streetLine(l string) string {
	number, rest := "", l
	if m := houseNumber.FindStringSubmatch(l); m != nil {
		number, rest = m[1], m[2]
	}
	kind, name, _ := strings.Cut(rest, " ")
	full, known := streetTypes()[kind]
	if !known || kind != "R" && name == "" {
		return strings.TrimSpace(number + " " + title(rest, true))
	}
	if letter, after, ok := strings.Cut(name, " "); ok && number != "" {
		if r, ok := repetition[letter]; ok {
			number, name = number+r, after
		}
	}
	name = title(name, true)
	if head, tail, _ := strings.Cut(name, " "); linkWords[strings.ToUpper(head)] {
		name = strings.TrimSpace(strings.ToLower(head) + " " + tail)
	} else if apostrophe := strings.IndexRune(name, '’'); apostrophe == 1 {
		name = strings.ToLower(name[:1]) + name[1:]
	}
	if full == "Grande Rue" && strings.HasPrefix(name, "Rue") {
		name = strings.TrimSpace(strings.TrimPrefix(name, "Rue"))
	}
	return strings.TrimSpace(strings.TrimSpace(number+" "+full) + " " + name)
}

// knownCommune is a commune whose spelling is known.
type knownCommune struct {
	name, insee string
	postcodes   []string
}

var communes = sync.OnceValue(func() map[string]knownCommune {
	out := map[string]knownCommune{}
	for _, r := range table("communes.csv") {
		out[fold(r[0])] = knownCommune{r[0], r[1], strings.Fields(r[2])}
	}
	return out
})

// commune writes the name of a commune in capitals the official way: link
// words in lower case, hyphens everywhere but after a leading article. The
// accents are those of the communes we know. insee is empty when unknown, and
// the postcode of a CEDEX becomes that of the commune when it has only one.
func commune(city, postcode string) (name, insee, code string) {
	city = strings.Join(strings.Fields(city), " ")
	bare := cedex.ReplaceAllString(city, "")
	spaced := strings.NewReplacer("-", " ", "'", " ", "’", " ").Replace(bare)
	tokens := strings.Fields(strings.ToUpper(spaced))
	for i, t := range tokens {
		switch {
		case t == "ST":
			tokens[i] = "SAINT"
		case t == "STE":
			tokens[i] = "SAINTE"
		}
	}
	full := strings.Join(tokens, " ")
	if k, ok := communes()[fold(full)]; ok && sameDepartment(k, postcode) {
		if bare != city && len(k.postcodes) == 1 {
			postcode = k.postcodes[0]
		}
		return k.name, k.insee, postcode
	}
	if bare != strings.ToUpper(bare) {
		return bare, "", postcode
	}
	return hyphenate(tokens), "", postcode
}

func sameDepartment(k knownCommune, postcode string) bool {
	return k.insee == "" || departmentOf(postcode) == k.insee[:2]
}

func hyphenate(tokens []string) string {
	var b strings.Builder
	for i, t := range tokens {
		last := i == len(tokens)-1
		switch {
		case (t == "L" || t == "D") && !last:
			if i == 0 {
				b.WriteString(t + "’")
			} else {
				b.WriteString(strings.ToLower(t) + "’")
			}
			continue
		case i > 0 && linkWords[t]:
			b.WriteString(strings.ToLower(t))
		default:
			b.WriteString(capital(strings.ToLower(t)))
		}
		if last {
			break
		}
		if i == 0 && (t == "LE" || t == "LA" || t == "LES") {
			b.WriteByte(' ')
		} else {
			b.WriteByte('-')
		}
	}
	return b.String()
}
