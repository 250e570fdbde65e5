// Package browsertest is what tests of pages share: a browser to open them in,
// the sizes of window they are read at, what is checked on each, and the pictures
// they leave for the eye. Only tests import it.
//
// It promises:
//   - a browser that is missing skips the test, and fails it in CI;
//   - a page wider than its window is seen on a phone too, where the browser
//     zooms out until all fits;
//   - axe-core comes by the debugger: the policy of a page stays as it is.
//
// Checks and pictures are actions of chromedp, in line with the taps and the
// words of a test. A fault is told by the test and does not stop it.
package browsertest
