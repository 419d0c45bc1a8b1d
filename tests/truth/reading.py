"""Checks a text as a report of no pack: as Markdown, without a Word file on the way."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.checking.check_unit import check_unit
from docgen.content.markdown import parse_markdown
from docgen.content.unit import Unit
from docgen.content.values import Node, Text
from docgen.content.workbook_cells import UnitCells
from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.binding import bind_documents
from docgen.packs.next_year import NextYear
from docgen.packs.pack import Pack
from docgen.packs.pack_yaml import Properties
from docgen.packs.rules import Checks
from tests.truth.findings import Finding, finding

EDITION = "2023"

NO_PACK = Pack(
    name="",
    place=Place(""),
    output=Text(""),
    properties=Properties(),
    parts=(),
    derived=(),
    schema={},
    format=None,
    rules=(),
    checks=Checks(),
    next=NextYear(),
)


_NAMED = re.compile(r"\.md:(\d+)")


def markdown_findings(name: str, source: str) -> list[Finding]:
    """What the checks say of a text; lines are those of ``source``."""
    return [
        finding(problem, problem.place.line, _named(problem)) for problem in _problems(name, source)
    ]


def _named(problem: Problem) -> tuple[int, ...]:
    return tuple(int(line) for word in problem.words.values() for line in _NAMED.findall(word))


def _problems(name: str, source: str) -> list[Problem]:
    problems = Problems()
    place = Place(f"narrative/{name}.md", 1, 1)
    texts = Node(place)
    # A title belongs to a form; what is typed in its place is a paragraph.
    texts.add(name, parse_markdown(source.removeprefix("# "), place, problems), place)
    data = Node(Place(name))
    data.add("narrative", texts, place)
    bind_documents(data, problems)
    cells = UnitCells(Path(name), Place(name), problems)
    unit = Unit(EDITION, name, Path(name), Place(name), data, cells, complete=True)
    return [*problems, *check_unit(unit, NO_PACK, None)]
