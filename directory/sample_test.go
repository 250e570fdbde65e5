package directory

import (
	"context"
	"iter"
	"testing"
	"time"

	"relais/directory/db"
	"relais/directory/db/dbtest"
)

var testNow = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func clock() time.Time { return testNow }

func ptr[T any](v T) *T { return &v }

// full is a service with every fact known.
func full() Service {
	return Service{
		ID: "csapa", Structure: "CSAPA Port-Bretagne", Name: "Consultations", Description: "Soins, écoute.",
		Themes: []string{"addictions", "acces-soins"}, Publics: []string{Everyone, "personnes âgées"},
		AgeMin: ptr(11), AgeMax: ptr(25),
		Address: "26 rue Richelieu", Postcode: "37000", Commune: "Tours", INSEE: "37261", Quartier: "Centre",
		Lat: ptr(47.3928), Lon: ptr(0.6846),
		Phone: "02 47 00 00 01", Email: "accueil@example.org", Website: "https://example.org",
		Hours: "Mo-Fr 09:00-17:00", Cost: "gratuit", Free: ptr(false), Access: "ascenseur",
		Mobilise: "téléphoner", MobiliseBy: []string{"usagers", "professionnels"},
		Category: "197", Finess: "370000000", SourceName: "FINESS", SourceURL: "https://example.org/finess",
		SourceDate: "2026-01-08", ExtraURLs: []string{"https://example.org/a", "https://example.org/b"},
		Confidence: High, Ready: true, ToVerify: "Quels horaires ?", Verified: "2026-10-01",
	}
}

// bare is a service of which nearly nothing is known.
func bare(id string) Service { return Service{ID: id, Name: "Service " + id} }

func all(services ...Service) iter.Seq2[Service, error] {
	return func(yield func(Service, error) bool) {
		for _, s := range services {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// eachStore runs f on an empty store of each engine.
func eachStore(t *testing.T, f func(t *testing.T, s *Store)) {
	t.Helper()
	dbtest.EachOpen(t, func(t *testing.T, d *db.DB) { f(t, NewStore(d, clock)) })
}

func mustImport(t *testing.T, s *Store, b Batch) Report {
	t.Helper()
	report, err := s.Import(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// contents are the services that are not archived, and the version.
func contents(t *testing.T, s *Store) ([]Service, int64) {
	t.Helper()
	var out []Service
	version, err := s.Each(context.Background(), func(s Service) error {
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, version
}
