"""Charts as SVG text, each with its title, its sentence and its table from the same data."""
