package source

import (
	"os"
	"path/filepath"
	"testing"

	"relais/directory"
)

// A corrected copy of the starter directory comes back in; a wrong entry is
// told and the others go in; a list that is cut changes nothing.
func TestRelaisJSON(t *testing.T) {
	set, err := Open([]string{"../starter/directory.json"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for s, err := range set.Services(nil) {
		if err != nil {
			t.Fatal(err)
		}
		if s.ID == "" || len(s.Themes) == 0 {
			t.Errorf("service %+v", s)
		}
		n++
	}
	if n != 159 || len(set.Problems()) != 0 || set.Source != "tours" {
		t.Errorf("%d services of %q, problems %v", n, set.Source, set.Problems())
	}
	read := func(content string) (good []directory.Service, problems []Problem, fatal error) {
		file := filepath.Join(t.TempDir(), "a.json")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		set, err := Open([]string{file})
		if err != nil {
			return nil, nil, err
		}
		for s, err := range set.Services(nil) {
			if err != nil {
				return good, set.Problems(), err
			}
			good = append(good, s)
		}
		return good, set.Problems(), nil
	}
	one := `{"id":"a","structure":"A","service":"S","themes":["dentaire"],"publics":["tout public"]}`
	bad := `{"id":"b","structure":"B","service":"S","themes":["inconnu"],"publics":[]}`
	good, problems, err := read("[" + one + "," + bad + "]")
	if err != nil || len(good) != 1 || len(problems) != 1 || problems[0].Value != "b" || !problems[0].Skipped {
		t.Errorf("one wrong: %v, %v, %v", good, problems, err)
	}
	if _, _, err := read("[" + one + ","); err == nil {
		t.Error("a list that is cut was read")
	}
}
