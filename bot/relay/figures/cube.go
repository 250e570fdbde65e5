package figures

import (
	"context"

	"relais/directory/db"
)

// cube is a measure of one year by place and by one stored dimension, with
// every sum: of each node of the year, of each place, of each value.
type cube struct {
	measure Measure
	by      Dimension
	year    int
	zones   *tree
	values  *tree
	names   []string // of values: as they are written in tables
	n       []int
	rounded []bool // totals that are not shown exact: see protect.go
	closed  [nodes]bool
}

// at is where a cell stands in n and rounded.
func (c *cube) at(node, zone, value int) int {
	return (node*len(c.zones.ids)+zone)*len(c.values.ids) + value
}

// record is a row of relay_counts.
type record struct {
	node  int
	where place
	value string
	n     int
}

// load reads the closed nodes of a year, and adds up.
func load(ctx context.Context, tx *db.Tx, m Measure, by Dimension, year int, closed [nodes]bool) (*cube, error) {
	return loadCodes(ctx, tx, m, by, year, closed, code(year, yearNode), code(year, 4))
}

// loadCodes is load of the codes from one to another.
func loadCodes(ctx context.Context, tx *db.Tx, m Measure, by Dimension, year int, closed [nodes]bool, from, to Month) (*cube, error) {
	var rows []record
	err := tx.Rows(ctx, `SELECT month, commune, quartier, value, n FROM relay_counts
		WHERE measure = ?1 AND dimension = ?2 AND month BETWEEN ?3 AND ?4`,
		[]any{string(m), string(by), from, to},
		func(scan func(...any) error) error {
			var month int
			var r record
			err := scan(&month, &r.where.commune, &r.where.quartier, &r.value, &r.n)
			r.node = nodeOf(Month(month))
			if closed[r.node] {
				rows = append(rows, r)
			}
			return err
		})
	return sum(m, by, year, closed, rows), err
}

// sum adds rows up into a cube.
func sum(m Measure, by Dimension, year int, closed [nodes]bool, rows []record) *cube {
	zones, values := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		zones[zonePath(r.where)] = true
		values[valuePath(by, r.value)] = true
	}
	c := &cube{measure: m, by: by, year: year, zones: grow(zones), values: grow(values), closed: closed}
	size := nodes * len(c.zones.ids) * len(c.values.ids)
	c.n, c.rounded = make([]int, size), make([]bool, size)
	c.names = make([]string, len(c.values.ids))
	for _, r := range rows {
		z, v := c.zones.index[zonePath(r.where)], c.values.index[valuePath(by, r.value)]
		c.names[v] = r.value
		if distinct(m) {
			c.n[c.at(r.node, z, v)] += r.n
			continue
		}
		for _, node := range []int{r.node, quarterOf(r.node), yearNode} {
			if !closed[node] {
				continue
			}
			for _, z := range c.zones.path(z) {
				for _, v := range c.values.path(v) {
					c.n[c.at(node, z, v)] += r.n
				}
			}
		}
	}
	return c
}
