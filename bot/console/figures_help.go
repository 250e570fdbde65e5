package console

import (
	"net/http"

	"relais/bot/text"
)

// helpView is the page of definitions.
type helpView struct {
	Indicators []text.Indicator
	K          int // the least figure shown
}

// help defines every indicator.
func (c *Console) help(w http.ResponseWriter, r *http.Request, who *reader) error {
	return c.render(w, r, who, "figures-aide", helpView{text.Indicators(), c.k()})
}
