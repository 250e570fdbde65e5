package console

import "net/http"

// privacyPage is what the page on privacy says in figures.
type privacyPage struct {
	Months int // rows of activity are kept
	K      int // the least figure shown
	Bot    string
}

// monthHours is a month, near enough to say how long something is kept.
const monthHours = 365 * 24 / 12

func (c *Console) privacy(w http.ResponseWriter, r *http.Request) error {
	months := int(c.Keep.Hours()+monthHours/2) / monthHours
	return c.render(w, r, nil, "privacy", privacyPage{Months: months, K: c.k(), Bot: c.Bot()})
}
