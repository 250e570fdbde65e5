package simulator

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxUpload is the largest request a bot may send, in bytes (50 MB of file).
const maxUpload = 51 << 20

// params are the parameters of one call, whichever way they came.
type params struct {
	values map[string]paramValue
	files  map[string]upload // multipart file parts by part name
}

type paramValue struct {
	text   string // the text, or the JSON of what is not a JSON string
	json   bool   // came in a JSON body
	quoted bool   // was a string there
}

type upload struct {
	Name string
	Data []byte
}

// readParams reads query, urlencoded, multipart and JSON parameters.
func readParams(r *http.Request) (*params, *apiError) {
	p := &params{values: map[string]paramValue{}, files: map[string]upload{}}
	for k, v := range r.URL.Query() {
		p.values[k] = paramValue{text: v[0]}
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = p.readJSON(r.Body)
	case "multipart/form-data":
		err = p.readMultipart(r)
	case "application/x-www-form-urlencoded":
		if err = r.ParseForm(); err == nil {
			for k, v := range r.PostForm {
				p.values[k] = paramValue{text: v[0]}
			}
		}
	}
	if err != nil {
		return nil, badRequest("can't parse the request: %v", err)
	}
	return p, nil
}

func (p *params) readJSON(body io.Reader) error {
	var object map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&object); err != nil && err != io.EOF {
		return err
	}
	for k, raw := range object {
		if bytes.Equal(raw, []byte("null")) {
			continue
		}
		v := paramValue{text: string(raw), json: true}
		var text string
		if json.Unmarshal(raw, &text) == nil {
			v.text, v.quoted = text, true
		}
		p.values[k] = v
	}
	return nil
}

func (p *params) readMultipart(r *http.Request) error {
	form, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			p.files[part.FormName()] = upload{part.FileName(), data}
		} else {
			p.values[part.FormName()] = paramValue{text: string(data)}
		}
	}
}

func (p *params) has(name string) bool      { return p.values[name].text != "" }
func (p *params) text(name string) string   { return p.values[name].text }
func (p *params) int(name string) int64     { n, _ := strconv.ParseInt(p.text(name), 10, 64); return n }
func (p *params) float(name string) float64 { f, _ := strconv.ParseFloat(p.text(name), 64); return f }

func (p *params) bool(name string) bool {
	t := strings.ToLower(p.text(name))
	return t == "true" || t == "1"
}

// decode reads the JSON of a parameter already checked against the specification.
func (p *params) decode(name string, into any) *apiError {
	if !p.has(name) {
		return nil
	}
	if err := json.Unmarshal([]byte(p.text(name)), into); err != nil {
		return badRequest("can't parse %s", parameterTitle(name))
	}
	return nil
}
