package simulator

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseHTML(t *testing.T) {
	type e = Entity
	tests := map[string]struct {
		source, text string
		entities     []Entity
	}{
		"plain":        {"a & b &unknown; &eacute;", "a & b &unknown; &eacute;", nil},
		"references":   {"&lt;b&gt; &amp; &quot;x&quot; &#233; &#x1F600;", "<b> & \"x\" é 😀", nil},
		"utf-16":       {"😀é<b>😀</b>", "😀é😀", []e{{Type: "bold", Offset: 3, Length: 2}}},
		"nested":       {"<b>a<i>b</i></b>", "ab", []e{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		"upper case":   {"<STRONG>a</strong>", "a", []e{{Type: "bold", Length: 1}}},
		"link":         {`<a href="https://tours.fr/?a=1&amp;b=2">ici</a>`, "ici", []e{{Type: "text_link", Length: 3, URL: "https://tours.fr/?a=1&b=2"}}},
		"phone link":   {`<a href="tel:15">15</a>`, "15", nil},
		"spoiler":      {`<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>`, "ab", []e{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		"pre and code": {`<pre><code class="language-go">x</code></pre>`, "x", []e{{Type: "pre", Length: 1, Language: "go"}}},
		"code is raw":  {`<code>a<b>b</b></code>`, "ab", []e{{Type: "code", Length: 2}}},
		"quote":        {`<blockquote expandable>a</blockquote>`, "a", []e{{Type: "expandable_blockquote", Length: 1}}},
		"trimmed":      {" \n<b> a </b>\n", "a", []e{{Type: "bold", Length: 1}}},
		"empty tag":    {"a<b></b>", "a", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text, entities, err := parseHTML(test.source)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.text, text); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.entities, entities); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseHTMLErrors(t *testing.T) {
	for source, want := range map[string]string{
		"<div>a</div>":           `Unsupported start tag "div" at byte offset 0`,
		"é<br/>":                 `Unsupported start tag "br/" at byte offset 2`,
		"<b>a</i>":               `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"a</b>":                  `Unexpected end tag at byte offset 1`,
		"<b":                     `Unclosed start tag at byte offset 0`,
		"<b>a</b":                `Unclosed end tag at byte offset 4`,
		`<a href="x>a</a>`:       `Unclosed start tag at byte offset 0`,
		`<a href=a/b>a</a>`:      `Unexpected end of name token at byte offset 8`,
		`<span class="x">a`:      `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<b><i>a</i>":            `Can't find end tag corresponding to start tag "b"`,
		"\xff":                   `Strings must be encoded in UTF-8`,
		`<b ="x">a</b>`:          `Empty attribute name in the tag "b" at byte offset 0`,
		"3 <= 4":                 `Unsupported start tag "=" at byte offset 2`,
		"<tg-emoji>😀</tg-emoji>": `Custom emoji identifier is expected at byte offset 0`,
	} {
		if _, _, err := parseHTML(source); err == nil || err.Error() != want {
			t.Errorf("%q: %v; want %s", source, err, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string][]Entity{
		"été /aide":                        {{Type: "bot_command", Offset: 4, Length: 5}},
		"/aide@RelaisBot ok":               {{Type: "bot_command", Length: 15}},
		"1/2 et/ou a/b":                    nil,
		"@RelaisBot salut":                 {{Type: "mention", Length: 10}},
		"a@exemple.fr":                     {{Type: "email", Length: 12}},
		"voir https://tours.fr/a.":         {{Type: "url", Offset: 5, Length: 18}},
		"+33 2 47 00 00 00 😀 www.mda37.fr": {{Type: "phone_number", Length: 17}, {Type: "url", Offset: 21, Length: 12}},
		"#sism":                            {{Type: "hashtag", Length: 5}},
	} {
		if diff := cmp.Diff(want, detect(text, nil)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// FuzzParseHTML: no panic; what escaping produces is always accepted and comes back;
// every entity lies inside the text.
func FuzzParseHTML(f *testing.F) {
	f.Add("<b>a</b> & <a href='https://a.fr'>é😀</a>")
	f.Add("<pre><code class=\"language-x\">a</code></pre><blockquote expandable>")
	f.Add("&#x1F600;&#0;&#xD800;</")
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	f.Fuzz(func(t *testing.T, source string) {
		text, entities, err := parseHTML(source)
		if err == nil {
			for _, e := range entities {
				if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > units(text) {
					t.Errorf("%q: %+v outside %q", source, e, text)
				}
			}
			detect(text, entities)
		}
		if !utf8.ValidString(source) {
			return
		}
		text, entities, err = parseHTML(escape.Replace(source))
		if want, _ := trimText(source, nil); err != nil || text != want || len(entities) != 0 {
			t.Errorf("escaped %q: %q, %v, %v", source, text, entities, err)
		}
	})
}
