package directory

// Kinds of Place.
const (
	Quartier = "quartier"
	Commune  = "commune"
	Position = "position" // shared by the person
)

// Place is somewhere people name: a quarter or a commune.
type Place struct {
	Kind      string   // Quartier, Commune or Position
	ID        string   // slug of a quarter, INSEE code of a commune
	Name      string   // as shown
	Commune   string   // of a quarter
	INSEE     string   // of the commune
	Postcodes []string // of a commune
	Aliases   []string // other names, streets and squares that tell it
	Priority  bool     // a priority quarter (QPV) of 2024
	Point     Point
	SourceURL string
}

// Street is a street or square, with a point on it: it tells which quarter
// somebody is speaking of.
type Street struct {
	Name, INSEE string
	Point       Point
}
