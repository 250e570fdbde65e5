package bot

import "testing"

func TestReadable(t *testing.T) {
	for in, want := range map[string]string{
		"FINESS (data.gouv.fr), extraction du 2021-01-08": "Répertoire national FINESS (data.gouv.fr), extraction du 8 janvier 2021",
		"Téléphone : fiche FINESS ancienne.":              "Téléphone : fiche du répertoire national FINESS ancienne.",
		"Exact. FINESS dit autre chose":                   "Exact. Répertoire national FINESS dit autre chose",
		"dans le FINESS du 2010-12-01":                    "dans le répertoire national FINESS du 1er décembre 2010",
		"le répertoire national FINESS":                   "le répertoire national FINESS",
		"2021-13-40":                                      "2021-13-40",
	} {
		if got := plainly(readable(in)); got != want {
			t.Errorf("%q reads %q, not %q", in, got, want)
		}
	}
}
