"""New content into the file that the office has edited."""
