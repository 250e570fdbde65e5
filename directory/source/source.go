package source

import (
	"errors"
	"iter"
	"path/filepath"
	"slices"

	"relais/directory"
)

// Format is a public format that can be read.
type Format string

// Formats.
const (
	FHIR          Format = "fhir"           // Organization and Location lines
	FinessCSV     Format = "finess-csv"     // the frozen CSV of establishments
	DataInclusion Format = "data-inclusion" // services and structures, JSON or .xlsx
	Template      Format = "template"       // the spreadsheet of Relais, CSV or .xlsx
	Relais        Format = "relais"         // the JSON of Relais, as its starter directory is
)

// Set is a dataset made of one file or several. It is not for concurrent use.
type Set struct {
	Source string // proposed directory.Batch.Source; may be replaced before the import
	Format Format
	Size   int64 // bytes that Services reads in all, for a progress bar

	files []input
	read  func(*run) error
	last  *run
}

// Open recognises the files by their content and prepares to read them.
// Several files may form one dataset (services and structures, parts). Every
// error is a *FileError.
func Open(paths []string) (*Set, error) {
	if len(paths) == 0 {
		return nil, &FileError{Reason: ErrMissing}
	}
	s := &Set{}
	for _, path := range paths {
		in, err := recognise(path)
		if err != nil {
			return nil, err
		}
		if len(s.files) > 0 && in.format != s.files[0].format {
			return nil, &FileError{File: in.base(), Reason: ErrMixed}
		}
		s.files = append(s.files, in)
		s.Size += in.size
	}
	s.Format = s.files[0].format
	if err := s.prepare(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Set) prepare() error {
	switch s.Format {
	case FHIR:
		s.Source, s.read = "finess", s.readFHIR
		s.Size *= 2 // once for positions, once for establishments
	case FinessCSV:
		s.Source, s.read = "finess", s.readFinessCSV
	case Template:
		s.Source, s.read = "tableau", s.readTemplate
	case Relais:
		s.Source, s.read = relaisSource, s.readRelais
	case DataInclusion:
		s.read = s.readInclusion
		s.Size *= 2 // once for structures, once for services
		source, err := inclusionSource(s.files)
		if err != nil {
			return err
		}
		s.Source = source
	}
	return nil
}

// Services reads the dataset from its beginning and gives every good service,
// each id once. The first error, a *FileError, ends it and is to undo the
// whole import. progress, when not nil, hears how many bytes of Size were read.
func (s *Set) Services(progress func(bytesRead int64)) iter.Seq2[directory.Service, error] {
	return func(yield func(directory.Service, error) bool) {
		r := &run{yield: yield, progress: progress, files: len(s.files),
			seen: map[string]int{}, wrong: map[string]bool{}, headersTold: map[string]bool{}}
		s.last = r
		err := s.read(r)
		if err == nil && r.good == 0 {
			err = &FileError{File: s.files[0].base(), Reason: r.emptiness()}
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(directory.Service{}, err)
		}
	}
}

// Problems lists what was wrong, in the order of the files, once Services was
// read to its end.
func (s *Set) Problems() []Problem {
	if s.last == nil {
		return nil
	}
	return slices.Clone(s.last.problems)
}

// Rejected counts the rows that were left out.
func (s *Set) Rejected() int {
	n := 0
	for _, p := range s.Problems() {
		if p.Skipped {
			n++
		}
	}
	return n
}

// Keep tells whether the service id is not to be archived though Services did
// not give it: its row was there but wrong, or some row did not even tell its
// id, or the dataset is only a part. It is meant for directory.Batch.Keep, once
// Services was read to its end.
func (s *Set) Keep(id string) bool {
	return s.last != nil && (s.last.keepAll || s.last.wrong[id])
}

var errStopped = errors.New("stopped by the reader")

// run is one reading of a Set.
type run struct {
	yield    func(directory.Service, error) bool
	progress func(int64)
	bytes    int64
	good     int
	problems []Problem
	seen     map[string]int  // id → line of its first row
	wrong    map[string]bool // ids of rows left out
	keepAll  bool

	files       int             // of the Set
	headersTold map[string]bool // paths of the workbooks, which are read twice
}

func (r *run) emptiness() Reason {
	if len(r.problems) > 0 {
		return ErrNothingGood
	}
	return ErrEmpty
}

// emit gives a service to the reader, unless its id was already there.
func (r *run) emit(file string, line int, idField string, svc directory.Service) error {
	if first, ok := r.seen[svc.ID]; ok {
		r.problems = append(r.problems, Problem{File: file, Line: line, Field: idField, Value: shorten(svc.ID),
			Expect: expectUnique, Args: []any{first}, Skipped: true})
		return nil
	}
	r.seen[svc.ID] = line
	r.good++
	if !r.yield(svc, nil) {
		return errStopped
	}
	return nil
}

// skip notes a row left out. id is empty when the row does not tell it: then
// nothing can be said to have vanished.
func (r *run) skip(p Problem, id string) {
	p.Skipped, p.Value = true, shorten(p.Value)
	r.problems = append(r.problems, p)
	if id == "" {
		r.keepAll = true
	} else {
		r.wrong[id] = true
	}
}

// tell notes a field left empty.
func (r *run) tell(p Problem) {
	p.Value = shorten(p.Value)
	r.problems = append(r.problems, p)
}

// input is a file that was recognised.
type input struct {
	path   string
	format Format
	size   int64 // bytes on disk
	text   textKind
	sheets bool   // an .xlsx workbook
	name   string // of the file before it was compressed, when known
}

func (in *input) base() string { return filepath.Base(in.path) }

func (in *input) damaged(line int, err error) error {
	return &FileError{File: in.base(), Line: line, Reason: ErrDamaged, Err: err}
}
