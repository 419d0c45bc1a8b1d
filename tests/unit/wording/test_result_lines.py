"""A run over a few units names their files; one over many counts them, and names what failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from docgen.atomic import FILE_OPEN
from docgen.diagnostics import Place, error, warning
from docgen.runs.results import Outcome, Result
from docgen.wording.result_lines import result_lines

OLD = warning(FILE_OPEN, Place("a"), holder="", lock="x")
OPEN = error(FILE_OPEN, Place("a"), holder="李某", lock="x")
OTHER = error(FILE_OPEN, Place("b"), holder="王某", lock="x")


def units(count: int, **fields: Any) -> list[Outcome]:
    outcome = Outcome("x", Path("x.docx"), Path("x.pdf"), pages=17)
    return [replace(outcome, name=f"unit-{number}", **fields) for number in range(count)]


def lines(outcomes: Sequence[Outcome], **chosen: Any) -> list[str]:
    return list(result_lines(Result(tuple(outcomes)), "en", **chosen))


@pytest.mark.parametrize(
    ("count", "every", "named"), [(1, False, 2), (10, False, 20), (11, False, 0), (11, True, 22)]
)
def test_the_files_of_many_units_are_named_if_that_is_wanted(
    count: int, every: bool, named: int
) -> None:
    found = lines(units(count), every=every)
    assert found.count("wrote x.docx") == found.count("wrote x.pdf") == named // 2
    assert found[-1] == f"done {count}, not done 0; errors 0, warnings 0"


def test_many_units_are_counted_with_their_pages_and_the_time() -> None:
    new = [*units(6), *units(2, changed=False), *units(1, changed=False, merged=True)]
    old = units(4, changed=False, pdf_changed=False)
    assert lines([*new, *old], seconds=3.96)[-2] == (
        "9 with new files, 4 unchanged, 221 pages, 4.0 sec; -v names each file"
    )
    assert lines([*new, *units(2, docx=None, pdf=None)], seconds=41.2)[-2] == (
        "9 with new files, 0 unchanged, 153 pages, 41 sec; -v names each file"
    )
    edited = units(2, changed=False, edited=True, pdf=None, pages=0)
    assert lines([*units(9, changed=False, pdf=None, pages=0), *edited], seconds=1)[-2] == (
        "0 with new files, 9 unchanged, 2 edited and left alone, 1.0 sec; -v names each file"
    )
    assert lines(units(11, pdf=None, pages=0), seconds=1)[-2] == (
        "11 with new files, 0 unchanged, 1.0 sec; -v names each file"
    )


def test_what_is_not_done_is_named_once_more_with_its_first_error() -> None:
    failed = units(2, docx=None, pdf=None, problems=(OLD, OPEN, OTHER))
    found = lines([*units(11, problems=(OLD,)), *failed])
    named = [line for line in found if line.startswith("not done")]
    assert len(named) == 2
    assert all("李某" in line for line in named)
    assert named[1].startswith("not done: unit-1: ")
    assert [line for line in lines(failed) if line.startswith("not done:")] == []


def test_a_check_of_many_units_has_no_files_to_count() -> None:
    outcomes = tuple(Outcome(f"unit-{number}", None) for number in range(12))
    assert list(result_lines(Result(outcomes, checked=True), "en")) == [
        "units checked: 12; errors 0, warnings 0"
    ]


@pytest.mark.parametrize(
    ("stands_in", "is_offered"),
    [("FandolFang R", False), ("Noto Serif CJK SC", True), (None, True)],
)
def test_nearer_fonts_are_offered_where_docgen_fonts_would_bring_them(
    stands_in: str | None, is_offered: bool
) -> None:
    result = Result(tuple(units(1)), substituted={"仿宋_GB2312": stands_in})
    found = list(result_lines(result, "en"))
    assert any("docgen fonts" in line for line in found) == is_offered
    assert any(line.startswith("fonts substituted: 仿宋_GB2312 →") for line in found)
