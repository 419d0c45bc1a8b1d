"""Problems and results as text, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.diagnostics import Problem, Severity, TemplatePlace
from docgen.messages import Language, messages, phrases
from docgen.results import Result

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
        if outcome.docx and outcome.built and outcome.changed:
            yield said["wrote"].format(file=_shown(outcome.docx))
        elif outcome.docx and outcome.built:
            yield said["unchanged"].format(file=_shown(outcome.docx))
        if outcome.pdf:
            yield said["wrote"].format(file=_shown(outcome.pdf))
    if result.substituted and any(outcome.pdf for outcome in result.outcomes):
        yield said["substituted"].format(pairs=_pairs(result.substituted, said))
    problems = list(result.all_problems())
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    done = sum(outcome.docx is not None for outcome in result.outcomes)
    failed = len(result.outcomes) - done
    counts = {"errors": errors, "warnings": len(problems) - errors}
    yield said["summary"].format(done=done, failed=failed, **counts)


def _shown(path: Path) -> str:
    """``path`` from the current folder, if it lies inside."""
    resolved, here = path.resolve(), Path.cwd()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else path)


def _pairs(substituted: Mapping[str, str | None], said: Mapping[str, str]) -> str:
    pairs = substituted.items()
    named = ((official, substitute or said["none"]) for official, substitute in pairs)
    return "；".join(said["pair"].format(official=one, substitute=other) for one, other in named)


def _words(problem: Problem, language: Language) -> dict[str, str]:
    """The problem's words, with those that are themselves to be put into the language."""
    said, words = phrases(language), dict(problem.words)
    if problem.template:
        same = str(problem.place) == problem.template.part
        words["template"] = template_place_text(problem.template, language, with_part=not same)
    for name in ("nearest", "meant"):
        if words.get(name):
            words[name] = said[name].format(**{name: words[name]})
    for name in ("wanted", "fill"):
        if f"{name}-{words.get(name)}" in said:
            words["advice"] = said.get(f"advice-{words[name]}", "")
            words[name] = said[f"{name}-{words[name]}"].format(**words)
    if "rule" in words and f"rule-{words['rule']}" in said:
        words["rule"] = said[f"rule-{words['rule']}"].format(**words)
    if "kind" in words:
        words["kind"] = said.get(f"kind-{words['kind']}", words["kind"])
    if "install" in words:
        words["install"] = said[words["install"]]
    return words
