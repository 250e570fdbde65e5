package relay

import (
	"regexp"
	"sort"
	"strings"
)

// Kinds of street. After a sure one a number is always an address; "1 place"
// or "4 cours" may be anything, and wait for a capital or a person.
const (
	sureTypes  = `rue|avenue|aven|ave|av|boulevard|boul|blvd|bld|bvd|bd|allées|allée|allees|allee|all|impasse|imp|square|sq|quai|chemin|che|chem|ruelle|venelle|sentier|sente|esplanade|faubourg|fbg|rond-point|promenade|levée|levee|r`
	loose      = `place|pl|cours|cour|passage|route|rte|résidence|residence|rés|res|mail|villa|cité|cite|hameau|lotissement|lot|voie|clos|parvis|montée|montee|ham|côte|domaine`
	aptWords   = `appartement|appart|appt|apt|app|b[âa]timent|b[âa]t|escalier|esc|porte|chambre|chbre|chb|logement|logt|lgt|hall|entr[ée]e|bo[iî]te|digicode|interphone|code|cage|tour|étage|etage|bp|n°`
	aptContent = `(?:(?:[A-Z]` + blank + `?)?\d{1,5}(?:` + blank + `?[A-Z])?|[A-Z])`
)

var (
	addressRE = regexp.MustCompile(`(?i)(?:n°` + blank + `?|num[ée]ro` + blank + `)?(\d{1,4})` + blank + `*(?:(?:bis|ter|quater|[a-e])` + blank + `*)?,?` +
		blank + `*(?:(?:de` + blank + `+la|de` + blank + `+l['’]|du|de)` + blank + `*)?(` + sureTypes + `|` + loose + `)\.?(?:` + blank + `|$)`)
	flatAfter = regexp.MustCompile(`^[,;\s\x{00A0}(–-]*(?:(?i:` + aptWords + `)\.?` + blank + `*(?:(?i:n°|num[ée]ro|:)` + blank + `*)?` +
		aptContent + `|(?i:b[âa]t|b[âa]timent|esc|escalier|hall|entr[ée]e|porte)\.?` + blank + `*[a-h]|\d{1,2}` + blank + `?(?i:er|ère|e|è?me|eme|nd)` + blank + `+[ée]tages?(?:` + blank + `+(?:gauche|droite|droit|face))?|(?i:rdc|rez-de-chaussée))`)
	flatAlone = regexp.MustCompile(`(?i)(?:appartement|appt|apt)\.?` + blank + `*(?:n°|num[ée]ro)?` + blank + `*((?-i:[A-EG-SU-Z])?\d{1,4}(?-i:[A-Z])?)`)
	rooms     = regexp.MustCompile(`(?i)^` + blank + `*(?:pi[èe]ces?|chambres?|p|m2|m²|personnes?|places?|adultes?|enfants?)(?:[^\pL]|$)`)
	hourLeft  = regexp.MustCompile(`(?i)\d` + blank + `?(?:h|heures?)` + blank + `?$`)
)

var (
	streetTypes = set(strings.ReplaceAll(sureTypes+"|"+loose, "|", " "))
	sureStreets = set(strings.ReplaceAll(sureTypes, "|", " "))
	particles   = set("de du des la le les l d aux au a en")
	inner       = set("de du des la le les l d sur sous et")
	ranks       = set(`general docteur marechal saint sainte st ste abbe president colonel capitaine
		commandant pere professeur amiral lieutenant doyen cardinal comte duc roi reine soeur frere`)
	// homes say that the address after them is somebody's.
	homes = set(`habite habitent habitant habitante habitait habiter demeure demeurant demeurent demeurait domicile
		domicilie domiciliee domiciliees reside resident residant residait loge logee loges logent logeait vit vivent vivant vivait
		heberge hebergee hebergent hebergeait demenage emmenage`)
	// owners say so too, unless a door is nearer.
	owners = set("adresse chez coordonnees dort domiciliation")
	// doors say that the address after them is that of a service.
	doors = set(`pmi cmp cmpp csapa caarud ccas cias caf cpam msa mds mda mdph cpef cegidd pass planning centre centres maison pharmacie hopital
		clinique cabinet mairie association asso permanence permanences dispensaire ecole college lycee mission restos resto restaurant
		accueil service services structure bureau bureaux local locaux antenne bus reunion debat cine-debat conference atelier ateliers
		forum salle mediatheque bibliotheque espace gymnase theatre cinema rdv rendez-vous situe situee situes trouve laboratoire labo
		secours croix-rouge emmaus epicerie csi ssiad clic siao urgences consultation consultations foyer institut residence ehpad
		prefecture tribunal commissariat gendarmerie poste creche halte-garderie boutique agence guichet stand exposition expo
		spectacle film projection rencontre soiree animation festival concert marche stade piscine parc jardin eglise mosquee temple
		cms pole plateforme dentiste medecin pediatre kine ophtalmo orthophoniste sage-femme infirmier infirmiere samu police siege adil udaf
		admr aides csbm cidff france-services fle mfr udccas chru chu irsa table-ronde colloque formation`)
)

