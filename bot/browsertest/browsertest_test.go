package browsertest

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// shown opens a page of this body.
func shown(t *testing.T, ctx context.Context, size Size, body string) {
	t.Helper()
	page := `<!doctype html><html lang="fr"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Page</title><body style="margin:0">` + body
	if err := chromedp.Do(ctx, size.Emulate(), chromedp.Navigate("data:text/html,"+url.PathEscape(page)), chromedp.WaitReady("main")); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsTooWideIsSeen proves the check of the width on pages that fit and on
// pages that do not.
func TestWhatIsTooWideIsSeen(t *testing.T) {
	ctx := Open(t, time.Minute)
	const scrolls, clips = `<main><div style="overflow-x:auto"><p style="width:5000px">x</p></div>`, `<main id="m" style="overflow:hidden"><p id="p" style="width:2000px">x</p>`
	for _, test := range []struct{ name, body, phone, desktop string }{
		{"fits", `<main>x`, "", ""},
		{"for a desktop", scrolls + `<p id="p" style="width:500px">x</p>`, "140 pixels too wide\n<p id=\"p\"", ""},
		{"for nobody", scrolls + `<p id="p" style="width:1380px">x</p>`, "1020 pixels too wide\n<p id=\"p\"", "100 pixels too wide\n<p id=\"p\""},
		{"a box that clips", clips, "1640 pixels too wide\n<p id=\"p\"", "720 pixels too wide\n<p id=\"p\""},
	} {
		var boxes []string
		if strings.Contains(test.body, `id="m"`) {
			boxes = []string{"#m"}
		}
		for size, want := range map[Size]string{Phone: test.phone, Desktop: test.desktop} {
			shown(t, ctx, size, test.body)
			got, err := chromedp.Run(ctx, size.beyond(boxes))
			if err != nil || !strings.HasPrefix(got, want) || (want == "") != (got == "") {
				t.Errorf("%s, %s: %q, %v", test.name, size.Name, got, err)
			}
		}
	}
}

// TestWhatIsHardToReadIsSeen gives axe-core a picture that says nothing.
func TestWhatIsHardToReadIsSeen(t *testing.T) {
	ctx := Open(t, time.Minute)
	shown(t, ctx, Phone, `<main><h1>Page</h1><img src="data:,">`)
	faults, err := chromedp.Run(ctx, violations)
	if err != nil || !strings.Contains(strings.Join(faults, "\n"), "image-alt (critical)") {
		t.Errorf("%q, %v", faults, err)
	}
}

// TestPicturesAreKept looks for them where the variable says.
func TestPicturesAreKept(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(FolderVar, folder)
	ctx := Open(t, time.Minute)
	shown(t, ctx, Phone, `<main style="height:2000px">x`)
	if err := chromedp.Do(ctx, Picture(t, "page")); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(folder, "page.png")); err != nil || !strings.HasPrefix(string(data), "\x89PNG") {
		t.Errorf("%.8q, %v", data, err)
	}
}
