"""The text of a paragraph, and the blanks in it."""
