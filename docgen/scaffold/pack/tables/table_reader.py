"""Reads a table of a form: roles, then lists, then the blanks that are left."""

from __future__ import annotations

from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.tables.cell_lines import read_lines, read_years, tell_pens
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.indicators import read_indicators
from docgen.scaffold.pack.tables.lists import read_lists
from docgen.scaffold.pack.tables.table_cells import read_blanks


def read_table(scan: HeaderScan, title: str, found: FormFields) -> None:
    """Adds the fields of a table to ``found``; ``title`` names a list without a name in it."""
    scan = read_years(scan, found)
    scan = read_indicators(scan, found)
    scan = read_lists(scan, title, found)
    read_lines(scan, found)
    read_blanks(scan, found)
    tell_pens(scan, found)
