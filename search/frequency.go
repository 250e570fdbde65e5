package search

import "context"

// frequency is how many services have a stem.
func (s *snapshot) frequency(stem string) float64 {
	advanced, err := s.index.Advanced()
	if err != nil {
		return 0
	}
	reader, err := advanced.Reader()
	if err != nil {
		return 0
	}
	defer reader.Close()
	terms, err := reader.TermFieldReader(context.Background(), []byte(stem), textField, false, false, false)
	if err != nil {
		return 0
	}
	defer terms.Close()
	return float64(terms.Count())
}
