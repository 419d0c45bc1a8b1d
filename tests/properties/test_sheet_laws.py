"""The law of workbooks: what is typed in one is what is printed, by openpyxl and by Calc.

There are 16 random cases in ``make test``, and in ``make fuzz`` as many as ``DOCGEN_EXAMPLES``
says, 2,000 at most; 8 of them, or 60, are saved by LibreOffice Calc as .xlsx, .xls and .ods, each
kind in one call.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import SheetIn
from docgen.content.yaml_writer import KeyPath
from tests.filled_sheets import (
    CONTENT,
    addresses,
    printed,
    saved_by_calc,
    sheet_project,
    take,
    workbook,
)
from tests.support import SmallProject

pytestmark = pytest.mark.slow

IS_FUZZ = "DOCGEN_EXAMPLES" in os.environ
COUNT = min(int(os.environ.get("DOCGEN_EXAMPLES", "16")), 2000)
LAW = settings(
    max_examples=COUNT,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
KEYS = ("名称", "预算", "决算")


@dataclass(frozen=True)
class Typed:
    """What is typed in a cell, and what has to print; ``code`` is a format it is typed in."""

    value: object
    prints: str
    code: str = ""


def _figure(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def figures() -> st.SearchStrategy[Typed]:
    """Figures as numbers, as sums with their noise, and as texts of all kinds."""
    decimals = st.decimals(-(10**9), 10**9, places=4, allow_nan=False).map(
        lambda each: each.normalize()
    )
    money = st.decimals(0, 10**7, places=2, allow_nan=False)
    plain = decimals.map(lambda each: Typed(float(each), _figure(each)))
    sums = st.lists(money, min_size=2, max_size=4).map(
        lambda terms: Typed(sum(map(float, terms)), _figure(sum(terms, Decimal(0))))
    )
    whole = st.integers(-(10**11), 10**11).map(lambda each: Typed(each, str(each)))
    commas = money.map(lambda each: Typed(f"{each:,.2f}", f"{each:.2f}"))
    wide = money.map(lambda each: Typed(_wide(f"{each:.2f}"), f"{each:.2f}"))
    shown = money.map(lambda each: Typed(float(each), f"{each:.2f}", "0.00"))
    grouped = money.map(lambda each: Typed(float(each), f"{each:.2f}", "#,##0.00"))
    return st.one_of(plain, sums, whole, commas, wide, shown, grouped, st.just(Typed(None, "")))


def _wide(text: str) -> str:
    return text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789."})


SIGNS = "甲乙丙丁，。；：①㎡%—abcYZ 0123456789=+-@#/\\&|*!:.,~^$`"
"""Without what checks refuse in any content: a bracket alone, and what stands for a blank."""
ODD = (
    *("007", "1/2", "3-5", "=SUM(A1)", "+86", "-", "--", "@甲", "TRUE", "是", "否", "1e5"),
    *("≥98%", "12月底前", "a: b", "- 甲", "[甲]", "{甲: 1}", "'甲'", "%甲", "null", "1.50", "95%"),
)


def texts() -> st.SearchStrategy[Typed]:
    """Texts as they stand in forms, those that look like something else among them."""
    odd = st.sampled_from(ODD)
    free = st.text(SIGNS, min_size=1, max_size=30).map(str.strip).filter(_is_text)
    lines = st.lists(free, min_size=2, max_size=3).map("\n".join).filter(_is_text)
    return st.one_of(odd, free, lines).map(lambda text: Typed(text, text)) | st.just(
        Typed(None, "")
    )


def _is_text(text: str) -> bool:
    """Whether it says something, and has no doubled signs, which are mended; ``~`` is a blank."""
    return bool(text) and text != "~" and not re.search(r"[，。；：]{2}|([^\w\s])\1", text)


def days() -> st.SearchStrategy[Typed]:
    found = st.dates(date(1990, 1, 1), date(2099, 12, 31))
    return found.map(lambda day: Typed(day, f"{day.year}年{day.month}月{day.day}日")) | found.map(
        lambda day: Typed(f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日")
    )


def filled() -> st.SearchStrategy[dict[KeyPath, Typed]]:
    """What is typed in one workbook: any of its fields, and rows behind the list."""
    fields: dict[KeyPath, st.SearchStrategy[Typed]] = {
        ("收支", "人数"): figures().filter(lambda typed: typed.value is not None),
        ("收支", "支出"): figures(),
        ("单位", "全称"): texts(),
        ("单位", "日期"): days(),
        ("单位", "情况"): figures().filter(lambda typed: typed.value != str(typed.value)) | texts(),
        ("单位", "说明"): texts(),
        ("项目", 0, "名称"): texts().filter(lambda typed: typed.value is not None),
        ("项目", 1, "决算"): figures(),
        ("项目", 2, "预算"): figures(),
    }
    row = {
        ("项目", 3, "名称"): texts().filter(lambda typed: typed.value is not None),
        ("项目", 3, "预算"): figures(),
        ("项目", 3, "决算"): figures(),
    }
    some = st.fixed_dictionaries({}, optional=fields)
    return st.builds(
        lambda one, other: {**one, **other}, some, st.just({}) | st.fixed_dictionaries(row)
    )


CELLS: dict[KeyPath, tuple[int, int]] = {
    ("收支", "人数"): (0, 1),
    ("收支", "支出"): (1, 3),
    ("单位", "全称"): (2, 1),
    ("单位", "日期"): (2, 2),
    ("单位", "情况"): (2, 3),
    ("单位", "说明"): (3, 3),
    **{
        ("项目", number, key): (5 + number, at)
        for number in range(4)
        for at, key in enumerate(KEYS)
    },
}
"""Where the form prints each field: its row and its cell."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    return sheet_project(tmp_path_factory.mktemp("law"))


