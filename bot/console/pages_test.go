package console

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"relais/bot/relay"
	"relais/bot/text"
)

// rendered are our pages as somebody reads them, by what they are.
func rendered(t *testing.T) map[string]string {
	t.Helper()
	h := oneHouse(t)
	for _, f := range filled {
		e := f.want
		h.add(t, e)
	}
	in, out := h.visit(t, boss), &visitor{h: h}
	pages := map[string]string{}
	for _, path := range []string{"/console/saisies", "/console/saisies?fait=ajoute&annee=2020", "/console/saisies/1", "/console/saisies/5",
		"/console/saisies/nouvelle?genre=reunion", "/console/saisies/nouvelle?genre=outil", "/console/saisies/nouvelle?genre=projet",
		"/console/relais", "/console/relais?role=partner", "/console/journal", "/console/journal?du=x", "/console/sondage",
		"/console/sondage/sanitas", "/console/sondage/inconnu", "/console/nulle-part"} {
		pages[path] = in.get(t, path).body
	}
	for _, path := range []string{"/confidentialite", "/sondage/sanitas", "/sondage/inconnu", "/sondage/sanitas/merci", "/console/entrer",
		"/console/entrer?code=ABC", "/console/app", "/console/sorti", "/console/saisies"} {
		pages[path+" outside"] = out.get(t, path).body
	}
	pages["faults"] = in.post(t, "/console/saisies/nouvelle", url.Values{"genre": {"projet"}}).body
	pages["more faults"] = in.post(t, "/console/saisies/nouvelle", url.Values{"genre": {"outil"}, "lieu": {"x"}}).body
	pages["invited"] = in.post(t, "/console/relais/inviter", url.Values{"role": {"operator"}, "duree": {"1"}}).body
	h.Bot = func() string { return "" }
	pages["invited without a name"] = in.post(t, "/console/relais/inviter", url.Values{"role": {"operator"}, "duree": {"1"}}).body
	pages["used link"] = out.post(t, "/console/entrer", url.Values{"code": {"X"}}).body
	pages["survey to complete"] = out.post(t, "/sondage/sanitas", nil).body
	return pages
}

var (
	markup  = regexp.MustCompile(`<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<]*"|='[^'<]*')?)*)\s*(/?)>`)
	pair    = regexp.MustCompile(`([a-zA-Z:-]+)(?:="([^"]*)")?`)
	voids   = []string{"meta", "link", "input", "br", "img", "hr"}
	inside  = []string{"a", "b", "br", "code", "details", "em", "img", "input", "kbd", "label", "select", "option", "optgroup", "small", "span", "strong", "button", "textarea"}
	pointer = []string{"for", "aria-describedby", "aria-labelledby"}
)

