package figures

import (
	"slices"
	"strings"
)

// tree is a hierarchy whose node 0 stands for everything. Its nodes are in the
// order of their paths, so that more nodes never change the order of others.
type tree struct {
	ids    []string // paths: "", "37261", "37261/sanitas"
	parent []int
	leaf   []bool
	index  map[string]int
}

// grow makes the tree of some paths, each with all that is above it.
func grow(paths map[string]bool) *tree {
	all := map[string]bool{"": true}
	for p := range paths {
		for p != "" {
			all[p] = true
			p = above(p)
		}
	}
	t := &tree{index: map[string]int{}}
	for p := range all {
		t.ids = append(t.ids, p)
	}
	slices.Sort(t.ids)
	t.leaf = slices.Repeat([]bool{true}, len(t.ids))
	for i, p := range t.ids {
		t.index[p] = i
		t.parent = append(t.parent, -1)
		if p != "" {
			t.parent[i] = t.index[above(p)]
			t.leaf[t.parent[i]] = false
		}
	}
	return t
}

// above is the path one step up.
func above(p string) string {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i]
	}
	return ""
}

// path lists a node and what is above it, the root last.
func (t *tree) path(node int) []int {
	var out []int
	for ; node >= 0; node = t.parent[node] {
		out = append(out, node)
	}
	return out
}

// zonePath is where a place stands in the tree of places.
func zonePath(p place) string {
	switch {
	case p.commune == star || p.commune == "":
		return ""
	case p.quartier == star || p.quartier == "":
		return p.commune
	}
	return p.commune + "/" + p.quartier
}

// valuePath is where a value stands in the tree of its dimension. Pairs stand
// under what they are read by: "addictions/complet" under "complet".
func valuePath(by Dimension, value string) string {
	if by == ThemeReason || by == ThemeWhat {
		if theme, second, ok := strings.Cut(value, "/"); ok {
			return second + "/" + theme
		}
	}
	return strings.ReplaceAll(value, "/", "|")
}
