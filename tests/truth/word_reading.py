"""Checks a text as a Word report that docgen did not make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.any_report import any_report
from docgen.checking.check_unit import check_unit
from docgen.diagnostics import Place, Problem
from docgen.roundtrip.reading.report_blocks import report_document
from docgen.word.package_file import open_package
from docgen.word.rendered_pages import rendered_pages
from tests.truth.findings import Finding, finding
from tests.truth.word_files import WordFile, word_file

_CELL = re.compile(r"!t(\d+)r(\d+)c\d+")
_PARAGRAPH = re.compile("!“(.*?)…?”")
_NO_SIGNS = str.maketrans("", "", "「」“”!")


def word_findings(name: str, source: str) -> list[Finding]:
    """What the checks say of the Word file of a text; lines are those of ``source``."""
    made = word_file(name, source)
    file = f"{name}.docx"
    document = open_package(made.data, Place(file))
    pages = rendered_pages(document.element.body)
    unit, pack = any_report(report_document(document, file, pages), file)
    return [
        finding(problem, made.origins[problem.place.line - 1], tuple(_named(problem, made, source)))
        for problem in check_unit(unit, pack, None)
    ]


def _named(problem: Problem, made: WordFile, source: str) -> Iterator[int]:
    for word in problem.words.values():
        for table, row in _CELL.findall(word):
            yield made.rows[int(table), int(row)]
        for first in _PARAGRAPH.findall(word) if "!t" not in word else ():
            lines = (line.lstrip("#- ").translate(_NO_SIGNS) for line in source.split("\n"))
            yield from (number for number, line in enumerate(lines, 1) if line.startswith(first))
