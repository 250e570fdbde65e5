package main

import (
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"relais/bot/simulator"
)

var update = flag.Bool("update", false, "write in the scripts what the program prints")

// TestScripts plays testdata/script: the command line as a person sees it.
// fixtures/ holds the files of directory/source; $API is a simulator.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			sim, err := simulator.New(simulator.Options{})
			if err != nil {
				return err
			}
			server := httptest.NewServer(sim.Handler())
			env.Defer(func() { sim.Close(); server.Close() })
			// Scripts try a wrong token; nothing else may be refused.
			sim.ExpectMany("getMe", "Unauthorized")
			env.Defer(func() {
				for _, r := range sim.Unexpected() {
					t.Errorf("Telegram would refuse %s: %s", r.Method, r.Description)
				}
			})
			fixtures, err := filepath.Abs(filepath.Join("..", "..", "directory", "source", "testdata"))
			if err != nil {
				return err
			}
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("API", server.URL)
			env.Setenv("ADDRESS", server.Listener.Addr().String())
			env.Setenv("TOKEN", sim.Token())
			env.Setenv("SECRET", testSecret)
			return os.Symlink(fixtures, filepath.Join(env.WorkDir, "fixtures"))
		},
	})
}
