"""Beginnings: content for a new edition, and a pack made of blank official forms."""
