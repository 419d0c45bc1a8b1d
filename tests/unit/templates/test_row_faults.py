"""Rows of a fixed height with room for a line are told where something is filled into them."""

from __future__ import annotations

import pytest

from docgen.diagnostics import TemplatePlace
from docgen.templates.lint.row_faults import row_faults
from tests.unit.word.elements import element

EXACT, LEAST = 'w:hRule="exact"', 'w:hRule="atLeast"'


def row(text: str, height: int = 0, rule: str = EXACT) -> str:
    properties = f'<w:trPr><w:trHeight w:val="{height}" {rule}/></w:trPr>' if height else ""
    return f"<w:tr>{properties}<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"


def found(*tables: str) -> list[tuple[TemplatePlace | None, str]]:
    root = element(f"<w:body>{''.join(f'<w:tbl>{rows}</w:tbl>' for rows in tables)}</w:body>")
    return [(problem.template, problem.words["rows"]) for problem in row_faults(root, "a.docx", "")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (row("{{ 甲 }}", 400), [(TemplatePlace("a.docx", 1, 1), "1")]),
        (
            row("标题", 400) + row("{{ 甲 }}", 400) + row("乙{{p 乙 }}", 519),
            [(TemplatePlace("a.docx", 1, 2), "2")],
        ),
        (row("{{ 甲 }}", 520), []),
        (row("{{ 甲 }}", 400, LEAST), []),
        (row("{{ 甲 }}", 400, ""), []),
        (row("{{ 甲 }}"), []),
        (row("标题", 400), []),
    ],
)
def test_a_table_is_told_at_its_first_tight_row(
    rows: str, told: list[tuple[TemplatePlace, str]]
) -> None:
    assert found(rows) == told


def test_each_table_is_told() -> None:
    places = found(row("{{ 甲 }}", 400), row("{{ 乙 }}", 400))
    assert [place.table for place, _ in places if place] == [1, 2]
