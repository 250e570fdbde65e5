package source

import (
	"strings"

	"relais/directory"
)

// The sheets of the .xlsx template of data·inclusion.
const (
	inclusionServices   = "Services"
	inclusionStructures = "Structures"
)

// inclusionStructure is one structure of the dataset, as its services need it.
type inclusionStructure struct {
	name, address, postcode, commune, insee string
	phone, email, website, hours            string
	lat, lon                                *float64
}

// inclusionSource names the source of the dataset: "data-inclusion:dora" when
// all its services come from dora, "data-inclusion" when they come from
// several producers, "data-inclusion:modele" for the template, which does not
// say. So a producer's file archives nothing of another's.
func inclusionSource(files []input) (string, error) {
	producers := map[string]bool{}
	services := 0
	for i := range files {
		in := &files[i]
		err := in.inclusionRecords(nil, func(rec *record) error {
			if !rec.isService() {
				return nil
			}
			services++
			producer := rec.raw("source")
			if producer == "" {
				producer, _, _ = strings.Cut(rec.raw("id"), "--")
			}
			if in.sheets {
				producer = "modele"
			}
			producers[fold(producer)] = true
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	if services == 0 {
		return "", &FileError{File: files[0].base(), Reason: ErrNoServices}
	}
	if len(producers) == 1 {
		for p := range producers {
			return "data-inclusion:" + p, nil
		}
	}
	return "data-inclusion", nil
}

// readInclusion reads the structures first, then the services.
func (s *Set) readInclusion(r *run) error {
	structures := map[string]*inclusionStructure{}
	for i := range s.files {
		in := &s.files[i]
		err := in.inclusionRecords(r, func(rec *record) error {
			if rec.isService() {
				return nil
			}
			rec.run = r
			id := rec.raw("id")
			if id == "" {
				rec.skip("id", expectID, "")
				return nil
			}
			if _, twice := structures[id]; twice {
				rec.tell("id", expectUnique, rec.line)
				return nil
			}
			structures[id] = rec.structure()
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i := range s.files {
		in := &s.files[i]
		err := in.inclusionRecords(r, func(rec *record) error {
			if !rec.isService() {
				return nil
			}
			rec.run = r
			return rec.emitService(structures)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (rec *record) structure() *inclusionStructure {
	st := &inclusionStructure{
		name:    rec.length("nom", 3, 150),
		address: joinAddress(rec.text("adresse"), rec.text("complement_adresse")),
		commune: rec.text("commune"), postcode: rec.postcode("code_postal"), insee: rec.insee("code_insee"),
		phone: rec.phone("telephone"), email: rec.email("courriel"), website: rec.url("site_web"),
		hours: rec.text("horaires_accueil"),
	}
	st.lat, st.lon = rec.position(st.postcode)
	rec.length("description", 5, 10000)
	rec.siret("siret")
	rec.date("date_maj")
	rec.url("lien_source")
	rec.url("accessibilite_lieu")
	return st
}

// joinAddress puts the second line after the first.
func joinAddress(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + ", " + second
}

func (rec *record) emitService(structures map[string]*inclusionStructure) error {
	id := rec.raw("id")
	if id == "" || strings.ContainsAny(id, " \t\n") {
		rec.skip("id", expectID, "")
		return nil
	}
	st, ok := structures[rec.raw("structure_id")]
	switch {
	case !ok:
		rec.skip("structure_id", expectStructure, id)
		return nil
	case len([]rune(rec.raw("nom"))) < 3:
		rec.skip("nom", expectName, id)
		return nil
	}
	svc := directory.Service{
		ID: id, Structure: st.name, Name: rec.length("nom", 3, 150), Description: rec.length("description", 5, 10000),
		Phone: rec.phone("telephone"), Email: rec.email("courriel"), Website: st.website, Hours: rec.text("horaires_accueil"),
		SourceURL: rec.url("lien_source"), SourceDate: rec.date("date_maj"),
		Confidence: directory.Medium, Ready: true,
	}
	rec.place(&svc, st)
	if svc.Phone == "" {
		svc.Phone = st.phone
	}
	if svc.Email == "" {
		svc.Email = st.email
	}
	if svc.Hours == "" {
		svc.Hours = st.hours
	}
	svc.SourceName = rec.sourceName(svc.SourceDate)
	rec.subjects(&svc)
	rec.terms(&svc)
	rec.unused()
	return rec.run.emit(rec.file(), rec.line, "id", svc)
}

// place takes the address of the service, else that of its structure.
func (rec *record) place(svc *directory.Service, st *inclusionStructure) {
	svc.Address = joinAddress(rec.text("adresse"), rec.text("complement_adresse"))
	svc.Commune, svc.Postcode, svc.INSEE = rec.text("commune"), rec.postcode("code_postal"), rec.insee("code_insee")
	svc.Lat, svc.Lon = rec.position(svc.Postcode)
	if svc.Address == "" && svc.Commune == "" && svc.Postcode == "" && svc.INSEE == "" {
		svc.Address, svc.Commune, svc.Postcode, svc.INSEE = st.address, st.commune, st.postcode, st.insee
		svc.Lat, svc.Lon = st.lat, st.lon
	}
}

func (rec *record) sourceName(updated string) string {
	producer := rec.raw("source")
	if producer == "" && strings.Contains(rec.raw("id"), "--") {
		producer, _, _ = strings.Cut(rec.raw("id"), "--")
	}
	name := "data·inclusion"
	if producer != "" {
		name += " (" + producer + ")"
	}
	if updated != "" {
		name += " ; fiche mise à jour le " + updated
	}
	return name
}

// subjects maps thématiques and publics.
func (rec *record) subjects(svc *directory.Service) {
	for _, v := range rec.list("thematiques") {
		themes, ok := thematiques()[v]
		if !ok {
			rec.tellValue("thematiques", v, expectTheme)
			continue
		}
		svc.Themes = merge(svc.Themes, themes...)
	}
	var labels []string
	values := rec.list("publics")
	for _, v := range values {
		p, ok := inclusionPublics()[v]
		switch {
		case !ok:
			rec.tellValue("publics", v, expectAudience)
		case v == "tous-publics" && len(values) > 1:
			rec.tellValue("publics", v, expectAlone)
		default:
			svc.Publics = merge(svc.Publics, p.publics...)
			if len(p.publics) == 0 {
				labels = append(labels, strings.ToLower(p.label[:1])+p.label[1:])
			}
		}
	}
	svc.Access = sentences(rec.text("publics_precisions"), rec.text("conditions_acces"))
	if len(labels) > 0 {
		svc.Access = sentences("Pour\u00a0: "+strings.Join(labels, ", "), svc.Access)
	}
}

var mobilisations = map[string]string{
	"envoyer-un-courriel": "écrire un courriel", "se-presenter": "se présenter",
	"telephoner": "téléphoner", "utiliser-lien-mobilisation": "passer par le lien",
}

// terms maps cost, ways in and who may ask.
func (rec *record) terms(svc *directory.Service) {
	svc.Cost = rec.text("frais_precisions")
	if v := rec.choice("frais", "gratuit", "payant"); v != "" {
		free := v == "gratuit"
		svc.Free = &free
		if svc.Cost == "" {
			svc.Cost = v
		}
	}
	var how []string
	for _, v := range rec.choices("modes_mobilisation", "envoyer-un-courriel", "se-presenter", "telephoner", "utiliser-lien-mobilisation") {
		how = append(how, mobilisations[v])
	}
	if len(how) > 0 {
		how[0] = capital(how[0])
	}
	svc.Mobilise = sentences(strings.Join(how, ", "), rec.text("mobilisation_precisions"), rec.url("lien_mobilisation"))
	svc.MobiliseBy = rec.choices("mobilisable_par", "usagers", "professionnels")
	if modes := rec.choices("modes_accueil", "a-distance", "en-presentiel"); len(modes) == 1 && modes[0] == "a-distance" {
		svc.Access = sentences("À distance, par téléphone ou internet", svc.Access)
	}
	if zone := rec.zone("zone_eligibilite"); len(zone) > 0 && len(zone) <= 6 {
		svc.Access = sentences(svc.Access, "Réservé à la zone\u00a0: "+strings.Join(zone, ", "))
	}
}

// unused checks the fields that the directory has no place for: the producer
// is told, as with the others.
func (rec *record) unused() {
	rec.choice("type", "accompagnement", "aide-financiere", "aide-materielle", "atelier", "formation", "information")
	if v, ok := rec.number("volume_horaire_hebdomadaire"); ok && v < 0 {
		rec.tell("volume_horaire_hebdomadaire", expectNumber)
	}
	if v, ok := rec.number("nombre_semaines"); ok && (v < 1 || v != float64(int(v))) {
		rec.tell("nombre_semaines", expectInteger)
	}
}

// sentences joins texts with a full stop where they have none.
func sentences(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	var b strings.Builder
	for i, t := range out {
		b.WriteString(t)
		if i < len(out)-1 {
			if !strings.ContainsAny(t[len(t)-1:], ".!?:;") {
				b.WriteByte('.')
			}
			b.WriteByte(' ')
		}
	}
	return b.String()
}
