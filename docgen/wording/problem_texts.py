"""Problems as text, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.diagnostics import DocumentPlace, Fix, Problem, TemplatePlace
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint, where_words, with_spots
from docgen.project import typed
from docgen.wording.alike_problems import alike
from docgen.wording.printable import one_line

if TYPE_CHECKING:
    from docgen.scaffold.content.new_edition import NewUnit
    from docgen.scaffold.pack.draft import DraftReport
    from docgen.scaffold.taken.take_report import TakenUnit

_IN_PROPERTIES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})
"""How a workflow command of GitHub Actions writes the signs that part its properties."""


def problem_text(problem: Problem, language: Language) -> str:
    """``file:line:column: error[code] message``, and the hint on a second line."""
    texts = phrases(language)
    kind = texts[problem.severity.value]
    message, hint = message_and_hint(problem, language)
    place = with_spots(str(problem.place), language)
    first = one_line(f"{place}: {kind}[{problem.code}] {message}")
    return f"{first}\n  {texts['hint']}: {one_line(hint)}"


def new_unit_lines(new_units: Sequence[NewUnit], texts: Mapping[str, str]) -> Iterator[str]:
    """Yields a line for each unit that ``docgen new`` has made, or found there."""
    for new_unit in new_units:
        if new_unit.files or not new_unit.problems:
            kind = "made" if new_unit.files else "there"
            yield texts[f"new-{kind}"].format(
                folder=display_path(new_unit.folder), files=new_unit.files
            )


def draft_lines(report: DraftReport, texts: Mapping[str, str]) -> Iterator[str]:
    """Yields a line for what ``docgen template new`` has made, and one with the next step."""
    words = {
        "pack": display_path(report.pack),
        "name": typed(report.pack.name),
        "content": display_path(report.content),
        "edition": report.edition,
    }
    yield texts["drafted"].format(fields=report.fields, **words)
    if report.taken:
        yield texts["drafted-taken"].format(taken=report.taken, **words)
    unsure = any(problem.code.startswith("draft-") for problem in report.problems)
    yield texts[("drafted-next", "drafted-unsure")[unsure]].format(**words)


def taken_lines(taken: TakenUnit, texts: Mapping[str, str]) -> Iterator[str]:
    """Yields a line for what ``docgen take`` has made of a report, and one with the next step."""
    unit = taken.unit
    words = {"folder": display_path(unit.folder), "name": typed(unit.folder.name)}
    edition = unit.folder.parent.name
    words |= {"edition": edition, "next": str(int(edition) + 1)}
    yield texts["taken"].format(values=taken.values, **words)
    yield texts[("taken-next", "taken-left")[taken.left > 0]].format(left=taken.left, **words)


def problems_github(problems: Iterable[Problem], language: Language) -> str:
    """The problems as workflow commands of GitHub Actions, one per line."""
    lines = []
    for problem in problems:
        place = problem.place.typed
        spot = [where_words(place.spot, language)] if place.spot else []
        text = one_line(" ".join([*spot, *message_and_hint(problem, language)])).replace("%", "%25")
        file = one_line(place.file).translate(_IN_PROPERTIES)
        line, column = (1, 1) if place.spot else (max(place.line, 1), max(place.column, 1))
        where = f"file={file},line={line},col={column}"
        lines.append(f"::{problem.severity.value} {where},title={problem.code}::{text}")
    return "\n".join(lines)


def display_path(path: Path) -> str:
    """``path`` relative to the current folder, if it is inside."""
    resolved, current = path.resolve(), Path.cwd()
    return str(resolved.relative_to(current) if resolved.is_relative_to(current) else path)


def problems_json(problems: Iterable[Problem], language: Language) -> str:
    """The problems as a JSON list, for editors and scripts.

    What is said of several places of a file is one object; its ``places`` have them all, each
    with its fix.
    """
    objects = []
    for group in alike(problems):
        first = group[0]
        message, hint = message_and_hint(first, language)
        objects.append(
            {
                "code": first.code,
                "severity": first.severity.value,
                "message": message,
                "hint": hint,
                "file": first.place.typed.file,
                **_place_object(first),
                "template": set_fields(first.template),
                "places": [_place_object(problem) for problem in group],
            }
        )
    return json.dumps(objects, ensure_ascii=False, indent=2)


def _place_object(problem: Problem) -> dict[str, object]:
    typed = problem.place.typed
    return {
        "line": 0 if typed.spot else typed.line,
        "column": 0 if typed.spot else typed.column,
        "cell": problem.place.cell_name or None,
        "where": set_fields(problem.document or typed.spot),
        "fix": _fix_object(problem.fix),
    }


def _fix_object(fix: Fix | None) -> dict[str, object] | None:
    """A fix as editors apply it: lines and columns count from 1, the end is the one behind."""
    if fix is None:
        return None
    ends = {"start": fix.place, "end": fix.end}
    places = {name: {"line": end.line, "column": end.column} for name, end in ends.items()}
    return {"file": fix.place.file, "range": places, "text": fix.new, "safe": fix.safe}


def set_fields(place: DocumentPlace | TemplatePlace | None) -> dict[str, object]:
    """The fields of ``place`` that are set, by name."""
    return _without_empty(asdict(place)) if place else {}


def _without_empty(values: Mapping[str, object]) -> dict[str, object]:
    nested = {name: value for name, value in values.items() if isinstance(value, dict)}
    inner = {name: _without_empty(value) for name, value in nested.items()}
    return {name: value for name, value in {**values, **inner}.items() if value}
