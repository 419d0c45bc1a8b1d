"""Problems as text, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.diagnostics import DocumentPlace, Fix, Problem, TemplatePlace
from docgen.diagnostics.codes import Language, ProblemText, entry_of
from docgen.messages import Phrase, half, phrases
from docgen.wording.printable import one_line

if TYPE_CHECKING:
    from docgen.scaffold.content.new_edition import NewUnit
    from docgen.scaffold.pack.draft import DraftReport

_IN_PROPERTIES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})
"""How a workflow command of GitHub Actions writes the signs that part its properties."""

_NUMBERED_PLACES = ("table", "row", "cell", "paragraph")

_INSERTED = (
    *("nearest", "meant", "holder", "among", "or_line", "to_type"),
    *("printed_in", "with_it"),
)
"""Words that bring a part of the sentence along, if they say anything."""

_BILINGUAL = ("limit", "property", "correct")
"""Words that a schema or a record has as ``中文 · English``."""


def problem_text(problem: Problem, language: Language) -> str:
    """``file:line:column: error[code] message``, and the hint on a second line."""
    texts = phrases(language)
    kind = texts[problem.severity.value]
    message, hint = message_and_hint(problem, language)
    first = one_line(f"{problem.place}: {kind}[{problem.code}] {message}")
    return f"{first}\n  {texts['hint']}: {one_line(hint)}"


def template_place_text(place: TemplatePlace, language: Language, *, with_part: bool = True) -> str:
    """The place of a placeholder, in words: ``annex.docx, table 1, row 3, cell 2``."""
    texts = phrases(language)
    text = place.part if with_part else ""
    text += texts["story"].format(story=place.story) if place.story else ""
    for name in _NUMBERED_PLACES:
        if number := getattr(place, name):
            text += texts[name].format(**{name: number})
    return text.removeprefix(texts["at-and"])


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
        "content": display_path(report.content),
        "edition": report.edition,
    }
    yield texts["drafted"].format(fields=report.fields, **words)
    unsure = any(problem.code.startswith("draft-") for problem in report.problems)
    yield texts[("drafted-next", "drafted-unsure")[unsure]].format(**words)


def problems_github(problems: Iterable[Problem], language: Language) -> str:
    """The problems as workflow commands of GitHub Actions, one per line."""
    lines = []
    for problem in problems:
        text = one_line(" ".join(message_and_hint(problem, language))).replace("%", "%25")
        place = problem.place.typed
        file = one_line(place.file).translate(_IN_PROPERTIES)
        where = f"file={file},line={max(place.line, 1)},col={max(place.column, 1)}"
        lines.append(f"::{problem.severity.value} {where},title={problem.code}::{text}")
    return "\n".join(lines)


def display_path(path: Path) -> str:
    """``path`` relative to the current folder, if it is inside."""
    resolved, current = path.resolve(), Path.cwd()
    return str(resolved.relative_to(current) if resolved.is_relative_to(current) else path)


def place_words(place: DocumentPlace, language: Language) -> str:
    """A place in a finished file, in words and brackets; empty if nothing is known of it."""
    where = where_words(place, language)
    return phrases(language)["at"].format(where=where) if where else ""


def where_words(place: DocumentPlace, language: Language) -> str:
    """A place in a finished file, in words; empty if nothing is known of it."""
    return _where(place, phrases(language))


def _where(place: DocumentPlace, texts: Mapping[str, str]) -> str:
    values = [(field.name, getattr(place, field.name)) for field in fields(place)]
    numbers = {name: value for name, value in values if value and name != "nested"}
    parts = [texts[f"at-{name}"].format(**{name: value}) for name, value in numbers.items()]
    if place.nested:
        parts.append(texts["at-nested"].format(nested=_where(place.nested, texts)))
    return texts["at-and"].join(parts)


def message_and_hint(problem: Problem, language: Language) -> ProblemText:
    """Message and hint of the problem with its words filled in."""
    words = _words(problem, language)
    texts = (Phrase(text, language) for text in entry_of(problem.code).texts[language])
    return ProblemText(*(text.format(**words) for text in texts))


def _words(problem: Problem, language: Language) -> dict[str, str]:
    """The words of the problem's message, translated where they are keys of phrases."""
    problem = _in_language(problem, language)
    texts, raw = phrases(language), problem.words
    words = {"to_type": "", "template": problem.place.file}
    words |= {name: _translated(name, problem, texts) for name in raw}
    words["advice"] = texts.get(f"advice-{raw.get('wanted')}", "")
    words["at"] = place_words(problem.document, language) if problem.document else ""
    if problem.template:
        is_same = str(problem.place) == problem.template.part
        where = template_place_text(problem.template, language, with_part=not is_same)
        words["template"] = where
        words["at"] = texts["at"].format(where=where) if where else ""
    return words


def _in_language(problem: Problem, language: Language) -> Problem:
    """The problem with its words of this language: ``ours_en``, or half of ``中文 · English``."""
    halves = {
        name: half(problem.words[name], language) for name in _BILINGUAL if name in problem.words
    }
    own = {
        name.removesuffix(f"_{language}"): value
        for name, value in problem.words.items()
        if name.endswith(f"_{language}")
    }
    return replace(problem, words={**problem.words, **halves, **own})


def _translated(name: str, problem: Problem, texts: Mapping[str, str]) -> str:
    """One word, translated: ``wanted: number`` is the phrase ``wanted-number``, if there is one."""
    value = problem.words[name]
    if name in _INSERTED:
        return texts[name].format(**problem.words) if value else ""
    kind = entry_of(problem.code).phrases or name
    return texts.get(f"{kind}-{value}", value.replace("{", "{{").replace("}", "}}")).format(
        **problem.words
    )


def problems_json(problems: Iterable[Problem], language: Language) -> str:
    """The problems as a JSON list, one object each, for editors and scripts."""
    objects = []
    for problem in problems:
        message, hint = message_and_hint(problem, language)
        typed = problem.place.typed
        objects.append(
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "message": message,
                "hint": hint,
                "file": typed.file,
                "line": typed.line,
                "column": typed.column,
                "cell": problem.place.cell_name or None,
                "where": set_fields(problem.document),
                "template": set_fields(problem.template),
                "fix": _fix_object(problem.fix),
            }
        )
    return json.dumps(objects, ensure_ascii=False, indent=2)


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
