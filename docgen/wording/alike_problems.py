"""Problems that say the same of many places of one file: told once, with the places.

a.md:12:5: warning[half-width] 「,」 between Chinese characters (12 times: lines 12, 15, 18 …)
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import where_words

_FEWEST = 3
"""Problems that say the same, from which on they are told once."""

_MOST_PLACES = 10
"""Places that a line names."""


def alike(problems: Iterable[Problem], *, fewest: int = _FEWEST) -> list[list[Problem]]:
    """The problems by what they say: those of one file that say the same, where the first stands.

    Fewer than ``fewest`` stay each by itself.
    """
    in_order = list(problems)
    groups: dict[Hashable, list[Problem]] = {}
    for problem in in_order:
        groups.setdefault(_said(problem), []).append(problem)
    found: dict[int, list[Problem]] = {}
    for group in groups.values():
        for together in [group] if len(group) >= fewest else [[problem] for problem in group]:
            found[id(together[0])] = together
    return [found[id(problem)] for problem in in_order if id(problem) in found]


def _said(problem: Problem) -> Hashable:
    """What two problems have in common that say the same of two places of a file."""
    words = tuple(sorted(problem.words.items()))
    place, template = problem.place.typed, problem.template
    return problem.code, problem.severity, place.file, words, template


def places_line(problems: Sequence[Problem], language: Language) -> str:
    """The places of problems that say the same, as their line ends; empty for one alone."""
    if len(problems) < 2:
        return ""
    texts = phrases(language)
    named = list(dict.fromkeys(_where(problem, language) for problem in problems))
    kind = "lines" if all(where.isdigit() for where in named) else "spots"
    shown = texts[f"alike-{kind}-and"].join(named[:_MOST_PLACES])
    more = "…" if len(named) > _MOST_PLACES else ""
    return texts[f"alike-{kind}"].format(count=len(problems), where=shown, more=more)


def _where(problem: Problem, language: Language) -> str:
    place = problem.place.typed
    spot = problem.document or place.spot
    if spot:
        return where_words(spot, language)
    return problem.place.cell_name or str(place.line)
