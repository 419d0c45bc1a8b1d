"""Problems as they can be compared between a planted text and the clean one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docgen.diagnostics import Problem
from docgen.messages.problem_words import message_and_hint

_COLUMN = re.compile(r"(?<=\.md:)(\d+):\d+")


@dataclass(frozen=True)
class Finding:
    """A problem without its column.

    Attributes:
        code: its code.
        is_error: whether it is an error.
        line: the line of the text that it stands at, from 1.
        named: the lines that its message names.
        said: what it says.
    """

    code: str
    is_error: bool
    line: int
    named: tuple[int, ...]
    said: str


Reader = Callable[[str, str], list[Finding]]
"""What is told of a text, by its name and its source."""


def finding(problem: Problem, line: int, named: tuple[int, ...]) -> Finding:
    """A problem at a line of a text, which names others."""
    said = _COLUMN.sub(r"\1", message_and_hint(problem, "zh").message)
    return Finding(problem.code, problem.is_error, line, named, said)
