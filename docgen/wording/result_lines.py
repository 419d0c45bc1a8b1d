"""The result of a run as text: its files, or for many units a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docgen.diagnostics import Problem, Severity
from docgen.diagnostics.codes import Language
from docgen.messages import Phrase, phrases
from docgen.messages.problem_words import message_and_hint
from docgen.wording.problem_texts import display_path
from docgen.wording.to_do_lines import is_to_do

if TYPE_CHECKING:
    from docgen.runs.results import Outcome, Result

_MANY = 10
"""Units beyond which their files are counted, unless each is asked for: a screen has 24 lines."""


def result_lines(
    result: Result, language: Language, *, every: bool = False, seconds: float = 0
) -> Iterator[str]:
    """Yields a line for each file that was written or left, and a last line with counts.

    Of many units, the files are counted, unless ``every`` one is wanted, and what is not done is
    named once more. ``seconds`` is the time that the run took.
    """
    texts = phrases(language)
    is_many = len(result.outcomes) > _MANY and not result.checked
    if every or not is_many:
        for outcome in result.outcomes:
            yield from _file_lines(outcome, texts)
    if result.substituted and any(outcome.pdf for outcome in result.outcomes):
        from docgen.pdf.fonts import has_fontconfig, improvable

        yield texts["substituted"].format(pairs=_substitute_pairs(result.substituted, texts))
        if has_fontconfig() and any(improvable(result.substituted)):
            yield texts["fonts-offer"]
    yield from _waived_lines(result, texts)
    problems = list(result.all_problems())
    if result.verified:
        count = sum(problem.code.startswith("format-") for problem in problems)
        words = {"files": result.verified, "count": count}
        kind = "bad" if count else "good"
        yield texts[f"verified-{kind}"].format(**words)
    if is_many:
        yield from _not_done_lines(result.outcomes, language)
        yield _totals(result.outcomes, texts, seconds)
    yield _summary(result, problems, texts)


def _file_lines(outcome: Outcome, texts: Mapping[str, Phrase]) -> Iterator[str]:
    if outcome.docx and (outcome.built or outcome.merged or outcome.edited):
        yield texts[_word_state(outcome)].format(file=display_path(outcome.docx))
    if outcome.pdf:
        state = "wrote" if outcome.pdf_changed else "unchanged"
        yield texts[state].format(file=display_path(outcome.pdf))
    for path in outcome.checks:
        yield texts["wrote"].format(file=display_path(path))


def _word_state(outcome: Outcome) -> str:
    if outcome.merged:
        return "merged"
    if outcome.built and outcome.changed:
        return "wrote"
    return "left-alone" if outcome.edited else "unchanged"


def _not_done_lines(outcomes: Sequence[Outcome], language: Language) -> Iterator[str]:
    """Yields a line for each unit that is not done, with its first error."""
    for outcome in outcomes:
        first = next((problem for problem in outcome.problems if problem.is_error), None)
        if first:
            reason = message_and_hint(first, language).message
            yield phrases(language)["not-done"].format(unit=outcome.name, reason=reason)


def _totals(outcomes: Sequence[Outcome], texts: Mapping[str, Phrase], seconds: float) -> str:
    """How many units have new files, with the pages of all, and the time."""
    done = [outcome for outcome in outcomes if outcome.docx]
    new = sum(map(_has_new_file, done))
    left = sum(outcome.edited and not _has_new_file(outcome) for outcome in done)
    pages = sum(outcome.pages for outcome in done)
    return texts["totals"].format(
        new=new,
        unchanged=len(done) - new - left,
        edited=texts["totals-edited"].format(count=left) if left else "",
        pages=texts["totals-pages"].format(pages=pages) if pages else "",
        seconds=f"{seconds:.0f}" if seconds >= _MANY else f"{seconds:.1f}",
    )


def _has_new_file(outcome: Outcome) -> bool:
    is_new_word = bool(outcome.built and outcome.changed)
    return is_new_word or outcome.merged or bool(outcome.pdf and outcome.pdf_changed)


def _summary(result: Result, problems: Sequence[Problem], texts: Mapping[str, Phrase]) -> str:
    """How many units were done, and how many problems they have."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    to_do = sum(map(is_to_do, problems))
    done = sum(outcome.docx is not None for outcome in result.outcomes)
    kind = "checked-files" if result.of_files else "checked" if result.checked else "summary"
    return texts[kind].format(
        units=len(result.outcomes),
        done=done,
        failed=len(result.outcomes) - done,
        errors=errors,
        warnings=len(problems) - errors,
        to_do=texts["to-do-among"].format(count=to_do) if to_do else "",
    )


def _waived_lines(result: Result, texts: Mapping[str, str]) -> Iterator[str]:
    """Yields a line for each problem that a unit waived, with its reason."""
    for outcome in result.outcomes:
        for waived in outcome.silenced:
            words = {
                "code": waived.problem.code,
                "place": waived.problem.place,
                "reason": waived.reason,
            }
            yield texts["silenced"].format(**words)


def _substitute_pairs(substituted: Mapping[str, str | None], texts: Mapping[str, str]) -> str:
    pairs = substituted.items()
    names = ((official, substitute or texts["none"]) for official, substitute in pairs)
    return texts["to-do-and"].join(
        texts["pair"].format(official=official, substitute=substitute)
        for official, substitute in names
    )
