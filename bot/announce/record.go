package announce

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// tidy trims the words of an item, gives it its defaults, and its commune from
// its quarter.
func (b *Board) tidy(it Item) Item {
	for _, s := range []*string{&it.Title, &it.What, &it.Audience, &it.Venue, &it.Address, &it.Quartier,
		&it.Commune, &it.Organiser, &it.Booking, &it.Contact, &it.URL} {
		*s = strings.TrimSpace(*s)
	}
	if it.Reach == "" {
		it.Reach = Fitting
	}
	if len(it.Poster) == 0 {
		it.Poster = nil
	}
	it.Dates = slices.Clone(it.Dates)
	for i, d := range it.Dates {
		if d.Ends.IsZero() {
			d.Ends = d.Starts
		}
		it.Dates[i] = Date{d.Starts.Truncate(time.Millisecond), d.Ends.Truncate(time.Millisecond), d.Whole}
	}
	return b.placed(it)
}

// placed gives an item the commune of its quarter.
func (b *Board) placed(it Item) Item {
	if commune := b.communes[it.Quartier]; commune != "" {
		it.Commune = commune
	}
	return it
}

// record is what is shown of an item, as it is kept while a change waits and as
// it is approved.
type record struct {
	Kind      string
	Edition   int64
	Title     string
	What      string
	Audience  string
	Dates     [][3]int64 // starts, ends, whole
	Venue     string
	Address   string
	Quartier  string
	Commune   string
	Organiser string
	Partners  []string
	Themes    []string
	Free      *bool
	Booking   string
	Access    []string
	Contact   string
	URL       string
	Deadline  int
	Reach     string
	Poster    []byte
}

func recordOf(it Item) record {
	r := record{it.Kind, it.Edition, it.Title, it.What, it.Audience, nil, it.Venue, it.Address, it.Quartier, it.Commune,
		it.Organiser, orNil(it.Partners), orNil(it.Themes), it.Free, it.Booking, orNil(it.Access), it.Contact, it.URL,
		it.Deadline, it.Reach, it.Poster}
	for _, d := range it.Dates {
		r.Dates = append(r.Dates, [3]int64{d.Starts.UnixMilli(), d.Ends.UnixMilli(), int64(oneIf(d.Whole))})
	}
	return r
}

func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

// onto is it with what the record shows.
func (r record) onto(it Item) Item {
	it.Kind, it.Edition, it.Title, it.What, it.Audience = r.Kind, r.Edition, r.Title, r.What, r.Audience
	it.Venue, it.Address, it.Quartier, it.Commune = r.Venue, r.Address, r.Quartier, r.Commune
	it.Organiser, it.Partners, it.Themes, it.Free = r.Organiser, r.Partners, r.Themes, r.Free
	it.Booking, it.Access, it.Contact, it.URL = r.Booking, r.Access, r.Contact, r.URL
	it.Deadline, it.Reach, it.Poster = r.Deadline, r.Reach, r.Poster
	it.Dates = nil
	for _, d := range r.Dates {
		it.Dates = append(it.Dates, Date{time.UnixMilli(d[0]), time.UnixMilli(d[1]), d[2] == 1})
	}
	return it
}

func (r record) encode() ([]byte, error) { return json.Marshal(r) }

func decodeRecord(s string) (r record, err error) {
	err = json.Unmarshal([]byte(s), &r)
	return r, err
}

// contents is the digest of what is shown of an item: the same, nothing changed.
func contents(it Item) []byte {
	r := recordOf(it)
	if r.Poster != nil {
		sum := sha256.Sum256(r.Poster)
		r.Poster = sum[:]
	}
	text, err := r.encode()
	if err != nil {
		panic(err) // strings and numbers
	}
	sum := sha256.Sum256(text)
	return sum[:]
}

// proofOf is the digest of what waits: of this item, of what would be done with
// it, of its version, and of every word and picture. 16 bytes are enough, and
// as text fit under a button.
func proofOf(id int64, change string, version int, it Item) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%d|%s|%d|", id, change, version)
	h.Write(contents(it))
	return h.Sum(nil)[:16]
}

func digestText(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func sameDate(a, b Date) bool {
	return a.Starts.Equal(b.Starts) && a.Ends.Equal(b.Ends) && a.Whole == b.Whole
}

func hasDate(list []Date, d Date) bool {
	return slices.ContainsFunc(list, func(x Date) bool { return sameDate(x, d) })
}
