package browsertest

import (
	"context"
	_ "embed" // axe-core
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed axe.min.js
var axe string

// runAxe returns what axe-core found, as JSON.
const runAxe = `axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify({passed: r.passes.length, violations: r.violations}))`

// Axe fails on what axe-core finds wrong in the page. What is closed is not read.
func Axe(t *testing.T, name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		faults, err := violations(ctx, target)
		for _, fault := range faults {
			t.Errorf("%s: %s", name, fault)
		}
		return err
	})
}

// violations says what axe-core finds wrong, and whether it had little to read.
func violations(ctx context.Context, target *chromedp.Target) (faults []string, err error) {
	if _, err := chromedp.Evaluate[chromedp.Void](axe+";0")(ctx, target); err != nil {
		return nil, err
	}
	found, err := chromedp.Evaluate[string](runAxe, chromedp.EvalAwaitPromise)(ctx, target)
	if err != nil {
		return nil, err
	}
	var result struct {
		Passed     int
		Violations []struct {
			ID, Impact, Help string
			Nodes            []struct {
				HTML   string
				Target []any
			}
		}
	}
	if err := json.Unmarshal([]byte(found), &result); err != nil {
		return nil, err
	}
	if result.Passed < 10 {
		faults = append(faults, fmt.Sprintf("only %d rules had something to read", result.Passed))
	}
	for _, v := range result.Violations {
		fault := fmt.Sprintf("%s (%s): %s, %d times", v.ID, v.Impact, v.Help, len(v.Nodes))
		for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
			fault += fmt.Sprintf("\n   %v %.300s", n.Target, n.HTML)
		}
		faults = append(faults, fault)
	}
	return faults, nil
}