// findAddresses finds people's street addresses, down to the flat. That of a
// service stays, unless somebody is said to live there.
func findAddresses(text string) []span {
	words := split(text)
	spans := scan(addressRE, text, func(m []int) (span, bool) {
		kind := fold(text[m[4]:m[5]])
		s := span{m[0], m[5]}
		if !startsWord(text, s.start) || afterHour(text, m[2]) {
			return s, false
		}
		end, capital := streetEnd(text, words, m[5])
		flat := flatEnd(text, end)
		owner := ownerOf(before(text, s.start))
		switch {
		case kind == "r" && !capital && !particles[wordAt(words, m[5])]:
			return s, false
		case flat > end || owner == someone:
		case owner == door, !sureStreets[kind] && !capital:
			return s, false
		}
		return span{s.start, flat}, true
	})
	if spans != nil {
		return spans
	}
	return scan(flatAlone, text, func(m []int) (span, bool) {
		s := span{m[0], m[1]}
		return s, alone(text, s) && !rooms.MatchString(text[s.end:])
	})
}

// afterHour tells whether the number at i ends an hour or a date: "18 h 30 rue…".
func afterHour(text string, i int) bool {
	if hourLeft.MatchString(text[max(0, i-12):i]) {
		return true
	}
	if i > 1 && strings.ContainsRune(".,:/", rune(text[i-1])) && digitAt(text, i-2) {
		return true
	}
	return monthWords[lastBefore(text, i)]
}

var monthWords = set(`janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre`)

// streetEnd reads the name of a street that begins after byte from, and tells
// whether it holds a capital or a date.
func streetEnd(text string, words []word, from int) (end int, capital bool) {
	i, end := sort.Search(len(words), func(k int) bool { return words[k].start >= from }), from
	first := i
	if i == len(words) || !blankOnly(text[from:words[i].start]) {
		return end, false
	}
	for i < len(words) && i-first < 4 && particles[words[i].folded] && follows(text, words, i, first) {
		i++
	}
	if i == len(words) || !follows(text, words, i, first) || stopsStreet(words[i]) {
		return end, false
	}
	for more := true; more; {
		w := words[i]
		end, capital = w.end, capital || w.capital || w.digits
		more = ranks[w.folded] || firstNames[w.folded] || unsureFirsts[w.folded] || w.digits
		i++
		j := i
		for j < len(words) && j-i < 3 && inner[words[j].folded] && near(text, words[j-1], words[j]) {
			j++
		}
		if j >= len(words) || !near(text, words[j-1], words[j]) || stopsStreet(words[j]) {
			break
		}
		next := words[j]
		if w.digits && !monthWords[next.folded] && !next.digits {
			break
		}
		more = more && (j == i || next.capital || ranks[w.folded]) ||
			monthWords[w.folded] && next.digits ||
			next.capital && !placeWords[next.folded]
		if more {
			i = j
		}
	}
	return end, capital
}

// wordAt is the first word from byte i on, folded, or empty.
func wordAt(words []word, i int) string {
	k := sort.Search(len(words), func(k int) bool { return words[k].start >= i })
	if k == len(words) {
		return ""
	}
	return words[k].folded
}

// follows tells whether word i goes on from the one before it.
func follows(text string, words []word, i, first int) bool {
	return i == first || near(text, words[i-1], words[i])
}

var streetStops = set(`et pour qui avec cherche veut demande a est sans apt appt app appartement bat batiment esc escalier
	porte chambre logement etage rdc ou mais car donc dans elle il on je tel plus par chez en`)

func stopsStreet(w word) bool { return streetStops[w.folded] && !(w.capital && len(w.folded) == 1) }

// flatEnd goes on over the flat, floor and door after an address.
func flatEnd(text string, end int) int {
	for {
		m := flatAfter.FindStringIndex(text[end:])
		if m == nil || !endsWord(text, end+m[1]) {
			return end
		}
		end += m[1]
	}
}

func blankOnly(s string) bool { return strings.Trim(trimBlank(s), ".") == "" }

type owner int

const (
	nobody owner = iota
	someone
	door
)

// ownerOf tells whose address stands after words: somebody's when a word near
// says people live there, else that of the nearest service or person.
func ownerOf(words []word) owner {
	words = words[max(0, len(words)-10):]
	for _, w := range words {
		if homes[w.folded] {
			return someone
		}
	}
	for k := len(words) - 1; k >= 0; k-- {
		if doors[words[k].folded] {
			return door
		}
		if kin[words[k].folded] || owners[words[k].folded] {
			return someone
		}
	}
	return nobody
}
