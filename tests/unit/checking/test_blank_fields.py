"""Each blank field of a file under 待填写 is a warning."""

from __future__ import annotations

import pytest

from docgen.checking.checks.blank_fields import blank_fields, empty_chapters
from docgen.content.values import Blank
from tests.unit.checking.units import checked, said


def found(form: str, file: str = "b.yaml") -> list[str]:
    """What blank_fields says of a file that is listed."""
    return said(blank_fields(checked({"a.yaml": f"待填写: [{file}]", file: form})))


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        ("名称:", ["1:4 not-filled 名称"]),
        ("名称: ''", ["1:5 not-filled 名称"]),
        ("名称: 甲\n额:\n数: 3", ["2:3 not-filled 额"]),
        ("组: {甲: , 乙: {丙: }}", ["1:8 not-filled 组.甲", "1:17 not-filled 组.乙.丙"]),
        ("组: {}", ["1:4 not-filled 组"]),
        ("表: []", ["1:4 not-filled 表"]),
        ("表: [{甲: , 乙: 1}, 丙, {}]", ["1:9 not-filled 表.甲", "1:21 not-filled 表"]),
        ("组: {正文: }", ["1:9 not-filled 组.正文"]),
        ("组: {正文: 甲}", []),
    ],
)
def test_what_is_blank_is_told_with_its_path(form: str, problems: list[str]) -> None:
    done = ["1:7 file-done"]
    assert [
        f"{problem.place.line}:{problem.place.column} {problem.code} "
        f"{problem.words.get('field', '')}".rstrip()
        for problem in blank_fields(checked({"a.yaml": "待填写: [b.yaml]", "b.yaml": form}))
    ] == (problems or done)


def test_it_is_a_warning() -> None:
    assert found("名称:") == ["1:4 warning not-filled; field=名称"]
    assert found("名称: 甲") == ["1:7 warning file-done; file=b.yaml; key=待填写"]
    for text in ("", "<!-- 写什么 -->\n"):
        assert found(text, "narrative/正文.md") == ["1:1 warning not-filled; field=narrative.正文"]


def test_other_files_may_have_blanks() -> None:
    unit = checked({"a.yaml": "待填写: [b.yaml]\n数:", "b.yaml": "名称:", "c.yaml": "额:"})
    assert said(blank_fields(unit)) == ["1:4 warning not-filled; field=名称"]
    assert list(blank_fields(checked("额:"))) == []


def test_what_a_formula_leaves_blank_is_not_to_be_filled_in() -> None:
    unit = checked({"a.yaml": "待填写: [b.yaml]", "b.yaml": "名称: 甲\n总数: 8"})
    unit.data["合计"] = unit.data["总数"] = Blank()
    assert [problem.code for problem in blank_fields(unit)] == ["file-done"]


@pytest.mark.parametrize(
    ("lists", "last", "problems"),
    [
        ("", None, ["1:1 warning empty-chapter; field=narrative.正文"]),
        ("", "甲", ["1:1 warning empty-chapter; field=narrative.正文"]),
        ("", "", []),
        ("待填写: [narrative/正文.md]", None, []),
        ("沿用上年: [narrative/正文.md]", "甲", []),
        ("沿用上年: [b.yaml]", "甲", ["1:1 warning empty-chapter; field=narrative.正文"]),
    ],
)
def test_a_chapter_without_a_word_is_told_once(
    lists: str, last: str | None, problems: list[str]
) -> None:
    before = None if last is None else {"narrative/正文.md": last, "narrative/二.md": "乙"}
    files = {"a.yaml": f"额:\n{lists}", "narrative/正文.md": "\n", "narrative/二.md": "乙"}
    assert said(empty_chapters(checked(files, last=before))) == problems
