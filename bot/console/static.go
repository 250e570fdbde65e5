package console

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
)

//go:embed static
var static embed.FS

// staticFiles serves static/. A file asked for with its version never changes.
func staticFiles() http.Handler {
	files := http.StripPrefix("/console/", http.FileServerFS(static))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path[len("/console/"):]
		if info, err := fs.Stat(static, name); err != nil || info.IsDir() {
			http.NotFound(w, r)
			return
		}
		if r.URL.RawQuery == "v="+version(name) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		files.ServeHTTP(w, r)
	})
}

// staticPath is the address of a file of static/, with its version.
func staticPath(name string) string {
	return "/console/static/" + name + "?v=" + version("static/"+name)
}

// version tells two contents of a file apart.
func version(name string) string { return versions[name] }

var versions = func() map[string]string {
	all := map[string]string{}
	err := fs.WalkDir(static, "static", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := static.ReadFile(name)
		sum := sha256.Sum256(data)
		all[name] = hex.EncodeToString(sum[:6])
		return err
	})
	if err != nil {
		panic(err) // embedded
	}
	return all
}()
