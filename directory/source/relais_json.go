package source

import (
	"bytes"
	"encoding/json"
	"errors"

	"relais/directory"
)

// readRelais reads our own services as JSON, in the form of the starter
// directory: a list of objects whose names are those of directory.Service. A
// corrected copy of that directory comes in under its own source.
func (s *Set) readRelais(r *run) error {
	for i := range s.files {
		if err := s.files[i].relaisRecords(r); err != nil {
			return err
		}
	}
	return nil
}

func (in *input) relaisRecords(r *run) error {
	file, err := in.open(r)
	if err != nil {
		return err
	}
	defer file.Close()
	d := json.NewDecoder(file)
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return in.damaged(0, errors.New("not a list"))
	}
	for rank := 1; d.More(); rank++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return in.damaged(0, errors.New("not JSON any more"))
		}
		var svc directory.Service
		err := json.Unmarshal(raw, &svc)
		svc.Source = relaisSource // Validate asks for one
		if err != nil || svc.Validate() != nil {
			r.skip(Problem{File: in.base(), Line: rank, Field: "id", Value: svc.ID, Expect: expectRecord}, svc.ID)
			continue
		}
		if err := r.emit(in.base(), rank, "id", svc); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return in.damaged(0, errors.New("the list does not end"))
	}
	return nil
}

// relaisSource is the source of the starter directory.
const relaisSource = "tours"

// isRelais tells whether the beginning of a JSON file is a list of our services.
func isRelais(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, utf8Mark), " \t\r\n")
	return bytes.HasPrefix(head, []byte("[")) && bytes.Contains(head, []byte(`"structure"`)) &&
		bytes.Contains(head, []byte(`"service"`)) && bytes.Contains(head, []byte(`"themes"`))
}
