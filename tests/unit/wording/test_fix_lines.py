"""What to type stands below a problem, if it is short and the hint does not say it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from docgen.checking.checks.brackets import UNPAIRED
from docgen.checking.checks.punctuation import HALF_WIDTH
from docgen.cli.console import print_problems
from docgen.diagnostics import Place, Problem, warning
from docgen.roundtrip.files.change_records import ReplacedFile
from docgen.runs.fix import FixedUnit, FixResult
from docgen.runs.fix_trial import AppliedFix
from docgen.runs.results import Result
from docgen.wording.fix_lines import diff_lines, fix_line, fixable_lines, fixed_lines

NAME = "content/2023/one/甲.yaml"


def problem(old: str, new: str, line: int = 1, *, safe: bool = True) -> Problem:
    told = warning(UNPAIRED, Place(NAME, line, 1), text="《", wanted="》")
    return told.fixed_by(old, new, safe=safe)


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ("名：１", "名: 1", "  改成: 名: 1", "  make it: 名: 1"),
        ("多余", "", "  删去: 多余", "  delete: 多余"),
        ("", "单位: ", "  添上: 单位: ", "  add: 单位: "),
        ("", "{甲}", "  添上: {甲}", "  add: {甲}"),
        ("甲", "a\x1bb", "  改成: a\\u001bb", "  make it: a\\u001bb"),
        ("一", "补上", "", "  make it: 补上"),  # as the hint says in Chinese
        ("\u3000", "", "", ""),
        ("", " ", "", ""),
        ("甲", "乙\n", "", ""),
        ("甲\n", "乙", "", ""),
        ("甲", "乙" * 36, f"  改成: {'乙' * 36}", f"  make it: {'乙' * 36}"),
        ("甲", "乙" * 37, "", ""),
        ("乙" * 37, "甲", "", ""),
    ],
)
def test_a_short_fix_takes_a_line(old: str, new: str, zh: str, en: str) -> None:
    told = problem(old, new)
    assert (fix_line(told, "zh"), fix_line(told, "en")) == (zh, en)


def test_without_a_fix_or_with_one_that_the_hint_shows_there_is_no_line() -> None:
    told = warning(HALF_WIDTH, Place(NAME, 1, 1), text=",", wanted="，")
    assert fix_line(told, "zh") == fix_line(told.fixed_by(",", "，"), "zh") == ""


def test_a_hint_that_several_share_is_printed_once_below_their_fixes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = warning(HALF_WIDTH, Place(NAME, 9, 1), text=",", wanted="，").fixed_by("甲,", "甲，")
    print_problems([problem("一", "二"), problem("三", "四", 2), other], "zh")
    assert capsys.readouterr().err.splitlines() == [
        f"{NAME}:1:1: 警告[unpaired] 「《」没有配对",
        "  改成: 二",
        f"{NAME}:2:1: 警告[unpaired] 「《」没有配对",
        "  改成: 四",
        "  提示: 补上「》」，或删去",
        f"{NAME}:9:1: 警告[half-width] 汉字之间用了英文标点「,」",
        "  提示: 改成「，」",
        "  改成: 甲，",
    ]


def test_only_safe_fixes_are_offered() -> None:
    problems = [problem("一", "二"), problem("三", "四"), problem("五", "六", safe=False)]
    offered = list(fixable_lines(problems, "docgen check 2023", "zh"))
    assert offered == ["其中 2 处可以自动改：docgen check 2023 --fix（先看：--diff）"]
    (line,) = fixable_lines(problems[1:], "docgen check 2023", "en")
    assert line.startswith("1 of them can be mended by itself: docgen check 2023 --fix")
    assert list(fixable_lines(problems[2:], "docgen check 2023", "zh")) == []


def result(before: bytes, after: bytes, *done: AppliedFix) -> FixResult:
    files = {NAME: ReplacedFile(before, after)} if before != after else {}
    return FixResult((FixedUnit(Path("one"), done, files),), Result(()))


def test_what_was_mended_is_told_by_place_and_counted_by_kind() -> None:
    fixes = [
        AppliedFix(problem("一", "二"), Place(NAME, 3, 2)),
        AppliedFix(problem("", "三"), Place(NAME, 2, 1)),
        AppliedFix(problem("四", ""), Place(NAME, 5, 1)),
        AppliedFix(problem("五\n六", "七"), Place(NAME, 4, 1)),
    ]
    assert list(fixed_lines(result(b"1", b"2", *fixes), "docgen check 2023", "zh")) == [
        f"{NAME}:2 添上「三」",
        f"{NAME}:3 「一」→「二」",
        f"{NAME}:4 改好：「《」没有配对",
        f"{NAME}:5 删去「四」",
        "自动改了 4 处（unpaired 4 处），写了 1 个文件",
        "恢复原样：docgen check 2023 --undo",
    ]
    assert list(fixed_lines(result(b"", b""), "docgen check 2023", "zh")) == ["没有可以自动改的"]


def test_what_would_change_is_shown_as_a_diff_in_colours() -> None:
    done = AppliedFix(problem("一", "二"), Place(NAME, 1, 1))
    before = "一\r\n\x1b[31m\r\n三".encode()
    lines = list(
        diff_lines(result(before, before.replace("一".encode(), "二".encode()), done), "zh")
    )
    assert [click.unstyle(line) for line in lines] == [
        f"--- a/{NAME}",
        f"+++ b/{NAME}",
        "@@ -1,3 +1,3 @@",
        "-一",
        "+二",
        " \\u001b[31m",
        " 三",
        "以上 1 处（unpaired 1 处）只是看看，没有写；去掉 --diff 就写入",
    ]
    assert lines[4] == click.style("+二", fg="green")
    assert list(diff_lines(result(b"", b""), "en")) == [
        "there is nothing that can be mended by itself"
    ]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_of_a_file_that_is_converted_the_text_alone_is_compared(encoding: str) -> None:
    done = AppliedFix(problem("一", "二"), Place(NAME, 1, 1))
    text = "单位: 某办公室\n"
    lines = list(diff_lines(result(text.encode(encoding), text.encode(), done), "zh"))
    assert lines[0] == f"{NAME}：转成 UTF-8 编码、通常的换行"
    assert len(lines) == 2
