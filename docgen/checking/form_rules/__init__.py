"""Rules that every evaluation form has, by the heads of its tables; no pack has to write them.

YAML or tables of text -> rows of cells by head (:mod:`.form_rows`) -> forms -> rules
"""
