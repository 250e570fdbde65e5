package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/bot/text"
	"relais/directory"
)

// itemForm is the form of an announcement: what was typed, as it was typed.
type itemForm struct {
	ID      int64 // 0 for a new one
	Trouble string
	Seal    string // of what was read before typing

	Title, What, Audience, Venue, Address, Organiser string
	Partners                                         string // one a line
	Booking, Contact, URL, Deadline                  string
	Dates                                            []dateRow
	Poster                                           string // address of the picture there is, or empty
	Drop                                             bool   // take the picture away

	Kinds, Editions, Themes, Frees, Accesses []option
	Reaches                                  []option
	Where                                    string // chosen
	Places                                   []optionGroup
	Wrong                                    []wrong
	item                                     announce.Item // what the form says, when nothing is wrong
}

// Fault is what is wrong with a field, empty when nothing is.
func (f itemForm) Fault(field string) string { return entryForm{Wrong: f.Wrong}.Fault(field) }

func (f *itemForm) fault(field, id string) {
	if f.Fault(field) == "" {
		f.Wrong = append(f.Wrong, wrong{field, text.AnnounceFault(id)})
	}
}

// Anywhere says that an announcement may have no place.
func (f itemForm) Anywhere() bool { return true }

// emptyRows are offered for more dates.
const emptyRows = 3

// itemForm shows an announcement to who.
func (c *Console) itemForm(r *http.Request, who *reader, it announce.Item) (itemForm, error) {
	f := itemForm{ID: it.ID, Title: it.Title, What: it.What, Audience: it.Audience, Venue: it.Venue, Address: it.Address,
		Organiser: it.Organiser, Partners: strings.Join(it.Partners, "\n"), Booking: it.Booking, Contact: it.Contact, URL: it.URL}
	if it.Deadline != 0 {
		f.Deadline = relay.Day(it.Deadline).String()
	}
	for _, d := range it.Dates {
		f.Dates = append(f.Dates, rowOf(d))
	}
	f.Where = placeID(relay.Territory{Commune: it.Commune, Quartier: it.Quartier})
	return c.withItemChoices(r, who, f, it)
}

// withItemChoices fills in the lists of the form, and offers rows for dates.
func (c *Console) withItemChoices(r *http.Request, who *reader, f itemForm, it announce.Item) (itemForm, error) {
	editions, err := c.Announce.Editions(r.Context())
	if err != nil {
		return f, err
	}
	f.Editions = editionOptions(editions, strconv.FormatInt(it.Edition, 10))
	f.Places = c.placesOf(who, f.Where)
	for _, kind := range announce.Kinds {
		one, _ := text.AnnounceKind(kind)
		f.Kinds = append(f.Kinds, option{kind, one, kind == it.Kind})
	}
	for _, t := range directory.Themes {
		f.Themes = append(f.Themes, option{t.ID, t.Label, slices.Contains(it.Themes, t.ID)})
	}
	for _, a := range announce.Access {
		f.Accesses = append(f.Accesses, option{a, text.Capital(text.AnnounceAccess(a)), slices.Contains(it.Access, a)})
	}
	f.Frees = []option{{"", text.Capital(text.AnnounceNotSaid), it.Free == nil}, {"oui", text.FormFreeYes.Say(), it.Free != nil && *it.Free},
		{"non", text.FormFreeNo.Say(), it.Free != nil && !*it.Free}}
	for _, reach := range []string{announce.Fitting, announce.Everyone} {
		f.Reaches = append(f.Reaches, option{reach, text.Capital(reachWords(reach)), reach == it.Reach || it.Reach == "" && reach == announce.Fitting})
	}
	for range emptyRows {
		if len(f.Dates) < announce.MaxDates {
			f.Dates = append(f.Dates, dateRow{})
		}
	}
	for i := range f.Dates {
		f.Dates[i].Rank = i + 1
	}
	return f, nil
}

func (c *Console) newItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	it := announce.Item{Kind: announce.Event}
	editions, err := c.Announce.Editions(r.Context())
	if err != nil {
		return err
	}
	for _, e := range editions { // latest first: the nearest one that is not over
		if e.Last >= announce.DayOf(c.Now()) {
			it.Edition = e.ID
		}
	}
	where := who.Territory()
	it.Quartier, it.Commune = where.Quartier, where.Commune
	f, err := c.itemForm(r, who, it)
	if err != nil {
		return err
	}
	return c.render(w, r, who, "announce-form", f)
}

// edited is what one edits: the change that waits, else the item.
func (f found) edited() announce.Item {
	if f.p != nil && f.p.Change != announce.ForCancelled {
		return f.p.Item
	}
	return f.it
}

func (c *Console) editItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, err := c.find(r)
	if err == nil && !c.mayDecideFound(who, f) {
		err = relay.ErrAllowed
	}
	if err != nil {
		return err
	}
	form, err := c.itemForm(r, who, f.edited())
	if err != nil {
		return err
	}
	form.Seal, form.Poster = f.seal(), f.posterPath()
	return c.render(w, r, who, "announce-form", form)
}

// posterPath is the address of the picture of what one edits, or empty.
func (f found) posterPath() string {
	switch {
	case len(f.edited().Poster) == 0:
		return ""
	case f.p != nil && f.p.Change != announce.ForCancelled:
		return itemPath(f.it.ID) + "/affiche?attente=1"
	}
	return itemPath(f.it.ID) + "/affiche"
}

func (c *Console) addItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.saveItem(w, r, who, found{})
}

func (c *Console) changeItem(w http.ResponseWriter, r *http.Request, who *reader) error {
	f, err := c.find(r)
	if err == nil && !c.mayDecideFound(who, f) {
		err = relay.ErrAllowed
	}
	if err != nil {
		return err
	}
	return c.saveItem(w, r, who, f)
}

// saveItem reads the form over what there was and proposes it, or shows the form
// again with what was typed and what is wrong.
func (c *Console) saveItem(w http.ResponseWriter, r *http.Request, who *reader, was found) error {
	f, err := c.readItem(r, who, was)
	if err != nil {
		return err
	}
	if was.it.ID != 0 {
		f.Seal, f.Poster = was.seal(), was.posterPath()
	}
	switch {
	case r.PostFormValue("plus") != "":
		f.Wrong = nil
		return c.render(w, r, who, "announce-form", f)
	case len(f.Wrong) > 0:
		return c.renderStatus(w, r, who, http.StatusUnprocessableEntity, "announce-form", f)
	case was.it.ID != 0 && r.PostFormValue("empreinte") != was.seal():
		f.Trouble = text.AnnounceStaleForm
		return c.renderStatus(w, r, who, http.StatusConflict, "announce-form", f)
	}
	id, err := c.Announce.Propose(r.Context(), f.item)
	if err != nil {
		return c.undecided(w, r, who, err)
	}
	c.note(r.Context(), who, "announce-propose", itemSubject(id), f.item.Kind)
	done := "proposee"
	if _, err := c.Announce.WaitingFor(r.Context(), id); err != nil {
		done = "inchangee"
	}
	return went(w, r, itemPath(id), done)
}