@pytest.fixture(scope="module")
def blank(project: SmallProject) -> Path:
    return workbook(project, "空表.xlsx")


@lru_cache(maxsize=1)
def _known(blank: Path) -> dict[KeyPath, tuple[str, str]]:
    return addresses(blank)


def typed_into(blank: Path, values: dict[KeyPath, Typed], to: Path) -> Path:
    book, known = openpyxl.load_workbook(blank), _known(blank)
    for keys, typed in values.items():
        sheet, address = known[keys]
        cell: Any = book[sheet][address]
        cell.value = typed.value
        if isinstance(typed.value, str):
            cell.data_type = "s"
        elif typed.code:
            cell.number_format = typed.code
        elif isinstance(typed.value, (int, float)):
            cell.number_format = "General"
    book.save(to)
    return to


def check(project: SmallProject, values: dict[KeyPath, Typed], taken: SheetIn) -> None:
    """Each value is printed as it was typed; nothing is refused."""
    assert [edit.reason for edit in taken.edits if edit.reason] == []
    assert taken.problems == ()
    cells = printed(project)
    for keys, typed in values.items():
        row, cell = CELLS[keys]
        text = cells[row][cell].removeprefix("日期：")
        assert "".join(text.split("\n")) == "".join(typed.prints.split("\n")), (keys, typed)


@LAW
@given(filled())
def test_what_is_typed_is_what_is_printed(
    project: SmallProject, blank: Path, values: dict[KeyPath, Typed]
) -> None:
    project.content(CONTENT)
    path = typed_into(blank, values, project.root / "填.xlsx")
    check(project, values, take(project, path))
    again = take(project, path)
    assert (again.edits, again.files) == ((), ())


def _batches(count: int) -> Iterator[dict[KeyPath, Typed]]:
    """Random cases, the same in each run of ``make test``."""
    found = list[dict[KeyPath, Typed]]()

    @settings(max_examples=count, database=None, deadline=None, derandomize=not IS_FUZZ)
    @given(filled())
    def gather(values: dict[KeyPath, Typed]) -> None:
        found.append(values)

    gather()
    return iter(found[:count])


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_so_it_is_when_calc_has_saved_the_workbook(
    project: SmallProject, blank: Path, tmp_path: Path, ending: str
) -> None:
    cases = [values for values in _batches(60 if IS_FUZZ else 8) if values]
    files = [
        typed_into(blank, values, tmp_path / f"{number}.xlsx")
        for number, values in enumerate(cases)
    ]
    saved = saved_by_calc([blank, *files], ending, tmp_path)
    project.content(CONTENT)
    unchanged = take(project, saved[0])
    assert (unchanged.edits, unchanged.problems) == ((), ())
    for values, path in zip(cases, saved[1:], strict=True):
        project.content(CONTENT)
        check(project, values, take(project, path))
