"""What is taken from a report that somebody made by hand."""
