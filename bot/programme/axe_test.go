package programme

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browser starts headless Chromium; a missing one fails only where all must be
// tested.
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
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// runAxe returns the violations as JSON. axe-core comes by the debugger: the
// policy of the page stays as it is.
const runAxe = `axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify({passed: r.passes.length, violations: r.violations}))`

// tooWide lists what goes beyond the right of the window.
const tooWide = `document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\n')`

// check fails on a page that scrolls sideways and on what axe-core finds.
func check(t *testing.T, ctx context.Context, name, axe string) {
	t.Helper()
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](tooWide))
	if err != nil || wide != "" {
		t.Errorf("%s is too wide: %v\n%s", name, err, wide)
	}
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+";0")); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](runAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Passed     int
		Violations []struct {
			ID, Impact, Help string
			Nodes            []struct{ HTML string }
		}
	}
	if err := json.Unmarshal([]byte(found), &result); err != nil {
		t.Fatal(err)
	}
	if result.Passed < 10 {
		t.Errorf("%s: only %d rules had something to read", name, result.Passed)
	}
	for _, v := range result.Violations {
		t.Errorf("%s: %s (%s): %s, %d times\n%.300s", name, v.ID, v.Impact, v.Help, len(v.Nodes), v.Nodes[0].HTML)
	}
}

// leave keeps a file in the folder named by RELAIS_SCREENSHOTS.
func leave(t *testing.T, name string, data []byte) {
	t.Helper()
	folder := os.Getenv("RELAIS_SCREENSHOTS")
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAccessibility runs axe-core on every page, on a phone and on a desktop.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile("../console/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	w := oneTown(t)
	id := w.fill(t)
	server := httptest.NewServer(w.Handler())
	t.Cleanup(server.Close)
	of := func(id int64) string { return fmt.Sprint("/programme/", id) }
	pages := map[string]string{"list": "/programme", "filtered": "/programme?lieu=sanitas&public=parents&jour=2026-10-08", "none": "/programme?jour=2026-10-17&lieu=sanitas",
		"event": of(id.film), "cancelled": of(id.plain), "changed": of(id.walk), "call": of(id.call), "unknown": of(9999), "wrong": "/programme?jour=x"}
	for _, size := range []struct {
		name  string
		shape chromedp.Action[chromedp.Void]
	}{
		{"phone", chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch)},
		{"desktop", chromedp.EmulateViewport(1280, 800)},
	} {
		for name, path := range pages {
			name = size.name + "-" + name
			if err := chromedp.Do(ctx, size.shape, chromedp.Navigate(server.URL+path), chromedp.WaitReady("main")); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100)); err == nil {
				leave(t, name+".png", png)
			}
			check(t, ctx, name, string(axe))
		}
	}
}

// TestFilterWithoutScript chooses in the form as a person does.
func TestFilterWithoutScript(t *testing.T) {
	ctx := browser(t)
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
	ctx := browser(t)
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
		leave(t, "printed-"+name+".pdf", pdf)
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
