package programme

import (
	"bytes"
	"html/template"
	"io"
	"net/http"
	"time"

	"relais/bot/text"
)

// pages are the templates, by the end of the name of their file.
type pages map[string]*template.Template

// view is what a template is given. Its own values are in Data.
type view struct {
	Title       string
	Description string // for shares and search engines; optional
	Address     string // of the page itself, absolute; empty for an error
	Image       string // absolute, for shares
	Poster      bool   // Image is of the announcement
	Style, Icon string
	Bot         string
	Data        any
}

// view is a page under a title. Its address has no parameter.
func (p *Programme) view(r *http.Request, title string, data any) view {
	return view{Title: title, Image: p.base(r) + staticPath("partage.png"), Style: staticPath("programme.css"), Icon: staticPath("icon.svg"), Bot: p.Bot(), Data: data}
}

// parsePages reads the templates. They call no function: what they show is
// ready.
func parsePages() pages {
	all := pages{}
	for _, name := range []string{"list", "event", "error"} {
		all[name] = template.Must(template.ParseFS(text.Pages, "pages/programme-layout.html", "pages/programme-"+name+".html"))
	}
	return all
}

func (p pages) write(w io.Writer, page string, v view) error {
	return p[page].ExecuteTemplate(w, "programme-layout", v)
}

// render writes a page that changed at modified. Nothing is written when it
// returns an error.
func (p *Programme) render(w http.ResponseWriter, r *http.Request, page string, v view, modified time.Time) error {
	var b bytes.Buffer
	if err := p.pages.write(&b, page, v); err != nil {
		return err
	}
	p.serve(w, r, content{"text/html; charset=utf-8", "", b.Bytes()}, modified)
	return nil
}
