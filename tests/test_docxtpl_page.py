"""Each row of the pages on docxtpl is true of docxtpl, of docgen's class, and of ``Template``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import docgen
from tests.docxtpl_manner.compared import CLASSES, Row, rows, run
from tests.docxtpl_manner.forms import Form
from tests.docxtpl_manner.same_text import outline, same_text
from tests.support import ROOT

pytestmark = pytest.mark.slow

ROWS = [pytest.param(row, id=row.name) for row in rows()]
THEIRS = ROWS if "DOCGEN_EXAMPLES" in os.environ else ROWS[::3]
"""What docxtpl prints changes with docxtpl alone: in each run a third of the rows is asked."""


@pytest.mark.parametrize("row", THEIRS)
def test_the_page_says_what_docxtpl_prints(row: Row, tmp_path: Path) -> None:
    assert run(row, "docxtpl", tmp_path) == row.expected("docxtpl")


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("by", ["docgen", "template"])
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


PAGES = ("en/docxtpl.md", "zh/docxtpl.md")


def python_of(page: str) -> list[str]:
    """The blocks of Python on a page."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_the_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = Form()
    form.lines("{{ name }}")
    (tmp_path / "form.docx").write_bytes(form.data())
    monkeypatch.chdir(tmp_path)
    imports, program = python_of(page)
    exec(imports, {})
    exec(program, {})
    assert "R&D" in dict(outline((tmp_path / "out.docx").read_bytes())).values()


def test_docgen_hands_on_what_docxtpl_has() -> None:
    assert all(hasattr(docgen, name) for name in CLASSES)


def test_the_command_of_the_page_writes_what_docxtpls_writes(tmp_path: Path) -> None:
    form = Form()
    form.lines("{{ name }} {{ n }} {% if ok %}yes{% endif %}", "{%p for x in xs %}", "{{ x.a }}")
    form.lines("{%p endfor %}")
    (tmp_path / "form.docx").write_bytes(form.data())
    data = '{"name": "Ann", "n": 1.5, "ok": true, "xs": [{"a": 1}, {"a": "b"}]}'
    (tmp_path / "data.json").write_text(data)
    for module, *arguments in (
        ("docxtpl", "-q", "form.docx", "data.json", "theirs.docx"),
        ("docgen", "fill", "form.docx", "data.json", "-o", "ours.docx"),
    ):
        command = [sys.executable, "-m", module, *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    theirs, ours = ((tmp_path / f"{name}.docx").read_bytes() for name in ("theirs", "ours"))
    assert not same_text(ours, theirs)
