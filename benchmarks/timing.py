"""Timing: medians, whole processes, and the many units of a bureau."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support import ROOT

UNIT = "zhuzhou-vocational-park"
NAME = "株洲职业教育科技园管理办公室"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, against what, and what came out of it."""

    work: str
    peer: str
    own: str
    against: str
    ratio: str
    goal: str


def median(work: Callable[[], object], times: int) -> float:
    """Seconds that ``work`` takes, the median of ``times`` runs."""
    return statistics.median(once(work) for _ in range(times))


def once(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def seconds(value: float) -> str:
    """As a reader wants it: milliseconds below one second."""
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


@contextmanager
def many_units(count: int) -> Iterator[Path]:
    """A project with ``count`` copies of the reference unit, each under a name of its own."""
    with TemporaryDirectory(prefix="docgen-bench-") as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "word_templates", root / "word_templates")
        for number in range(count):
            unit = root / "content" / "2023" / f"unit-{number:05}"
            shutil.copytree(ROOT / "content" / "2023" / UNIT, unit)
            for file in unit.rglob("*.*"):
                text = file.read_text("utf-8").replace(NAME, f"{NAME}{number}")
                file.write_text(text, "utf-8")
        yield root


def docgen(root: Path, *arguments: str) -> tuple[float, int]:
    """Seconds and peak memory (KiB) of a ``docgen`` process and its workers."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", *arguments],
        cwd=root,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.stderr is not None
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.returncode == 0, said[-2000:]
    return taken, usage.ru_maxrss
