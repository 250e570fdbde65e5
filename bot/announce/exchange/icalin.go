package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"strings"

	"relais/bot/announce"
)

// ReadCalendar reads iCalendar. An event is one Item, with all its dates; a
// series that has no end, or more than announce.MaxDates dates, is one Item a
// school year (or a month), under a SourceUID of its own.
func ReadCalendar(in io.Reader, o Options) (Result, error) {
	data, err := readAll(in)
	if err != nil {
		return Result{}, err
	}
	r := &calendarReader{builder: newBuilder(o)}
	for _, l := range unfold(textOf(data)) {
		r.line(l)
	}
	if !r.opened {
		return Result{}, &Problem{Code: CodeUnknown}
	}
	if len(r.stack) > 0 {
		r.unclosed()
		r.out.Partial = true
		r.note(0, CodeTruncated)
	}
	if r.Organiser == "" {
		r.Organiser = r.out.Name
	}
	s := seriesReader{builder: r.builder, steps: maxSteps}
	for _, group := range byUID(r.events) {
		s.read(group)
	}
	sortProblems(r.out.Problems)
	return r.out, nil
}

// uidOf is the UID of an event; what has none gets one of its title and start.
func uidOf(e vevent) string {
	if uid := strings.TrimSpace(e.get("UID").text()); uid != "" {
		return clipBytes(uid)
	}
	return "sans-uid-" + digest(e.get("SUMMARY").text(), e.get("DTSTART").value)
}

// digest names what has no name of its own.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:10])
}

// clipBytes shortens an identifier nobody should write, so that it stays its own.
func clipBytes(id string) string {
	if len(id) <= 200 {
		return id
	}
	return "long-" + digest(id)
}

// byUID groups events, in the order in which each UID comes first.
func byUID(events []vevent) [][]vevent {
	var out [][]vevent
	at := map[string]int{}
	for _, e := range events {
		uid := uidOf(e)
		i, ok := at[uid]
		if !ok {
			i = len(out)
			at[uid], out = i, append(out, nil)
		}
		out[i] = append(out[i], e)
	}
	return out
}

// item is an event without its dates.
func (b *builder) item(e vevent) announce.Item {
	it := announce.Item{SourceUID: uidOf(e), What: plain(e.get("DESCRIPTION").text()), Organiser: organiser(e)}
	title, off := cancelledTitle(plain(e.get("SUMMARY").text()))
	it.Title = title
	if off || strings.EqualFold(strings.TrimSpace(e.get("STATUS").value), "CANCELLED") {
		it.State = announce.Cancelled
	}
	it = b.places.locate(it, e.get("LOCATION").text())
	for _, p := range e.all("CATEGORIES") {
		for _, word := range p.list() {
			if id, ok := themeOf(word); ok {
				it.Themes = append(it.Themes, id)
			}
		}
	}
	it.Themes = unique(it.Themes)
	it.URL = webURL(e.get("URL").value)
	if changed, ok := momentOf(e.get("LAST-MODIFIED").value, paris); ok {
		it.Updated = changed.Time
	}
	for _, p := range e.all("ATTACH") {
		if image := webURL(p.value); image != "" && strings.HasPrefix(p.params["FMTTYPE"], "image/") {
			b.out.Images[it.SourceUID] = image
		}
	}
	return it
}

// organiser is the name of who organises, when it is one rather than an address.
func organiser(e vevent) string {
	name := strings.TrimSpace(strings.Trim(e.get("ORGANIZER").params["CN"], `"`))
	if decoded, err := url.QueryUnescape(name); err == nil && strings.Contains(name, "%") {
		name = decoded
	}
	if strings.Contains(name, "@") {
		return ""
	}
	return name
}

// webURL is s when it is an address of the web, else nothing.
func webURL(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return s
}

func unique(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			out, seen[s] = append(out, s), true
		}
	}
	return out
}
