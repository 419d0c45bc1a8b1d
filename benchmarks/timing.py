"""Timing: medians, whole processes, goals, and the many units of a bureau."""

from __future__ import annotations

import json
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
from typing import TypeAlias

from docgen.diagnostics.bilingual import Bilingual
from docgen.diagnostics.codes import Language
from tests.support import ROOT

Said: TypeAlias = Bilingual | str
"""What a cell of the table says; a text alone is the same in both languages."""

UNIT = "zhuzhou-vocational-park"
NAME = "株洲职业教育科技园管理办公室"

_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps what it compiles, as it does for a user."""


_SHORT = Bilingual("**未达到**", "**not reached**")
_REACHED = Bilingual("达到", "reached")


@dataclass(frozen=True)
class Goal:
    """A bound of a ratio, ``at_most`` or at least; ``share`` prints it in per cent."""

    bound: float
    at_most: bool = False
    share: bool = False

    def is_reached(self, ratio: float) -> bool:
        """Whether ``ratio`` keeps the bound."""
        return ratio <= self.bound if self.at_most else ratio >= self.bound

    def ratio_text(self, ratio: float) -> Said:
        """``ratio`` as the table prints it."""
        if self.share:
            return f"{ratio:.1%}"
        return (
            f"{ratio:.2f}" if self.at_most else Bilingual(f"{ratio:.1f} 倍", f"{ratio:.1f} times")
        )

    @property
    def text(self) -> Bilingual:
        """The goal as the table prints it."""
        bound = f"{self.bound:.0%}" if self.share else f"{self.bound:g}"
        if self.at_most:
            return Bilingual(f"至多 {bound}", f"at most {bound}")
        return Bilingual(f"至少 {bound}", f"at least {bound}")


@dataclass(frozen=True)
class Row:
    """A row of the table: what was done, against what, and the ratio that has to be reached.

    Attributes:
        work: what docgen did.
        peer: what it is held against.
        own: docgen's figure.
        against: the peer's figure.
        ratio: of the two, as ``goal`` wants it.
        goal: what it has to be; only reported if there is none.
    """

    work: Said
    peer: Said
    own: Said
    against: Said
    ratio: float
    goal: Goal | None = None

    @property
    def falls_short(self) -> bool:
        """Whether there is a goal that was not reached."""
        return self.goal is not None and not self.goal.is_reached(self.ratio)

    def line(self, language: Language) -> str:
        """The row as Markdown."""
        goal = self.goal or Goal(0)
        cells: list[Said] = [self.work, self.peer, self.own, self.against]
        cells += [goal.ratio_text(self.ratio)]
        cells += [goal.text, _SHORT if self.falls_short else _REACHED] if self.goal else ["—", ""]
        return f"| {' | '.join(in_language(cell, language) for cell in cells)} |"


def in_language(text: Said, language: Language) -> str:
    """``text`` as the page of ``language`` has it."""
    return text if isinstance(text, str) else str(getattr(text, language))


def within(half: str, bounds: str, most: str = "") -> Bilingual:
    """The median of many times, and what 19 of 20 of them, or all, keep within."""
    zh, en = f"；最多 {most}" if most else "", f", at most {most}" if most else ""
    return Bilingual(
        f"{half}（20 次有 19 次在 {bounds} 以内{zh}）", f"{half} (19 of 20 within {bounds}{en})"
    )


def median(work: Callable[[], object], times: int) -> float:
    """Seconds that ``work`` takes, the median of ``times`` runs."""
    return statistics.median(once(work) for _ in range(times))


def once(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def seconds(value: float) -> str:
    """Seconds for a reader: milliseconds below one second, microseconds below one millisecond."""
    if value < 0.001:
        return f"{value * 1_000_000:.0f} µs"
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
    """Seconds of a ``docgen`` process, and the peak memory (KiB) of the largest it started."""
    command = ("-m", "benchmarks.small_parent", sys.executable, "-m", "docgen")
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, *command, "--project", str(root), *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": paths, **_COMPILED},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    measured = json.loads(done.stdout)
    return measured["seconds"], measured["kib"]