// TestPagesAreWellFormed closes what is opened, once and in order; what points
// at something finds it; nothing is styled or scripted in the page.
func TestPagesAreWellFormed(t *testing.T) {
	for name, page := range rendered(t) {
		for _, fault := range faultsOf(page) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

func faultsOf(page string) (faults []string) {
	if strings.Contains(page, "ZgotmplZ") {
		faults = append(faults, "a value was refused by the template")
	}
	if !strings.HasPrefix(page, "<!DOCTYPE html>") || !strings.HasSuffix(page, "</html>\n") || strings.Count(page, "<h1") != 1 {
		faults = append(faults, fmt.Sprintf("not one whole page: %.60q", page))
	}
	var open, ids, points []string
	rest := strings.TrimPrefix(page, "<!DOCTYPE html>")
	if left := markup.ReplaceAllString(rest, ""); strings.ContainsAny(left, "<>") {
		faults = append(faults, fmt.Sprintf("%.80q is no tag", left[strings.IndexAny(left, "<>"):]))
	}
	for _, m := range markup.FindAllStringSubmatch(rest, -1) {
		closing, tag := m[1] != "", m[2]
		switch {
		case closing && (len(open) == 0 || open[len(open)-1] != tag):
			return append(faults, fmt.Sprintf("</%s> closes %v", tag, open))
		case closing:
			open = open[:len(open)-1]
			continue
		case len(open) > 0 && open[len(open)-1] == "p" && !slices.Contains(inside, tag):
			faults = append(faults, "<"+tag+"> in <p>")
		}
		if !slices.Contains(voids, tag) && m[4] == "" {
			open = append(open, tag)
		}
		for _, a := range pair.FindAllStringSubmatch(m[3], -1) {
			switch {
			case a[1] == "id":
				ids = append(ids, a[2])
			case slices.Contains(pointer, a[1]):
				points = append(points, strings.Fields(a[2])...)
			case a[1] == "href" && strings.HasPrefix(a[2], "#"):
				points = append(points, a[2][1:])
			case a[1] == "style" || strings.HasPrefix(a[1], "on"):
				faults = append(faults, a[1]+" in the page")
			}
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		faults = append(faults, fmt.Sprintf("an id twice in %v", ids))
	}
	for _, p := range points {
		if !slices.Contains(ids, p) {
			faults = append(faults, "nothing has the id "+p)
		}
	}
	if len(open) > 0 {
		faults = append(faults, fmt.Sprintf("%v stays open", open))
	}
	return faults
}

// TestFaultsAreSeen proves faultsOf on a page of each fault.
func TestFaultsAreSeen(t *testing.T) {
	whole := "<!DOCTYPE html><html><h1>x</h1>%s</html>\n"
	if f := faultsOf(fmt.Sprintf(whole, `<p>a <b>b</b><br></p>`)); len(f) > 0 {
		t.Errorf("a good page: %v", f)
	}
	for _, bad := range []string{"<p>", "</p>", "<b><i></b></i>", "a < b", `<p style="x">a</p>`, `<p onclick="x">a</p>`, `<label for="x">a</label>`,
		`<p id="x">a</p><p id="x">b</p>`, "<p><div>a</div></p>", "<h1>y</h1>"} {
		if len(faultsOf(fmt.Sprintf(whole, bad))) == 0 {
			t.Errorf("%s is not seen", bad)
		}
	}
}

// mistakes are those of typing French on an English keyboard.
var mistakes = []struct {
	what string
	find *regexp.Regexp
}{
	{"a plain space before : ; ! ? % »", regexp.MustCompile(`[^\s·] [:;!?%»]`)},
	{"no space before ; ! ? »", regexp.MustCompile(`[\pL\d)][;!?»]`)},
	{"no space before :", regexp.MustCompile(`\pL:(\s|$)`)},
	{"a plain space after «", regexp.MustCompile(`«[^\x{00a0}]`)},
	{"a straight apostrophe", regexp.MustCompile(`'`)},
	{"straight quotes", regexp.MustCompile(`"`)},
	{"three dots", regexp.MustCompile(`\.\.\.`)},
}

var (
	actions    = regexp.MustCompile(`\{\{.*?\}\}`)
	wordsIn    = regexp.MustCompile(`(?:alt|title|aria-label|placeholder)="([^"]*)"`)
	references = regexp.MustCompile(`&(?:#\d+|#x[0-9A-Fa-f]+|[a-z]+);`)
)

// TestTypography reads the words of every template and page.
func TestTypography(t *testing.T) {
	texts := rendered(t)
	err := fs.WalkDir(text.Pages, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(name, "figures") {
			return err
		}
		data, err := fs.ReadFile(text.Pages, name)
		texts[name] = actions.ReplaceAllString(string(data), "x")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range texts {
		for _, fault := range typographyOf(page) {
			t.Errorf("%s has %s", name, fault)
		}
	}
}

// typographyOf are the mistakes in the words of a page.
func typographyOf(page string) (faults []string) {
	said := references.ReplaceAllString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, "\n"), "x")
	for _, m := range wordsIn.FindAllStringSubmatch(page, -1) {
		said += "\n" + m[1]
	}
	said = regexp.MustCompile(`(?:https?|webcal)://\S*`).ReplaceAllString(said, "x")
	for _, m := range mistakes {
		if at := m.find.FindString(said); at != "" {
			faults = append(faults, fmt.Sprintf("%s: %q", m.what, at))
		}
	}
	return faults
}

// TestWordsOfTheConsole reads the words that stand in Go.
func TestWordsOfTheConsole(t *testing.T) {
	literal := regexp.MustCompile("\"[^\"\n]*\\pL [^\"\n]*\"")
	for _, name := range []string{"../text/console.go", "../text/consoleforms.go", "../text/consoleannounce.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var code []string
		for line := range strings.Lines(string(source)) {
			if !strings.HasPrefix(strings.TrimSpace(line), "//") {
				code = append(code, line)
			}
		}
		for _, words := range literal.FindAllString(strings.Join(code, ""), -1) {
			for _, m := range mistakes {
				if at := m.find.FindString(strings.Trim(words, `"`)); at != "" {
					t.Errorf("%s has %s: %q", words, m.what, at)
				}
			}
		}
	}
}

// TestEveryPageIsInTheMenu and has a name there.
func TestEveryPageIsInTheMenu(t *testing.T) {
	for _, n := range navigation {
		if text.ConsolePage(n.path) == "" {
			t.Errorf("%s has no name", n.path)
		}
		pattern := "GET " + n.path
		if n.path == "/console/" {
			pattern += "{$}"
		}
		if !slices.Contains(routes(t), pattern) {
			t.Errorf("%s has no page", n.path)
		}
	}
}

// TestErrorsHaveWords and a page for each.
func TestErrorsHaveWords(t *testing.T) {
	for _, a := range answers {
		if text.ConsoleTrouble(a.id) == text.ConsoleTrouble("incident") {
			t.Errorf("%v has no words", a.err)
		}
	}
	for _, state := range []string{relay.Active, relay.Paused, relay.Removed} {
		if text.ConsoleDone(doneWords[state]) == "" || text.StateVerb(state) == "" {
			t.Errorf("%s has no words", state)
		}
	}
}
