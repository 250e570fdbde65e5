package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"relais/bot/simulator"
	"relais/directory/db"
)

// visitor is a browser in front of the console of a running program.
type visitor struct {
	t      *testing.T
	base   string
	client *http.Client
}

func newVisitor(t *testing.T, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, base, &http.Client{Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// seen is what a visitor got.
type seen struct {
	status int
	header http.Header
	body   []byte
}

func (v *visitor) get(path string) seen {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.base+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.send(r)
}

// post sends a form as our own pages do.
func (v *visitor) post(path string, form url.Values) seen {
	v.t.Helper()
	return v.postFrom(v.base, path, form)
}

func (v *visitor) postFrom(origin, path string, form url.Values) seen {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", origin)
	return v.send(r)
}

func (v *visitor) send(r *http.Request) seen {
	v.t.Helper()
	res, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return seen{res.StatusCode, res.Header, body}
}

// enter uses a link up.
func (v *visitor) enter(code string) {
	v.t.Helper()
	if a := v.post("/console/entrer", url.Values{"code": {code}}); a.status != http.StatusSeeOther {
		v.t.Fatalf("entering: %d", a.status)
	}
}

var (
	linkShape   = regexp.MustCompile(`href="(/[^"#]*)`)
	tokenShape  = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
	actionShape = regexp.MustCompile(`<form method="post"[^>]* action="([^"]+)"`)
	fieldShape  = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
)

// csrf is the token of the forms of the session.
func (v *visitor) csrf() string {
	v.t.Helper()
	m := tokenShape.FindSubmatch(v.get("/console/relais").body)
	if m == nil {
		v.t.Fatal("no token in the forms")
	}
	return string(m[1])
}

// do posts a form of the session, and fails unless it was taken.
func (v *visitor) do(path string, form url.Values) seen {
	v.t.Helper()
	form = maps.Clone(form)
	form.Set("csrf", v.csrf())
	a := v.post(path, form)
	if a.status != http.StatusSeeOther && a.status != http.StatusOK {
		v.t.Fatalf("POST %s: %d", path, a.status)
	}
	return a
}

// links are the addresses of our own pages that a page leads to.
func links(body []byte) (all []string) {
	for _, m := range linkShape.FindAllSubmatch(body, -1) {
		link := html.UnescapeString(string(m[1]))
		if !strings.HasPrefix(link, "/console/static/") && !strings.HasPrefix(link, "//") {
			all = append(all, link)
		}
	}
	return all
}

// crawl reads every page there is a link to, with what it lets download. Of
// pages that differ by their place only, the one of no place is read.
func (v *visitor) crawl(follow func(link string) bool) map[string]seen {
	v.t.Helper()
	all := map[string]seen{}
	for queue := []string{"/console/"}; len(queue) > 0; queue = queue[1:] {
		link := queue[0]
		if _, known := all[link]; known || !follow(link) {
			continue
		}
		a := v.get(link)
		if a.status != http.StatusOK {
			v.t.Errorf("GET %s: %d", link, a.status)
		}
		all[link] = a
		if strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			queue = append(queue, links(a.body)...)
		}
	}
	return all
}

// readable is the text of a file that leaves: of a PDF, its words; of a
// spreadsheet, its parts.
func readable(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	switch filepath.Ext(name) {
	case ".pdf":
		return pdfWords(t, data)
	case ".xlsx":
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var out bytes.Buffer
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&out, r); err != nil {
				t.Fatal(err)
			}
			r.Close()
		}
		return out.Bytes()
	}
	return data
}

