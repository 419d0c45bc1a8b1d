"""What a check offers besides fixes: references to the form, and exceptions ready to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.checking.checks.could_be_bound import COULD_BE_BOUND
from docgen.checking.waivers import figure_of, may_be_waived, waiver_of
from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases


def bindable_lines(problems: Iterable[Problem], command: str, language: Language) -> Iterator[str]:
    """Yields a line with the ``command`` that makes references of typed figures, if it can."""
    if count := sum(problem.code == COULD_BE_BOUND for problem in problems):
        yield phrases(language)["bindable"].format(count=count, command=f"{command} --bind")


def waiver_lines(problems: Iterable[Problem], language: Language) -> Iterator[str]:
    """Yields a line with the exception of the first figure that is told, if one is."""
    texts = phrases(language)
    for problem in problems:
        is_right = problem.code == COULD_BE_BOUND
        if may_be_waived(problem) and figure_of(problem) and not is_right:
            folder = "/".join(problem.place.typed.file.split("/")[:3])
            waiver = waiver_of(problem, folder, texts["waivable-reason"])
            fields = ", ".join(f"{key}: {_quoted(value)}" for key, value in waiver.items())
            yield texts["waivable"].format(waiver=f"{{{fields}}}")
            return


def _quoted(value: str) -> str:
    """A value in braces; in quotes where YAML would read another."""
    is_plain = value[:1].isalnum() and not set(value) & set(",:#{}[]\"'")
    return value if is_plain else "'{}'".format(value.replace("'", "''"))
