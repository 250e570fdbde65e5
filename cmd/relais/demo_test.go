package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

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

// browser starts headless Chromium with the window of a phone; a missing one
// fails only where all must be tested.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	// The browser lives as long as the context of its first action.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// narrow fails if the page scrolls sideways.
func narrow(t *testing.T) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		over, err := chromedp.Evaluate[int](`Math.max(document.documentElement.scrollWidth - innerWidth,
			document.querySelector('#log').scrollWidth - document.querySelector('#log').clientWidth)`)(ctx, target)
		if over > 0 {
			t.Errorf("the page is %d pixels too wide", over)
		}
		return err
	})
}

// picture keeps a screenshot in the folder named by RELAIS_SCREENSHOTS.
func picture(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		folder := os.Getenv("RELAIS_SCREENSHOTS")
		if folder == "" {
			return nil
		}
		if _, err := chromedp.Sleep(400*time.Millisecond)(ctx, target); err != nil {
			return err
		}
		png, err := chromedp.CaptureScreenshot()(ctx, target)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600)
	})
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
	ctx := browser(t)
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
	say := func(text string) { t.Helper(); do(text, typed(text)...) }

	do("first contact", chromedp.Navigate(url+"/#1001/1001"), chromedp.WaitVisible("#start"), picture("1-accueil"), chromedp.Click("#start"),
		chromedp.WaitVisible(says("je suis Relais")), narrow(t), picture("2-bonjour"))
	say("dentiste sans mutuelle aux rives du cher")
	do("answer", chromedp.WaitVisible(exact("1")), chromedp.WaitVisible(button("Rives du Cher")), narrow(t), picture("3-reponse"))
	do("card", chromedp.Click(exact("1")), chromedp.WaitVisible(button("J’oriente")), narrow(t), picture("4-fiche"))
	do("referral", chromedp.Click(button("J’oriente")), chromedp.WaitVisible(says("C’est noté")), narrow(t), picture("5-oriente"))
	do("position", chromedp.Click("#keys button"), chromedp.WaitVisible("#dialog[open]"), picture("6-positions"),
		chromedp.Click(`//dialog//button[contains(., "Sanitas, Tours")]`), chromedp.WaitVisible(says("près d’ici")), narrow(t), picture("7-pres-d-ici"))
	forget(t, folder)
	do("stale button", chromedp.Click(button("Affiner")), chromedp.WaitVisible(alert("plus de 24\u00a0heures")), picture("8-perime"),
		chromedp.Click(`//dialog[@open]//button[.="Fermer"]`), chromedp.WaitVisible(button("Nouvelle question")), narrow(t))
	say("elle veut mourir")
	do("danger", chromedp.WaitVisible(says("3114")), narrow(t), picture("9-danger"))
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
	ctx := browser(t)
	p, _, url := demo(t)
	err := chromedp.Do(ctx, chromedp.Navigate(url+"/#1001/-2001"), chromedp.WaitVisible("#text"),
		chromedp.SendKeys("#text", "/relais assistante sociale au sanitas\r"),
		chromedp.WaitVisible(exact("1")), narrow(t), picture("groupe-1-reponse"),
		chromedp.Navigate(url+"/#1002/-2001"), chromedp.WaitVisible(exact("1")),
		chromedp.Click(button("Affiner")), chromedp.WaitVisible(alert("recherche d’une autre personne")), picture("groupe-2-etranger"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(p.log.String(), "simulator refused") {
		t.Error("Telegram would refuse something")
	}
}
