"""The number of a format, and what its migrations make of the texts of before."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.formats import CONTENT_FORMAT, Format, Migration, Texts, renamed
from docgen.content.source_files import SourceFile
from docgen.content.values import Node
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Place, Problems
from tests.support import ROOT


def renaming(old: str, new: str) -> Migration:
    return lambda texts: {name: renamed(text, {old: new}) for name, text in texts.items()}


def three() -> Format:
    """A format whose third number is read now."""
    return Format("格式", "report.yaml", [renaming("甲", "乙"), renaming("乙", "丙")])


def node(text: str) -> Node:
    return read_yaml(SourceFile("report.yaml", text), Problems())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("数: 1", "format-older"),
        ("格式:", "format-older"),
        ("格式: 2", "format-older"),
        ("格式: 3", ""),
        ("格式: '3'", ""),
        ("格式: ３", ""),
        ("格式: 4", "format-newer"),
        ("格式: 12", "format-newer"),
        (f"格式: {'9' * 5000}", "no-format"),
        ("格式: 三", "no-format"),
        ("格式: 0", "no-format"),
        ("格式: -3", "no-format"),
        ("格式: 3.0", "no-format"),
        ("格式: [3]", "no-format"),
        ("格式: {数: 3}", "no-format"),
    ],
)
def test_only_the_present_number_is_read(typed: str, code: str) -> None:
    problem = three().problem(node(f"模板: x\n{typed}\n"))
    assert (problem.code if problem else "") == code
    if problem and "格式" in typed:
        assert problem.place.line == 2


def test_a_number_is_told_where_it_is_typed_and_is_no_content() -> None:
    data = node("模板: x\n格式: 4\n")
    problem = three().take(data)
    assert problem is not None
    assert problem.place == Place("report.yaml", 2, 5)
    assert dict(problem.words) == {"number": "4", "known": "3"}
    assert list(data) == list(data.key_places) == ["模板"]


def test_without_migrations_nothing_has_a_number() -> None:
    first = Format("格式", "report.yaml")
    assert (first.number, first.line) == (1, "")
    assert first.problem(node("数: 1\n")) is None
    assert three().line == "格式: 3\n"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        (  # comments, order, quotes and blanks stay
            "# 头\n\n'甲':  \"1\"  # 尾\n别的: '甲'\n组:\n  - {甲: 2}\n",
            "# 头\n\n格式: 3\n丙:  \"1\"  # 尾\n别的: '甲'\n组:\n  - {丙: 2}\n",
        ),
        ("乙: 1\n格式:   2   # 编号\n", "丙: 1\n格式:   3   # 编号\n"),
        ("甲: 1\n格式:\n", "丙: 1\n格式: 3\n"),
        ("格式: 2\n甲: 1\n", "格式: 3\n甲: 1\n"),  # what was right in format 2 stays
        ("---\n甲: 1\n", "---\n格式: 3\n丙: 1\n"),
    ],
)
def test_each_migration_from_the_number_on_is_made(typed: str, made: str) -> None:
    assert three().brought_up({"report.yaml": typed}) == {"report.yaml": made}


def test_texts_that_do_not_change_are_left_out_and_the_number_stands_in_one() -> None:
    texts = {
        "facts.yaml": "甲: 1\n",
        "report.yaml": "模板: x\n",
        "projects/1.yaml": "格式: 甲\n甲: 2\n",
        "文/一.md": "甲: 文\n",
        "附.yaml": "数: 3\n",
    }

    def of_yaml(migration: Migration) -> Migration:
        return lambda texts: migration({k: v for k, v in texts.items() if k.endswith("yaml")})

    changed = Format("格式", "report.yaml", [of_yaml(renaming("甲", "乙"))]).brought_up(texts)
    assert changed == {
        "facts.yaml": "乙: 1\n",
        "report.yaml": "格式: 2\n模板: x\n",
        "projects/1.yaml": "格式: 甲\n乙: 2\n",
    }


def test_a_migration_may_move_what_stands_in_one_file_into_another() -> None:
    def moved(texts: Texts) -> Texts:
        return {"new.yaml": texts["report.yaml"], "report.yaml": "模板: x\n"}

    changed = Format("格式", "report.yaml", [moved]).brought_up({"report.yaml": "甲: 1\n"})
    assert changed == {"new.yaml": "甲: 1\n", "report.yaml": "格式: 2\n模板: x\n"}


@pytest.mark.parametrize(
    "broken",
    [
        lambda texts: {"report.yaml": "甲: {\n"},
        lambda texts: {"report.yaml": "{甲: 1}\n"},
    ],
)
def test_what_cannot_be_read_afterwards_is_not_written(
    broken: Callable[[Texts], Texts],
) -> None:
    other = Format("格式", "report.yaml", [lambda texts: {}, broken])
    assert other.brought_up({"report.yaml": "甲: 1\n"}) is None


_KEYS = st.sampled_from(["甲", "乙", "丙", "丁", "格式"])
_LINES = st.lists(st.tuples(_KEYS, st.sampled_from(["", "1", "'a'  # 注", '"甲"'])), max_size=6)


@given(_LINES, st.booleans())
def test_what_was_brought_up_is_of_the_present_format_and_has_all_other_lines(
    lines: list[tuple[str, str]], commented: bool
) -> None:
    unique = {key: value for key, value in lines if key != "格式"}
    text = "".join(f"{key}: {value}\n" for key, value in unique.items())
    text = ("# 说明\n" if commented else "") + text
    format_2 = Format("格式", "report.yaml", [renaming("甲", "戊")])
    changed = format_2.brought_up({"report.yaml": text})
    assert changed is not None
    assert format_2.problem(node(changed["report.yaml"])) is None
    without = changed["report.yaml"].replace("格式: 2\n", "")
    assert without == re.sub("^甲", "戊", text, flags=re.MULTILINE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_migration_of_the_docs(language: str) -> None:
    page = (ROOT / "docs" / language / "formats.md").read_text("utf-8")
    (program,) = re.findall("```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {"Format": Format, "Texts": Texts, "renamed": renamed}
    exec(program, names)
    known: Format = names["CONTENT_FORMAT"]
    texts = {"report.yaml": "单位: 某办\n", "facts.yaml": "甲: 1\n", "文/一.md": "单位: 正文\n"}
    assert known.brought_up(texts) == {"report.yaml": "内容格式: 2\n单位名称: 某办\n"}
    assert known.key == CONTENT_FORMAT.key