// pdfWords reads a PDF with pdftotext, which CI must have.
func pdfWords(t *testing.T, data []byte) []byte {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing: install poppler-utils")
		}
		t.Log("pdftotext is missing: the PDF was not read")
		return data
	}
	cmd := exec.CommandContext(t.Context(), tool, "-layout", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// talk is somebody's conversation with the bot.
type talk struct {
	s   *stage
	who *simulator.Actor
}

// spaced is a message's text with ordinary spaces, and the name of its file.
func spaced(m simulator.Message) string {
	said := strings.ReplaceAll(m.Body(), "\u00a0", " ")
	if m.Document != nil {
		said += " " + m.Document.Name
	}
	return said
}

// after does something and waits for the bot to say want: in a new message or
// in an edited one.
func (k talk) after(want string, act func()) simulator.Message {
	k.s.t.Helper()
	before := map[int]int{}
	for _, m := range answers(k.s.sim.Messages(k.who.ID)) {
		before[m.ID] = m.Edits + 1
	}
	act()
	ctx, cancel := context.WithTimeout(k.s.t.Context(), 30*time.Second)
	defer cancel()
	var found simulator.Message
	err := k.s.sim.WaitFor(ctx, k.who.ID, func(list []simulator.Message) bool {
		for _, m := range answers(list) {
			if m.Edits+1 > before[m.ID] && strings.Contains(spaced(m), want) {
				found = m
				return true
			}
		}
		return false
	})
	if err != nil {
		k.s.t.Fatalf("waiting for %q: %v; the last words are\n%s", want, err, k.last())
	}
	return found
}

func (k talk) last() string {
	var b strings.Builder
	all := answers(k.s.sim.Messages(k.who.ID))
	for _, m := range all[max(0, len(all)-3):] {
		fmt.Fprintf(&b, "%s\n", spaced(m))
		for _, button := range m.Buttons() {
			fmt.Fprintf(&b, "[%s] ", button.Text)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func (k talk) say(words, want string) simulator.Message {
	k.s.t.Helper()
	return k.after(want, func() { k.who.Send(0, words) })
}

// tap presses the last button that holds a text, once it is there, and waits
// for want.
func (k talk) tap(label, want string) simulator.Message {
	k.s.t.Helper()
	var on int
	var data string
	ctx, cancel := context.WithTimeout(k.s.t.Context(), 10*time.Second)
	defer cancel()
	err := k.s.sim.WaitFor(ctx, k.who.ID, func(list []simulator.Message) bool {
		on, data = buttonOf(answers(list), label)
		return data != ""
	})
	if err != nil {
		k.s.t.Fatalf("no button %q: %v; the last words are\n%s", label, err, k.last())
	}
	return k.after(want, func() { k.who.TapData(0, on, data) })
}

// buttonOf is the last button that holds a text, and the message it stands under.
func buttonOf(list []simulator.Message, label string) (message int, data string) {
	for _, m := range slices.Backward(list) {
		for _, button := range m.Buttons() {
			if strings.Contains(strings.ReplaceAll(button.Text, "\u00a0", " "), label) && button.Data != "" {
				return m.ID, button.Data
			}
		}
	}
	return 0, ""
}

// join gives somebody a role by a link of the command line.
func (s *stage) join(p simulator.Person, role string, more ...string) talk {
	s.t.Helper()
	args := append([]string{"invite", role, "--bot", s.sim.Bot().Username}, more...)
	out, _, err := relais(s.t.Context(), s.env, "", args...)
	if err != nil {
		s.t.Fatal(err)
	}
	code := regexp.MustCompile(`start=(inv-[A-Za-z0-9_-]+)`).FindStringSubmatch(out)
	if code == nil {
		s.t.Fatalf("no link in %q", out)
	}
	k := talk{s, s.sim.AddPerson(p)}
	k.after("", func() { k.who.Start(code[1]) })
	return k
}

// door lets somebody into the console, by the link the chat gives.
func (k talk) door(base string) *visitor {
	k.s.t.Helper()
	said := spaced(k.say("/console", "entrer?code="))
	v := newVisitor(k.s.t, base)
	v.enter(regexp.MustCompile(`code=([A-Za-z0-9_-]+)`).FindStringSubmatch(said)[1])
	return v
}

// open starts the bot with pages that people can open; base is their address.
func (s *stage) open(more settings) (base string, log *journal, stop func() error) {
	s.t.Helper()
	listen := free(s.t)
	base = "http://" + listen
	log, stop = s.here(settings{"RELAIS_LISTEN": listen, "RELAIS_PUBLIC_URL": base}.with(more))
	ready(s.t, log)
	return base, log, stop
}

// rows are all rows of all tables, as text, by table. The tables and columns
// are those of the schema; what is binary is in hexadecimal.
func rows(t *testing.T, d *db.DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	strs := func(tx *db.Tx, query string, args ...any) (out []string) {
		err := tx.Rows(t.Context(), query, args, func(scan func(...any) error) error {
			var s string
			err := scan(&s)
			out = append(out, s)
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return out
	}
	tables, columns := "SELECT name FROM sqlite_master WHERE type = 'table'", "SELECT name FROM pragma_table_info(?1)"
	value := "CASE WHEN typeof(%[1]s) = 'blob' THEN hex(%[1]s) ELSE COALESCE(CAST(%[1]s AS TEXT), '') END"
	if d.Dialect() == db.Postgres {
		tables = "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = 'public'"
		columns = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ?1"
		value = "COALESCE(CAST(%[1]s AS TEXT), '')"
	}
	err := d.View(t.Context(), func(tx *db.Tx) error {
		for _, table := range strs(tx, tables) {
			var parts []string
			for _, c := range strs(tx, columns, table) {
				parts = append(parts, fmt.Sprintf(value, `"`+c+`"`))
			}
			all[table] = strs(tx, "SELECT "+strings.Join(parts, " || '|' || ")+` FROM "`+table+`"`)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// holding counts, by table, the rows in which one of the names stands.
func holding(all map[string][]string, names []string) map[string]int {
	out := map[string]int{}
	for table, list := range all {
		for _, row := range list {
			if slices.ContainsFunc(names, func(n string) bool {
				return strings.Contains(row, n) || strings.Contains(strings.ToLower(row), hex.EncodeToString([]byte(n)))
			}) {
				out[table]++
			}
		}
	}
	return out
}
