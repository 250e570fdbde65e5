package directory

// Helpline is a national telephone line. The verification tells how its facts
// were read: "stored" on a page, "code" in several public repositories,
// "knowledge" generally known; the last two await a person's check.
type Helpline struct {
	ID           string   `json:"id"`
	Number       string   `json:"number"` // as written in France; empty for a chat-only line
	Name         string   `json:"name"`
	Description  string   `json:"description"`
	Hours        string   `json:"hours"` // OpenStreetMap opening_hours
	Free         bool     `json:"free"`
	Audience     string   `json:"audience"`
	Themes       []string `json:"themes"`
	URL          string   `json:"url"`
	Alternatives string   `json:"alternatives"` // chat, SMS, sign language
	Emergency    bool     `json:"emergency"`
	Local        bool     `json:"applies_in_37"`
	Verification string   `json:"verification"`
	SourceURL    string   `json:"source_url"`
	SourceDate   string   `json:"source_date"`
	Note         string   `json:"note"`
}
