package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// Fits fails on a page that scrolls sideways at this size, or whose boxes, given
// as CSS selectors, do. It tells what goes beyond the edge.
func (s Size) Fits(t *testing.T, name string, boxes ...string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		wide, err := s.beyond(boxes)(ctx, target)
		if wide != "" {
			t.Errorf("%s is %s", name, wide)
		}
		return err
	})
}

// tooWide measures the page against a width that is known: innerWidth grows with
// the page on a phone, which zooms out until all fits. What stands in a box that
// clips or scrolls by itself pushes nothing.
const tooWide = `(width, boxes) => {
	const rooms = [[document.documentElement, width], ...boxes.map(b => document.querySelector(b)).map(e => [e, e.clientWidth])]
	for (const [room, width] of rooms) {
		if (room.scrollWidth <= width) continue
		const edge = room.getBoundingClientRect().left + width
		const held = e => e.parentElement !== room && (getComputedStyle(e.parentElement).overflowX !== 'visible' || held(e.parentElement))
		const out = [...room.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > edge + 1 && !held(e))
		return [room.scrollWidth - width + ' pixels too wide', ...out.slice(0, 3).map(e => e.outerHTML.slice(0, 120))].join('\n')
	}
	return ''
}`

// beyond says by how much the page or a box is too wide, and what makes it so.
func (s Size) beyond(boxes []string) chromedp.Action[string] {
	list, _ := json.Marshal(append([]string{}, boxes...)) // never null
	return chromedp.Evaluate[string](fmt.Sprintf("(%s)(%d, %s)", tooWide, s.width, list))
}
