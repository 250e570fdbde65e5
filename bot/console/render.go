package console

import (
	"bytes"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"relais/bot/text"
)

// pages are the templates, by the name of their file without ".html".
type pages map[string]*template.Template

// view is what a template is given. Its own values are in Data.
type view struct {
	Page string    // name of the template
	Path string    // of the address, as "/console/besoins"
	Who  *reader   // nil on a public page
	CSRF string    // for the hidden field "csrf" of every form
	Nav  []navItem // empty on a public page
	Done string    // what was just done, to be told once
	Data any
}

type navItem struct {
	Path, Label string
	Current     bool
}

// render writes a page: bot/text/pages/<page>.html in the layout. who is nil on
// a public page. Nothing is written when it returns an error.
func (c *Console) render(w http.ResponseWriter, r *http.Request, who *reader, page string, data any) error {
	return c.renderStatus(w, r, who, http.StatusOK, page, data)
}

// renderStatus is render with another status than 200, as for a form to correct.
func (c *Console) renderStatus(w http.ResponseWriter, r *http.Request, who *reader, status int, page string, data any) error {
	var b bytes.Buffer
	if err := c.write(&b, r, who, page, data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	if err != nil {
		c.Log.Debug("console: reader gone", "page", page)
	}
	return nil
}

func (c *Console) write(w io.Writer, r *http.Request, who *reader, page string, data any) error {
	v := view{Page: page, Path: r.URL.Path, Who: who, Data: data}
	if who != nil {
		v.CSRF, v.Nav, v.Done = who.csrf(), c.nav(who, r.URL.Path), text.ConsoleDone(r.URL.Query().Get("fait"))
	}
	return c.pages[page].ExecuteTemplate(w, "layout", v)
}

func (c *Console) nav(who *reader, current string) (items []navItem) {
	for _, n := range navigation {
		if who.allowed(n.role) && (c.Announce != nil || n.path != announcePath) {
			items = append(items, navItem{n.path, text.ConsolePage(n.path), n.path == current ||
				n.path != "/console/" && strings.HasPrefix(current, n.path+"/")})
		}
	}
	return items
}

// parsePages reads every template: each page with the layout and the parts.
func (c *Console) parsePages() pages {
	names, err := fs.Glob(text.Pages, "pages/*.html")
	if err != nil || len(names) == 0 {
		panic("console: no templates")
	}
	shared := template.New("").Funcs(c.funcs())
	var own []string
	for _, name := range names {
		if base := path.Base(name); strings.HasPrefix(base, "layout") || strings.HasSuffix(base, "-parts.html") {
			shared = template.Must(shared.ParseFS(text.Pages, name))
		} else {
			own = append(own, name)
		}
	}
	all := pages{}
	for _, name := range own {
		all[strings.TrimSuffix(path.Base(name), ".html")] = template.Must(template.Must(shared.Clone()).ParseFS(text.Pages, name))
	}
	return all
}
