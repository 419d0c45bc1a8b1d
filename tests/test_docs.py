"""The sections of the docs that are made from what is registered are current."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.docs import Section, cell, marked, sections
from tests.support import ROOT


@pytest.mark.parametrize("made", sections(), ids=lambda made: f"{made.page} {made.name}")
def test_each_section_is_as_make_docs_writes_it(made: Section) -> None:
    text = (ROOT / made.page).read_text("utf-8")
    assert made.written(text) == text


def test_each_mark_in_the_docs_has_a_section() -> None:
    assert {(made.page, made.name) for made in sections() if made.name} == marked()


FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", ["en/api.md", "zh/api.md", "en/commands.md", "zh/commands.md"])
def test_every_parameter_and_option_is_said_to_be_something(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    rows = re.findall(r"^\| (`[^`]+`|<code>.*</code>) \|(.*)\|$", text, re.MULTILINE)
    names = [name for name, words in rows if not words.strip() and not name.startswith("`docgen ")]
    assert len(rows) > 50
    assert names == []


def test_no_code_in_a_table_has_a_stroke_which_two_renderers_show_in_two_ways() -> None:
    found = []
    for path in sorted((ROOT / "docs").glob("??/**/*.md")):
        rows = re.findall(r"^\|.*", FENCED.sub("", path.read_text("utf-8")), re.MULTILINE)
        found += [f"{path.parent.name}/{path.name}: {row}" for row in rows if in_code(row)]
    assert found == []


def in_code(row: str) -> bool:
    """Whether a code has a stroke in it, behind a backslash or as the end of a cell."""
    cells = re.split(r"(?<!\\)\|", row)
    codes = [code for cell in cells for code in re.findall(r"`[^`]*`", cell)]
    return any("|" in code for code in codes) or any(cell.count("`") % 2 for cell in cells)


@given(st.text(alphabet='a甲 |<>&*_~^[]\\{}%!#"()', min_size=1).filter(str.strip))
def test_a_code_in_a_cell_is_shown_as_it_is_typed(code: str) -> None:
    table = f"| head | |\n| --- | --- |\n| {cell(f'`{code}`')} | end |\n"
    shown = lxml.html.fromstring(MarkdownIt("commonmark").enable("table").render(table))
    cells = [td.xpath("normalize-space()") for td in shown.iter("td")]
    assert cells == [" ".join(code.split()), "end"]
