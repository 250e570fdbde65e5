package text

import (
	"fmt"
	"strings"
)

// importSentence is what is said of a row: what is wrong, with %v for its
// arguments, and what becomes of it.
type importSentence struct {
	wrong string
	then  string
}

const (
	rowOut   = "La ligne n’est pas importée."
	fieldOut = "Le champ reste vide."
	valueOut = "La valeur est laissée de côté."
	noMatter = "La ligne est importée quand même."
)

var importSentences = map[string]importSentence{
	"id":            {"il faut un identifiant, sans espace, qui ne change pas d’un import à l’autre", rowOut},
	"unique":        {"cet identifiant est déjà celui de la ligne %v\u00a0; la première est gardée", rowOut},
	"name":          {"il faut un nom d’au moins trois lettres", rowOut},
	"structure":     {"il faut l’identifiant d’une structure du même import\u00a0; ajoutez le fichier des structures", rowOut},
	"finess":        {"il faut un numéro FINESS de neuf caractères", rowOut},
	"fields":        {"il faut %v colonnes", rowOut},
	"kind":          {"ce type de ligne n’est pas prévu dans ce format", rowOut},
	"record":        {"une valeur n’est pas du type attendu", rowOut},
	"quote":         {"un guillemet droit est mal placé\u00a0; doublez-le, ou écrivez « »", rowOut},
	"text":          {"il faut un texte", fieldOut},
	"length":        {"il faut entre %v et %v caractères", noMatter},
	"phone":         {"il faut un numéro de téléphone, par exemple 02\u00a047\u00a000\u00a000\u00a000", fieldOut},
	"email":         {"il faut une adresse électronique, par exemple accueil@exemple.fr", fieldOut},
	"url":           {"il faut une adresse web, par exemple https://www.exemple.fr", fieldOut},
	"date":          {"il faut une date, par exemple 20/01/2026 ou 2026-01-20", fieldOut},
	"postcode":      {"il faut un code postal de cinq chiffres", fieldOut},
	"insee":         {"il faut un code INSEE de commune, par exemple 37261", fieldOut},
	"siret":         {"il faut un SIRET de quatorze chiffres", noMatter},
	"siret-lost":    {"un tableur a arrondi ce SIRET\u00a0; ses chiffres sont perdus", noMatter},
	"category":      {"cette catégorie FINESS n’est pas dans notre table\u00a0; ni thème ni public ne sont devinés", noMatter},
	"number":        {"il faut un nombre", fieldOut},
	"integer":       {"il faut un nombre entier, 1 ou plus", fieldOut},
	"age":           {"il faut un âge en années, de 0 à 120", fieldOut},
	"ages":          {"l’âge maximum est plus petit que l’âge minimum (%v)", "Les deux âges restent vides."},
	"coordinate":    {"il faut des degrés, par exemple 47,3815", "La position reste vide."},
	"position":      {"ce point n’est pas dans le département du code postal, ou pas en France", "La position reste vide."},
	"both":          {"il faut la latitude et la longitude, ou aucune des deux", "La position reste vide."},
	"yes-no":        {"il faut oui ou non", fieldOut},
	"theme":         {"ce thème n’est pas dans la liste", valueOut},
	"audience":      {"ce public n’est pas dans la liste", valueOut},
	"choice":        {"les valeurs possibles sont\u00a0: %v", valueOut},
	"alone":         {"« tous-publics » doit être seul", valueOut},
	"zone":          {"il faut le code INSEE d’une commune, d’un département, d’un EPCI ou d’un pays", valueOut},
	"column":        {"cette colonne n’est pas connue", "Elle n’est pas lue."},
	"column-absent": {"cette colonne manque", "Le reste est importé."},
	"column-twice":  {"cette colonne est là deux fois", "La première est lue."},
	"whole":         {"ce fichier est la page %v sur %v\u00a0; donnez toutes les pages", "Rien n’est archivé."},
}

// ImportProblem says what is wrong in a row: where, the value, what is
// expected, and what becomes of the row. line 0 is the file as a whole; expect
// is a key of directory/source, and an unknown one is said soberly.
func ImportProblem(line int, field, value, expect string, args ...any) string {
	s, ok := importSentences[expect]
	if !ok {
		s = importSentence{"la valeur n’est pas celle attendue", ""}
	}
	var b strings.Builder
	if line > 0 {
		fmt.Fprintf(&b, "Ligne %d", line)
	} else {
		b.WriteString("Fichier")
	}
	if field != "" {
		b.WriteString(", " + field)
	}
	if value != "" {
		b.WriteString(", « " + value + " »")
	}
	wrong := s.wrong
	if strings.Contains(wrong, "%v") {
		wrong = fmt.Sprintf(wrong, args...)
	}
	b.WriteString("\u00a0: " + wrong + ".")
	if s.then != "" {
		b.WriteString(" " + s.then)
	}
	return strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»").Replace(b.String())
}

var importReasons = map[string]string{
	"missing":        "le fichier n’existe pas ou ne peut pas être ouvert.",
	"empty":          "le fichier est vide.",
	"not-recognised": "ce n’est aucun des formats que je lis\u00a0: FINESS (FHIR ou CSV), data·inclusion (JSON ou Excel), ou le tableau de Relais.",
	"pdf":            "c’est un PDF, quel que soit son nom\u00a0; il me faut un tableau ou du JSON.",
	"html":           "c’est une page web, quel que soit son nom\u00a0; le téléchargement a sans doute échoué.",
	"xml":            "c’est du XML, que je ne lis pas.",
	"old-excel":      "c’est un ancien fichier Excel (.xls)\u00a0; enregistrez-le en .xlsx.",
	"binary":         "ce n’est ni un texte ni un classeur.",
	"no-sheet":       "aucune feuille du classeur n’est celle que j’attends\u00a0: « Services ».",
	"no-column":      "il manque des colonnes\u00a0: il faut au moins « Identifiant » et « Structure » ou « Service ».",
	"bundle":         "c’est un Bundle FHIR\u00a0; il me faut une ressource par ligne (NDJSON).",
	"persons":        "ce fichier contient des données sur des personnes\u00a0: je refuse de le lire.",
	"no-services":    "il n’y a que des structures\u00a0; ajoutez le fichier des services.",
	"mixed":          "les fichiers donnés ensemble ne sont pas du même format\u00a0; importez-les séparément.",
	"damaged":        "le fichier est abîmé ou coupé\u00a0: la suite n’est pas lisible.",
	"nothing-good":   "aucune ligne n’est utilisable.",
}

// ImportFileError says why nothing of a file was imported. reason is a key of
// directory/source; line 0 is unknown.
func ImportFileError(file, reason string, line int) string {
	s, ok := importReasons[reason]
	if !ok {
		s = "le fichier n’a pas pu être lu."
	}
	where := file
	if line > 0 {
		where = fmt.Sprintf("%s, ligne %d", file, line)
	}
	if where != "" {
		where += "\u00a0: "
	}
	return strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»").Replace(where+s) + " Rien n’a été changé."
}
