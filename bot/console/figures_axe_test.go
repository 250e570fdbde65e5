package console

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// browser starts headless Chromium; a missing one fails only where all must be tested.
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
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// violation is what axe-core finds wrong.
type violation struct {
	ID     string
	Impact string
	Help   string
	Nodes  []struct {
		HTML   string
		Target []any
	}
}

// runAxe returns the violations as JSON. axe-core comes by the debugger: the
// policy of the page stays as it is.
const runAxe = `axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify({passed: r.passes.length, violations: r.violations}))`

// openAll opens all that may be opened: what is closed is not read.
const openAll = `document.querySelectorAll('main details').forEach(d => d.open = true), 0`

// open goes to a page and waits for it.
func open(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(url), chromedp.WaitReady("main")); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
}

// narrow fails on a page that scrolls sideways.
func narrow(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	over, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
	if err != nil {
		t.Fatal(err)
	}
	if over > 0 {
		wide, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\n')`))
		t.Errorf("%s is %d pixels too wide\n%s", name, over, wide)
	}
}

// check fails on what axe-core finds in the page.
func check(t *testing.T, ctx context.Context, name, axe string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+";0")); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](runAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Passed     int
		Violations []violation
	}
	if err := json.Unmarshal([]byte(found), &result); err != nil {
		t.Fatal(err)
	}
	if result.Passed < 10 {
		t.Errorf("%s: only %d rules had something to read", name, result.Passed)
	}
	violations := result.Violations
	for _, v := range violations {
		t.Errorf("%s: %s (%s): %s, %d times", name, v.ID, v.Impact, v.Help, len(v.Nodes))
		for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
			t.Logf("   %v %.300s", n.Target, n.HTML)
		}
	}
}

// picture keeps the whole page in the folder named by RELAIS_SCREENSHOTS.
func picture(t *testing.T, ctx context.Context, name string) {
	folder := os.Getenv("RELAIS_SCREENSHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600); err != nil {
		t.Fatal(err)
	}
}

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
	ctx := browser(t)
	s := newStand(t)
	let := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: cookieName, Value: s.tokens[admin], URL: s.url + "/console/", Path: "/console"})
		return err
	})
	if err := chromedp.Do(ctx, let); err != nil {
		t.Fatal(err)
	}
	t.Run("filter", func(t *testing.T) { s.testHTMX(t, ctx) })
	t.Run("phone", func(t *testing.T) {
		s.testAccessibility(t, ctx, "phone", chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch))
	})
	t.Run("desktop", func(t *testing.T) { s.testAccessibility(t, ctx, "desktop", chromedp.EmulateViewport(1280, 800)) })
}

// testAccessibility runs axe-core on every page of the console.
func (s *stand) testAccessibility(t *testing.T, ctx context.Context, size string, shape chromedp.Action[chromedp.Void]) {
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, shape); err != nil {
		t.Fatal(err)
	}
	for _, path := range everyPage() {
		name := size + strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-").Replace(path)
		open(t, ctx, s.url+path)
		picture(t, ctx, name)
		narrow(t, ctx, name)
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](openAll)); err != nil {
			t.Fatal(err)
		}
		narrow(t, ctx, name+", opened")
		check(t, ctx, name, string(axe))
	}
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
