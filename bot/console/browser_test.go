package console

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"relais/bot/browsertest"
)

// longest is more than the longest walk takes.
const longest = 6 * time.Minute

// serve opens the house to browsers, without HTTPS.
func (h *house) serve(t *testing.T) (address string) {
	t.Helper()
	h.Secure, h.PublicURL = false, ""
	server := httptest.NewServer(h.Handler())
	t.Cleanup(server.Close)
	return server.URL
}

// signIn gives the browser a session.
func signIn(t *testing.T, ctx context.Context, at, token string) {
	t.Helper()
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: cookieName, Value: token, URL: at + "/console/", Path: "/console"})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

// openAll opens all that may be opened: what is closed is not read.
const openAll = `document.querySelectorAll('main details').forEach(d => d.open = true), 0`

// walk reads pages as people do, on a phone and on a desktop: as they come, then
// opened.
func walk(t *testing.T, ctx context.Context, at string, paths []string) {
	for _, size := range browsertest.Sizes {
		t.Run(size.Name, func(t *testing.T) {
			for _, path := range paths {
				name := size.Name + strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-").Replace(path)
				err := chromedp.Do(ctx, size.Emulate(), chromedp.Navigate(at+path), chromedp.WaitReady("main"),
					browsertest.Picture(t, name), size.Fits(t, name),
					chromedp.Evaluate[chromedp.Void](openAll), size.Fits(t, name+", opened"), browsertest.Axe(t, name))
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
			}
		})
	}
}

// TestMiniAppInABrowser opens the Mini App as Telegram does: the data stands
// after the # of the address, coded once more.
func TestMiniAppInABrowser(t *testing.T) {
	ctx := browsertest.Open(t, longest)
	h := oneHouse(t)
	at := h.serve(t)
	data := hashed(houseToken, told(boss, h.clock))
	hash := "#tgWebAppVersion=8.0&tgWebAppData=" + url.QueryEscape(data) + "&tgWebAppPlatform=ios"
	err := chromedp.Do(ctx, browsertest.Phone.Emulate(),
		chromedp.Navigate(at+"/console/app"+hash), chromedp.WaitVisible(".leave"),
		chromedp.Navigate(at+"/console/saisies"), chromedp.WaitVisible(".menu-small summary"),
		chromedp.Click(".menu-small summary"), chromedp.Click(`//details//a[.="Journal"]`), chromedp.WaitVisible(".log"),
		chromedp.Click(".leave button"), chromedp.WaitVisible(`//h1[.="La session est fermée"]`))
	if err != nil {
		t.Fatal(err)
	}
	here, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname`))
	if err != nil || here != "/console/sorti" {
		t.Errorf("at %q, %v", here, err)
	}
	forged := strings.Replace(hash, "auth_date", "auth_datf", 1)
	err = chromedp.Do(ctx, chromedp.Navigate(at+"/console/app"+forged), chromedp.WaitVisible(`//h1[starts-with(., "Telegram")]`),
		chromedp.Navigate(at+"/console/app"), chromedp.WaitVisible("#elsewhere"))
	if err != nil {
		t.Fatal(err)
	}
}

// TestLinkInABrowser enters by a link, adds an entry, corrects it and leaves,
// with the mouse and the keyboard.
func TestLinkInABrowser(t *testing.T) {
	ctx := browsertest.Open(t, longest)
	h := oneHouse(t)
	at := h.serve(t)
	err := chromedp.Do(ctx, browsertest.Desktop.Emulate(),
		chromedp.Navigate(at+"/console/entrer?code="+h.door(t, ofSanitas)), chromedp.Click(".button.main"), chromedp.WaitVisible(".menu-wide"),
		chromedp.Navigate(at+"/console/saisies/nouvelle?genre=reunion"),
		chromedp.SendKeys("#titre", "Réunion avec Mme Durand\r"), chromedp.WaitVisible("#titre-faute"),
		chromedp.Click(`.wrong a[href="#titre"]`), chromedp.SetValue("#titre", "Groupe santé"),
		chromedp.SendKeys("#nombre", "12\r"), chromedp.WaitVisible(`//p[@role="status"][.="C’est ajouté."]`),
		chromedp.Click(`//a[.="Groupe santé"]`), chromedp.WaitVisible("#nombre"), chromedp.Click(".danger summary"),
		chromedp.Click(".danger button"), chromedp.WaitVisible(`//p[@role="status"][.="C’est retiré des comptes."]`))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(h.all(t)); n != 0 {
		t.Errorf("%d entries left", n)
	}
}
