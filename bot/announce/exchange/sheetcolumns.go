package exchange

import (
	"strings"

	"relais/bot/announce"
)

// Columns of the spreadsheet, by their header in the template.
const (
	colID        = "Identifiant"
	colKind      = "Type"
	colTitle     = "Titre"
	colWhat      = "Description"
	colAudience  = "Public"
	colDates     = "Dates"
	colLast      = "Date de fin"
	colBegin     = "Heure de début"
	colEnd       = "Heure de fin"
	colVenue     = "Lieu"
	colAddress   = "Adresse"
	colQuartier  = "Quartier"
	colCommune   = "Commune"
	colOrganiser = "Organisateur"
	colPartners  = "Partenaires"
	colThemes    = "Thèmes"
	colFree      = "Gratuit"
	colBooking   = "Inscription"
	colAccess    = "Accessibilité"
	colContact   = "Contact"
	colURL       = "Lien"
	colDeadline  = "Date limite"
	colState     = "État"
)

// columns lists them in the order of the template, each with what else it is
// called, folded.
var columns = []struct {
	name     string
	synonyms string // separated by |
}{
	{colTitle, "intitule|nom|nom de l evenement|titre de l evenement|titre de l action|evenement|action|nom de l action|objet"},
	{colWhat, "descriptif|presentation|resume|contenu|texte|detail|details|programme|description de l action"},
	{colKind, "nature|genre|categorie|type d evenement|type d action|type d annonce"},
	{colDates, "date|jour|jours|quand|date de debut|date debut|debut|date s|date de l evenement|date de l action|date et heure|dates et heures"},
	{colBegin, "heure|heure debut|horaire|horaires|heures|debut heure|h debut|de"},
	{colEnd, "heure fin|fin heure|h fin|a|jusqu a"},
	{colLast, "date fin|fin|dernier jour|au"},
	{colVenue, "salle|nom du lieu|etablissement|structure d accueil|endroit|ou"},
	{colAddress, "rue|adresse du lieu|adresse postale"},
	{colQuartier, "quartiers|quartier prioritaire|qpv"},
	{colCommune, "ville|communes|code insee|insee|localite"},
	{colOrganiser, "organisatrice|organisation|structure|porteur|porteur de l action|organise par|propose par|structure organisatrice|structure porteuse|organisateurs"},
	{colPartners, "partenaire|avec|en partenariat avec|co organisateurs|coorganisateurs"},
	{colAudience, "publics|public vise|pour qui|public concerne|publics vises|cible"},
	{colThemes, "theme|thematique|thematiques|sujet|sujets"},
	{colFree, "gratuite|entree gratuite|gratuit oui non|entree libre"},
	{colBooking, "inscriptions|reservation|modalites d inscription|sur inscription|s inscrire|comment s inscrire"},
	{colAccess, "accessible|acces|acces pmr|accessibilites|handicap"},
	{colContact, "contacts|telephone|tel|mail|email|courriel|renseignements|contact public"},
	{colURL, "url|site|site web|site internet|page web|lien internet|adresse web|en savoir plus"},
	{colDeadline, "date limite de reponse|date limite de depot|echeance|cloture|reponse avant"},
	{colState, "statut|annule|situation"},
	{colID, "id|uid|numero|reference|ref|n"},
}

// byHeader is the column of a folded header.
var byHeader = func() map[string]string {
	out := map[string]string{}
	for _, c := range columns {
		out[announce.Fold(c.name)] = c.name
		for s := range strings.SplitSeq(c.synonyms, "|") {
			out[s] = c.name
		}
	}
	return out
}()

// headers reads a line of headers: the column of each cell, empty for one nobody
// knows. A column that comes twice is read once; what stands between brackets,
// as « (JJ/MM/AAAA) », is not read.
func headers(cells []string) (names []string, unknown []string) {
	seen := map[string]bool{}
	for _, c := range cells {
		c, _, _ = strings.Cut(c, "(")
		name := byHeader[announce.Fold(strings.TrimRight(c, " *:"))]
		if seen[name] {
			name = ""
		}
		if name == "" && announce.Fold(c) != "" {
			unknown = append(unknown, clip(oneLine(c), 40))
		}
		seen[name] = true
		names = append(names, name)
	}
	return names, unknown
}
