package relay_test

import (
	"testing"
	"unicode/utf8"

	"relais/bot/relay"
)

var redacted = []struct{ name, in, want string }{
	// Phone numbers.
	{"phone", "joignable au 06 12 34 56 78 le soir", "joignable au [téléphone] le soir"},
	{"phone dots", "tel 06.12.34.56.78.", "tel [téléphone]."},
	{"phone dashes", "06-12-34-56-78", "[téléphone]"},
	{"phone stuck", "rappeler 0612345678 svp", "rappeler [téléphone] svp"},
	{"phone +33", "+33 6 12 34 56 78", "[téléphone]"},
	{"phone +33 stuck", "son num +33612345678", "son num [téléphone]"},
	{"phone 0033", "0033 6 12 34 56 78", "[téléphone]"},
	{"phone (0)", "+33 (0)6 12 34 56 78", "[téléphone]"},
	{"phone landline", "au 02 47 00 00 00 demander", "au [téléphone] demander"},
	{"phone nbsp", "06\u00a012\u00a034\u00a056\u00a078", "[téléphone]"},
	{"phone slashes", "06/12/34/56/78", "[téléphone]"},
	{"phone groups", "0612 345 678", "[téléphone]"},
	{"phone letter o", "o6 12 34 56 78", "[téléphone]"},
	{"phone no zero", "6 12 34 56 78", "[téléphone]"},
	{"phone abroad", "sa mère au +213 661 23 45 67", "sa mère au [téléphone]"},
	{"phone double dots", "06..12..34..56..78", "[téléphone]"},
	{"phone parentheses", "(06) 12 34 56 78", "[téléphone]"},
	{"phone 33", "33612345678", "[téléphone]"},
	{"phone stuck to a word", "tel0612345678", "tel[téléphone]"},
	{"phone UK", "+44 20 7946 0958", "[téléphone]"},
	{"phone +33 then age", "+33 6 12 34 56 78 15 ans", "[téléphone] 15 ans"},
	{"phone abroad then age", "+213 661 23 45 67 15 ans", "[téléphone] 15 ans"},
	{"phone then age", "06 12 34 56 78, 15 ans", "[téléphone], 15 ans"},
	{"helpline from abroad and a phone", "+33 9 72 39 40 50, +33 7 12 34 56 78", "+33 9 72 39 40 50, [téléphone]"},
	{"two phones", "06 12 34 56 78 ou 07 98 76 54 32", "[téléphone] ou [téléphone]"},
	{"phone colon", "tél:0712345678", "tél:[téléphone]"},

	// Social security numbers.
	{"NIR", "1 87 03 37 261 123 45", "[numéro de sécurité sociale]"},
	{"NIR stuck", "nir 287033726112345 merci", "nir [numéro de sécurité sociale] merci"},
	{"NIR without key", "2870337261123", "[numéro de sécurité sociale]"},
	{"NIR without key, spaces", "n° sécu 2 87 03 37 261 123, elle", "n° sécu [numéro de sécurité sociale], elle"},
	{"NIR 2A", "1 85 05 2A 004 018 07", "[numéro de sécurité sociale]"},
	{"NIR 2b", "285052b00401812", "[numéro de sécurité sociale]"},
	{"NIR then age", "1 87 03 37 261 123 39 ans", "[numéro de sécurité sociale] 39 ans"},
	{"NIR dots", "1.87.03.37.261.123.45", "[numéro de sécurité sociale]"},

	// Mail and bank.
	{"mail", "écrire à karim.b37@gmail.com vite", "écrire à [courriel] vite"},
	{"mail plus", "a.b+c@mail.exemple.fr", "[courriel]"},
	{"mail no domain", "kevin37@gmail", "[courriel]"},
	{"mail spoken", "kev37 arobase gmail point com", "[courriel]"},
	{"mail spaces", "kev37 @ orange.fr", "[courriel]"},
	{"IBAN", "IBAN FR76 3000 6000 0112 3456 7890 189 pour", "IBAN [IBAN] pour"},
	{"IBAN stuck", "FR7630006000011234567890189", "[IBAN]"},
	{"IBAN lower", "fr76 3000 6000 0112 3456 7890 189", "[IBAN]"},
	{"IBAN Germany", "DE89 3704 0044 0532 0130 00 merci", "[IBAN] merci"},
	{"IBAN Belgium", "BE68539007547034", "[IBAN]"},

	// Birth dates.
	{"born", "né le 12/03/1987 à Tours", "né le [date de naissance] à Tours"},
	{"born words", "née le 3 mars 1990", "née le [date de naissance]"},
	{"born 1er", "née le 1er août 1958", "née le [date de naissance]"},
	{"born no year", "il est né le 14 février", "il est né le [date de naissance]"},
	{"born short year", "né 12-03-87", "né [date de naissance]"},
	{"born no accent", "ne le 12.03.87", "ne le [date de naissance]"},
	{"born spaces", "nee le 12 03 1987", "nee le [date de naissance]"},
	{"born (e)", "né(e) le : 12/03/1987", "né(e) le : [date de naissance]"},
	{"born at", "née à Alger le 12/03/1987", "née à Alger le [date de naissance]"},
	{"DDN", "DDN : 12/03/87", "DDN : [date de naissance]"},
	{"date of birth", "date de naissance 12 mars 1987", "date de naissance [date de naissance]"},
	{"born weekday", "née le mardi 3 mars 1990", "née le mardi [date de naissance]"},
	{"born month", "né en mars 1987", "né en [date de naissance]"},
	{"born baby", "bébé né le 10/10/2026", "bébé né le [date de naissance]"},
	{"bare date", "usager 12/03/1987 sans mutuelle", "usager [date de naissance] sans mutuelle"},
	{"bare dashes", "dame, 04-11-1952, isolée", "dame, [date de naissance], isolée"},
	{"bare ISO", "1987-03-12", "[date de naissance]"},
	{"bare short", "12/03/87 sans papiers", "[date de naissance] sans papiers"},
	{"bare words", "une dame, 3 mars 1950, seule", "une dame, [date de naissance], seule"},

	// Names after a title.
	{"Mme", "Mme Benali cherche un dentiste", "Mme [nom] cherche un dentiste"},
	{"M.", "M. Dupont dort dehors", "M. [nom] dort dehors"},
	{"M without dot", "M Dupont dort dehors", "M [nom] dort dehors"},
	{"Mr", "Mr Traoré", "Mr [nom]"},
	{"Mlle two", "Mlle Sarah Cohen, 19 ans", "Mlle [nom], 19 ans"},
	{"caps", "Mme DUPONT Jeanne a mal aux dents", "Mme [nom] a mal aux dents"},
	{"particle", "madame de La Tour vit seule", "madame [nom] vit seule"},
	{"El", "Mme El Amrani", "Mme [nom]"},
	{"Le", "M. Le Goff", "M. [nom]"},
	{"hyphens", "Mme Martin-Duval", "Mme [nom]"},
	{"apostrophe", "Mme N'Diaye et sa fille", "Mme [nom] et sa fille"},
	{"initial", "Mme B. est enceinte", "Mme [nom] est enceinte"},
	{"doctor", "suivie par le docteur Lefebvre", "suivie par le docteur [nom]"},
	{"Dr", "le Dr Nguyen ne prend plus", "le Dr [nom] ne prend plus"},
	{"lower known", "mme dupont cherche un medecin", "mme [nom] cherche un medecin"},
	{"lower unknown", "mr kowalczyk est au sanitas", "mr [nom] est au sanitas"},
	{"lower two", "madame fatima benali a 60 ans", "madame [nom] a 60 ans"},
	{"couple", "M. et Mme Petit", "M. et Mme [nom]"},
	{"monsieur place", "monsieur Garcia Tours nord", "monsieur [nom] Tours nord"},
	{"title and acronym", "Mme Diallo RSA sans mutuelle", "Mme [nom] RSA sans mutuelle"},
	{"maiden", "Mme Martin née Girard", "Mme [nom] née [nom]"},

	// Names after a naming.
	{"s'appelle", "elle s'appelle Samira Haddad et dort dehors", "elle s'appelle [nom] et dort dehors"},
	{"s’appelle lower", "il s’appelle kevin martin", "il s’appelle [nom]"},
	{"je m'appelle", "bonjour je m'appelle awa, je cherche", "bonjour je m'appelle [nom], je cherche"},
	{"se nomme", "le monsieur se nomme Wojtek Zielinski", "le monsieur se nomme [nom]"},
	{"nom :", "nom : Dupont prénom : Karim, 34 ans", "nom : [nom] prénom : [nom], 34 ans"},
	{"NOM", "Nom: BENALI", "Nom: [nom]"},
	{"nom lower", "nom: zielinska", "nom: [nom]"},
	{"son nom", "son nom est Hakimi", "son nom est [nom]"},
	{"prénom c'est", "son prénom c'est Zora", "son prénom c'est [nom]"},
	{"family name", "nom de famille : Hakimi", "nom de famille : [nom]"},
	{"named", "une femme nommée Ekaterina", "une femme nommée [nom]"},
	{"sappelle", "il sappelle tarik", "il sappelle [nom]"},
	{"form", "Prénom: Anna Nom: Kowalska", "Prénom: [nom] Nom: [nom]"},
	{"nickname", "on l'appelle Momo", "on l'appelle [nom]"},
	{"patient:", "patient : Jean Valjean", "patient : [nom]"},

	// Names of family, first names.
	{"my son", "mon fils Mathis ne dort plus", "mon fils [nom] ne dort plus"},
	{"son lower", "mon fils kylian 12 ans", "mon fils [nom] 12 ans"},
	{"little", "la petite Inaya tousse", "la petite [nom] tousse"},
	{"family", "la famille Kowalski est à la rue", "la famille [nom] est à la rue"},
	{"husband", "son mari Zoltan boit", "son mari [nom] boit"},
	{"first name", "Kevin, 19 ans, a lâché le lycée", "[nom], 19 ans, a lâché le lycée"},
	{"first name bare", "où envoyer Rachid qui sort de prison", "où envoyer [nom] qui sort de prison"},
	{"first lower", "fatoumata veut une contraception", "[nom] veut une contraception"},
	{"first and last", "Karim Boulahrouz cherche du travail", "[nom] cherche du travail"},
	{"unsure with age", "Pierre, 34 ans, alcool", "[nom], 34 ans, alcool"},
	{"unsure with family", "Marie Dubois est enceinte", "[nom] est enceinte"},
	{"compound", "Jean-Pierre a une plaie", "[nom] a une plaie"},
	{"name and phone", "Rachid 06 39 98 56 07 sort de détention", "[nom] [téléphone] sort de détention"},

	// Addresses of persons.
	{"lives", "elle habite 12 rue des Tanneurs à Tours", "elle habite [adresse] à Tours"},
	{"flat", "au 3 allée de Luynes apt 4", "au [adresse]"},
	{"flat long", "14 bis avenue de Grammont, bâtiment B, 3e étage, 37000 Tours", "[adresse], 37000 Tours"},
	{"lower street", "habite 5 rue jean jaures et tousse", "habite [adresse] et tousse"},
	{"boulevard", "demeurant 120 bd Heurteloup", "demeurant [adresse]"},
	{"n°", "logée au n°7 impasse du Moulin", "logée au [adresse]"},
	{"date street", "vit 8 rue du 8 mai 1945", "vit [adresse]"},
	{"lives near", "habite à côté de la PMI, 12 rue de Tourcoing", "habite à côté de la PMI, [adresse]"},
	{"place", "domicilié 6 place Neuve", "domicilié [adresse]"},
	{"de la rue", "elle habite au 12 de la rue Nationale", "elle habite au [adresse]"},
	{"r", "habite 3 r des Lilas", "habite [adresse]"},
	{"tower", "15 rue Blaise Pascal esc. 2 porte 34", "[adresse]"},
	{"flat alone", "appartement 214 Sanitas", "[adresse] Sanitas"},
	{"capital de", "chez elle, 22 rue Charles de Gaulle", "chez elle, [adresse]"},

	{"everything", "Mme Ginette Morel, née le 04/02/1943, 06 12 34 56 78, 3 rue Colbert, a besoin d'une aide",
		"Mme [nom], née le [date de naissance], [téléphone], [adresse], a besoin d'une aide"},
}

