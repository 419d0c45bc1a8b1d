"""The blanks of a table: what each cell is, and the labels that name it."""
