"""No name and no text can forge a line, a colour or a field of what is printed."""

from __future__ import annotations

import json
import re

import pytest

from docgen.cli.console import echo, echo_text, print_problems
from docgen.content.source_files import LINK_OUTSIDE
from docgen.diagnostics import Place, Problem, error
from docgen.wording.printable import one_line, printable
from docgen.wording.problem_texts import problem_text, problems_github, problems_json
from tests.support import ROOT

ACTING: tuple[str, ...] = (
    "\n",
    "\r",
    "\x1b",
    "\x9b",
    "\x07",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u202a",
    "\u2066",
    "\u2069",
    "\u200e",
    "\u200f",
    "\u061c",
    "\udcb5",
)
FORGED = "\n::error file=x::错\n报告.md:1:1: 错误[forged] 假的\x1b[31m\u202e"


def named(name: str) -> Problem:
    """A problem of a file of this name."""
    return error(LINK_OUTSIDE, Place(f"content/{name}", 1, 1), name=name, folder=name)


@pytest.mark.parametrize("sign", ACTING)
def test_an_acting_character_is_written_out(sign: str) -> None:
    assert one_line(f"甲{sign}乙") == f"甲\\u{ord(sign):04x}乙"
    assert one_line(one_line(f"甲{sign}乙")) == one_line(f"甲{sign}乙")


@pytest.mark.parametrize("text", ["株洲，《报告》〔2023〕1号 ①㎡😀𠮷", "a\tb", "\u3000", "é"])
def test_other_characters_stay(text: str) -> None:
    assert one_line(text) == printable(text) == text


def test_a_text_of_several_lines_keeps_them() -> None:
    assert printable("甲\n\x1b乙") == "甲\n\\u001b乙"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_problem_takes_two_lines(language: str) -> None:
    text = problem_text(named(FORGED), "zh" if language == "zh" else "en")
    assert text.count("\n") == 1
    assert text.isprintable() or not re.search("[\x1b\u202e]", text)


@pytest.mark.parametrize("sign", ACTING)
def test_what_is_printed_has_no_acting_character(
    sign: str, capsys: pytest.CaptureFixture[str]
) -> None:
    echo([f"甲{sign}乙"])
    print_problems([named(f"甲{sign}乙")], "zh")
    echo_text(problems_github([named(f"甲{sign}乙")], "zh"))
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert len(printed.err.splitlines()) == 2
    assert not {sign} - {"\n"} & {*printed.out, *printed.err}


@pytest.mark.parametrize("name", [FORGED, "甲,line=9,title=x::y", "50%.md", "a:b.md"])
def test_a_name_forges_no_field_of_a_workflow_command(name: str) -> None:
    line = problems_github([named(name)], "en")
    assert line.count("\n") == 0
    fields, _, _ = line.removeprefix("::error ").partition("::")
    assert [field.split("=")[0] for field in fields.split(",")] == ["file", "line", "col", "title"]


@pytest.mark.parametrize("sign", ACTING)
def test_json_is_what_it_was(sign: str, capsys: pytest.CaptureFixture[str]) -> None:
    echo_text(problems_json([named(f"甲{sign}乙")], "en"))
    printed = capsys.readouterr().out
    assert json.loads(printed)[0]["file"] == f"content/甲{sign}乙"
    assert not {sign} - {"\n"} & {*printed}


def test_everything_is_printed_there() -> None:
    files = (ROOT / "docgen").rglob("*.py")
    assert [path.name for path in files if "click.echo(" in path.read_text("utf-8")] == [
        "console.py"
    ]
