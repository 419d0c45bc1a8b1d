"""A value that is missing or of a wrong type silences nothing but what depends on it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import check_edition
from tests.support import ROOT

EACH = pytest.mark.campaign("each value of the sample is missing, or of a wrong type")

UNIT = "content/2023/small-office"
VALUE = re.compile(r"(?<=: )(?![|>])([^,{}\[\]\n]+)(?=[,}]|$)", re.MULTILINE)
"""A single value in YAML, in a line of its own or in braces."""
FIELD = re.compile(r"(?:(?<=[{,])\s?)([^\s{},:]+): [^,{}\[\]\n]*(?:,|(?=\}))")
"""A field in braces, with its comma."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    shutil.copytree(ROOT / "tests" / "content" / "small-office", tmp_path / UNIT)
    return tmp_path


def codes(root: Path) -> list[str]:
    return [problem.code for problem in check_edition("2023", root=root, jobs=1).all_problems()]


def with_each(root: Path, found: re.Pattern[str], new: str) -> Iterator[tuple[str, list[str]]]:
    """What is said of the unit with one place after the other changed."""
    for path in sorted((root / UNIT).rglob("*.yaml")):
        text = path.read_text("utf-8")
        for match in found.finditer(text):
            path.write_text(text[: match.start()] + new + text[match.end() :], "utf-8")
            yield f"{path.name}: {match[0]}", codes(root)
        path.write_text(text, "utf-8")


@EACH
@pytest.mark.slow
def test_a_value_of_a_wrong_type_is_told_alone(root: Path) -> None:
    """No figure that follows from it is told as wrong."""
    told = [(place, found) for place, found in with_each(root, VALUE, "坏")]
    wrong = [(place, found) for place, found in told if "wrong-type" in found]
    assert len(wrong) > 80
    assert [(place, found) for place, found in wrong if found != ["wrong-type"]] == []


@EACH
@pytest.mark.slow
def test_a_value_that_is_missing_is_told_alone(root: Path) -> None:
    told = [(place, found) for place, found in with_each(root, FIELD, "")]
    missing = [(place, found) for place, found in told if "required-field" in found]
    assert len(missing) > 30
    assert [(place, found) for place, found in missing if found != ["required-field"]] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("附件2-整体支出自评.yaml", "全年执行数: 98.00", "全年执行数: [98]", "wrong-type"),
        ("附件2-整体支出自评.yaml", "  全年执行数: 98.00\n", "", "required-field"),
        ("facts.yaml", "来访: 1620", "访客: 1620", "unknown-name"),
        ("report.yaml", "年度: 2023", "年度: 今年", "wrong-type"),
    ],
)
def test_all_that_does_not_depend_on_it_is_checked(
    root: Path, file: str, old: str, new: str, code: str
) -> None:
    path = root / UNIT / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    narrative = root / UNIT / "narrative" / "7-存在的问题及原因分析.md"
    narrative.write_text(narrative.read_text("utf-8") + "\n\n年中停机。。\n", "utf-8")
    project = root / UNIT / "projects" / "archive.yaml"
    scored = project.read_text("utf-8").replace("得分: 20", "得分: 21", 1)
    project.write_text(scored, "utf-8")
    found = codes(root)
    assert {code, "repeated"} <= set(found)
    assert [told for told in found if told not in (code, "repeated", "unused-key")]


def test_a_rate_may_be_typed_as_a_percentage(root: Path) -> None:
    path = root / UNIT / "附件2-整体支出自评.yaml"
    text = path.read_text("utf-8")
    for rate in ("98%", "98.00%", "98.0％"):
        typed = text.replace("全年执行数: 98.00", f"全年执行数: 98.00\n  执行率: {rate}")
        path.write_text(typed, "utf-8")
        assert codes(root) == []
