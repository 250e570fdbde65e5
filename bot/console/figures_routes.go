package console

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"relais/bot/relay"
	"relais/bot/relay/figures"
	"relais/bot/text"
)

// figureRoutes registers the pages of figures.
func (c *Console) figureRoutes() {
	for _, s := range c.sheets() {
		c.handle("GET "+s.pattern, relay.Coordinator, c.show(s))
	}
	c.handle("GET /console/aide", relay.Coordinator, c.help)
	c.handle("GET /console/bilan", relay.Coordinator, c.bilan)
	c.handle("GET /console/bilan/{file}", relay.Coordinator, c.bilanFile)
}

// sheet is a page of figures: parts one under the other.
type sheet struct {
	pattern string
	id      string            // of its words
	key     []figures.Measure // key figures on top, or none
	parts   []part
}

const all = 1000 // rows: more than any table has

func (c *Console) sheets() []sheet {
	return []sheet{
		{"/console/{$}", "ensemble", keyMeasures, []part{
			c.overTime("activite", 24, figures.Questions, figures.Needs, figures.Acts),
			c.overTime("operateurs", 24, figures.Operators, figures.Newcomers, figures.Returning),
			c.bars("structures", all, figures.Structure, figures.Questions, figures.Needs, figures.Operators),
			{"hausses", c.rising},
			c.cut("canaux", all, figures.Channel, figures.Questions),
			c.cut("dangers", all, figures.Danger, figures.Dangers),
			{"chiffres", c.tileTable}}},
		{"/console/besoins", "besoins", nil, []part{
			{"carte", c.heat},
			c.bars("themes", all, figures.Theme, figures.Questions, figures.Needs, figures.Acts, figures.Referrals, figures.Unmet, figures.Candidates),
			c.cut("publics", all, figures.Audience, figures.Questions),
			{"offre", c.gaps},
			c.cut("precis", 60, figures.Besoin, figures.Questions, figures.Needs, figures.Acts, figures.Unmet),
			c.cut("ages", all, figures.Age, figures.Questions),
			c.cut("conditions", all, figures.Need, figures.Questions)}},
		{"/console/sans-reponse", "sans-reponse", nil, []part{
			c.bars("raisons", all, figures.Reason, figures.Unmet),
			c.matrix("themes-raisons", figures.ThemeReason, figures.Reason, figures.Unmet),
			c.cut("candidats", all, figures.Theme, figures.Candidates, figures.Unmet, figures.Questions),
			c.overTime("sans-reponse-mois", 24, figures.Unmet, figures.Candidates)}},
		{"/console/incompris", "incompris", nil, []part{
			c.bars("quoi", all, figures.What, figures.Misread),
			c.matrix("themes-quoi", figures.ThemeWhat, figures.What, figures.Misread),
			c.overTime("incompris-mois", 24, figures.Misread)}},
		{"/console/orientation", "orientation", nil, []part{
			{"entonnoir", c.funnel},
			c.bars("actes", all, figures.Act, figures.Acts),
			c.bars("suites", all, figures.Outcome, figures.Outcomes),
			{"accompagnements", c.escorts},
			c.overTime("orientation-mois", 24, figures.Acts, figures.Referrals, figures.Outcomes)}},
		{"/console/services", "services", nil, []part{
			c.ranked("montres", figures.Questions, visible(figures.Questions)),
			c.ranked("choisis", figures.Acts, visible(figures.Acts)),
			c.ranked("jamais", figures.Questions, neverChosen),
			c.ranked("signales", figures.Flags, visible(figures.Flags))}},
		{"/console/territoires", "territoires", nil, []part{
			c.cut("quartiers", all, figures.Quartier, sideBySide...),
			{"quartiers-mois", c.quarterly},
			c.cut("communes", all, figures.Commune, sideBySide...)}},
		{"/console/qualite", "qualite", nil, []part{
			{"fraicheur", c.freshness}, {"anciennete", c.ages}, {"doutes-genres", c.doubtKinds}, {"doutes", c.doubts},
			c.ranked("signales", figures.Flags, visible(figures.Flags))}},
	}
}

