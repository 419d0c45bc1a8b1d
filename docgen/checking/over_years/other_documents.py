"""Other documents that a report is compared with: last year's report, the approved budget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.checking.any_report import YEAR, any_report, year_of
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.over_years.statements import Measure, StatedFigures, Statement
from docgen.checking.over_years.table_statements import TableReading
from docgen.content.blocks import Document, Table
from docgen.content.numbers import Figure
from docgen.content.unit import Unit
from docgen.content.values import Node
from docgen.content.workbook_cells import UnitCells
from docgen.diagnostics import Problems
from docgen.packs.pack import Pack

_BUDGET = re.compile(r"批复|预算")
_FINAL = re.compile(r"决算|执行")
_REPORT = re.compile(r"自评|评价|绩效|总结")


@dataclass(frozen=True)
class OtherDocument:
    """A document beside a report, and what it states.

    Attributes:
        file: as messages name it.
        year: the year it is about, in digits; ``""`` if it does not say.
        unit: the name of its unit; ``""`` if it does not say.
        statements: what it states.
    """

    file: str
    year: str
    unit: str
    statements: tuple[Statement, ...]

    @property
    def figures(self) -> StatedFigures:
        """Its statements by what they are about."""
        return StatedFigures(self.statements)

    def is_of(self, unit: str) -> bool:
        """Whether it may be of the unit of this name: one of the names is a part of the other."""
        return not (self.unit and unit) or self.unit in unit or unit in self.unit


@dataclass(frozen=True)
class OtherSource:
    """A file to compare with, as it was read.

    Attributes:
        name: as messages name it.
        document: what its reader sees.
        is_report: whether its sentences count, not only its tables.
    """

    name: str
    document: Document
    is_report: bool

    def beside(self, year: str) -> OtherDocument:
        """What it states beside a report of ``year``."""
        read = other_report if self.is_report else other_tables
        return read(self.document, self.name, year)


def other_report(document: Document, name: str, year: str = "") -> OtherDocument:
    """A Word report as a document to compare with; ``year`` is that of the report beside it.

    One that names no year is taken for last year's.
    """
    unit, pack = any_report(document, name)
    own = unit.edition or (str(int(year) - 1) if year else "")
    if own and not unit.edition:
        unit.data[YEAR] = Figure(int(own))
    checked = CheckedUnit(unit, pack, None)
    return OtherDocument(name, own, checked.name, tuple(checked.statements))


def last_content(last: Node, pack: Pack, year: str) -> OtherDocument:
    """The content of the edition before as a document to compare with a report of ``year``."""
    own, place = str(int(year) - 1), last.place
    folder = Path(place.file)
    cells = UnitCells(folder, place, Problems())
    unit = Unit(own, folder.name, folder, place, last, cells, complete=True)
    checked = CheckedUnit(unit, pack, None)
    statements = checked.statements if checked.year in ("", own) else ()
    return OtherDocument(place.file, own, checked.name, tuple(statements))


def other_tables(document: Document, name: str, year: str = "") -> OtherDocument:
    """Tables of a workbook, or of a Word file that is no report, such as the approved budget.

    What their figures are says the name of the file, or a line above: 批复, 预算, 决算. ``year`` is
    that of the report beside it, which one without a year is taken to be of.
    """
    own = year_of(document, name) or year
    words = name + "".join(
        "".join(getattr(part, "text", "") for part in block.inlines)
        for block in document.blocks[:5]
        if not isinstance(block, Table)
    )
    is_final = _FINAL.search(words) and not _BUDGET.search(words)
    otherwise = Measure.FINAL if is_final else Measure.INITIAL if _BUDGET.search(words) else None
    tables = TableReading(own, otherwise).of_document(document) if own else ()
    return OtherDocument(name, own, "", tuple(tables))


def is_report(document: Document, name: str) -> bool:
    """Whether a Word file is a report, whose sentences count, rather than a table of figures."""
    texts = [name, *(_first_words(block) for block in document.blocks[:6])]
    is_table = any(_BUDGET.search(text) and not _REPORT.search(text) for text in texts[:3])
    return any(map(_REPORT.search, texts)) or not is_table


def _first_words(block: object) -> str:
    inlines: Sequence[object] = getattr(block, "inlines", ())
    return "".join(str(getattr(part, "text", "")) for part in inlines)[:60]
