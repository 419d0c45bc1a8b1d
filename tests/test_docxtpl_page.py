"""Each row of docs/docxtpl.md is true of docxtpl, of docgen's class, and of ``docgen.Template``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docxtpl_manner.compared import Row, rows, run

ROWS = [pytest.param(row, id=row.name) for row in rows()]


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("by", ["docxtpl", "docgen", "template"])
def test_the_page_says_what_is_printed(row: Row, by: str, tmp_path: Path) -> None:
    if by != "template" or row.is_plain:
        assert run(row, by, tmp_path) == row.expected(by)


@pytest.mark.parametrize("row", ROWS)
def test_what_differs_has_a_verdict_with_its_reason(row: Row) -> None:
    differs = row.expected("docgen") != row.expected("docxtpl")
    differs |= row.is_plain and row.expected("template") != row.expected("docxtpl")
    assert row.given.get("verdict") in ((None, "better") if not differs else VERDICTS)
    assert ("verdict" in row.given) == ("why" in row.given)
    for words in (row.given["what"], row.given.get("why", {"en": "-", "zh": "-"})):
        assert set(words) == {"en", "zh"}


VERDICTS = ("better", "differs", "not")


def test_each_row_has_a_name_of_its_own() -> None:
    names = [row.name for row in rows()]
    assert len(names) == len(set(names)) > 60
