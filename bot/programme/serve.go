package programme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// content is what an address gives. File is the name to keep it under, empty
// for a page.
type content struct {
	kind, file string
	body       []byte
}

// fresh is how long, in seconds, others may keep what we gave without asking: a
// cancellation must not wait.
const fresh = "public, max-age=60"

// serve gives a content, or says that nothing changed since it was asked last.
func (p *Programme) serve(w http.ResponseWriter, r *http.Request, c content, modified time.Time) {
	sum := sha256.Sum256(c.body)
	h := w.Header()
	h.Set("Content-Type", c.kind)
	h.Set("Cache-Control", fresh)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	if c.file != "" {
		h.Set("Content-Disposition", `inline; filename="`+c.file+`"`)
	}
	http.ServeContent(w, r, "", modified, bytes.NewReader(c.body))
}
