"""Problems and results as text, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from docgen.diagnostics import DocumentPlace, Problem, Severity, TemplatePlace
from docgen.messages import Language, messages, phrases
from docgen.runs.results import Result
from docgen.scaffold.content.new_edition import NewUnit
from docgen.scaffold.pack.draft import DraftReport

_COUNTED = ("table", "row", "cell", "paragraph")


def problem_text(problem: Problem, language: Language) -> str:
    """``file:line:column: error[code] message``, and below it what to type."""
    words = _words(problem, language)
    entry, said = messages(language)[problem.code], phrases(language)
    kind = said[problem.severity.value]
    message = entry["message"].format(**words)
    hint = entry["hint"].format(**words)
    return f"{problem.place}: {kind}[{problem.code}] {message}\n  {said['hint']}: {hint}"


def template_place_text(place: TemplatePlace, language: Language, *, with_part: bool = True) -> str:
    """Where a placeholder stands, in words: ``annex.docx, table 1, row 3, cell 2``."""
    said = phrases(language)
    text = place.part if with_part else ""
    text += said["story"].format(story=place.story) if place.story else ""
    for name in _COUNTED:
        if number := getattr(place, name):
            text += said[name].format(**{name: number})
    return text.removeprefix(said["comma"])


def result_lines(result: Result, language: Language) -> Iterator[str]:
    """What was written, and a last line that counts."""
    said = phrases(language)
    for outcome in result.outcomes:
        if outcome.docx and outcome.merged:
            yield said["merged"].format(file=shown(outcome.docx))
        elif outcome.docx and outcome.built and outcome.changed:
            yield said["wrote"].format(file=shown(outcome.docx))
        elif outcome.docx and outcome.left_alone:
            yield said["left-alone"].format(file=shown(outcome.docx))
        elif outcome.docx and outcome.built:
            yield said["unchanged"].format(file=shown(outcome.docx))
        if outcome.pdf:
            yield said["wrote" if outcome.pdf_changed else "unchanged"].format(
                file=shown(outcome.pdf)
            )
    if result.substituted and any(outcome.pdf for outcome in result.outcomes):
        yield said["substituted"].format(pairs=_pairs(result.substituted, said))
    yield from _silenced(result, said)
    problems = list(result.all_problems())
    if result.verified:
        count = sum(problem.code.startswith("format-") for problem in problems)
        words = {"files": result.verified, "count": count}
        kind = "bad" if count else "good"
        yield said[f"verified-{kind}"].format(**words)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if result.checked:
        counts = {
            "units": len(result.outcomes),
            "errors": errors,
            "warnings": len(problems) - errors,
        }
        yield said["checked"].format(**counts)
        return
    done = sum(outcome.docx is not None for outcome in result.outcomes)
    failed = len(result.outcomes) - done
    counts = {"errors": errors, "warnings": len(problems) - errors}
    yield said["summary"].format(done=done, failed=failed, **counts)


def _silenced(result: Result, said: Mapping[str, str]) -> Iterator[str]:
    """One line for each problem that a unit silenced, with its reason."""
    for outcome in result.outcomes:
        for one in outcome.silenced:
            words = {"code": one.problem.code, "place": one.problem.place, "reason": one.reason}
            yield said["silenced"].format(**words)


def made_lines(made: Sequence[NewUnit], edition: str, said: Mapping[str, str]) -> Iterator[str]:
    """What ``docgen new`` has made, of last year's content or of nothing, and what is next."""
    for one in made:
        if not one.problems:
            kind = "made" if one.files else "there"
            yield said[f"new-{kind}"].format(folder=shown(one.folder), files=one.files)
    if any(one.files for one in made):
        yield said["new-next"].format(edition=edition)


def drafted_lines(made: DraftReport, said: Mapping[str, str]) -> Iterator[str]:
    """What ``docgen template new`` has made, and what is to be done next."""
    words = {"pack": shown(made.pack), "content": shown(made.content), "edition": made.edition}
    yield said["drafted"].format(fields=made.fields, **words)
    unsure = any(one.code.startswith("draft-") for one in made.problems)
    yield said[("drafted-next", "drafted-unsure")[unsure]].format(**words)


def problems_github(problems: Iterable[Problem], language: Language) -> str:
    """All problems as the commands that GitHub shows beside the line."""
    lines = []
    for problem in problems:
        words, entry = _words(problem, language), messages(language)[problem.code]
        text = f"{entry['message'].format(**words)} {entry['hint'].format(**words)}"
        plain = text.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        place = problem.place
        where = f"file={place.file},line={max(place.line, 1)},col={max(place.column, 1)}"
        lines.append(f"::{problem.severity.value} {where},title={problem.code}::{plain}")
    return "\n".join(lines)


def shown(path: Path) -> str:
    """``path`` from the current folder, if it lies inside."""
    resolved, here = path.resolve(), Path.cwd()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else path)


def _pairs(substituted: Mapping[str, str | None], said: Mapping[str, str]) -> str:
    pairs = substituted.items()
    named = ((official, substitute or said["none"]) for official, substitute in pairs)
    return "；".join(said["pair"].format(official=one, substitute=other) for one, other in named)


_ALIGNED = ("format-align", "format-page-number-side")


def place_words(place: DocumentPlace, language: Language) -> str:
    """Where something stands in a finished file, in words."""
    said = phrases(language)
    named = [(field.name, getattr(place, field.name)) for field in fields(place)]
    parts = [said[f"at-{name}"].format(**{name: value}) for name, value in named if value]
    return said["at"].format(where=said["comma"].join(parts)) if parts else ""


def _words(problem: Problem, language: Language) -> dict[str, str]:
    """The problem's words, with those that are themselves to be put into the language."""
    said, raw = phrases(language), problem.words
    words = {name: _worded(name, problem, said) for name in raw}
    words["advice"] = said.get(f"advice-{raw.get('wanted')}", "")
    words["at"] = place_words(problem.document, language) if problem.document else ""
    if problem.template:
        same = str(problem.place) == problem.template.part
        words["template"] = template_place_text(problem.template, language, with_part=not same)
    return words


def _worded(name: str, problem: Problem, said: Mapping[str, str]) -> str:
    """One word: ``wanted: number`` is the phrase ``wanted-number``, if there is one."""
    value = problem.words[name]
    if name in ("nearest", "meant", "holder"):
        return said[name].format(**problem.words) if value else ""
    kind = "align" if problem.code in _ALIGNED else name
    return said.get(f"{kind}-{value}", value.replace("{", "{{").replace("}", "}}")).format(
        **problem.words
    )


def problems_json(problems: Iterable[Problem], language: Language) -> str:
    """All problems as a JSON list, one object each, for editors and scripts."""
    listed = []
    for problem in problems:
        words, entry = _words(problem, language), messages(language)[problem.code]
        listed.append(
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "message": entry["message"].format(**words),
                "hint": entry["hint"].format(**words),
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "where": set_fields(problem.document),
                "template": set_fields(problem.template),
            }
        )
    return json.dumps(listed, ensure_ascii=False, indent=2)


def set_fields(place: DocumentPlace | TemplatePlace | None) -> dict[str, object]:
    """What is known of a place, by name."""
    return {name: value for name, value in asdict(place).items() if value} if place else {}
