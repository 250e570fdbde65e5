package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"relais/bot/browsertest"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

var pageAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// demo starts the demo in a folder of its own; url is its page.
func demo(t *testing.T) (p *process, folder, url string) {
	t.Helper()
	folder = t.TempDir()
	out := &journal{}
	p = launch(t, settings{"TMPDIR": folder, "HOME": t.TempDir()}, out, "demo", "--no-browser", "--listen", "127.0.0.1:0", "--verbose")
	start := time.Now()
	until(t, "the page is ready", 30*time.Second, func() bool { return pageAddress.MatchString(out.String()) })
	t.Logf("ready in %v", time.Since(start).Round(time.Millisecond))
	return p, folder, pageAddress.FindString(out.String())
}

// TestDemoLeavesNothing starts the demo without account or network, and ends
// it: its folder goes with it.
func TestDemoLeavesNothing(t *testing.T) {
	p, folder, url := demo(t)
	if got := status(url + "/"); got != http.StatusOK {
		t.Errorf("page: %d", got)
	}
	if found, _ := filepath.Glob(filepath.Join(folder, "relais-demo-*", "base", "relais.db")); len(found) != 1 {
		t.Errorf("databases %v", found)
	}
	if d := p.stop(); d > 10*time.Second {
		t.Errorf("ended in %v", d)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// button is the last button that holds a text; exact is the last that says it.
func button(text string) string {
	return `(//div[@id="log"]//button[contains(., "` + text + `")])[last()]`
}
func exact(text string) string {
	return `(//div[@id="log"]//button[normalize-space(.)="` + text + `"])[last()]`
}

// says is a bubble of the bot that holds a text.
func says(text string) string {
	return `//article[not(contains(@class,"mine"))][contains(., "` + text + `")]`
}

// alert is an open dialog that holds a text.
func alert(text string) string { return `//dialog[@open][contains(., "` + text + `")]` }

// shown are the bubbles of the page, oldest first, the person's own marked.
const shown = `[...document.querySelectorAll('#log article')].map(a => (a.classList.contains('mine') ? '> ' : '') + a.textContent)`

// typed types a text and waits for its bubble.
func typed(text string) []chromedp.Action[chromedp.Void] {
	return []chromedp.Action[chromedp.Void]{
		chromedp.SendKeys("#text", text+"\r"),
		chromedp.WaitVisible(`//article[contains(@class,"mine")][contains(., "` + text + `")]`),
	}
}

// TestDemoOnAPhone is what a newcomer does first, in a window of 360 × 740.
func TestDemoOnAPhone(t *testing.T) {
	ctx := browsertest.Open(t, 90*time.Second)
	p, folder, url := demo(t)
	do := func(what string, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		step, cancel := context.WithTimeout(ctx, 15*time.Second)
		defer cancel()
		if err := chromedp.Do(step, actions...); err != nil {
			bubbles, _ := chromedp.Run(ctx, chromedp.Evaluate[[]string](shown))
			t.Fatalf("%s: %v\n%s", what, err, strings.Join(bubbles, "\n---\n"))
		}
	}
	fits := browsertest.Phone.Fits(t, "the chat", "#log")
	say := func(text string) { t.Helper(); do(text, typed(text)...) }

	do("first contact", browsertest.Phone.Emulate(), chromedp.Navigate(url+"/#1001/1001"), chromedp.WaitVisible("#start"), browsertest.Picture(t, "1-accueil"),
		chromedp.Click("#start"), chromedp.WaitVisible(says("je suis Relais")), fits, browsertest.Picture(t, "2-bonjour"))
	say("dentiste sans mutuelle aux rives du cher")
	do("answer", chromedp.WaitVisible(exact("1")), chromedp.WaitVisible(button("Rives du Cher")), fits, browsertest.Picture(t, "3-reponse"))
	do("card", chromedp.Click(exact("1")), chromedp.WaitVisible(button("J’oriente")), fits, browsertest.Picture(t, "4-fiche"))
	do("referral", chromedp.Click(button("J’oriente")), chromedp.WaitVisible(says("C’est noté")), fits, browsertest.Picture(t, "5-oriente"))
	do("position", chromedp.Click("#keys button"), chromedp.WaitVisible("#dialog[open]"), browsertest.Picture(t, "6-positions"),
		chromedp.Click(`//dialog//button[contains(., "Sanitas, Tours")]`), chromedp.WaitVisible(says("près d’ici")), fits, browsertest.Picture(t, "7-pres-d-ici"))
	forget(t, folder)
	do("stale button", chromedp.Click(button("Affiner")), chromedp.WaitVisible(alert("plus de 24\u00a0heures")), browsertest.Picture(t, "8-perime"),
		chromedp.Click(`//dialog[@open]//button[.="Fermer"]`), chromedp.WaitVisible(button("Nouvelle question")), fits)
	say("elle veut mourir")
	do("danger", chromedp.WaitVisible(says("3114")), fits, browsertest.Picture(t, "9-danger"))
	bubbles, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](shown))
	if err != nil {
		t.Fatal(err)
	}
	first := ""
	for i, b := range bubbles {
		if strings.HasPrefix(b, "> ") && strings.Contains(b, "elle veut mourir") && i+1 < len(bubbles) {
			first = bubbles[i+1]
		}
	}
	if before, _, ok := strings.Cut(first, "3114"); !ok || !strings.Contains(before, "Appelez le") || len(before) > 40 {
		t.Errorf("after « elle veut mourir », first: %q", first)
	}
	if d := p.stop(); d > 10*time.Second {
		t.Errorf("ended in %v", d)
	}
	if strings.Contains(p.log.String(), "simulator refused") {
		t.Error("Telegram would refuse something")
	}
}

// forget erases the answers being browsed, as 24 hours do.
func forget(t *testing.T, folder string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "relais-demo-*", "base"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	d := dbtest.Open(t, found[0])
	until(t, "the question and its move are kept", 10*time.Second, func() bool { return count(t, d, "SELECT COUNT(*) FROM relay_browsing") == 2 })
	err = d.Update(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), "DELETE FROM relay_browsing")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDemoInAGroup is somebody who taps on the search of somebody else.
func TestDemoInAGroup(t *testing.T) {
	ctx := browsertest.Open(t, 90*time.Second)
	p, _, url := demo(t)
	err := chromedp.Do(ctx, browsertest.Phone.Emulate(), chromedp.Navigate(url+"/#1001/-2001"), chromedp.WaitVisible("#text"),
		chromedp.SendKeys("#text", "/relais assistante sociale au sanitas\r"),
		chromedp.WaitVisible(exact("1")), browsertest.Phone.Fits(t, "the chat", "#log"), browsertest.Picture(t, "groupe-1-reponse"),
		chromedp.Navigate(url+"/#1002/-2001"), chromedp.WaitVisible(exact("1")),
		chromedp.Click(button("Affiner")), chromedp.WaitVisible(alert("recherche d’une autre personne")), browsertest.Picture(t, "groupe-2-etranger"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(p.log.String(), "simulator refused") {
		t.Error("Telegram would refuse something")
	}
}
