package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// mismatch says where a value departs from the specification. A deeper one comes
// from a better guess among the members of a union.
type mismatch struct {
	depth int
	text  string
}

func (m *mismatch) Error() string { return m.text }

// check refuses a call that the specification does not allow: an unknown method or
// parameter, a missing or wrongly typed one.
func (s *spec) check(method string, p *params) *apiError {
	fields, ok := s.Methods[method]
	if !ok {
		return &apiError{Code: 404, Description: "Not Found"}
	}
	for name := range p.values {
		if !slices.ContainsFunc(fields, func(f specField) bool { return f.Name == name }) {
			return badRequest("parameter %q is unknown to method %s", name, method)
		}
	}
	for _, f := range fields {
		v, ok := p.values[f.Name]
		_, upload := p.files[f.Name]
		switch {
		case upload && slices.Contains(f.Types, "InputFile"):
		case !ok || v.text == "":
			if f.Required && !(method == "setWebhook" && f.Name == "url") {
				return missing(f.Name)
			}
		default:
			if m := s.checkParam(f, v); m != nil {
				return badRequest("can't parse %s: %s", parameterTitle(f.Name), m.text)
			}
		}
	}
	return nil
}

func missing(name string) *apiError {
	switch name {
	case "chat_id":
		return badRequest("chat_id is empty")
	case "text":
		return badRequest("message text is empty")
	}
	return badRequest("parameter %q is required", name)
}

func parameterTitle(name string) string {
	if name == "reply_markup" {
		return "reply keyboard markup JSON object"
	}
	return fmt.Sprintf("parameter %q", name)
}

// checkParam checks a parameter as it came: text in a form, or a JSON value.
func (s *spec) checkParam(f specField, v paramValue) *mismatch {
	if !v.json {
		for _, t := range f.Types {
			if plainTextFits(t, v.text) {
				return nil
			}
		}
	}
	d := json.NewDecoder(bytes.NewReader([]byte(v.text)))
	d.UseNumber()
	var x any
	if v.json && v.quoted {
		x = v.text
	} else if err := d.Decode(&x); err != nil || d.More() {
		return &mismatch{0, "expected " + strings.Join(f.Types, " or ")}
	}
	return s.checkUnion(f.Types, x, f.Name, 0)
}

func plainTextFits(t, text string) bool {
	switch t {
	case "String", "InputFile":
		return true
	case "Integer":
		_, err := strconv.ParseInt(text, 10, 64)
		return err == nil
	case "Float":
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	case "Boolean":
		return slices.Contains([]string{"true", "false", "True", "False", "1", "0"}, text)
	}
	return false
}

// checkUnion accepts what any of the types accepts; otherwise it reports the
// mismatch that went furthest.
func (s *spec) checkUnion(types []string, x any, path string, depth int) *mismatch {
	var best *mismatch
	for _, t := range types {
		m := s.checkValue(t, x, path, depth)
		if m == nil {
			return nil
		}
		if best == nil || m.depth > best.depth {
			best = m
		}
	}
	return best
}

func (s *spec) checkValue(t string, x any, path string, depth int) *mismatch {
	if of, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := x.([]any)
		if !ok {
			return &mismatch{depth, path + ": expected an array"}
		}
		for i, e := range list {
			if m := s.checkUnion([]string{of}, e, fmt.Sprintf("%s[%d]", path, i), depth+1); m != nil {
				return m
			}
		}
		return nil
	}
	if def, ok := s.Types[t]; ok && t != "InputFile" {
		return s.checkObject(t, def, x, path, depth)
	}
	if !scalarFits(t, x) {
		return &mismatch{depth, path + ": expected " + t}
	}
	return nil
}

func scalarFits(t string, x any) bool {
	switch t {
	case "String", "InputFile":
		_, ok := x.(string)
		return ok
	case "Integer":
		n, ok := x.(json.Number)
		if !ok {
			return false
		}
		_, err := n.Int64()
		return err == nil
	case "Float":
		_, ok := x.(json.Number)
		return ok
	case "Boolean":
		_, ok := x.(bool)
		return ok
	}
	return false
}

func (s *spec) checkObject(t string, def specType, x any, path string, depth int) *mismatch {
	if len(def.Subtypes) > 0 {
		return s.checkUnion(def.Subtypes, x, path, depth)
	}
	object, ok := x.(map[string]any)
	if !ok {
		return &mismatch{depth, path + ": expected an object of type " + t}
	}
	for _, f := range def.Fields {
		if f.Const != "" && object[f.Name] != nil && object[f.Name] != f.Const {
			return &mismatch{depth, fmt.Sprintf("%s.%s: expected %q", path, f.Name, f.Const)}
		}
	}
	known := 0
	for name := range object {
		if slices.ContainsFunc(def.Fields, func(f specField) bool { return f.Name == name }) {
			known++
		}
	}
	// A shared field name, besides the discriminator, tells a likely member of a
	// union: its complaint is worth more.
	depth += 1 + known
	for name := range object {
		if !slices.ContainsFunc(def.Fields, func(f specField) bool { return f.Name == name }) {
			return &mismatch{depth, fmt.Sprintf("%s: field %q is unknown to type %s", path, name, t)}
		}
	}
	for _, f := range def.Fields {
		if v := object[f.Name]; v != nil {
			if m := s.checkUnion(f.Types, v, path+"."+f.Name, depth+1); m != nil {
				return m
			}
		} else if f.Required {
			return &mismatch{depth, fmt.Sprintf("%s: field %q of type %s is required", path, f.Name, t)}
		}
	}
	return nil
}
