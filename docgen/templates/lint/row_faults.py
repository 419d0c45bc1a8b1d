"""Rows of a fixed height with room for one line, in which something is filled in.

What does not fit into such a row, ``w:hRule="exact"``, is not on paper (ECMA-376 part 1, 17.4.80).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.diagnostics import Place, Problem, TemplatePlace, warning
from docgen.diagnostics.codes import problem_code
from docgen.word.tag_pattern import TAG
from docgen.word.xml import child_at, text_of, twips, w

FORM_ROW_EXACT = problem_code(
    "form-row-exact",
    en=(
        "{rows:# row has|# rows have} a fixed height with room for one line; a second line is "
        "not on paper ({template})",
        "in the table's properties, set the height of the rows to “at least”",
    ),
    zh=(
        "{rows} 行的行高是固定值，只放得下一行字，第二行印不出来（{template}）",
        "在表格属性里把行高改为「最小值」",
    ),
)

_TWO_LINES = 2 * 13 * 20
"""In twips: two lines of the smallest text of forms, 10 points with little between them."""


def row_faults(root: etree._Element, part: str, story: str) -> Iterator[Problem]:
    """A warning for each table with such rows, at the first of them."""
    for number, table in enumerate(root.iter(w("tbl")), 1):
        rows = enumerate(table.iterfind(w("tr")), 1)
        tight = [row for row, element in rows if _is_tight(element)]
        if tight:
            place = TemplatePlace(part, number, tight[0], story=story)
            yield warning(FORM_ROW_EXACT, Place(part), place, rows=len(tight))


def _is_tight(row: etree._Element) -> bool:
    """Whether a row has a tag, and no room for two lines."""
    height = child_at(row, w("trPr"), w("trHeight"))
    if height is None or height.get(w("hRule")) != "exact":
        return False
    return twips(height, "val") < _TWO_LINES and TAG.search(text_of(row)) is not None
