"""Builds one unit per call, in a worker. An unexpected exception becomes a problem of that unit."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import (
    Place,
    Problem,
    error,
)
from docgen.diagnostics.codes import problem_code
from docgen.runs import UNIT_SECONDS
from docgen.runs.build import Packs, Report, build_unit
from docgen.runs.edition import Edition
from docgen.runs.results import Outcome

DOCGEN_FAILED = problem_code(
    "docgen-failed",
    en=(
        "docgen failed: {reason} ({where})",
        "send this and the content files to docgen's keepers; other units are not affected",
    ),
    zh=(
        "程序出错：{reason}（{where}）",
        "请把这一条和内容文件发给 docgen 的维护者；其他单位不受影响",
    ),
)
UNIT_TIMEOUT = problem_code(
    "unit-timeout",
    en=(
        "{step} it took more than {seconds:# second|# seconds}, and was stopped",
        "look for a very long paragraph or table in it, or send it to docgen's keepers; others are "
        "not affected",
    ),
    zh=(
        "{step}超过 {seconds} 秒，已停下",
        "看看里面有没有特别长的段落或表格；找不到原因的，发给 docgen 的维护者；其他的不受影响",
    ),
)


@dataclass(frozen=True)
class WorkerResult:
    """What a worker returns for one unit.

    Attributes:
        folder: the unit's content.
        report: its finished report, not yet written; ``None`` if it has errors.
        outcome: the outcome, without a Word file.
        of_packs: the problems of the packs that the worker has loaded.
    """

    folder: Path
    report: Report | None
    outcome: Outcome
    of_packs: tuple[Problem, ...] = ()


@dataclass
class Builder:
    """Builds units of an edition, one per call; each worker loads the packs once.

    Attributes:
        edition: the edition.
        return_report: whether results have the report; ``docgen check`` does not need it.
    """

    edition: Edition
    return_report: bool = True

    @cached_property
    def packs(self) -> Packs:
        """The packs of this worker."""
        return Packs(self.edition.project)

    def __call__(self, folder: Path) -> WorkerResult:
        """Builds the unit in ``folder``; never raises."""
        try:
            built = build_unit(folder, self.edition, self.packs)
        # An error in one unit must not stop the others, nor show a traceback to its writer.
        except Exception as reason:
            return self.failed(folder, reason)
        report = built.report if self.return_report else None
        return WorkerResult(folder, report, built.outcome, tuple(self.packs.problems))

    def failed(self, folder: Path, reason: Exception) -> WorkerResult:
        """The result for a unit that could not be built."""
        problem = failure(self.edition.place(folder), "build", reason)
        return WorkerResult(folder, None, Outcome(folder.name, None, problems=(problem,)))


def failure(place: Place, step: str, reason: Exception) -> Problem:
    """The problem of a ``step`` that took too long, or raised an exception nobody expected.

    The latter names file and line of the code. Steps are ``build``, ``write``, ``verify``, ``fix``
    and ``review``.
    """
    if isinstance(reason, TimeoutError):
        return error(UNIT_TIMEOUT, place, step=step, seconds=UNIT_SECONDS)
    frames = traceback.extract_tb(reason.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "—"
    message = f"{type(reason).__name__}: {reason}"[:200]
    return error(DOCGEN_FAILED, place, reason=message, where=where)
