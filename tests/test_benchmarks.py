"""Benchmarks can fail: goals that fall short are said, and memory is that of the command alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks.timing import Goal, Row, within
from docgen.diagnostics.bilingual import Bilingual
from tests.support import ROOT

ROWS = {
    "good": Row("fill", "peer", "1 ms", "9 ms", 9.0, Goal(8)),
    "slow": Row("fill again", "peer", "2 ms", "9 ms", 4.5, Goal(8)),
    "large": Row("memory", "at 50", "90 MiB", "60 MiB", 1.5, Goal(1.3, at_most=True)),
    "told": Row("start", "click", "1 ms", "1 ms", 1.0),
}


@pytest.mark.parametrize(
    ("chosen", "short"),
    [(["good", "told"], []), (["slow"], ["fill again"]), (["good", "large"], ["memory"])],
)
def test_goals_that_fall_short_are_said_and_end_the_run_with_1(
    chosen: list[str],
    short: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    parts = {name: lambda row=row: iter([row]) for name, row in ROWS.items()}
    monkeypatch.setattr(bench, "PARTS", parts)
    monkeypatch.setattr(sys, "argv", ["bench", *chosen])
    assert bench.main() == (1 if short else 0)
    printed = capsys.readouterr()
    assert [line.split(": ")[1] for line in printed.err.splitlines()] == short
    assert printed.out.count("**not reached**") == len(short)


def test_the_table_is_written_into_the_page_of_each_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pages = {language: tmp_path / f"{language}.md" for language in bench.PAGES}
    for page in pages.values():
        page.write_text(f"before\n{bench.BEGIN}old\n{bench.END}behind\n", "utf-8")
    monkeypatch.setattr(bench, "PAGES", pages)
    slow = Row(Bilingual("填", "fill"), "peer", within("1 ms", "2 ms"), "9 ms", 4.5, Goal(8))
    bench.write([slow, ROWS["told"]])
    english, chinese = (pages[language].read_text("utf-8") for language in ("en", "zh"))
    behind = f"{bench.END}behind\n"
    own, bounds = "| fill | peer | 1 ms (19 of 20 within 2 ms)", "4.5 times | at least 8"
    assert f"{own} | 9 ms | {bounds} | **not reached** |\n" in english
    assert english.startswith(f"before\n{bench.BEGIN}")
    assert english.endswith(f"| start | click | 1 ms | 1 ms | 1.0 times | — |  |\n{behind}")
    own, bounds = "| 填 | peer | 1 ms（20 次有 19 次在 2 ms 以内）", "4.5 倍 | 至少 8"
    assert f"{own} | 9 ms | {bounds} | **未达到** |\n" in chinese
    assert "old" not in english + chinese


def peak(code: str) -> float:
    """MiB that ``code`` held, as the benchmarks measure it."""
    command = [sys.executable, "-m", "benchmarks.small_parent", sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)["kib"]) / 1024


def test_memory_is_that_of_the_command_not_of_whoever_measures_it() -> None:
    held = b"x" * (300 << 20)  # what this process holds is none of the command's
    small, large = peak("pass"), peak("held = b'x' * (200 << 20)")
    assert len(held) >> 20 == 300
    assert small < 60
    assert large - small == pytest.approx(200, abs=10)
