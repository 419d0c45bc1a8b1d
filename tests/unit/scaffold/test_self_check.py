"""A drafted pack, filled with blank content, held against the blank forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx.document import Document

from docgen.diagnostics import Problem
from docgen.scaffold.pack.writing.self_check import DraftedPack, body_lines
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import TEXT, pack_of

Parts = Sequence[str | Sequence[str]]


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (["甲", "", " 乙 "], ["甲", "乙"]),
        ([["甲|", "乙|丙"]], ["[1] 甲 | [1] ", "[1] 乙 | [1] 丙"]),
        ([["甲|<", "^|乙"]], ["[2r] 甲", "[1c]  | [1] 乙"]),
        (["甲", ["乙"], "丙"], ["甲", "[1] 乙", "丙"]),
        ([["甲\n乙"]], ["[1] 甲乙"]),
        ([], []),
    ],
)
def test_a_document_as_lines(parts: Parts, lines: list[str]) -> None:
    assert body_lines(form_of(*parts).element.body) == lines


def checked(
    folder: Path, template: Parts, *forms: Document, drop: str = ""
) -> tuple[dict[str, bytes], list[Problem]]:
    """The content and the problems of a pack with this template, held against the forms."""
    schema = {"模板": TEXT, "名称": TEXT, "甲": TEXT, "乙": TEXT}
    pack = pack_of(folder, *template, schema=schema).parts[0].path.parent
    files = {path.name: path.read_bytes() for path in pack.iterdir() if path.name != drop}
    problems = collect()
    lines = [line for form in forms for line in body_lines(form.element.body)]
    return DraftedPack("form", files, 2023).self_check(lines, problems), list(problems)


def told(problems: list[Problem]) -> list[str]:
    return [
        f"{problem.words['wanted']} -> {problem.words['got']}"
        for problem in problems
        if problem.code == "draft-differs"
    ]


FORM = ["标题", ["甲|{{ 甲 }}", "乙|{{ 乙 }}"]]
BLANK = ["标题", ["甲|", "乙|"]]


def test_what_prints_as_the_form_is_sound(tmp_path: Path) -> None:
    content, problems = checked(tmp_path, FORM, form_of(*BLANK))
    assert problems == []
    assert list(content) == ["report.yaml"]
    assert "模板: form\n名称:\n甲:\n乙:\n" in content["report.yaml"].decode()


@pytest.mark.parametrize(
    ("blank", "differences"),
    [
        (["题目", BLANK[1]], ["题目 -> 标题"]),
        (["标题", ["甲|", "丙|"]], ["[1] 丙 | [1]  -> [1] 乙 | [1] "]),
        (["标题", ["甲|"]], ["— -> [1] 乙 | [1] "]),
        (["标题", *BLANK], ["标题 -> —"]),
        (["一", "二", BLANK[1]], ["一 ¶ 二 -> 标题"]),
    ],
)
def test_each_place_that_differs_is_told(
    tmp_path: Path, blank: Parts, differences: list[str]
) -> None:
    content, problems = checked(tmp_path, FORM, form_of(*blank))
    assert told(problems) == differences
    assert {str(problem.place) for problem in problems} == {"word_templates/form"}
    assert not any(problem.is_error for problem in problems)
    assert content


def test_five_places_are_told(tmp_path: Path) -> None:
    texts = [text for number in range(6) for text in (f"共{number}", f"旧{number}")]
    other = [text.replace("旧", "新") for text in texts]
    _, problems = checked(tmp_path, texts, form_of(*other))
    assert told(problems) == [f"新{number} -> 旧{number}" for number in range(5)]


def test_several_forms_are_one_report(tmp_path: Path) -> None:
    _, problems = checked(tmp_path, FORM, form_of("标题"), form_of(BLANK[1]))
    assert problems == []


def test_a_pack_that_cannot_be_read_has_no_content(tmp_path: Path) -> None:
    content, problems = checked(tmp_path, FORM, form_of(*BLANK), drop="pack.yaml")
    assert content == {}
    assert [problem.is_error for problem in problems] == [True]


@pytest.mark.parametrize("template", [["{{ 丁 }}"], ["{{ 甲"], ["{{ 甲 | 无 }}"]])
def test_errors_are_told_instead_of_differences(tmp_path: Path, template: Parts) -> None:
    content, problems = checked(tmp_path, template, form_of("别的"))
    assert content
    assert any(problem.is_error for problem in problems)
    assert "draft-differs" not in [problem.code for problem in problems]


def test_that_the_content_is_blank_is_not_told_and_other_warnings_are(tmp_path: Path) -> None:
    _, problems = checked(tmp_path, ["标题"], form_of("标题"))
    assert [problem.code for problem in problems] == ["unused-key"] * 2
