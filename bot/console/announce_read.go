package console

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"relais/bot/announce"
	"relais/bot/relay"
	"relais/directory"
)

// fieldIDs are the fields of the form, by those announce.Check tells.
var fieldIDs = map[string]string{
	"kind": "genre", "edition": "edition", "title": "titre", "what": "quoi", "dates": "dates", "deadline": "limite", "audience": "public",
	"venue": "salle", "address": "adresse", "quartier": "lieu", "commune": "lieu", "organiser": "organisateur",
	"partners": "partenaires", "themes": "themes", "booking": "inscription", "access": "acces", "contact": "contact",
	"url": "lien", "poster": "affiche", "reach": "envoi",
}

// readItem reads the form over what there was.
func (c *Console) readItem(r *http.Request, who *reader, was found) (itemForm, error) {
	f := itemForm{ID: was.it.ID, Title: typed(r, "titre"), What: linesTyped(r, "quoi"), Audience: typed(r, "public"),
		Venue: typed(r, "salle"), Address: typed(r, "adresse"), Organiser: typed(r, "organisateur"), Partners: linesTyped(r, "partenaires"),
		Booking: typed(r, "inscription"), Contact: typed(r, "contact"), URL: typed(r, "lien"), Deadline: typed(r, "limite"),
		Where: typed(r, "lieu"), Drop: r.PostFormValue("sans-affiche") != "", Dates: typedRows(r)}
	it := was.edited()
	it.Author = who.actor()
	it.Title, it.What, it.Audience, it.Venue, it.Address, it.Organiser = f.Title, f.What, f.Audience, f.Venue, f.Address, f.Organiser
	it.Booking, it.Contact, it.URL, it.Partners = f.Booking, f.Contact, f.URL, linesOf(f.Partners)
	it.Kind, it.Reach, it.Themes, it.Access = typed(r, "genre"), typed(r, "envoi"), chosenThemes(r), inOrder(announce.Access, r.PostForm["acces"])
	it.Edition, _ = strconv.ParseInt(typed(r, "edition"), 10, 64)
	it.Free = readFree(typed(r, "prix"))
	c.readItemPlace(who, &f, &it)
	f.readDates(&it)
	f.readDeadline(&it)
	if err := f.readPoster(r, &it); err != nil {
		return f, err
	}
	c.checkItem(&f, it, was)
	f.item = it
	return c.withItemChoices(r, who, f, it)
}

// linesTyped are several lines, as they are kept.
func linesTyped(r *http.Request, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(r.PostFormValue(name), "\r\n", "\n"))
}

func linesOf(s string) (out []string) {
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.Fields(line), " "); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// inOrder keeps what was chosen in the order of a list; what is not in it stays,
// to be told wrong.
func inOrder(list, chosen []string) (out []string) {
	for _, id := range list {
		if slices.Contains(chosen, id) {
			out = append(out, id)
		}
	}
	for _, id := range chosen {
		if !slices.Contains(list, id) {
			out = append(out, id)
		}
	}
	return out
}

func chosenThemes(r *http.Request) []string {
	var all []string
	for _, t := range directory.Themes {
		all = append(all, t.ID)
	}
	return inOrder(all, r.PostForm["themes"])
}

func readFree(s string) *bool {
	yes := s == "oui"
	if s != "oui" && s != "non" {
		return nil
	}
	return &yes
}

// readItemPlace reads where it happens: nowhere, or in the reader's territory.
func (c *Console) readItemPlace(who *reader, f *itemForm, it *announce.Item) {
	it.Quartier, it.Commune = "", ""
	if f.Where == "" {
		return
	}
	var where relay.Territory
	if c.readWhere(f.Where, who, &where) != "" {
		f.fault("lieu", "lieu")
		return
	}
	it.Quartier, it.Commune = where.Quartier, where.Commune
}

func (f *itemForm) readDeadline(it *announce.Item) {
	it.Deadline = 0
	if f.Deadline == "" {
		return
	}
	day, ok := dayTyped(f.Deadline)
	if !ok {
		f.fault("limite", "deadline")
		return
	}
	it.Deadline = announce.DayOf(day)
}

// readPoster reads the picture: a new one, none, or the one there was.
func (f *itemForm) readPoster(r *http.Request, it *announce.Item) error {
	if f.Drop {
		it.Poster = nil
	}
	file, head, err := r.FormFile("affiche")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	if err != nil {
		return errForm
	}
	defer file.Close()
	if head.Size == 0 {
		return nil
	}
	if head.Size > announce.MaxPoster {
		f.fault("affiche", "poster")
		return nil
	}
	var b bytes.Buffer
	if _, err := io.Copy(&b, file); err != nil {
		return err
	}
	if it.Poster = withoutTraces(b.Bytes()); it.Poster == nil {
		f.fault("affiche", "poster")
	}
	return nil
}

// checkItem tells what cannot be proposed.
func (c *Console) checkItem(f *itemForm, it announce.Item, was found) {
	wrong := announce.CheckAt(it, c.Now())
	if was.it.ID != 0 {
		wrong = announce.Check(it) // its first dates may be past
		late := it.Deadline != 0 && it.Deadline < announce.DayOf(c.Now()) && it.Deadline != was.it.Deadline
		if late && !slices.Contains(wrong, "deadline") {
			wrong = append(wrong, "deadline")
		}
	}
	if !slices.Contains(announce.Check(it), "dates") && c.past(it, was.it) {
		f.fault("dates", "dates-past")
	}
	for _, id := range wrong {
		f.fault(fieldIDs[id], id)
	}
}

// past tells whether one of the dates is over, which it was not before.
func (c *Console) past(it, was announce.Item) bool {
	return slices.ContainsFunc(it.Dates, func(d announce.Date) bool {
		before := slices.ContainsFunc(was.Dates, func(o announce.Date) bool {
			return o.Starts.Equal(d.Starts) && o.Ends.Equal(d.Ends) && o.Whole == d.Whole
		})
		return !before && !c.Now().Before(d.Over())
	})
}
