"""What became of each file when a change was undone, as text and JSON, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.runs.undo import UndoneUnit
from docgen.wording.problem_texts import problem_text


def undone_lines(undone: Iterable[UndoneUnit], language: Language) -> Iterator[str]:
    """Yields a line for each file that was put back, or one for a unit without any."""
    texts = phrases(language)
    for unit in undone:
        for name, how in unit.put_back.items():
            yield texts[f"put-back-{how.value}"].format(file=name)
        if unit.problems:
            yield texts["put-back-not"].format(unit=unit.unit)
        elif not unit.put_back:
            yield texts["put-back-nothing"].format(unit=unit.unit)


def undone_json(undone: Iterable[UndoneUnit], language: Language) -> str:
    """The same as a JSON list, for scripts."""
    objects = [
        {
            "unit": unit.unit,
            "files": {name: how.value for name, how in unit.put_back.items()},
            "problems": [problem_text(problem, language) for problem in unit.problems],
        }
        for unit in undone
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)
