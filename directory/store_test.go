package directory

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"relais/directory/db"
)

func TestImportKeepsEveryFact(t *testing.T) {
	eachStore(t, func(t *testing.T, s *Store) {
		mustImport(t, s, Batch{Source: "tours", All: all(full(), bare("b"))})
		want := []Service{bare("b"), full()}
		for i := range want {
			want[i].Source = "tours"
		}
		got, _ := contents(t, s)
		for i := range got { // nothing and an empty list are the same fact
			for _, list := range []*[]string{&got[i].Themes, &got[i].Publics, &got[i].MobiliseBy, &got[i].ExtraURLs} {
				if len(*list) == 0 {
					*list = nil
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("stored services differ (-want +got):\n%s", diff)
		}
		one, err := s.Service(context.Background(), "csapa")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[1], one); diff != "" {
			t.Errorf("Service (-want +got):\n%s", diff)
		}
	})
}

func TestImportCounts(t *testing.T) {
	changed := full()
	changed.Hours = "Mo-Sa 09:00-17:00"
	steps := []struct {
		what    string
		batch   Batch
		want    Report
		version int64
		ids     string
	}{
		{"first", Batch{All: all(full(), bare("b"))}, Report{Added: 2}, 1, "b csapa"},
		{"again, in another order", Batch{All: all(bare("b"), full())}, Report{Unchanged: 2}, 1, "b csapa"},
		{"changed", Batch{All: all(changed, bare("b"))}, Report{Changed: 1, Unchanged: 1}, 2, "b csapa"},
		{"would archive", Batch{All: all(bare("c")), DryRun: true}, Report{Added: 1, Archived: 2}, 2, "b csapa"},
		{"one vanished", Batch{All: all(changed)}, Report{Unchanged: 1, Archived: 1}, 3, "csapa"},
		{"still vanished", Batch{All: all(changed)}, Report{Unchanged: 1}, 3, "csapa"},
		{"its row is wrong", Batch{All: all(bare("b")), Keep: func(id string) bool { return id == "csapa" }},
			Report{Restored: 1}, 4, "b csapa"},
		{"nothing left", Batch{All: all()}, Report{Archived: 2}, 5, ""},
		{"back", Batch{All: all(full())}, Report{Restored: 1}, 6, "csapa"},
	}
	eachStore(t, func(t *testing.T, s *Store) {
		for _, step := range steps {
			step.batch.Source = "tours"
			got := mustImport(t, s, step.batch)
			if diff := cmp.Diff(step.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", step.what, diff)
			}
			services, version := contents(t, s)
			var ids []string
			for _, svc := range services {
				ids = append(ids, svc.ID)
			}
			if got := strings.Join(ids, " "); got != step.ids || version != step.version {
				t.Errorf("%s: services %q version %d, want %q %d", step.what, got, version, step.ids, step.version)
			}
		}
		archived, err := s.Service(context.Background(), "b")
		if err != nil || archived.Name != "Service b" {
			t.Errorf("an archived service is kept: got %q, %v", archived.Name, err)
		}
	})
}

func TestSourcesAreApart(t *testing.T) {
	eachStore(t, func(t *testing.T, s *Store) {
		mustImport(t, s, Batch{Source: "tours", All: all(bare("a"))})
		if got := mustImport(t, s, Batch{Source: "finess", All: all(bare("f"))}); got.Archived != 0 {
			t.Errorf("a source archived %d services of another", got.Archived)
		}
		_, err := s.Import(context.Background(), Batch{Source: "finess", All: all(bare("g"), bare("a"))})
		if err == nil || !strings.Contains(err.Error(), "another source") {
			t.Fatalf("an id of another source: %v", err)
		}
		if services, version := contents(t, s); len(services) != 2 || version != 2 {
			t.Errorf("a refused import left %d services, version %d", len(services), version)
		}
	})
}

func TestImportIsAllOrNothing(t *testing.T) {
	broken := errors.New("broken file")
	halfway := func(yield func(Service, error) bool) {
		if yield(bare("b"), nil) {
			yield(Service{}, broken)
		}
	}
	unknown := bare("c")
	unknown.Themes = []string{"sante--inconnue"}
	tests := []struct {
		what  string
		batch Batch
		want  string
	}{
		{"the file breaks", Batch{All: halfway}, "broken file"},
		{"an id twice", Batch{All: all(bare("b"), bare("b"))}, "twice"},
		{"an id twice, unchanged", Batch{All: all(bare("a"), bare("a"))}, "twice"},
		{"an unknown theme", Batch{All: all(bare("b"), unknown)}, "unknown theme"},
	}
	eachStore(t, func(t *testing.T, s *Store) {
		mustImport(t, s, Batch{Source: "tours", All: all(bare("a"))})
		for _, test := range tests {
			test.batch.Source = "tours"
			report, err := s.Import(context.Background(), test.batch)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: error %v, want %q in it", test.what, err, test.want)
			}
			if report != (Report{}) {
				t.Errorf("%s: counted %+v", test.what, report)
			}
			if services, version := contents(t, s); len(services) != 1 || version != 1 {
				t.Errorf("%s: left %d services, version %d", test.what, len(services), version)
			}
		}
	})
}

func TestServiceNotFound(t *testing.T) {
	eachStore(t, func(t *testing.T, s *Store) {
		if _, err := s.Service(context.Background(), "none"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("error %v, want db.ErrNotFound", err)
		}
		if version, err := s.Version(context.Background()); version != 0 || err != nil {
			t.Errorf("an empty directory has version %d, %v", version, err)
		}
	})
}

func TestEachStopsAtAnError(t *testing.T) {
	stop := errors.New("stop")
	eachStore(t, func(t *testing.T, s *Store) {
		mustImport(t, s, Batch{Source: "tours", All: all(bare("a"), bare("b"))})
		calls := 0
		_, err := s.Each(context.Background(), func(Service) error { calls++; return stop })
		if !errors.Is(err, stop) || calls != 1 {
			t.Errorf("error %v after %d calls", err, calls)
		}
	})
}
