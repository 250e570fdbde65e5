package directory

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"relais/directory/db"
)

// Store keeps the directory in the database.
type Store struct {
	db  *db.DB
	now func() time.Time
}

// NewStore returns the directory kept in d.
func NewStore(d *db.DB, now func() time.Time) *Store { return &Store{d, now} }

// Report counts what an import did, in services.
type Report struct {
	Added, Changed, Unchanged int
	Archived                  int // were there, are no longer in the source
	Restored                  int // were archived, are back
	Rejected                  int // left out because something was wrong with them
}

// Total is the number of services the source gave, without the rejected.
func (r Report) Total() int { return r.Added + r.Changed + r.Unchanged + r.Restored }

// Batch is one source to bring in.
type Batch struct {
	Source string                    // every service gets it; what it no longer has is archived
	All    iter.Seq2[Service, error] // the services; the first error undoes everything
	DryRun bool                      // count, and change nothing
	Keep   func(id string) bool      // ids that are not archived though absent (their row was wrong); nil for none
}

type stored struct {
	digest   []byte
	archived bool
	seen     bool
}

// Import brings a source in, in one transaction: all of it or nothing. It is
// idempotent by source and id: a second run changes nothing. An id that
// belongs to another source is an error.
func (s *Store) Import(ctx context.Context, b Batch) (Report, error) {
	var rep Report
	err := s.db.Update(ctx, func(tx *db.Tx) error {
		rep = Report{}
		if err := s.importAll(ctx, tx, b, &rep); err != nil {
			return err
		}
		if b.DryRun {
			return errDryRun
		}
		return nil
	})
	if err == errDryRun {
		err = nil
	}
	if err != nil {
		return Report{}, fmt.Errorf("import %q: %w", b.Source, err)
	}
	return rep, nil
}

var errDryRun = fmt.Errorf("dry run")

func (s *Store) importAll(ctx context.Context, tx *db.Tx, b Batch, rep *Report) error {
	known, err := digests(ctx, tx, b.Source)
	if err != nil {
		return err
	}
	put, err := tx.Prepare(ctx, upsertSQL)
	if err != nil {
		return err
	}
	defer put.Close()
	now := s.now().UnixMilli()
	for svc, err := range b.All {
		if err != nil {
			return err
		}
		svc.Source = b.Source
		if err := svc.Validate(); err != nil {
			return err
		}
		digest := svc.digest()
		old, ok := known[svc.ID]
		switch {
		case !ok:
			rep.Added++
		case old.seen:
			return fmt.Errorf("service %q twice in one source", svc.ID)
		case old.archived:
			rep.Restored++
		case bytes.Equal(old.digest, digest):
			rep.Unchanged++
		default:
			rep.Changed++
		}
		if ok && !old.archived && bytes.Equal(old.digest, digest) {
			old.seen = true
			continue
		}
		known[svc.ID] = &stored{digest: digest, seen: true}
		res, err := put.ExecContext(ctx, append(svc.values(), digest, now)...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("service %q already belongs to another source", svc.ID)
		}
	}
	if err := archiveUnseen(ctx, tx, known, b.Keep, now, rep); err != nil {
		return err
	}
	if rep.Added+rep.Changed+rep.Restored+rep.Archived == 0 {
		return nil
	}
	_, err = tx.Exec(ctx, `UPDATE directory_version SET version = version + 1`)
	return err
}

func digests(ctx context.Context, tx *db.Tx, source string) (map[string]*stored, error) {
	out := map[string]*stored{}
	err := tx.Rows(ctx, `SELECT id, digest, archived IS NOT NULL FROM services WHERE source = ?1`, []any{source},
		func(scan func(...any) error) error {
			var id string
			var st stored
			if err := scan(&id, &st.digest, &st.archived); err != nil {
				return err
			}
			out[id] = &st
			return nil
		})
	return out, err
}

func archiveUnseen(ctx context.Context, tx *db.Tx, known map[string]*stored, keep func(string) bool, now int64, rep *Report) error {
	for id, st := range known {
		if st.seen || st.archived || keep != nil && keep(id) {
			continue
		}
		if _, err := tx.Exec(ctx, `UPDATE services SET archived = ?1 WHERE id = ?2`, now, id); err != nil {
			return err
		}
		rep.Archived++
	}
	return nil
}

// Version counts the changes of the directory; the search index follows it.
func (s *Store) Version(ctx context.Context) (v int64, err error) {
	err = s.db.View(ctx, func(tx *db.Tx) error {
		return tx.Row(ctx, `SELECT version FROM directory_version`, nil, &v)
	})
	return v, err
}

