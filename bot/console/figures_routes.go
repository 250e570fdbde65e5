package console

// figureRoutes registers the pages of figures: to be written with them.
func (c *Console) figureRoutes() {}
