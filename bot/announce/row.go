package announce

import (
	"context"
	"strings"
	"time"

	"relais/directory/db"
)

const columns = `i.id, i.uid, i.kind, COALESCE(i.edition, 0), i.state, i.version, i.title, i.what, i.audience, i.venue,
	i.address, i.quartier, i.commune, i.organiser, i.partners, i.themes, i.free, i.booking, i.access, i.contact, i.url,
	COALESCE(i.deadline, 0), i.reach, i.author, i.source, i.source_uid, i.created, i.updated, COALESCE(i.published, 0)`

// selectItems reads items without posters; selectWhole reads them with.
const (
	selectItems = "SELECT " + columns + ", NULL FROM announce_items i "
	selectWhole = "SELECT " + columns + ", i.poster FROM announce_items i "
)

func scanItem(scan func(...any) error) (it Item, err error) {
	var partners, themes, access string
	var free *int
	var created, updated, published int64
	err = scan(&it.ID, &it.UID, &it.Kind, &it.Edition, &it.State, &it.Version, &it.Title, &it.What, &it.Audience, &it.Venue,
		&it.Address, &it.Quartier, &it.Commune, &it.Organiser, &partners, &themes, &free, &it.Booking, &access, &it.Contact,
		&it.URL, &it.Deadline, &it.Reach, &it.Author, &it.Source, &it.SourceUID, &created, &updated, &published, &it.Poster)
	if partners != "" {
		it.Partners = strings.Split(partners, "|")
	}
	if free != nil {
		yes := *free == 1
		it.Free = &yes
	}
	it.Themes, it.Access = orNil(strings.Fields(themes)), orNil(strings.Fields(access))
	it.Created, it.Updated, it.Published = fromMillis(created), fromMillis(updated), fromMillis(published)
	return it, err
}

// itemByID reads an item with its dates and its poster; db.ErrNotFound.
func itemByID(ctx context.Context, tx *db.Tx, id int64) (it Item, err error) {
	found, err := itemsWhere(ctx, tx, selectWhole, "i.id = ?1 AND i.state <> 'removed'", id)
	if err != nil {
		return Item{}, err
	}
	if len(found) == 0 {
		return Item{}, db.ErrNotFound
	}
	return found[0], nil
}

// itemsWhere reads items, by id, and their dates. query is selectItems or
// selectWhole, where a condition on i.
func itemsWhere(ctx context.Context, tx *db.Tx, query, where string, args ...any) (items []Item, err error) {
	at := map[int64]int{}
	err = tx.Rows(ctx, query+"WHERE "+where+" ORDER BY i.id", args, func(scan func(...any) error) error {
		it, err := scanItem(scan)
		at[it.ID] = len(items)
		items = append(items, it)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = tx.Rows(ctx, `SELECT d.item, d.starts, d.ends, d.whole FROM announce_dates d
		JOIN announce_items i ON i.id = d.item WHERE `+where+" ORDER BY d.item, d.rank", args, func(scan func(...any) error) error {
		var item, starts, ends int64
		var whole int
		err := scan(&item, &starts, &ends, &whole)
		if n, ok := at[item]; ok {
			items[n].Dates = append(items[n].Dates, Date{time.UnixMilli(starts), time.UnixMilli(ends), whole == 1})
		}
		return err
	})
	return items, err
}

// insertItem writes a new item, of version 0, and tells its id.
func insertItem(ctx context.Context, tx *db.Tx, it Item, digest []byte) (id int64, err error) {
	args := append(fields(it), it.UID, it.State, it.Author, it.Source, it.SourceUID, digest, it.Created.UnixMilli())
	err = tx.Row(ctx, `INSERT INTO announce_items (kind, edition, title, what, audience, venue, address, quartier, commune,
		organiser, partners, themes, free, booking, access, contact, url, deadline, reach, poster,
		uid, state, author, source, source_uid, digest, created, updated, version)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
		?21, ?22, ?23, ?24, ?25, ?26, ?27, ?27, 0) RETURNING id`, args, &id)
	if err != nil {
		return 0, err
	}
	return id, writeDates(ctx, tx, id, it.Dates)
}

// updateItem writes what is shown of an item, its state, version and the time of
// its publication.
func updateItem(ctx context.Context, tx *db.Tx, it Item) error {
	args := append(fields(it), it.ID, it.State, it.Version, it.Updated.UnixMilli(), orNull(toMillis(it.Published)))
	_, err := tx.Exec(ctx, `UPDATE announce_items SET kind = ?1, edition = ?2, title = ?3, what = ?4, audience = ?5, venue = ?6,
		address = ?7, quartier = ?8, commune = ?9, organiser = ?10, partners = ?11, themes = ?12, free = ?13, booking = ?14,
		access = ?15, contact = ?16, url = ?17, deadline = ?18, reach = ?19, poster = ?20,
		state = ?22, version = ?23, updated = ?24, published = ?25 WHERE id = ?21`, args...)
	if err != nil {
		return err
	}
	return writeDates(ctx, tx, it.ID, it.Dates)
}

// setDigest remembers the digest of what an item shows, or of an imported one
// the digest of what its source said of it.
func setDigest(ctx context.Context, tx *db.Tx, id int64, digest []byte) error {
	_, err := tx.Exec(ctx, "UPDATE announce_items SET digest = ?2 WHERE id = ?1", id, digest)
	return err
}

// fields are the twenty columns that are shown.
func fields(it Item) []any {
	var free any
	if it.Free != nil {
		free = oneIf(*it.Free)
	}
	var poster any // not a nil []byte, which PostgreSQL would keep as an empty one
	if it.Poster != nil {
		poster = it.Poster
	}
	return []any{it.Kind, orNull(it.Edition), it.Title, it.What, it.Audience, it.Venue, it.Address, it.Quartier, it.Commune,
		it.Organiser, strings.Join(it.Partners, "|"), strings.Join(it.Themes, " "), free, it.Booking,
		strings.Join(it.Access, " "), it.Contact, it.URL, orNull(int64(it.Deadline)), it.Reach, poster}
}

func writeDates(ctx context.Context, tx *db.Tx, id int64, dates []Date) error {
	if _, err := tx.Exec(ctx, "DELETE FROM announce_dates WHERE item = ?1", id); err != nil {
		return err
	}
	for rank, d := range dates {
		_, err := tx.Exec(ctx, "INSERT INTO announce_dates (item, rank, starts, ends, whole) VALUES (?1, ?2, ?3, ?4, ?5)",
			id, rank, d.Starts.UnixMilli(), d.Ends.UnixMilli(), oneIf(d.Whole))
		if err != nil {
			return err
		}
	}
	return nil
}
