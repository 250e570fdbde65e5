package browsertest

import "github.com/chromedp/chromedp"

// Size is a window that pages are read in.
type Size struct {
	Name          string
	width, height int64
	touch         bool
}

// The sizes: the smallest phone that is common, and a plain desktop.
var (
	Phone   = Size{Name: "phone", width: 360, height: 740, touch: true}
	Desktop = Size{Name: "desktop", width: 1280, height: 800}
)

// Sizes are all of them.
var Sizes = []Size{Phone, Desktop}

// Emulate gives the window its size; it stays until another is given.
func (s Size) Emulate() chromedp.Action[chromedp.Void] {
	if s.touch {
		return chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	return chromedp.EmulateViewport(s.width, s.height)
}
