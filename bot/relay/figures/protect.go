package figures

// protect hides what must not be shown of a cube.
func (v *view) protect(c *cube) error {
	for i, n := range c.n {
		c.hidden[i] = n > 0 && n < v.f.k
	}
	return nil
}
