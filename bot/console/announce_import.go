package console

import (
	"bytes"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"relais/bot/announce"
	"relais/bot/announce/exchange"
	"relais/bot/text"
)

// importReport is what an import did.
type importReport struct {
	Name     string
	Trouble  string   // why nothing was taken, or empty
	Lines    []string // what was done
	Problems []string // what was wrong, by line
	More     int      // problems that are not told
	Repeated []repeatedRow
}

// repeatedRow is what another announcement says already.
type repeatedRow struct {
	Title string
	Item  int64
}

// importForm is the page to import a file: what was typed, and what it did.
type importForm struct {
	Tabs      []tab
	Name      string
	Organiser string
	Editions  []option
	Wrong     []wrong
	Report    *importReport
}

// Fault is what is wrong with a field, empty when nothing is.
func (f importForm) Fault(field string) string { return entryForm{Wrong: f.Wrong}.Fault(field) }

// problemsShown is how many problems of a file are told.
const problemsShown = 100

func (c *Console) importPage(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.showImport(w, r, who, importForm{}, "")
}

func (c *Console) showImport(w http.ResponseWriter, r *http.Request, who *reader, f importForm, edition string) error {
	list, err := c.Announce.Editions(r.Context())
	if err != nil {
		return err
	}
	f.Tabs, f.Editions = announceTabs(announcePath+"/fichier"), editionOptions(list, edition)
	status := http.StatusOK
	if len(f.Wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.renderStatus(w, r, who, status, "announce-import", f)
}

// importFile proposes what a file says, and tells line by line what it could
// not take.
func (c *Console) importFile(w http.ResponseWriter, r *http.Request, who *reader) error {
	f := importForm{Name: typed(r, "nom"), Organiser: typed(r, "organisateur")}
	edition := typed(r, "edition")
	source := sourceOf(f.Name, placeID(who.Territory()))
	if source == "" {
		f.Wrong = append(f.Wrong, wrong{"nom", text.FileNameMissing})
	}
	file, _, err := r.FormFile("fichier")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		f.Wrong = append(f.Wrong, wrong{"fichier", text.FileMissing})
	} else if err != nil {
		return errForm
	} else {
		defer file.Close()
	}
	if len(f.Wrong) > 0 {
		return c.showImport(w, r, who, f, edition)
	}
	o := exchange.Options{Now: c.Now(), Organiser: f.Organiser, Places: c.Places}
	o.Edition, _ = strconv.ParseInt(edition, 10, 64)
	f.Report, err = c.importRecords(r, who, f.Name, source, func() (exchange.Result, error) { return exchange.Read(file, o) })
	if err != nil {
		return err
	}
	return c.showImport(w, r, who, f, edition)
}

// importRecords takes over what was read; what stops in the middle is not taken.
func (c *Console) importRecords(r *http.Request, who *reader, name, source string, read func() (exchange.Result, error)) (*importReport, error) {
	result, err := read()
	var problem *exchange.Problem
	if errors.As(err, &problem) {
		return &importReport{Name: name, Trouble: text.ExchangeProblemAt(problem.Line, problem.Code, problem.Args...)}, nil
	}
	if err != nil {
		return nil, err
	}
	trouble := ""
	switch {
	case result.Partial:
		trouble = text.FilePartial
	case len(result.Items) == 0:
		trouble = text.FileEmpty
	}
	if trouble != "" {
		report := c.report(name, 0, announce.Summary{}, result.Problems)
		report.Trouble, report.Lines = trouble, nil
		return report, nil
	}
	sum, err := c.Announce.Import(r.Context(), source, result.Records())
	if err != nil {
		return nil, err
	}
	c.note(r.Context(), who, "announce-import", source, "")
	sum.Wrong = without(sum.Wrong, result.Broken)
	return c.report(name, len(result.Items), sum, result.Problems), nil
}

// without leaves out what the problems of the file told already.
func without(list []announce.Wrong, broken []announce.Item) (out []announce.Wrong) {
	told := map[string]bool{}
	for _, it := range broken {
		told[it.SourceUID] = true
	}
	for _, w := range list {
		if !told[w.UID] {
			out = append(out, w)
		}
	}
	return out
}

// report says what an import did.
func (c *Console) report(name string, read int, sum announce.Summary, problems []exchange.Problem) *importReport {
	report := &importReport{Name: name, Lines: text.AnnounceLines(read, sum.New, sum.Changed, sum.Cancelled, sum.Same, sum.Past)}
	for _, p := range problems {
		report.Problems = append(report.Problems, text.ExchangeProblemAt(p.Line, p.Code, p.Args...))
	}
	if sum.Kept > 0 {
		report.Problems = append(report.Problems, text.ExchangeProblem(exchange.CodeDropped, strconv.Itoa(sum.Kept)))
	}
	for _, w := range sum.Wrong {
		report.Problems = append(report.Problems, text.AnnounceWrong(w.Title, w.Fields))
	}
	if n := len(report.Problems); n > problemsShown {
		report.Problems, report.More = report.Problems[:problemsShown], n-problemsShown
	}
	for _, x := range sum.Repeated {
		report.Repeated = append(report.Repeated, repeatedRow{text.Tidy(x.Title), x.Item})
	}
	return report
}

// sourceOf names for ever the source of a file, by the name somebody gives it:
// the same name again follows what it brought. Each territory has its own.
// Empty for a name without two letters or digits.
func sourceOf(name, place string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return '-'
	}, plain(name))
	slug = strings.Join(strings.FieldsFunc(slug, func(r rune) bool { return r == '-' }), "-")
	if len(slug) < 2 {
		return ""
	}
	if len(slug) > 60 {
		slug = slug[:60]
	}
	if place != "" {
		return "fichier:" + place + ":" + slug
	}
	return "fichier:" + slug
}

// plain takes the accents off.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if r < unicode.MaxASCII {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// importTemplate answers with the spreadsheet to fill.
func (c *Console) importTemplate(w http.ResponseWriter, _ *http.Request, _ *reader) error {
	var b bytes.Buffer
	if err := exchange.Template(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", exchange.TemplateType)
	w.Header().Set("Content-Disposition", `attachment; filename="relais-annonces.xlsx"`)
	_, err := w.Write(b.Bytes())
	if err != nil {
		c.Log.Debug("console: reader gone", "page", "template")
	}
	return nil
}
