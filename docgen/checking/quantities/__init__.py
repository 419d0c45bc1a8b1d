"""Quantities: the numbers of a text with their units, dimensions and times."""
