"""The blocks of a Word file between two headings as the Markdown of a chapter."""
