package text

import (
	"strings"
	"testing"
)

func TestExchangeProblem(t *testing.T) {
	for _, c := range []struct {
		line int
		code string
		args []string
		want string
	}{
		{7, "date", []string{"bientôt"}, "Ligne 7\u00a0: «\u00a0bientôt\u00a0» n’est pas une date\u00a0; écrivez par exemple 08/10/2026. La ligne n’est pas importée."},
		{7, "weekday", []string{"lundi 9 octobre 2026", "5"}, "Ligne 7\u00a0: «\u00a0lundi 9 octobre 2026\u00a0»\u00a0: ce jour est un vendredi. La ligne n’est pas importée."},
		{12, "field", []string{"url"}, "Ligne 12\u00a0: le champ «\u00a0lien\u00a0» n’est pas valable. Le champ reste vide."},
		{0, "size", []string{"5"}, "Ce fichier est trop gros\u00a0; il faut 5\u00a0Mo au plus. Rien n’est importé."},
		{0, "stopped", []string{"20", "status", "500"}, "L’agenda n’est plus suivi après 20 échecs de suite. Le dernier\u00a0: le site a répondu par une erreur (500)."},
		{0, "partly", []string{"12", "3"}, "12 annonces lues, 3 laissées de côté."},
		{0, "what nobody wrote", nil, "Quelque chose ne va pas."},
		{0, "date", nil, "Quelque chose ne va pas. La ligne n’est pas importée."},
	} {
		if got := ExchangeProblemAt(c.line, c.code, c.args...); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.code, got, c.want)
		}
	}
}

// TestExchangeSentences holds each sentence to the arguments and the typography.
func TestExchangeSentences(t *testing.T) {
	for code := range exchangeSentences {
		said := ExchangeProblem(code, "un", "deux")
		if strings.Contains(said, "%!") || strings.Contains(said, "%v") || strings.Contains(said, "quelque chose") {
			t.Errorf("%s: %s", code, said)
		}
		for _, bad := range []string{" ;", " :", " !", " ?", "« ", " »", "'"} {
			if strings.Contains(said, bad) {
				t.Errorf("%s holds %q: %s", code, bad, said)
			}
		}
	}
}
