package programme

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
)

//go:embed static
var static embed.FS

// staticFile serves a file of static/. One asked for with its version never
// changes.
func staticFile(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/programme/")
	w.Header().Set("Cache-Control", fresh)
	if r.URL.RawQuery == "v="+versions[name] {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeFileFS(w, r, static, name)
}

// staticPath is the address of a file of static/, with its version.
func staticPath(name string) string {
	return "/programme/static/" + name + "?v=" + versions["static/"+name]
}

// staticNames lists the files of static/.
func staticNames() (names []string) {
	for name := range versions {
		names = append(names, strings.TrimPrefix(name, "static/"))
	}
	slices.Sort(names)
	return names
}

// versions tell two contents of a file apart.
var versions = func() map[string]string {
	all := map[string]string{}
	entries, err := static.ReadDir("static")
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		data, err := static.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(data)
		all["static/"+e.Name()] = hex.EncodeToString(sum[:6])
	}
	return all
}()
