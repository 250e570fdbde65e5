package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"
)

// recognise tells what the file is from its first bytes.
func recognise(path string) (input, error) {
	in := input{path: path}
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return in, &FileError{File: in.base(), Reason: ErrMissing}
	}
	in.size = info.Size()
	if in.size == 0 {
		return in, &FileError{File: in.base(), Reason: ErrEmpty}
	}
	r, err := in.raw(nil)
	if err != nil {
		return in, err
	}
	defer r.Close()
	in.name = r.name
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(32 << 10)
	if err != nil && err != io.EOF && len(head) == 0 {
		return in, in.damaged(0, err)
	}
	if reason := foreign(head); reason != "" {
		return in, &FileError{File: in.base(), Reason: reason}
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, utf8Mark), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return in, in.recogniseWorkbook()
	case len(trimmed) == 0:
		return in, &FileError{File: in.base(), Reason: ErrEmpty}
	case trimmed[0] == '{' || trimmed[0] == '[':
		return in, in.recogniseJSON(b)
	}
	if in.text.encoding, err = encodingOf(b); err != nil {
		return in, in.damaged(0, err)
	}
	return in, in.recogniseTable()
}

// foreign names a kind of file that is not ours, empty when it may be ours.
func foreign(head []byte) Reason {
	utf16 := bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff})
	zip := bytes.HasPrefix(head, []byte("PK"))
	start := strings.ToLower(strings.TrimSpace(string(head[:min(len(head), 512)])))
	switch {
	case bytes.HasPrefix(head, []byte("%PDF")):
		return ErrPDF
	case bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return ErrOldExcel
	case strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html"):
		return ErrHTML
	case strings.HasPrefix(start, "<?xml"):
		if strings.Contains(start, "<html") {
			return ErrHTML
		}
		return ErrXML
	case !utf16 && !zip && bytes.IndexByte(head, 0) >= 0:
		return ErrBinary
	}
	return ""
}

// maxUnzipped bounds what a workbook may hold once decompressed, in bytes.
const maxUnzipped = 512 << 20

func openWorkbook(in *input) (*excelize.File, error) {
	f, err := excelize.OpenFile(in.path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped})
	if err != nil {
		return nil, &FileError{File: in.base(), Reason: ErrNotRecognised, Err: errors.New("not a workbook")}
	}
	return f, nil
}

func (in *input) recogniseWorkbook() error {
	in.sheets = true
	f, err := openWorkbook(in)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		if header, err := firstRow(f, name); err == nil && isTemplateHeader(header) {
			in.format = Template
			return nil
		}
	}
	_, services := sheetNamed(f, inclusionServices)
	_, structures := sheetNamed(f, inclusionStructures)
	switch {
	case services && structures:
		in.format = DataInclusion
		return nil
	case services:
		return &FileError{File: in.base(), Line: 1, Reason: ErrNoColumn}
	}
	return &FileError{File: in.base(), Reason: ErrNoSheet}
}

func sheetNamed(f *excelize.File, want string) (string, bool) {
	for _, name := range f.GetSheetList() {
		if fold(name) == fold(want) {
			return name, true
		}
	}
	return "", false
}

func firstRow(f *excelize.File, sheet string) ([]string, error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Error()
	}
	return rows.Columns()
}

// recogniseJSON looks at the first value only: a line of FHIR, or the
// beginning of a data·inclusion list.
func (in *input) recogniseJSON(r io.Reader) error {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(64 << 10)
	var probe struct {
		ResourceType string `json:"resourceType"`
	}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(head, utf8Mark)))
	if err := d.Decode(&probe); err == nil && probe.ResourceType != "" {
		return in.recogniseResource(probe.ResourceType)
	}
	if bytes.Contains(head, []byte(`"resourceType"`)) {
		if bytes.Contains(head, []byte(`"Bundle"`)) {
			return in.recogniseResource("Bundle")
		}
		return in.recogniseResource("other")
	}
	if isRelais(head) {
		in.format = Relais
		return nil
	}
	if !bytes.Contains(head, []byte(`"nom"`)) || !bytes.Contains(head, []byte(`"id"`)) {
		return &FileError{File: in.base(), Reason: ErrNotRecognised}
	}
	in.format = DataInclusion
	return nil
}

func (in *input) recogniseResource(kind string) error {
	switch {
	case kind == "Organization" || kind == "Location":
		in.format = FHIR
		return nil
	case kind == "Bundle":
		return &FileError{File: in.base(), Reason: ErrBundle}
	case isPerson(kind):
		return &FileError{File: in.base(), Reason: ErrPersons}
	}
	return &FileError{File: in.base(), Reason: ErrNotRecognised}
}

// recogniseTable reads the header of a CSV file.
func (in *input) recogniseTable() error {
	r, err := in.open(nil)
	if err != nil {
		return err
	}
	defer r.Close()
	b := bufio.NewReader(r)
	line, err := b.ReadString('\n')
	if err != nil && err != io.EOF {
		return in.damaged(1, err)
	}
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "finess;etalab") || strings.HasPrefix(line, "structureet;") {
		in.format, in.text.comma = FinessCSV, ';'
		return nil
	}
	in.text.comma = commaOf(line)
	header := strings.Split(line, string(in.text.comma))
	for i := range header {
		header[i] = strings.Trim(header[i], `" `)
	}
	switch known := templateColumnsIn(header); {
	case isTemplateHeader(header):
		in.format = Template
		return nil
	case known >= 3:
		return &FileError{File: in.base(), Line: 1, Reason: ErrNoColumn}
	}
	return &FileError{File: in.base(), Reason: ErrNotRecognised}
}

// commaOf is the separator that the header line uses most.
func commaOf(line string) rune {
	best, most := ';', 0
	for _, c := range []rune{';', '\t', ','} {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}
