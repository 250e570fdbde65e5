package search

import "relais/search/lexicon"

// refused marks the words a person does not want: "pas l'hôpital", "hors CMP",
// "mais pas à Tours Nord", "elle n'est pas enceinte", "plus étudiant", "ne veut
// pas d'hébergement". What is lacking is not refused: "pas de logement", "plus
// de sécu", "n'arrive pas à payer".
func refused(words []lexicon.Word) []bool {
	out := make([]bool, len(words))
	for i, w := range words {
		from := 0
		switch w.Fold {
		case "hors", "sauf", "excepte":
			from = i + 1
		case "loin":
			if i+1 < len(words) && (words[i+1].Fold == "de" || words[i+1].Fold == "du" || words[i+1].Fold == "des") && (i == 0 || words[i-1].Fold != "pas" && words[i-1].Fold != "trop") {
				from = i + 1
			}
		case "refuse", "refusent", "evite", "eviter":
			from = refusedInstitution(words, i)
		case "part":
			if i > 0 && words[i-1].Fold == "a" && i+1 < len(words) && !words[i+1].Break {
				from = i + 1
			}
		case "plutot":
			if i+1 < len(words) && words[i+1].Fold == "que" {
				from = i + 2
			}
		case "passer":
			if i+2 < len(words) && i > 0 && words[i-1].Fold == "sans" && words[i+1].Fold == "par" {
				from = i + 2
			}
		case "pas", "plus", "non", "ni", "jamais", "aucun", "aucune":
			from = afterNot(words, i)
		}
		if from == 0 {
			continue
		}
		for k, n := from, 0; k < len(words) && n < 3; k++ {
			if k > from && words[k].Break || stops[words[k].Fold] {
				break
			}
			out[k] = true
			if !lexicon.IsSmall(words[k].Fold) {
				n++
			}
		}
	}
	return out
}

// institutions are what people refuse to set foot in.
var institutions = map[string]bool{"hopital": true, "urgences": true, "clinique": true, "psychiatrie": true, "foyer": true, "cmp": true,
	"csapa": true, "ehpad": true, "hebergement": true, "hospitalisation": true, "chu": true}

// refusedInstitution tells where the institution stands that "refuse de mettre
// un pied à" bears on; 0 when none follows: who refuses care still needs it.
func refusedInstitution(words []lexicon.Word, i int) int {
	for k := i + 1; k < min(len(words), i+9) && !words[k].Break; k++ {
		if institutions[words[k].Fold] {
			return k
		}
	}
	return 0
}

// stops end what a negation bears on.
var stops = map[string]bool{"mais": true, "juste": true, "donc": true, "car": true, "depuis": true, "il": true, "elle": true,
	"je": true, "on": true, "pour": true, "qui": true, "parce": true, "et": true, "avec": true}

var determiners = map[string]bool{"l": true, "le": true, "la": true, "les": true, "au": true, "aux": true, "a": true, "en": true,
	"chez": true, "un": true, "une": true, "du": true, "vers": true, "sur": true, "dans": true, "cote": true, "avec": true}

// afterNot tells where what "pas" at i refuses starts, 0 when it refuses nothing.
func afterNot(words []lexicon.Word, i int) int {
	if i+1 >= len(words) || words[i+1].Break {
		return 0
	}
	fold := func(k int) string {
		if k < 0 || k >= len(words) {
			return ""
		}
		return words[k].Fold
	}
	not, prev, next := fold(i), fold(i-1), fold(i+1)
	contrast := words[i].Break || prev == "mais" || prev == "et" || prev == "surtout" || i == 0 || not == "non" || not == "ni"
	switch {
	case wants[prev] || wants[fold(i-2)] && (prev == "t" || prev == "surtout"):
		// "veut pas d'hébergement", "veut pas aller à l'hôpital" but not "veut pas payer"
		if next == "de" || next == "d" || determiners[next] {
			return i + 1
		}
		if goes[next] {
			return i + 2
		}
		return 0
	case (prev == "est" || prev == "suis" || prev == "sont" || prev == "es" || prev == "etait") && (not == "pas" || not == "plus"):
		if next == "de" || next == "d" {
			return 0
		}
		return i + 1 // "n'est pas enceinte", "c'est pas une urgence"
	case not == "plus" && statuses[lexicon.Stem(next)] && (i == 0 || words[i].Break):
		return i + 1 // "plus étudiant depuis juin"
	case not == "plus" || not == "jamais" || not == "aucun" || not == "aucune":
		return 0
	case next == "de" || next == "d":
		return 0 // a lack
	case contrast && (determiners[next] || !lexicon.IsTool(next)):
		if verbs[next] {
			return 0
		}
		return i + 1
	}
	return 0
}

var wants = map[string]bool{"veut": true, "veux": true, "veulent": true, "souhaite": true, "souhaitent": true, "voudrait": true, "voulait": true,
	"aime": true, "cherche": true}

var goes = map[string]bool{"aller": true, "retourner": true, "voir": true, "passer": true, "entendre": true, "revenir": true, "rester": true}

var statuses = map[string]bool{lexicon.Stem("etudiant"): true, lexicon.Stem("etudiante"): true, lexicon.Stem("mineur"): true,
	lexicon.Stem("enceinte"): true, lexicon.Stem("mineure"): true, lexicon.Stem("scolarise"): true}

// verbs after a contrast "pas" deny an act, not a thing: "pas manger".
var verbs = map[string]bool{"bien": true, "cher": true, "chere": true, "cheres": true, "chers": true, "loin": true, "envie": true, "besoin": true,
	"payer": true, "pret": true, "prete": true, "trop": true, "tres": true, "riche": true, "grave": true, "encore": true, "assez": true, "facile": true,
	"sur": true, "sure": true, "mal": true, "mange": true, "manger": true, "dormir": true, "bouger": true, "les": true, "un": true, "le": true,
	"moyen": true, "moyens": true, "possible": true, "tout": true, "pouvoir": true, "assure": true, "remboursé": true, "rembourse": true}
