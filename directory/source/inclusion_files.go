package source

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// inclusionColumns are the fields of the schema and the columns of the template.
var inclusionColumns = map[string]map[string]bool{
	inclusionServices: set(`__ignore__ structure_id id date_maj nom description lien_source type thematiques frais
		frais_precisions publics publics_precisions conditions_acces commune code_insee code_postal adresse
		complement_adresse telephone courriel modes_accueil zone_eligibilite contact_nom_prenom modes_mobilisation
		lien_mobilisation mobilisable_par mobilisation_precisions volume_horaire_hebdomadaire nombre_semaines
		horaires_accueil latitude longitude source`),
	inclusionStructures: set(`__ignore__ id date_maj nom siret description adresse complement_adresse commune
		code_insee code_postal telephone courriel lien_source site_web horaires_accueil accessibilite_lieu
		reseaux_porteurs latitude longitude source`),
}

// inclusionRecords calls f for each structure and service of the file. run is
// nil on a first look, when nothing is told.
func (in *input) inclusionRecords(r *run, f func(*record) error) error {
	if in.sheets {
		return in.inclusionSheets(r, f)
	}
	file, err := in.open(r)
	if err != nil {
		return err
	}
	defer file.Close()
	d := json.NewDecoder(file)
	d.UseNumber()
	rank := 0
	for {
		err := in.value(d, r, &rank, f)
		if err == io.EOF {
			return nil
		}
		var bad *FileError
		if err != nil && !errors.As(err, &bad) && !errors.Is(err, errStopped) {
			return in.damaged(0, errors.New("not JSON any more"))
		}
		if err != nil {
			return err
		}
	}
}

// value reads one value at the top of the file: a list of records, an object
// that holds such lists ({"items": […]}, as the API answers), or a record
// alone on its line.
func (in *input) value(d *json.Decoder, r *run, rank *int, f func(*record) error) error {
	start, err := d.Token()
	if err != nil {
		return err
	}
	if start == json.Delim('[') {
		return in.items(d, rank, f)
	}
	if start != json.Delim('{') {
		return in.damaged(0, errors.New("not a record"))
	}
	fields := map[string]any{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if name == "items" || name == "services" || name == "structures" {
			if t, err := d.Token(); err != nil {
				return err
			} else if t != json.Delim('[') {
				return in.damaged(0, errors.New("items is not a list"))
			}
			if err := in.items(d, rank, f); err != nil {
				return err
			}
			continue
		}
		var v any
		if err := d.Decode(&v); err != nil {
			return err
		}
		if inner, ok := v.(map[string]any); ok {
			if list, ok := inner["items"].([]any); ok {
				if err := in.each(list, rank, f); err != nil {
					return err
				}
				in.partial(r, inner)
				continue
			}
		}
		fields[name] = v
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if _, ok := fields["id"]; ok {
		*rank++
		return f(&record{in: in, line: *rank, values: fields})
	}
	in.partial(r, fields)
	return nil
}

// items reads the records of a list whose bracket was read.
func (in *input) items(d *json.Decoder, rank *int, f func(*record) error) error {
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil {
			return noEOF(err)
		}
		if err := in.each([]any{v}, rank, f); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return noEOF(err)
}

func (in *input) each(list []any, rank *int, f func(*record) error) error {
	for _, v := range list {
		*rank++
		fields, ok := v.(map[string]any)
		if !ok {
			return in.damaged(0, errors.New("not a record"))
		}
		if err := f(&record{in: in, line: *rank, values: fields}); err != nil {
			return err
		}
	}
	return nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// partial tells a page among others: what the other pages have did not vanish.
func (in *input) partial(r *run, fields map[string]any) {
	page, _ := fields["page"].(json.Number)
	pages, _ := fields["pages"].(json.Number)
	if n, err := pages.Int64(); r == nil || err != nil || n <= int64(r.files) || r.keepAll {
		return
	}
	r.keepAll = true
	r.tell(Problem{File: in.base(), Value: page.String(), Expect: expectWhole, Args: []any{page.String(), pages.String()}})
}

// inclusionSheets reads the template: the sheet of structures, then that of services.
func (in *input) inclusionSheets(r *run, f func(*record) error) error {
	book, err := openWorkbook(in)
	if err != nil {
		return err
	}
	defer book.Close()
	for _, want := range []string{inclusionStructures, inclusionServices} {
		sheet, ok := sheetNamed(book, want)
		if !ok {
			return &FileError{File: in.base(), Reason: ErrNoSheet}
		}
		var header []string
		err := sheetRows(in, book, sheet, func(row row) error {
			if header == nil {
				header = in.inclusionHeader(r, want, row)
				return nil
			}
			rec := &record{in: in, line: row.line, sheet: want, values: map[string]any{}}
			for i, cell := range row.cells {
				if i < len(header) && header[i] != "" && strings.TrimSpace(cell) != "" {
					rec.values[header[i]] = cell
				}
			}
			if ignored, _ := yesNo(rec.raw("__ignore__")); ignored {
				return nil
			}
			return f(rec)
		})
		if err != nil {
			return err
		}
	}
	if r != nil {
		r.headersTold[in.path] = true
		if r.progress != nil && r.bytes < in.size*2 {
			r.bytes += in.size
			r.progress(r.bytes)
		}
	}
	return nil
}

// inclusionHeader names the columns; those that are unknown or come twice are
// told once and left out.
func (in *input) inclusionHeader(r *run, sheet string, row row) []string {
	known, seen := inclusionColumns[sheet], map[string]bool{}
	header := make([]string, len(row.cells))
	for i, cell := range row.cells {
		name := strings.ToLower(strings.TrimSpace(cell))
		switch {
		case name == "":
		case !known[name]:
			in.tellHeader(r, sheet, Problem{Line: row.line, Value: name, Expect: expectKnownColumn})
		case seen[name]:
			in.tellHeader(r, sheet, Problem{Line: row.line, Value: name, Expect: expectOneColumn})
		default:
			header[i], seen[name] = name, true
		}
	}
	for _, name := range []string{"id", "nom", "date_maj"} {
		if !seen[name] {
			in.tellHeader(r, sheet, Problem{Line: row.line, Value: name, Expect: expectColumn})
		}
	}
	return header
}

func (in *input) tellHeader(r *run, sheet string, p Problem) {
	if r == nil || r.headersTold[in.path] {
		return
	}
	p.File = in.base() + " (" + sheet + ")"
	r.tell(p)
}
