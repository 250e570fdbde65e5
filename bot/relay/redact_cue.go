package relay

import (
	"regexp"
	"strings"
)

// What announces a name.
var (
	titles = set(`m mr mrs mme mmes mlle mlles melle mm monsieur messieurs madame mesdames mademoiselle dr drs docteur docteure
		pr professeur me maitre veuve vve`)
	softTitles = set("docteur docteure professeur maitre veuve me pr") // also plain words
	namings    = set(`appelle appelait appelent appellent appel apelle apele appele nomme nommait prenomme`)
	joinedName = set(`sappelle mappelle sapelle mapelle sappel mappel tappelle prenomme prenommee denomme denommee surnomme surnommee`)
	fields     = set("tel telephone portable adresse age date ddn mail email nir secu iban sexe situation")
	labels     = set(`nom noms prenom prenoms identite patient patiente usager usagere beneficiaire concerne`)
	things     = set(`comment ca cela association asso centre service structure lieu endroit truc machin foyer dispositif projet maladie medicament
		traitement programme aide numero ligne site appli application application-la chose quartier rue place groupe atelier bus
		maison etablissement organisme plateforme prestation allocation film festival evenement`)
	kin = set(`fils fille filles mari femme epouse epoux conjoint conjointe compagnon compagne copain copine frere freres soeur soeurs pere mere
		maman papa enfant enfants bebe petit petite gamin gamine gosse ado jeune oncle tante cousin cousine neveu niece grand-mere
		grand-pere mamie papi papy mami usager usagere patient patiente eleve voisin voisine locataire beneficiaire ami amie collegue
		famille nourrisson garcon fillette jumeaux dame ex beau-pere belle-mere beau-frere belle-soeur parrain marraine tonton tata
		nounou residente adolescent adolescente etudiant etudiante belle-fille petit-fils petite-fille demi-frere demi-soeur`)
)

var titleGap = regexp.MustCompile(`^\.?[\s\x{00A0}\x{202F}]*$`)

// afterTitle is the word after a title, 0 for none.
func (n *namer) afterTitle(i int) int {
	w := n.words[i]
	if !titles[w.folded] || i+1 >= len(n.words) {
		return 0
	}
	gap := apart(n.text, w, n.words[i+1])
	if gap == "" || strings.Contains(gap, "\n") || !titleGap.MatchString(gap) {
		return 0
	}
	switch w.folded {
	case "m": // metres; "m'"
		if i > 0 && n.words[i-1].digits || !w.capital && !strings.HasPrefix(gap, ".") {
			return 0
		}
	case "me", "pr":
		if !w.capital || !n.capital(i+1) {
			return 0
		}
	}
	return i + 1
}

var (
	labelGap  = regexp.MustCompile(`^[\s\x{00A0}\x{202F}]*[:=][\s\x{00A0}\x{202F}]*$`)
	namedFill = set("donc bien aussi monsieur madame mme mr m mlle de est c famille jeune fille usage son le")
)

// afterNaming is the word after "s’appelle", "nom :" and the like, 0 for none.
func (n *namer) afterNaming(i int) int {
	w := n.words[i]
	if i+1 >= len(n.words) {
		return 0
	}
	next := n.words[i+1]
	switch {
	case namings[w.folded] && i > 0 && (n.words[i-1].folded == "s" || n.words[i-1].folded == "m" || n.words[i-1].folded == "t" ||
		(n.words[i-1].folded == "se" || n.words[i-1].folded == "me" || n.words[i-1].folded == "te")) && !n.aThing(i-1),
		joinedName[w.folded] && !n.aThing(i):
		if !near(n.text, w, next) && !labelGap.MatchString(apart(n.text, w, next)) {
			return 0
		}
		return n.fill(i + 1)
	case w.folded == "nommee" || w.folded == "nomme" || w.folded == "appelee":
		if near(n.text, w, next) && n.capital(i+1) && !n.aThing(i) {
			return i + 1
		}
	case w.folded == "appelle" && i > 0 && n.words[i-1].folded == "l" && near(n.text, w, next) && n.capital(i+1) && !n.aThing(i-1):
		return i + 1
	case w.folded == "nee" && near(n.text, w, next) && n.capital(i+1) && !placeWords[next.folded]:
		return i + 1
	case labels[w.folded]:
		return n.afterLabel(i)
	}
	return 0
}

// afterLabel is the word after "nom :", "son prénom est", "nom Dupont".
func (n *namer) afterLabel(i int) int {
	j := i + 1
	for steps := 0; j < len(n.words) && steps < 4; steps++ {
		gap := apart(n.text, n.words[j-1], n.words[j])
		if labelGap.MatchString(gap) {
			return j
		}
		if !near(n.text, n.words[j-1], n.words[j]) {
			return 0
		}
		switch f := n.words[j].folded; {
		case f == "est" || f == "c" && j+1 < len(n.words) && n.words[j+1].folded == "est":
			if n.words[i].folded != "nom" && n.words[i].folded != "prenom" || n.aThing(i) {
				return 0
			}
			if f == "c" {
				j++
			}
			if j+1 < len(n.words) && near(n.text, n.words[j], n.words[j+1]) {
				return j + 1
			}
			return 0
		case f == "de" || f == "famille" || f == "jeune" || f == "fille" || f == "d" || f == "usage" || f == "complet":
		case strings.HasSuffix(n.words[i].folded, "nom") && n.capital(j):
			return j
		default:
			return 0
		}
		j++
	}
	return 0
}

// fill skips "donc", "madame" and such between a naming and the name.
func (n *namer) fill(j int) int {
	for j+1 < len(n.words) && namedFill[n.words[j].folded] && !n.words[j].caps &&
		titleGap.MatchString(apart(n.text, n.words[j], n.words[j+1])) {
		j++
	}
	return j
}

// aThing tells whether what is named before word i is no person: "le centre
// s’appelle", "comment s’appelle".
func (n *namer) aThing(i int) bool {
	for k := max(0, i-4); k < i; k++ {
		if things[n.words[k].folded] {
			return true
		}
	}
	return false
}

// afterKin is the word after "mon fils", 0 for none.
func (n *namer) afterKin(i int) int {
	w := n.words[i]
	if !kin[w.folded] || i+1 >= len(n.words) || !near(n.text, w, n.words[i+1]) {
		return 0
	}
	if w.capital && !n.shout && i > 0 {
		return 0
	}
	return i + 1
}
