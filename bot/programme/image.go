package programme

import (
	"net/http"
	"strings"
)

// image gives the poster of an announcement. Whatever was kept as a poster, it
// leaves as a picture or not at all.
func (p *Programme) image(w http.ResponseWriter, r *http.Request) error {
	o, it, err := p.asked(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	if it, err = p.Board.Item(r.Context(), it.ID); err != nil {
		return err
	}
	kind := posterKind(it.Poster)
	if kind == "" {
		return errNoPoster
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // for previews of a shared link
	p.serve(w, r, content{kind, "affiche." + strings.TrimPrefix(kind, "image/"), it.Poster}, o.modified)
	return nil
}

// posterKind is the content type of a poster: JPEG or PNG; empty for anything
// else.
func posterKind(poster []byte) string {
	switch kind := http.DetectContentType(poster); kind {
	case "image/jpeg", "image/png":
		return kind
	}
	return ""
}
