package model

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
)

// packed is a model as columns of small numbers, in one order: equal models
// make equal files.
type packed struct {
	Classes      []string
	Heft         Heft
	Bias, Scale  []float32
	Slope, Shift []float64
	Clues        []byte // hashes, ascending, as differences
	Count        []byte // weights of each clue
	Class        []byte // of each weight, as differences within a clue
	Value        []byte // of each weight, as int8
}

// Write stores the model, compressed.
func (m *Model) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(z).Encode(m.pack()); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return z.Close()
}

func (m *Model) pack() packed {
	p := packed{Classes: m.Classes, Heft: m.heft, Bias: m.bias, Scale: m.scale}
	for _, c := range m.sure {
		p.Slope, p.Shift = append(p.Slope, c.slope), append(p.Shift, c.shift)
	}
	var last uint32
	for k, h := range m.clues {
		p.Clues = binary.AppendUvarint(p.Clues, uint64(h-last))
		last = h
		row := m.weights[m.start[k]:m.start[k+1]]
		p.Count = binary.AppendUvarint(p.Count, uint64(len(row)))
		var class uint16
		for _, w := range row {
			p.Class = binary.AppendUvarint(p.Class, uint64(w.class-class))
			class = w.class
			p.Value = append(p.Value, byte(w.value))
		}
	}
	return p
}

var errBroken = errors.New("model: broken file")

// Read reads what Write stored.
func Read(data []byte) (*Model, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	var p packed
	if err := gob.NewDecoder(z).Decode(&p); err != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	return p.unpack()
}

func (p *packed) unpack() (*Model, error) {
	m := &Model{Classes: p.Classes, heft: p.Heft, bias: p.Bias, scale: p.Scale}
	for _, column := range []int{len(p.Bias), len(p.Scale), len(p.Slope), len(p.Shift)} {
		if column != len(p.Classes) {
			return nil, errBroken
		}
	}
	for c, slope := range p.Slope {
		m.sure = append(m.sure, calibration{slope, p.Shift[c]})
	}
	m.weights = make([]weight, 0, len(p.Value))
	m.clues = make([]uint32, 0, len(p.Count))
	m.start = make([]uint32, 1, len(p.Count)+1)
	hashes, counts, classes := column(p.Clues), column(p.Count), column(p.Class)
	var hash, class uint64
	for len(counts) > 0 {
		hash += hashes.next()
		class = 0
		for range counts.next() {
			class += classes.next()
			if class >= uint64(len(p.Classes)) || len(m.weights) == len(p.Value) {
				return nil, errBroken
			}
			m.weights = append(m.weights, weight{uint16(class), int8(p.Value[len(m.weights)])})
		}
		m.clues = append(m.clues, uint32(hash))
		m.start = append(m.start, uint32(len(m.weights)))
	}
	m.index()
	return m, nil
}

// column is a list of numbers, read one by one; 0 after its end.
type column []byte

func (c *column) next() uint64 {
	if s := *c; len(s) > 0 && s[0] < 0x80 {
		*c = s[1:]
		return uint64(s[0])
	}
	v, n := binary.Uvarint(*c)
	*c = (*c)[max(n, min(1, len(*c))):]
	return v
}

func mustRead(data []byte) *Model {
	m, err := Read(data)
	if err != nil {
		panic("embedded model: " + err.Error())
	}
	return m
}
