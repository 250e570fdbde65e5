package model

import (
	"maps"
	"slices"
)

func (m *Model) pack() packed {
	p := packed{Classes: m.Classes, Bias: m.Bias, Scale: m.Scale}
	var last uint32
	for _, h := range slices.Sorted(maps.Keys(m.Rows)) {
		row := m.Rows[h]
		p.Hash = append(p.Hash, h-last)
		last = h
		p.Count = append(p.Count, uint16(len(row)))
		for _, w := range row {
			p.Class = append(p.Class, uint8(w.Class))
			p.ClassHigh = append(p.ClassHigh, uint8(w.Class>>8))
			p.Value = append(p.Value, w.Value)
		}
	}
	return p
}

func (p *packed) unpack() *Model {
	m := &Model{Classes: p.Classes, Bias: p.Bias, Scale: p.Scale, Rows: make(map[uint32][]Weight, len(p.Hash))}
	all := make([]Weight, len(p.Value))
	for i := range all {
		all[i] = Weight{uint16(p.Class[i]) | uint16(p.ClassHigh[i])<<8, p.Value[i]}
	}
	var h uint32
	k := 0
	for i, d := range p.Hash {
		h += d
		n := int(p.Count[i])
		m.Rows[h] = all[k : k+n : k+n]
		k += n
	}
	return m
}
