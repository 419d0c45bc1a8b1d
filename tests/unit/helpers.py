"""What the unit tests share: a collector of problems, and how they are read."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.diagnostics import Problem, Problems


def collect() -> Problems:
    """An empty collector of problems."""
    return Problems()


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def placed(problems: Iterable[Problem]) -> list[str]:
    """``line:column code`` of each problem; the code alone for a whole file."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}"
        if problem.place.line
        else problem.code
        for problem in problems
    ]
