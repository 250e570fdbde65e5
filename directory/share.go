package directory

import "strings"

// sharer makes equal strings and lists one: of 95,000 establishments most
// share their kind, town, source and description.
type sharer struct {
	words map[string]string
	lists map[string][]string
}

func newSharer() *sharer {
	return &sharer{words: map[string]string{}, lists: map[string][]string{}}
}

func (sh *sharer) word(s *string) {
	if known, ok := sh.words[*s]; ok {
		*s = known
	} else {
		sh.words[*s] = *s
	}
}

func (sh *sharer) list(l *[]string) {
	key := strings.Join(*l, "|")
	if known, ok := sh.lists[key]; ok {
		*l = known
		return
	}
	sh.lists[key] = *l
}

func (sh *sharer) service(s *Service) {
	for _, field := range []*string{&s.Source, &s.Name, &s.Description, &s.Commune, &s.INSEE, &s.Postcode, &s.Quartier,
		&s.Cost, &s.Access, &s.Mobilise, &s.Category, &s.SourceName, &s.SourceURL, &s.SourceDate, &s.Confidence, &s.Hours} {
		sh.word(field)
	}
	for _, list := range []*[]string{&s.Themes, &s.Publics, &s.MobiliseBy, &s.ExtraURLs} {
		sh.list(list)
	}
}
