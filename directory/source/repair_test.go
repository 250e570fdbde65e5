package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRepairs(t *testing.T) {
	noDepartment := func(f func(string, string) (string, bool), department string) func(string) (string, bool) {
		return func(s string) (string, bool) { return f(s, department) }
	}
	for _, c := range []struct {
		name     string
		f        func(string) (string, bool)
		in, want string // want is empty when the value is refused
	}{
		{"phone", phone, "0247474747", "02 47 47 47 47"},
		{"phone", phone, "02.47-47 47\u00a047", "02 47 47 47 47"},
		{"phone", phone, "247474747", "02 47 47 47 47"},
		{"phone", phone, "2,47474747E+08", "02 47 47 47 47"},
		{"phone", phone, "2,4747E+08", ""},
		{"phone", phone, "+33 (0)2 47 47 47 47", "02 47 47 47 47"},
		{"phone", phone, "0033247474747", "02 47 47 47 47"},
		{"phone", phone, "+262 262 35 90 00", "+262 262 35 90 00"},
		{"phone", phone, "3114", "3114"},
		{"phone", phone, "116 117", "116117"},
		{"phone", phone, "0054535430", ""},
		{"phone", phone, "1545915013", ""},
		{"phone", phone, "02 47", ""},
		{"phone", phone, "voir site", ""},
		{"date", date, "2026-01-31", "2026-01-31"},
		{"date", date, "31/1/2026", "2026-01-31"},
		{"date", date, "2020-02-04T00:00:00+00:00", "2020-02-04"},
		{"date", date, "02/23/2026", ""},
		{"date", date, "31/02/2026", ""},
		{"date", date, "12/03/26", ""},
		{"sheet date", sheetDate, "46076", "2026-02-23"},
		{"postcode", noDepartment(postcode, ""), "37000", "37000"},
		{"postcode", noDepartment(postcode, ""), "1440", ""},
		{"postcode", noDepartment(postcode, "1"), "1440", "01440"},
		{"postcode", noDepartment(postcode, "01"), "1440", "01440"},
		{"postcode", noDepartment(postcode, "02"), "1440", ""},
		{"postcode", noDepartment(postcode, "75"), "750121", ""},
		{"finess", noDepartment(finessNumber, "1"), "10000024", "010000024"},
		{"finess", noDepartment(finessNumber, ""), "10000024", ""},
		{"finess", noDepartment(finessNumber, "2A"), "2A0000014", "2A0000014"},
		{"finess", noDepartment(finessNumber, "37"), "3,7E+08", ""},
		{"email", email, "a@exemple.fr", "a@exemple.fr"},
		{"email", email, "A <a@exemple.fr>", ""},
		{"email", email, "a@exemple", ""},
		{"web", webAddress, "www.exemple.fr", "https://www.exemple.fr"},
		{"web", webAddress, "javascript:alert(1)", ""},
		{"web", webAddress, "exemple", ""},
	} {
		got, ok := c.f(c.in)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s(%q) = %q, %v, want %q", c.name, c.in, got, ok, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]float64{"47,3815": 47.3815, "-0.69": -0.69, " 1 250,5 ": 1250.5, "1e3": 1000} {
		if got, ok := number(in); !ok || got != want {
			t.Errorf("number(%q) = %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "NaN", "Inf", "1,2,3", "quarante", "1e999"} {
		if got, ok := number(in); ok {
			t.Errorf("number(%q) = %v, want refused", in, got)
		}
	}
}

func TestFrenchNames(t *testing.T) {
	for in, want := range map[string]string{
		"CMP ENFANTS-ADO BOURG-EN-BRESSE":      "CMP enfants-Ado Bourg-en-Bresse",
		"CENTRE D'ACCUEIL ET D'URGENCES (CAC)": "Centre d’accueil et d’urgences (CAC)",
		`"CAARUD ""LA PASSERELLE"""`:           "CAARUD «\u00a0La Passerelle\u00a0»",
		"S.A.V.S. - ORSAC - BOURG":             "SAVS – Orsac – Bourg",
		"A. N. A. S. LE COURBAT":               "ANAS Le Courbat",
		"PHARMACIE DU CHAMP DE MARS":           "Pharmacie du Champ de Mars",
		"CTRE D HEMODIALYSE ST MARTIN":         "Centre d’hémodialyse Saint-Martin",
		"EHPAD RESIDENCE STE ANNE":             "EHPAD résidence Sainte-Anne",
		"HJ ADULTES PSY A":                     "HJ adultes Psy A",
		"Maison de l'Europe":                   "Maison de l’Europe",
		"":                                     "",
	} {
		if got := title(in, false); got != want {
			t.Errorf("title(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStreets(t *testing.T) {
	for in, want := range map[string]string{
		"900 RTE DE PARIS":           "900 route de Paris",
		"2 BD TONNELLE":              "2 boulevard Tonnelle",
		"9 R B DE LYON":              "9 bis rue de Lyon",
		"2 R T ACHILLE FLAUBERT":     "2 ter rue Achille Flaubert",
		"37 R D ISLE":                "37 rue d’Isle",
		"14 R DE L'HOPITAL":          "14 rue de l’Hôpital",
		"11 PL A. LEMARIGNIER":       "11 place A. Lemarignier",
		"332 GR DE LA COTIERE":       "332 Grande Rue de la Cotiere",
		"32 GR RUE":                  "32 Grande Rue",
		"310 R Jean Marie Vianney":   "310 rue Jean Marie Vianney",
		"154 AV DU 15EME CORPS":      "154 avenue du 15e Corps",
		"BP 139":                     "",
		"LA FUTAIE":                  "La Futaie",
		"48-54 R AMBLARD":            "48-54 rue Amblard",
		"90 AV DU GENERAL DE GAULLE": "90 avenue du Général de Gaulle",
	} {
		if got := street(in); got != want {
			t.Errorf("street(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCommunes(t *testing.T) {
	for _, c := range []struct{ city, code, want, insee, wantCode string }{
		{"TOURS CEDEX 9", "37044", "Tours", "37261", "37044"},
		{"ST CYR SUR LOIRE CEDEX", "37541", "Saint-Cyr-sur-Loire", "37214", "37540"},
		{"JOUE LES TOURS", "37300", "Joué-lès-Tours", "37122", "37300"},
		{"STE GENEVIEVE DES BOIS", "91700", "Sainte-Genevieve-des-Bois", "", "91700"},
		{"L ILE BOUCHARD", "37220", "L’Île-Bouchard", "", "37220"},
		{"ST MARTIN D HERES", "38400", "Saint-Martin-d’Heres", "", "38400"},
		{"LE MANS", "72000", "Le Mans", "", "72000"},
		{"Joué-lès-Tours", "37300", "Joué-lès-Tours", "37122", "37300"},
	} {
		name, insee, code := commune(c.city, c.code)
		if name != c.want || insee != c.insee || code != c.wantCode {
			t.Errorf("commune(%q, %s) = %q %q %q", c.city, c.code, name, insee, code)
		}
	}
}

func TestCoherent(t *testing.T) {
	for _, c := range []struct {
		postcode string
		lat, lon float64
		want     bool
	}{
		{"37000", 47.39, 0.69, true},
		{"37000", 48.85, 2.35, false},
		{"97400", -20.88, 55.45, true},
		{"97400", 55.9, -3.05, false}, // as the extraction of 2021 has it
		{"20000", 41.92, 8.73, true},
		{"", 47.39, 0.69, true},
		{"", 0, 0, false},
	} {
		if got := coherent(c.postcode, c.lat, c.lon); got != c.want {
			t.Errorf("coherent(%s, %v, %v) = %v", c.postcode, c.lat, c.lon, got)
		}
	}
}

func FuzzRepairs(f *testing.F) {
	for _, s := range []string{"0247474747", "2,47E+08", "31/12/2026", "46076", "47,38", "37000", "a@b.fr", "www.a.fr", "9 R B DE LYON", `"A ""B"""`, "ST-", "S.A.V.S."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := phone(s); ok {
			again, ok := phone(p)
			if !ok || again != p {
				t.Errorf("phone(%q) = %q, then %q", s, p, again)
			}
		}
		if d, ok := sheetDate(s); ok {
			if again, ok := date(d); !ok || again != d {
				t.Errorf("date(%q) = %q, then %q", s, d, again)
			}
		}
		if v, ok := number(s); ok && v-v != 0 {
			t.Errorf("number(%q) = %v", s, v)
		}
		email(s)
		webAddress(s)
		name := title(s, false)
		streetName := street(s)
		city, _, _ := commune(s, s)
		if utf8.ValidString(s) && (!utf8.ValidString(name) || !utf8.ValidString(streetName) || !utf8.ValidString(city)) {
			t.Errorf("%q gives broken UTF-8", s)
		}
		if strings.ContainsAny(name, "\n\t") {
			t.Errorf("title(%q) = %q", s, name)
		}
	})
}
