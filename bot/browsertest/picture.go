package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// FolderVar names the variable that holds the folder where files are kept for the
// eye. Without it nothing is kept.
const FolderVar = "RELAIS_SCREENSHOTS"

// still is how long a page may move before its picture.
const still = 400 * time.Millisecond

// Keep leaves a file in the folder of FolderVar.
func Keep(t *testing.T, name string, data []byte) {
	t.Helper()
	folder := os.Getenv(FolderVar)
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Picture keeps the whole page as name.png.
func Picture(t *testing.T, name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if os.Getenv(FolderVar) == "" {
			return nil
		}
		if _, err := chromedp.Sleep(still)(ctx, target); err != nil {
			return err
		}
		png, err := chromedp.FullScreenshot(100)(ctx, target)
		if err == nil {
			Keep(t, name+".png", png)
		}
		return err
	})
}
