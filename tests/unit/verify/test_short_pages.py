"""A page with the last lines of what stands before: what just is one, and what just is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.diagnostics import Severity
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_format import LayoutGrid
from docgen.verify.short_pages import short_page_deviations
from tests.unit.verify.formats import FORMAT, OUT, PITCH, line, mm, page, said
from tests.unit.verify.test_pdf_rules import TOP, number_line


def lines(count: int, *, of: str = "正") -> list[GlyphLine]:
    return [line(f"{of}{index}", TOP + PITCH * index) for index in range(count)]


def numbered(number: int, *body: GlyphLine) -> Page:
    return page(*body, number_line(f"—{number}—", odd=number % 2 == 1), number=number)


def short(*pages: Page) -> list[str]:
    return said(short_page_deviations(FORMAT, pages, OUT))


def test_a_page_that_somebody_begins_may_be_short() -> None:
    pages = numbered(2, *lines(22)), numbered(3, *lines(1, of="末"))
    assert said(short_page_deviations(FORMAT, pages, OUT, lambda: {3})) == []
    assert len(said(short_page_deviations(FORMAT, pages, OUT, lambda: {2}))) == 1


@pytest.mark.parametrize(
    ("count", "found"),
    [(0, []), (1, ["found=1 wanted=3"]), (2, ["found=2 wanted=3"]), (3, [])],
)
def test_a_page_of_two_lines_is_short(count: int, found: list[str]) -> None:
    pages = numbered(2, *lines(22)), numbered(3, *lines(count, of="末"))
    wanted = [f"format-short-page {words} page=3 words=末0" for words in found]
    assert short(*pages) == wanted
    problems = short_page_deviations(FORMAT, pages, OUT)
    assert all(problem.severity is Severity.WARNING for problem in problems)


@pytest.mark.parametrize(("full", "is_short"), [(22, True), (20, True), (19, False), (1, False)])
def test_the_page_before_has_run_over(full: int, is_short: bool) -> None:
    pages = numbered(2, *lines(full)), numbered(3, *lines(1, of="末"))
    assert bool(short(*pages)) is is_short


def test_what_begins_a_page_of_its_own_is_not_meant() -> None:
    cover = page(*lines(2, of="封"), number=1)
    assert short(cover, numbered(2, *lines(2))) == []
    annex = line("附件1", TOP), line("名称", TOP + PITCH)
    assert short(numbered(2, *lines(22)), numbered(3, *annex)) == []
    assert len(short(numbered(2, *annex, *lines(22)[2:]), numbered(3, *lines(1, of="末")))) == 1


def test_pictures_count_as_text() -> None:
    full, last = numbered(2, *lines(22)), numbered(3, *lines(1, of="图"))
    assert short(full, replace(last, pictures=(mm(120),))) == []
    pictured = numbered(2, *lines(5))
    assert short(pictured, last) == []
    assert short(replace(pictured, pictures=(mm(262),)), last) != []
    assert short(replace(pictured, pictures=(mm(200),)), last) == []


def test_the_head_of_a_table_that_goes_on_is_no_line_of_the_page() -> None:
    body = lines(4, of="末")
    for size, is_head in ((12, True), (16, False)):
        head = line("序号名称", TOP, size=size)
        before = numbered(2, head, *lines(22)[1:])
        assert bool(short(before, numbered(3, head, *body[1:3]))) is is_head
        assert short(before, numbered(3, head, *body[1:4])) == []


def test_the_format_says_how_many_lines_are_too_few() -> None:
    pages = numbered(2, *lines(22)), numbered(3, *lines(4, of="末"))
    strict = replace(FORMAT, grid=LayoutGrid(22, 28, least=5))
    assert said(short_page_deviations(strict, pages, OUT)) == [
        "format-short-page found=4 wanted=5 page=3 words=末0"
    ]
    assert said(short_page_deviations(replace(FORMAT, grid=None), pages, OUT)) == []
