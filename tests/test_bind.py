"""``docgen check --bind``: figures of the form become references, each asked, and can be undone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.checking.checks.could_be_bound import COULD_BE_BOUND
from docgen.cli import asked_bindings
from docgen.cli.main import main
from docgen.diagnostics import Place, warning
from docgen.runs.bind import proposed
from tests.support import ROOT

UNIT = Path("content", "2023", "small-office")
NARRATIVE = UNIT / "narrative" / "7-存在的问题及原因分析.md"
TYPED = "全年基本支出90.00万元，公用经费21.36万元。预算执行率98.00%。"
SPENT, OFFICE, RATE = (
    "{{ 年度预算申请.按支出性质分.基本支出 }}",
    "{{ 经费控制情况.公用经费.本年决算数 }}",
    "{{ 年度预算申请.执行率 }}",
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text with three figures that the form has; the project's folder is the current one."""
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    shutil.copytree(ROOT / "tests" / "content" / "small-office", tmp_path / UNIT)
    path = tmp_path / NARRATIVE
    path.write_text(f"{path.read_text('utf-8')}\n\n{TYPED}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", "check", "2023", *words], input=typed)


def last_line(path: Path) -> str:
    return path.read_text("utf-8").rstrip("\n").split("\n")[-1]


def bound(*old_and_new: tuple[str, str]) -> str:
    text = TYPED
    for old, new in old_and_new:
        assert old in text
        text = text.replace(old, new)
    return text


ALL = (("90.00", SPENT), ("21.36", OFFICE), ("98.00%", RATE))


@pytest.mark.parametrize(
    ("answers", "taken"),
    [
        ("y\ny\ny\n", ALL),
        ("n\ny\nn\n", ALL[1:2]),
        ("n\na\n", ALL[1:]),
        ("y\nq\n", ALL[:1]),
        ("q\n", ()),
        ("n\nn\nn\n", ()),
        ("\n什么\n是\n否\nY\n", (ALL[0], ALL[2])),
    ],
)
def test_each_is_asked_and_what_is_taken_is_written(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    taken: tuple[tuple[str, str], ...],
) -> None:
    monkeypatch.setattr(asked_bindings, "at_terminal", lambda: True)
    result = run("--bind", typed=answers)
    assert result.exit_code == 0, result.output
    assert last_line(file) == bound(*taken)
    assert f"  + 全年基本支出{SPENT}万元，公用经费21.36万元。" in result.output
    assert "  - 全年基本支出90.00万元，公用经费21.36万元。" in result.output
    assert ("没有改成引用的数" in result.output) is (not taken)


def test_all_are_written_at_once_with_yes_and_undone(file: Path) -> None:
    before = file.read_bytes()
    assert run("--bind", "--yes", "--unit", "small-office").exit_code == 0
    assert last_line(file) == bound(*ALL)
    assert not [line for line in run().output.splitlines() if "could-be-bound" in line]
    assert run("--undo").exit_code == 0
    assert file.read_bytes() == before


def test_where_nobody_can_be_asked_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()
    result = run("--bind", typed="y\ny\ny\n")
    assert result.exit_code == 2
    assert re.search(r"\[bind-needs-yes\] 3 个", result.output)
    assert file.read_bytes() == before


def test_a_dry_run_shows_what_would_be_written(file: Path) -> None:
    before = file.read_bytes()
    result = run("--bind", "--yes", "--diff")
    assert f"+{bound(*ALL)}" in result.output
    assert file.read_bytes() == before


def test_bind_mends_nothing_else_and_fix_binds_nothing(file: Path) -> None:
    slip = "全省,全市。"
    file.write_text(f"{file.read_text('utf-8')}\n{slip}\n\n{TYPED}\n", "utf-8")
    assert run("--bind", "--yes").exit_code == 0
    assert slip in file.read_text("utf-8")
    assert last_line(file) == bound(*ALL)
    file.write_text(f"{file.read_text('utf-8')}\n{TYPED}\n", "utf-8")
    assert run("--fix").exit_code == 0
    assert slip not in file.read_text("utf-8")
    assert last_line(file) == TYPED


def test_without_figures_to_bind_nobody_is_asked(file: Path) -> None:
    file.write_text("年中停机。\n", "utf-8")
    result = run("--bind")
    assert (result.exit_code, "没有改成引用的数" in result.output) == (0, True)


def test_a_check_offers_it(file: Path) -> None:
    assert "其中 3 处可以改成引用，逐个问：docgen check 2023 --bind" in run().output


@pytest.mark.parametrize(
    ("text", "column", "before", "after"),
    [
        ("支出9.12万元。", 3, "支出9.12万元。", "支出{{ 甲 }}万元。"),
        ("头。支出9.12万元。尾。", 5, "支出9.12万元。", "支出{{ 甲 }}万元。"),
        ("头！支出9.12万元", 5, "支出9.12万元", "支出{{ 甲 }}万元"),
        ("一\r\n支出9.12万元\r\n二", 3, "支出9.12万元", "支出{{ 甲 }}万元"),
    ],
)
def test_the_sentence_before_and_after(text: str, column: int, before: str, after: str) -> None:
    place = Place("a.md", 2 if "\n" in text else 1, column)
    problem = warning(COULD_BE_BOUND, place).fixed_by("9.12", "{{ 甲 }}", safe=False)
    assert problem.fix
    found = proposed(problem, problem.fix, text)
    assert (found.before, found.after) == (before, after)
