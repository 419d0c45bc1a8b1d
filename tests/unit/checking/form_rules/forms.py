"""Forms for tests: tables as a Word file has them, typed as lines.

``|`` stands between cells, ``<`` is a cell merged with that on its left, ``^`` with that above.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.standard_rules import RULES, standard_rules
from docgen.checking.form_rules.table_forms import table_forms
from docgen.content.blocks import Block, Document, Inlines, Span, Table
from docgen.diagnostics import Place, Problem
from docgen.packs.pack import Pack
from tests.unit.checking.units import PACK, checked

FILE = "自评表.docx"


def table_of(lines: str, start: int = 1) -> Table:
    """A table; the place of each cell is its row and column."""
    rows: list[list[Inlines]] = []
    for number, line in enumerate(lines.strip().splitlines()):
        row: list[Inlines] = []
        for column, text in enumerate(line.split("|")):
            row.append(
                _cell(text.strip(), row, rows, column, Place(FILE, start + number, column + 1))
            )
        rows.append(row)
    width = max(map(len, rows))
    filled = tuple((*row, *((),) * (width - len(row))) for row in rows)
    return Table((None,) * width, filled, Place(FILE, start), len(rows))


def _cell(
    text: str, row: list[Inlines], rows: list[list[Inlines]], column: int, place: Place
) -> Inlines:
    if text == "<":
        return row[-1]
    if text == "^":
        return rows[-1][column]
    return (Span(text, place),) if text else ()


def document(*tables: str) -> Document:
    """A text of tables."""
    blocks: tuple[Block, ...] = tuple(
        table_of(lines, 1 + 100 * n) for n, lines in enumerate(tables)
    )
    return Document(blocks, Place(FILE))


def problems_of(*tables: str) -> Iterator[Problem]:
    """What the rules say of the forms in tables."""
    for form in table_forms(document(*tables)):
        for rule in RULES.values():
            yield from rule(form)


def said(*tables: str) -> list[str]:
    """``row:column severity code`` of each problem."""
    return [told(problem) for problem in problems_of(*tables)]


def told(problem: Problem) -> str:
    """``line:column severity code`` of a problem."""
    place = problem.place
    return f"{place.line}:{place.column} {problem.severity.value} {problem.code}"


def unit_of(yaml: str, *, pack: Pack = PACK) -> CheckedUnit:
    """A unit of one file."""
    return checked(yaml, pack=pack)


def said_of(yaml: str, *, pack: Pack = PACK) -> list[str]:
    """What is told of a unit of one file."""
    return [told(problem) for problem in standard_rules(unit_of(yaml, pack=pack))]
