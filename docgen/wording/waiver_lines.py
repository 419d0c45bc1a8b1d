"""The exception that a figure which is right would need, ready to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.checking.waivers import figure_of, may_be_waived, waiver_of
from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases


def waiver_lines(problems: Iterable[Problem], language: Language) -> Iterator[str]:
    """Yields a line with the exception of the first figure that is told, if one is."""
    texts = phrases(language)
    for problem in problems:
        if may_be_waived(problem) and figure_of(problem):
            folder = "/".join(problem.place.typed.file.split("/")[:3])
            waiver = waiver_of(problem, folder, texts["waivable-reason"])
            fields = ", ".join(f"{key}: {_quoted(value)}" for key, value in waiver.items())
            yield texts["waivable"].format(waiver=f"{{{fields}}}")
            return


def _quoted(value: str) -> str:
    """A value in braces; in quotes where YAML would read another."""
    is_plain = value[:1].isalnum() and not set(value) & set(",:#{}[]\"'")
    return value if is_plain else "'{}'".format(value.replace("'", "''"))
