package console

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"relais/bot/browsertest"
)

// everyPage is every page of the console a coordinator may open, then what is
// public.
func everyPage() []string {
	var all []string
	for _, n := range navigation {
		all = append(all, n.path)
	}
	return append(all,
		"/console/?periode=2025&lieu=sanitas", "/console/besoins?periode=2026-11", "/console/territoires?lieu=37261&periode=2025", "/console/?periode=hier",
		"/console/saisies/nouvelle", "/console/saisies/1", "/console/sondage/sanitas",
		"/console/inconnue", "/confidentialite", "/sondage/sanitas", "/sondage/sanitas/merci", "/console/entrer?code=x", "/console/app", "/console/sorti")
}

// TestInABrowser reads the console as people do, on a phone and on a desktop.
func TestInABrowser(t *testing.T) {
	ctx := browsertest.Open(t, longest)
	s := newStand(t)
	signIn(t, ctx, s.url, s.tokens[admin])
	t.Run("filter", func(t *testing.T) { s.testHTMX(t, ctx) })
	walk(t, ctx, s.url, everyPage())
}

// testHTMX changes the period as a person does: only the main part of the page
// is loaded, and the address follows.
func (s *stand) testHTMX(t *testing.T, ctx context.Context) {
	err := chromedp.Do(ctx, chromedp.Navigate(s.url+"/console/orientation"), chromedp.WaitVisible("#periode"),
		chromedp.Evaluate[chromedp.Void](`window.kept = 'yes', document.querySelector('#periode').value = '2025', 0`),
		chromedp.Click(`.filters button`), chromedp.WaitVisible(`//p[@class="scope"]/strong[.="2025"]`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`window.kept + ' ' + location.search + ' ' + document.querySelectorAll('main').length`))
	if err != nil || !strings.HasPrefix(got, "yes ") || !strings.Contains(got, "periode=2025") || !strings.HasSuffix(got, " 1") {
		t.Errorf("%q, %v", got, err)
	}
}
