"""``docgen check --bind``: figures typed in a text become bindings, one by one as chosen.

They are written as the fixes of ``docgen check --fix`` are: tried on a copy, recorded, undone by
``docgen check --undo``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.checking.checks.could_be_bound import COULD_BE_BOUND
from docgen.content.source_files import typed_text
from docgen.diagnostics import Fix, Problem
from docgen.project import find_project
from docgen.runs.check import check_edition
from docgen.runs.results import Progress

_ENDS = re.compile(r"(?<=[。！？])")
"""Behind the sign that ends a sentence."""


@dataclass(frozen=True)
class ProposedBinding:
    """A figure that could be a binding.

    Attributes:
        problem: the problem that says so.
        fix: what would be typed.
        before: the sentence that it stands in.
        after: the sentence with the binding.
    """

    problem: Problem
    fix: Fix
    before: str
    after: str


def proposed_bindings(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    jobs: int = 0,
    progress: Progress | None = None,
) -> list[ProposedBinding]:
    """The figures of an edition that could be bindings, in the order of its files.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    result = check_edition(edition, root=root, units=units, jobs=jobs, progress=progress)
    folder = find_project(root or Path.cwd()).root
    return [
        proposed(problem, problem.fix, typed_text((folder / problem.fix.place.file).read_bytes()))
        for problem in result.all_problems()
        if problem.code == COULD_BE_BOUND and problem.fix
    ]


def proposed(problem: Problem, fix: Fix, text: str) -> ProposedBinding:
    """What a fix makes of the sentence in ``text``, the text of the file, that it stands in."""
    line = text.split("\n")[fix.place.line - 1].rstrip("\r")
    at, start = fix.place.column - 1, 0
    for sentence in _ENDS.split(line):
        if at < start + len(sentence):
            break
        start += len(sentence)
    behind = sentence[at - start + len(fix.old) :]
    after = f"{sentence[: at - start]}{fix.new}{behind}"
    return ProposedBinding(problem, fix, sentence.strip(), after.strip())
