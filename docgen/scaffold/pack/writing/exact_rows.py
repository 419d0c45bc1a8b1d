"""Rows of a form whose height is exact: what does not fit into them is cut off in print."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.form_fields import FormFields
from docgen.word.xml import w

DRAFT_EXACT_ROWS = problem_code(
    "draft-exact-rows",
    en=(
        "{rows:# row|# rows} to fill in from here on have an exact height: what does not fit is "
        "cut off in print",
        "if the text may be longer than the room, make the pack with --at-least-rows, or choose "
        "「at least」 for these rows in the template",
    ),
    zh=(
        "从这里起有 {rows} 行要填的，行高是固定值：写不下的印不出来",
        "内容可能写不下的，用 --at-least-rows 重做，或在模板里把这些行改为「最小值」",
    ),
)

_PATH = f"{w('trPr')}/{w('trHeight')}"


def tell_exact_rows(found: FormFields) -> None:
    """Adds a doubt for each table with rows of exact height that are filled in, at the first."""
    rows_by_table = dict[etree._Element, list[etree._Element]]()
    for row in _exact_rows(found):
        rows_by_table.setdefault(next(row.iterancestors(w("tbl"))), []).append(row)
    for first, *others in rows_by_table.values():
        found.doubt(DRAFT_EXACT_ROWS, first, rows=str(1 + len(others)))


def loosen_exact_rows(found: FormFields) -> None:
    """Lets the rows that are filled in grow: their height is then the least one."""
    for row in _exact_rows(found):
        for height in row.findall(_PATH):
            height.set(w("hRule"), "atLeast")


def _exact_rows(found: FormFields) -> Iterator[etree._Element]:
    """The rows of exact height around fields and repeated rows, each once."""
    filled = [field.spot.paragraph for field in found.fields if field.kind not in ("year", "ticks")]
    filled += [block.rows[0] for block in found.blocks]
    rows = (row for place in filled for row in (place, *place.iterancestors(w("tr"))))
    for row in dict.fromkeys(rows):
        heights = (height.get(w("hRule")) for height in row.findall(_PATH))
        if row.tag == w("tr") and "exact" in heights:
            yield row
