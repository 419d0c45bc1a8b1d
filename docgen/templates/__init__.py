"""A pack's parts with their tags, compiled once and filled with each unit: a .docx package."""