// kept stays as it is, word for word.
var kept = []string{
	"", "dentiste", "dentiste sans mutuelle, Rives du Cher", "la PMI rue de Tourcoing",
	"le 3114", "appeler le 15", "115", "le 3919 ne répond pas", "0 800 235 236", "0 800 23 13 13", "0800235236",
	"09 72 39 40 50", "116 117", "le 114 par SMS", "0 980 980 930", "32 37",
	"le 10 octobre", "le 10 octobre 2026", "jeudi 9 octobre, 18 h 30", "le 10/10/2026", "du 05/10/2026 au 18/10/2026",
	"SISM 2026", "rdv le 12/11/2026 à 14h", "le 03/10/2026 18 30", "37200", "37000 Tours", "16 ans", "ado 16 ans au sanitas",
	"Mme enceinte", "monsieur de 52 ans", "madame a un oeil au beurre noir", "M. ne répond plus",
	"madame s'inquiète pour son fils", "monsieur n'a plus de papiers", "mme agée isolée", "monsieur violent avec sa femme",
	"madame veut arrêter de fumer", "mme dépressive", "une dame et son bébé", "madame très fatiguée", "monsieur à la rue",
	"mr handicapé cherche un fauteuil", "Mme RSA sans mutuelle", "monsieur alcoolique", "madame de Tours Nord",
	"docteur pour mon fils", "docteur généraliste", "un docteur pas cher", "docteur des yeux",
	"place Neuve", "les Fontaines", "rue Jean Jaurès", "arrêt Jean Jaurès", "centre social Maryse Bastié",
	"école Blaise Pascal", "Saint-Pierre-des-Corps", "hôpital Bretonneau", "place François Mitterrand",
	"comment s'appelle le centre pour les femmes", "ça s'appelle un SSIAD", "le truc qui s'appelle La Barque", "il s'appelle comment",
	"mon fils TDAH", "ma fille ne mange plus", "son mari boit", "la petite tousse", "famille à la rue", "famille d'accueil",
	"femme victime de violences", "mon usager du Sanitas", "jeune de Joué",
	"le CMP 4 rue de la Victoire", "rdv à la PMI, 12 rue de Tourcoing", "ciné-débat au centre social, 3 allée de Luynes",
	"à 18 h 30 rue de Bordeaux", "16 octobre rue Nationale", "1 place en foyer", "4 cours de français", "2 places en crèche",
	"appartement 3 pièces", "un appartement T2 pas cher", "à 200 m. de la gare", "200 mètres de la rue",
	"né prématuré", "la naissance est prévue le 10 octobre", "nouveau-né de 3 semaines", "acte de naissance",
	"il ne vient pas le 10/10/2026", "né en 2010", "rue du 8 mai 1945", "loi du 2 janvier 2002",
	"bb 3 semaines brulant 39.2", "12 à 18 ans", "7j/7 24h/24", "de 9 h à 17 h 30", "1 250 euros de dettes",
	"FINESS 370000481", "SIRET 123 456 789 00012", "à 2,5 km", "10 20 30", "vaccin DTP à 11-13 ans",
	"soutien @ la maison", "le chat de la dame", "👋 bonjour", "<b>dentiste</b> & co", "مرحبا",
	"maison Pasteur", "mal à la tête", "MME ENCEINTE DE 3 MOIS SANS MUTUELLE", "URGENT DENTISTE SANITAS", "Croix-Rouge",
	"Restos du Cœur", "nom du service à Tours", "quel est le nom de la mutuelle", "il a perdu son nom d'usage",
	"madame marocaine", "monsieur ukrainien arrivé hier", "madame turque", "maître nageur", "professeur principal",
	"adresse du CMP : 27 rue de la Douzillère", "pharmacie au 3 place Jean Jaurès", "rdv à 10h30 rue de Clocheville",
	"monsieur petit", "il y a 12 places au 115", "0825 123 456", "conférence du 10 octobre 2025", "Résidence Jacques Duclos",
	"mission locale", "Secours catholique", "médecin qui prend encore", "patient diabétique", "patiente : mutuelle ?",
	"Alzheimer", "club d'aïkido", "une place pour ce soir",
}

func TestRedact(t *testing.T) {
	for _, c := range redacted {
		if got := relay.Redact(c.in); got != c.want {
			t.Errorf("%s:\nRedact(%q)\n  = %q\nwant %q", c.name, c.in, got, c.want)
		}
	}
	for _, s := range kept {
		if got := relay.Redact(s); got != s {
			t.Errorf("Redact(%q) = %q, nothing to remove", s, got)
		}
	}
}

func FuzzRedact(f *testing.F) {
	for _, c := range redacted {
		f.Add(c.in)
	}
	for _, s := range kept {
		f.Add(s)
	}
	f.Add("\xff Mme \x80Dupont [nom] : [nom")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4096 {
			return
		}
		once := relay.Redact(s)
		if !utf8.ValidString(once) {
			t.Errorf("Redact(%q) = %q is not UTF-8", s, once)
		}
		if twice := relay.Redact(once); twice != once {
			t.Errorf("Redact(%q)\n = %q\nagain %q", s, once, twice)
		}
	})
}

func BenchmarkRedact(b *testing.B) {
	for b.Loop() {
		relay.Redact("Mme Ginette Morel, née le 04/02/1943, tombe souvent, vit seule à Tours et sa fille voudrait des passages")
	}
}