// sheetView is what the template of a sheet is given.
type sheetView struct {
	ID      string
	Title   string
	Lead    string
	Form    filterForm
	Refused string // why the filter asked for cannot be read, or empty
	Tiles   []tile
	Blocks  []block
	Defined []text.Indicator // what the columns of all blocks count, each once
	Rule    string           // how they are protected
}

// show answers for a sheet: the page, or with format=csv the rows of one part.
func (c *Console) show(s sheet) page {
	return func(w http.ResponseWriter, r *http.Request, who *reader) error {
		f, err := c.filter(r, who)
		if errors.Is(err, figures.ErrPeriod) || errors.Is(err, errPlace) {
			return c.refused(w, r, who, s, f, err)
		}
		if err != nil {
			return err
		}
		if r.URL.Query().Get("format") == "csv" {
			return c.rows(w, r, s, f)
		}
		view, err := c.sheet(r.Context(), s, f)
		if err != nil {
			return err
		}
		return c.render(w, r, who, "figures-sheet", view)
	}
}

// refused shows the form again for a period or a place that cannot be read.
func (c *Console) refused(w http.ResponseWriter, r *http.Request, who *reader, s sheet, f filter, err error) error {
	title, _ := text.SheetWords(s.id)
	view := sheetView{ID: s.id, Title: title, Form: c.form(f), Refused: text.PageWrongPeriod}
	if errors.Is(err, errPlace) {
		view.Refused = text.PageWrongPlace
	}
	return c.renderStatus(w, r, who, http.StatusBadRequest, "figures-sheet", view)
}

func (c *Console) sheet(ctx context.Context, s sheet, f filter) (sheetView, error) {
	view := sheetView{ID: s.id, Form: c.form(f)}
	view.Title, view.Lead = text.SheetWords(s.id)
	if s.key != nil {
		tiles, err := c.tiles(ctx, f, s.key)
		if err != nil {
			return view, err
		}
		view.Tiles = tiles
	}
	for _, p := range s.parts {
		b, err := c.block(ctx, p, f)
		if err != nil {
			return view, err
		}
		view.Blocks = append(view.Blocks, b)
		for _, i := range b.Indicators {
			if !slices.Contains(view.Defined, i) {
				view.Defined = append(view.Defined, i)
			}
		}
	}
	view.Rule = text.FigureRule(c.k())
	return view, nil
}

// block makes the part and says what it is.
func (c *Console) block(ctx context.Context, p part, f filter) (block, error) {
	b, err := p.make(ctx, f)
	b.ID, b.CSV = p.id, f.csv(p.id)
	b.Title, b.Intro = text.BlockTitle(p.id), text.BlockIntro(p.id)
	b.Wide = p.id == "carte"
	b.Folded = p.id == "chiffres"
	if b.Table.some(-1, rounded) {
		b.Legend = text.FigureLegend(c.k(), b.Table.some(-1, under), f.period.Parts(c.Now()))
	}
	if b.Indicators == nil {
		b.Indicators = helped(b.Table)
	}
	if len(b.Indicators) > 0 {
		b.Rule = text.FigureRule(c.k())
	}
	return b, err
}

// rows answers with the rows of one part as a CSV file.
func (c *Console) rows(w http.ResponseWriter, r *http.Request, s sheet, f filter) error {
	for _, p := range s.parts {
		if p.id != r.URL.Query().Get("tableau") {
			continue
		}
		b, err := p.make(r.Context(), f)
		if err != nil {
			return err
		}
		name := "relais-" + s.id + "-" + p.id + "-" + f.period.String()
		if f.place != "" {
			name += "-" + f.place
		}
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
		return writeCSV(w, b.Table)
	}
	return errNotFound
}
