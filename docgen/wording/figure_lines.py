"""The figures that reports take from workbooks as text and JSON, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from docgen.diagnostics import DocumentPlace
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import where_words
from docgen.runs.changed_figures import FigureChange, FollowingFigure
from docgen.runs.edition_figures import UnitFigures
from docgen.runs.taken_figures import shown
from docgen.wording.problem_texts import problem_text, set_fields


def figure_lines(units: Iterable[UnitFigures], language: Language) -> Iterator[str]:
    """Yields the changed figures of each unit with all they reach, and how many there are.

    The lines of a figure: what it was and is, where it is typed, each place where it is printed,
    and each figure that is worked out from it, with its places.
    """
    texts = phrases(language)
    found = list(units)
    for unit in found:
        if any(problem.is_error for problem in unit.problems) and not unit.changes:
            yield texts["figures-unread"].format(folder=unit.folder)
            continue
        yield unit.folder
        for number, change in enumerate(unit.changes, 1):
            yield f"{number:3}. {change.cell_name}  {_from_to(change)}"
            yield f"     {change.place.reference}"
            yield from (f"     {line}" for line in _where_lines(change.printed, language))
            for figure in change.follows:
                where = texts["to-do-and"].join(_where_lines(figure.printed, language))
                yield f"     → {figure.name} {_from_to(figure)}{texts['colon']}{where}"
        counts = {"changed": len(unit.changes), "same": unit.same, "new": unit.new}
        yield texts["figures-counts"].format(gone=unit.gone, **counts)
        if unit.taken:
            yield texts["figures-taken"].format(file=unit.taken)
    if not found:
        yield texts["figures-none"]
    elif any(unit.changes and not unit.taken for unit in found):
        yield texts["figures-next"]


def _from_to(figure: FigureChange | FollowingFigure) -> str:
    return f"{shown(figure.old)} -> {shown(figure.new)}"


def _where_lines(places: Sequence[DocumentPlace], language: Language) -> list[str]:
    words = (where_words(place, language) for place in places)
    return list(dict.fromkeys(filter(None, words)))


def figures_json(units: Iterable[UnitFigures], language: Language) -> str:
    """The figures as a JSON list, for scripts."""
    objects = [
        {
            "unit": unit.name,
            "folder": unit.folder,
            "changes": [_change_object(change) for change in unit.changes],
            "same": unit.same,
            "new": unit.new,
            "gone": unit.gone,
            "problems": [problem_text(problem, language) for problem in unit.problems],
            "taken": unit.taken or None,
        }
        for unit in units
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)


def _change_object(change: FigureChange) -> dict[str, object]:
    return {
        "cell": change.place.cell_name,
        "content": change.place.reference,
        "old": change.old,
        "new": change.new,
        "printed": [set_fields(place) for place in change.printed],
        "follows": [
            {
                "name": figure.name,
                "old": figure.old,
                "new": figure.new,
                "printed": [set_fields(place) for place in figure.printed],
            }
            for figure in change.follows
        ],
    }
