package console

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"relais/bot/relay"
	"relais/bot/text"
)

// The first and last day of all entries.
const firstDay, lastDay relay.Day = 20000101, 29991231

// entryList is what the page of entries shows.
type entryList struct {
	Kinds   []kindCount // of the year, with how many entries
	Years   []int
	Year    int
	Kind    string // of relay.EntryKinds, or empty for all
	Entries []relay.Entry
}

type kindCount struct {
	text.EntryWords
	ID string
	N  int // entries
}

func (c *Console) entryRoutes() {
	c.handle("GET /console/saisies", relay.Coordinator, c.entries)
	c.handle("GET /console/saisies/nouvelle", relay.Coordinator, c.newEntry)
	c.handle("POST /console/saisies/nouvelle", relay.Coordinator, c.addEntry)
	c.handle("GET /console/saisies/{id}", relay.Coordinator, c.showEntry)
	c.handle("POST /console/saisies/{id}", relay.Coordinator, c.changeEntry)
	c.handle("POST /console/saisies/{id}/retirer", relay.Coordinator, c.removeEntry)
}

// seen are the entries of the reader's territory, latest first.
func (c *Console) seen(r *http.Request, who *reader) ([]relay.Entry, error) {
	all, err := c.Relay.Entries(r.Context(), firstDay, lastDay, who.Territory())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(e relay.Entry) bool { return !who.sees(c.full(e.Where)) }), nil
}

// full fills in the commune of a quarter.
func (c *Console) full(where relay.Territory) relay.Territory {
	if t, ok := c.territoryOf(where.Quartier); ok && where.Quartier != "" {
		return t
	}
	return where
}

func (c *Console) entries(w http.ResponseWriter, r *http.Request, who *reader) error {
	all, err := c.seen(r, who)
	if err != nil {
		return err
	}
	page := entryList{Year: int(relay.DayOf(c.Now())) / 10000, Kind: r.URL.Query().Get("genre")}
	page.Years = years(all, page.Year)
	if asked, err := strconv.Atoi(r.URL.Query().Get("annee")); err == nil && slices.Contains(page.Years, asked) {
		page.Year = asked
	}
	counts := map[string]int{}
	for _, e := range all {
		if int(e.Day)/10000 != page.Year {
			continue
		}
		counts[e.Kind]++
		if page.Kind == "" || page.Kind == e.Kind {
			page.Entries = append(page.Entries, e)
		}
	}
	for _, id := range relay.EntryKinds {
		page.Kinds = append(page.Kinds, kindCount{text.EntryKind(id), id, counts[id]})
	}
	return c.render(w, r, who, "entries", page)
}

// years are those of the entries and the running one, latest first.
func years(entries []relay.Entry, running int) []int {
	list := []int{running}
	for _, e := range entries {
		list = append(list, int(e.Day)/10000)
	}
	slices.SortFunc(list, func(a, b int) int { return cmp.Compare(b, a) })
	return slices.Compact(list)
}

// entry finds the entry of the address, if the reader may see it.
func (c *Console) entry(r *http.Request, who *reader) (relay.Entry, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return relay.Entry{}, errNotFound
	}
	all, err := c.seen(r, who)
	if err != nil {
		return relay.Entry{}, err
	}
	i := slices.IndexFunc(all, func(e relay.Entry) bool { return e.ID == id })
	if i < 0 {
		return relay.Entry{}, errNotFound
	}
	return all[i], nil
}

func (c *Console) newEntry(w http.ResponseWriter, r *http.Request, who *reader) error {
	kind := r.URL.Query().Get("genre")
	if !slices.Contains(relay.EntryKinds, kind) {
		return errNotFound
	}
	f := c.entryForm(who, relay.Entry{Kind: kind, Day: relay.DayOf(c.Now()), Where: who.Territory()})
	return c.render(w, r, who, "entries-form", f)
}

func (c *Console) showEntry(w http.ResponseWriter, r *http.Request, who *reader) error {
	e, err := c.entry(r, who)
	if err != nil {
		return err
	}
	return c.render(w, r, who, "entries-form", c.entryForm(who, e))
}

func (c *Console) addEntry(w http.ResponseWriter, r *http.Request, who *reader) error {
	kind := r.PostFormValue("genre")
	if !slices.Contains(relay.EntryKinds, kind) {
		return errNotFound
	}
	return c.saveEntry(w, r, who, relay.Entry{Kind: kind}, "ajoute")
}

func (c *Console) changeEntry(w http.ResponseWriter, r *http.Request, who *reader) error {
	e, err := c.entry(r, who)
	if err != nil {
		return err
	}
	return c.saveEntry(w, r, who, relay.Entry{ID: e.ID, Kind: e.Kind}, "change")
}

// saveEntry reads the form over e and saves it, or shows the form again with
// what was typed and what is wrong.
func (c *Console) saveEntry(w http.ResponseWriter, r *http.Request, who *reader, e relay.Entry, done string) error {
	f := c.readEntry(r, who, e)
	if len(f.Wrong) > 0 {
		return c.renderStatus(w, r, who, http.StatusUnprocessableEntity, "entries-form", f)
	}
	if _, err := c.Relay.SaveEntry(r.Context(), who.actor(), f.entry); err != nil {
		return err
	}
	http.Redirect(w, r, "/console/saisies?annee="+strconv.Itoa(int(f.entry.Day)/10000)+"&fait="+done, http.StatusSeeOther)
	return nil
}

func (c *Console) removeEntry(w http.ResponseWriter, r *http.Request, who *reader) error {
	e, err := c.entry(r, who)
	if err != nil {
		return err
	}
	if err := c.Relay.RemoveEntry(r.Context(), who.actor(), e.ID); err != nil {
		return err
	}
	http.Redirect(w, r, "/console/saisies?annee="+strconv.Itoa(int(e.Day)/10000)+"&fait=retire", http.StatusSeeOther)
	return nil
}
