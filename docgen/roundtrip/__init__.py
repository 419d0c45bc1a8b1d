"""Reads the office's edits of a built file, aligns, merges, and turns them into content changes."""