// Each calls f for every service that is not archived, by id, in one
// consistent picture, and returns the version of that picture. Equal lists are
// shared between services: they are not to be changed.
func (s *Store) Each(ctx context.Context, f func(Service) error) (version int64, err error) {
	err = s.db.View(ctx, func(tx *db.Tx) error {
		if err := tx.Row(ctx, `SELECT version FROM directory_version`, nil, &version); err != nil {
			return err
		}
		share := newSharer()
		return tx.Rows(ctx, `SELECT `+columns+` FROM services WHERE archived IS NULL ORDER BY id`, nil,
			func(scan func(...any) error) error {
				svc, err := scanService(scan)
				if err != nil {
					return err
				}
				share.service(&svc)
				return f(svc)
			})
	})
	return version, err
}

// Service returns the service, archived or not; db.ErrNotFound when there is none.
func (s *Store) Service(ctx context.Context, id string) (svc Service, err error) {
	err = s.db.View(ctx, func(tx *db.Tx) error {
		return tx.Rows(ctx, `SELECT `+columns+` FROM services WHERE id = ?1`, []any{id},
			func(scan func(...any) error) error {
				svc, err = scanService(scan)
				return err
			})
	})
	if err == nil && svc.ID == "" {
		err = db.ErrNotFound
	}
	return svc, err
}

const columns = `id, source, structure, name, description, themes, publics, age_min, age_max,
 address, postcode, commune, insee, quartier, lat, lon, phone, email, website,
 hours, cost, free, access, mobilise, mobilise_by, category, finess,
 source_name, source_url, source_date, extra_urls, confidence, ready, to_verify, verified`

var upsertSQL = `INSERT INTO services (` + columns + `, digest, updated) VALUES (` + db.List(1, 37) + `)
ON CONFLICT (id) DO UPDATE SET ` + assignments(columns) + `, digest = excluded.digest,
 updated = excluded.updated, archived = NULL
WHERE services.source = excluded.source`

func assignments(columns string) string {
	var out []string
	for c := range strings.SplitSeq(columns, ",") {
		if c = strings.TrimSpace(c); c != "id" && c != "source" {
			out = append(out, c+" = excluded."+c)
		}
	}
	return strings.Join(out, ", ")
}

func (s *Service) values() []any {
	var free *int
	if s.Free != nil {
		free = new(int)
		*free = oneIf(*s.Free)
	}
	return []any{s.ID, s.Source, s.Structure, s.Name, s.Description,
		strings.Join(s.Themes, " "), strings.Join(s.Publics, "|"), s.AgeMin, s.AgeMax,
		s.Address, s.Postcode, s.Commune, s.INSEE, s.Quartier, s.Lat, s.Lon, s.Phone, s.Email, s.Website,
		s.Hours, s.Cost, free, s.Access, s.Mobilise, strings.Join(s.MobiliseBy, " "), s.Category, s.Finess,
		s.SourceName, s.SourceURL, s.SourceDate, strings.Join(s.ExtraURLs, " "),
		s.Confidence, oneIf(s.Ready), s.ToVerify, s.Verified}
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// digest tells two versions of a service apart.
func (s *Service) digest() []byte {
	data, err := json.Marshal(s.values())
	if err != nil {
		panic(err) // only NaN positions, which importers refuse
	}
	sum := sha256.Sum256(data)
	return sum[:16]
}

func scanService(scan func(...any) error) (s Service, err error) {
	var themes, publics, by, extra string
	var free *int
	var ready int
	err = scan(&s.ID, &s.Source, &s.Structure, &s.Name, &s.Description, &themes, &publics, &s.AgeMin, &s.AgeMax,
		&s.Address, &s.Postcode, &s.Commune, &s.INSEE, &s.Quartier, &s.Lat, &s.Lon, &s.Phone, &s.Email, &s.Website,
		&s.Hours, &s.Cost, &free, &s.Access, &s.Mobilise, &by, &s.Category, &s.Finess,
		&s.SourceName, &s.SourceURL, &s.SourceDate, &extra, &s.Confidence, &ready, &s.ToVerify, &s.Verified)
	s.Themes, s.MobiliseBy, s.ExtraURLs = strings.Fields(themes), strings.Fields(by), strings.Fields(extra)
	if publics != "" {
		s.Publics = strings.Split(publics, "|")
	}
	if free != nil {
		v := *free == 1
		s.Free = &v
	}
	s.Ready = ready == 1
	return s, err
}
