package text

import "embed"

// Pages are the templates of the web pages: html/template, French, one file a
// page. A page defines "title" and "main", and may define "filters"; files
// named layout*.html and *-parts.html are there for all of them.
//
//go:embed pages/*.html
var Pages embed.FS
