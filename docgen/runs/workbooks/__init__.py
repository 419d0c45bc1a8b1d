"""Workbooks to fill in: the forms of a unit as sheets, and what was typed in them."""
