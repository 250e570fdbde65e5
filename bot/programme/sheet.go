package programme

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // posters
	"net/http"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	xdraw "golang.org/x/image/draw"

	"relais/bot/text"
)

// notice is what the sheet of an announcement shows: for the hall of a building.
type notice struct {
	entry
	Over    string
	Address string // of its page
	Poster  [32]byte
	Made    int64 // unix seconds of its last change
}

// sheet gives an announcement as an A4 sheet to put up.
func (p *Programme) sheet(w http.ResponseWriter, r *http.Request) error {
	o, it, err := p.asked(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	if it, err = p.Board.Item(r.Context(), it.ID); err != nil {
		return err
	}
	n := notice{entry: p.entry(it, o.now), Address: p.base(r) + p.path(it.ID), Poster: sha256.Sum256(it.Poster), Made: it.Updated.Unix()}
	n.Over = n.Kind
	if e := o.editionOf(it); e != nil {
		n.Over = joined(" · ", text.ProgrammeWeeks, text.ProgrammeSpan(e.First, e.Last))
	}
	body, err := p.papers.get(r.Context(), n, func() ([]byte, error) { return drawSheet(n, it.Poster) })
	if err != nil {
		return err
	}
	p.serve(w, r, content{"application/pdf", "affiche-" + strconv.FormatInt(it.ID, 10) + ".pdf", body}, o.modified)
	return nil
}

// maxSide is the longest side of a poster on a sheet, in pixels: 200 to the inch.
const maxSide = 1400

// picture puts a poster in the document, as a plain JPEG: other forms, and what
// a camera wrote beside the picture, stay out. ok is false without one.
func (p paper) picture(poster []byte) (info *fpdf.ImageInfoType, ok bool) {
	if posterKind(poster) == "" {
		return nil, false
	}
	from, _, err := image.Decode(bytes.NewReader(poster))
	if err != nil {
		return nil, false
	}
	size := from.Bounds().Size()
	scale := min(1, maxSide/float64(max(size.X, size.Y)))
	to := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale))))
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	xdraw.ApproxBiLinear.Scale(to, to.Bounds(), from, from.Bounds(), xdraw.Over, nil)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, to, &jpeg.Options{Quality: 85}); err != nil {
		return nil, false
	}
	return p.RegisterImageOptionsReader("poster", fpdf.ImageOptions{ImageType: "JPEG"}, &b), true
}

// shortAddress is an address as one types it.
func shortAddress(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "?")
	return rest
}
