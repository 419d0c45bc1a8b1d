"""Templates: a pack's parts with tags, compiled once, filled with each unit to a .docx package."""
