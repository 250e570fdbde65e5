package text

import (
	"strings"
	"testing"
)

func TestSay(t *testing.T) {
	if got := NotUnderstood.Say("asked", "<b>&"); !strings.Contains(got, "&lt;b&gt;&amp;") {
		t.Errorf("a value is not escaped: %q", got)
	}
	if got := Referred.Say("structure", Bold("A & B"), "next", ReferredGo.HTML()); !strings.Contains(got, "<b>A &amp; B</b>") {
		t.Errorf("HTML is escaped twice: %q", got)
	}
	if got := TakeOff.Say("facet", "A & B"); got != "✕ A & B" {
		t.Errorf("a button is escaped: %q", got)
	}
	if got := Link("site", `javascript:alert(1)`); got != "site" {
		t.Errorf("a link that is none: %q", got)
	}
	if got, want := Link("a<b", `https://x.fr/?a=1&b="`), HTML(`<a href="https://x.fr/?a=1&amp;b=%22">a&lt;b</a>`); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	// A value that looks like a placeholder is a value.
	if got := ReadPair.Say("to", "{from}", "from", "x"); got != "«\u00a0{from}\u00a0» pour «\u00a0x\u00a0»" {
		t.Errorf("got %q", got)
	}
}

func TestFrench(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Plural(0, "an", "ans"), "an"}, {Plural(1, "an", "ans"), "an"}, {Plural(2, "an", "ans"), "ans"},
		{Number(0), "0"}, {Number(999), "999"}, {Number(1250), "1 250"}, {Number(1234567), "1 234 567"}, {Number(-1250), "−1 250"},
		{Distance(10), "à deux pas"}, {Distance(60), "50 m"}, {Distance(412), "400 m"}, {Distance(949), "950 m"},
		{Distance(960), "1 km"}, {Distance(1949), "1,9 km"}, {Distance(9949), "9,9 km"}, {Distance(12400), "12 km"},
		{MonthYear("2026-03-12"), "mars 2026"}, {MonthYear("2021"), "2021"}, {MonthYear("2026-13-01"), ""}, {MonthYear("hier"), ""}, {MonthYear(""), ""},
		{Year("2021-01-08"), "2021"}, {Year("08/01/2021"), ""},
		{Phone("0247474747"), "02 47 47 47 47"}, {Phone("02.47.47.47.47"), "02 47 47 47 47"},
		{Phone("0 800 23 13 13"), "0 800 23 13 13"}, {Phone("3114"), "3114"},
		{Age(0), "moins d’un an"}, {Age(1), "1 an"}, {Age(16), "16 ans"},
		{Need("tiers-payant"), "tiers payant"}, {Need("pmr"), "accessible en fauteuil"}, {Need("langue:ar"), "en arabe"},
		{Need("langue:arabe"), "en arabe"}, {Need("sans-attente"), "sans attente"},
		{Small("École"), "école"}, {Small("RSA"), "RSA"},
		{Small(""), ""}, {Confidence("low"), "faible"},
		{Tidy("l'accueil  : « oui » ?"), "l’accueil : « oui » ?"},
	} {
		if got := strings.ReplaceAll(c.got, nbsp, " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if strings.Contains(c.got, " ") && strings.ContainsAny(c.got, "0123456789") {
			t.Errorf("%q may be cut at the end of a line", c.got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"court", 10, "court"},
		{"un deux trois quatre", 12, "un deux…"},
		{"anticonstitutionnellement", 10, "anticonst…"},
		{"😀😀😀😀", 5, "😀😀…"},
		{"\xff\xff\xff\xff", 3, "\xff\xff…"},
	} {
		got := Cut(c.in, c.limit)
		if got != c.want || Units(got) > c.limit {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"<b>un</b> deux", 7, "<b>un</b> deux"},
		{"<b>un deux trois</b> quatre", 9, "<b>un deux…</b>"},
		{"un <i>deux <b>trois quatre</b></i>", 14, "un <i>deux <b>trois…</b></i>"},
		{"a &amp; b &lt; c", 7, "a &amp; b…"},
		{"a &amp; b &lt; c", 9, "a &amp; b &lt; c"},
		{"aaaa &amp; bbbb", 7, "aaaa &amp;…"},
	} {
		got := Fit(c.in, c.limit)
		if got != c.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func FuzzFit(f *testing.F) {
	f.Add("<b>un &amp; deux</b> 😀 trois", 8)
	f.Add("&&&<<", 2)
	f.Fuzz(func(t *testing.T, words string, limit int) {
		limit = 2 + max(limit, 0)%200
		html := "<b>" + EscapeHTML(words) + "</b> <i>" + EscapeHTML(words) + "</i>"
		got := Fit(html, limit)
		if err := balanced(got); err != nil {
			t.Fatalf("%v in %q", err, got)
		}
		visible := 0
		for _, p := range split(got) {
			visible += p.units
		}
		if visible > limit {
			t.Fatalf("%d units, %d allowed: %q", visible, limit, got)
		}
	})
}

func TestEcho(t *testing.T) {
	if got := Echo("مساعدة", 80); got != "\u2068مساعدة\u2069" {
		t.Errorf("right to left is not kept apart: %q", got)
	}
	if got := Echo("a\u202eb\n  c", 80); got != "ab c" {
		t.Errorf("got %q", got)
	}
}

func TestClosedLists(t *testing.T) {
	for _, l := range append(Reasons(), Errors()...) {
		if l.ID == "" || l.Words == "" || Units(l.Words) > 40 {
			t.Errorf("bad label %+v", l)
		}
	}
	if _, ok := Reason("inconnu"); ok {
		t.Error("a reason out of the list")
	}
	if words, ok := Error("telephone"); !ok || words != "Le téléphone" {
		t.Errorf("got %q", words)
	}
}
