"""Last year's report taken in: its values and texts become the content of a unit."""
