"""WordprocessingML, and nothing else: elements, grids, styles, notes, sections, zip files."""
