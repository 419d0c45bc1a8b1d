"""On which page of its layout what is listed of an old report stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import DocumentPlace, Place, Problem, warning
from docgen.project import Project
from docgen.scaffold.content.new_edition import NewUnit
from docgen.scaffold.taken import laid_out_pages
from docgen.scaffold.taken.laid_out_pages import with_pages
from docgen.scaffold.taken.take_report import TAKE_LEFT, TakenUnit

LINES = ("第一页的开头几个字", "甲", "第二页的开头几个字", "乙", "第三页的一个表格", "丙")
PAGES = ["第一页的开头几个字甲", "第二页的开头几个字乙", "第三页的一个表格丙"]


def seen(line: int, page: int = 0) -> Problem:
    return warning(TAKE_LEFT, Place("r.docx", line, 1, spot=DocumentPlace(page=page)), text="字")


def pages(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], *problems: Problem
) -> tuple[list[int], int]:
    """The pages of the problems, and how often the report was laid out."""
    laid_out = []

    def noting(report: bytes, project: Project) -> list[str]:
        laid_out.append(report)
        return texts

    monkeypatch.setattr(laid_out_pages, "_laid_out", noting)
    taken = TakenUnit(NewUnit(Path("u"), problems=problems), report=b"PK", lines=LINES)
    found = with_pages(taken, Project(Path.cwd())).unit.problems
    return [problem.place.spot.page for problem in found if problem.place.spot], len(laid_out)


def test_each_gets_the_page_of_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pages(monkeypatch, PAGES, seen(1), seen(4), seen(5), seen(6))
    assert found == ([1, 2, 3, 3], 1)


def test_a_page_that_word_saved_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages(monkeypatch, PAGES, seen(1, page=7), seen(4)) == ([7, 2], 1)
    assert pages(monkeypatch, PAGES, seen(1, page=7)) == ([7], 0)


def test_without_a_layout_there_are_no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages(monkeypatch, [], seen(1)) == ([0], 1)
    assert pages(monkeypatch, PAGES) == ([], 0)


def test_a_line_that_is_not_there_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages(monkeypatch, PAGES, seen(99)) == ([0], 1)
