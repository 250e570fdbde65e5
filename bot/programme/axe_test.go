package programme

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"relais/bot/browsertest"
)

// TestAccessibility runs axe-core on every page, on a phone and on a desktop.
func TestAccessibility(t *testing.T) {
	ctx := browsertest.Open(t, 4*time.Minute)
	w := oneTown(t)
	id := w.fill(t)
	server := httptest.NewServer(w.Handler())
	t.Cleanup(server.Close)
	of := func(id int64) string { return fmt.Sprint("/programme/", id) }
	pages := map[string]string{"list": "/programme", "filtered": "/programme?lieu=sanitas&public=parents&jour=2026-10-08", "none": "/programme?jour=2026-10-17&lieu=sanitas",
		"event": of(id.film), "cancelled": of(id.plain), "changed": of(id.walk), "call": of(id.call), "unknown": of(9999), "wrong": "/programme?jour=x"}
	for _, size := range browsertest.Sizes {
		for name, path := range pages {
			name = size.Name + "-" + name
			err := chromedp.Do(ctx, size.Emulate(), chromedp.Navigate(server.URL+path), chromedp.WaitReady("main"),
				browsertest.Picture(t, name), size.Fits(t, name), browsertest.Axe(t, name))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// TestFilterWithoutScript chooses in the form as a person does.
func TestFilterWithoutScript(t *testing.T) {
	ctx := browsertest.Open(t, 4*time.Minute)
	w := oneTown(t)
	w.fill(t)
	server := httptest.NewServer(w.Handler())
	t.Cleanup(server.Close)
	err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/programme"), chromedp.WaitVisible("#lieu"),
		chromedp.SetValue("#lieu", "sanitas"), chromedp.Click(".go button"), chromedp.WaitVisible(`//p[@class="go"]/a`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector('#lieu').value + ' ' + document.querySelector('main').innerText`))
	if err != nil || !strings.HasPrefix(got, "sanitas ") || !strings.Contains(got, "Les Intranquilles") || strings.Contains(got, "Marche bleue") {
		t.Errorf("%.200s, %v", got, err)
	}
}

// TestPrinted prints the pages as a browser does: what is for the screen only
// stays on the screen.
func TestPrinted(t *testing.T) {
	ctx := browsertest.Open(t, 4*time.Minute)
	w := oneTown(t)
	id := w.fill(t)
	server := httptest.NewServer(w.Handler())
	t.Cleanup(server.Close)
	for name, path := range map[string]string{"list": "/programme", "event": fmt.Sprint("/programme/", id.film)} {
		var pdf []byte
		err := chromedp.Do(ctx, chromedp.Navigate(server.URL+path), chromedp.WaitReady("main"), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			got, err := cdp.Call(ctx, target, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: yes()})
			if err == nil {
				pdf = got.Data
			}
			return err
		}))
		if err != nil {
			t.Fatal(err)
		}
		browsertest.Keep(t, "printed-"+name+".pdf", pdf)
		whole := flat(strings.Join(sheets(t, string(pdf)), " "))
		for _, word := range []string{"Voir sur une carte", "À emporter", "Ajouter à mon agenda", "Public Tous"} {
			if strings.Contains(whole, word) {
				t.Errorf("%s: « %s » is printed", name, word)
			}
		}
		if !strings.Contains(whole, "Les Intranquilles") || !strings.Contains(whole, "3114") {
			t.Errorf("%s prints %.300s", name, whole)
		}
	}
}
