"""Which errors a change of the content brings, and which it only brings to light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import IntEnum

from docgen.checking.findings import FINDINGS
from docgen.content.unit import hides_its_file
from docgen.diagnostics import Fix, Place, Problem


class BuildStep(IntEnum):
    """The step of a build that finds a problem; those after it may not have seen what it hides."""

    READ = 0
    TYPE = 1
    CHECK = 2


def step_of(problem: Problem) -> BuildStep:
    """The step that finds a problem."""
    if hides_its_file(problem):
        return BuildStep.READ
    is_of_type = problem.is_error and problem.code not in FINDINGS
    return BuildStep.TYPE if is_of_type else BuildStep.CHECK


def new_errors(
    before: Sequence[Problem],
    after: Sequence[Problem],
    mended: Sequence[Problem],
    moved: Callable[[Place], Place],
) -> Iterator[Problem]:
    """Yields the errors that a change brings, but for those that were hidden before.

    Args:
        before: what was found before it.
        after: what is found now.
        mended: what the change was to mend, or has mended.
        moved: where a place from before is now.
    """
    step = min(map(step_of, mended), default=BuildStep.CHECK)
    unread = {problem.place.file for problem in (*before, *mended) if hides_its_file(problem)}
    fixes = {problem.fix for problem in mended}
    for new in _errors_more(before, after, fixes, moved):
        was_hidden = {
            BuildStep.READ: not hides_its_file(new) or new.place.file in unread,
            BuildStep.TYPE: new.code in FINDINGS,
            BuildStep.CHECK: False,
        }
        if not was_hidden[step]:
            yield new


def gone_errors(
    before: Sequence[Problem], after: Sequence[Problem], moved: Callable[[Place], Place]
) -> list[Problem]:
    """The errors from before a change that are found no more."""
    places = {(error.code, error.place) for error in after}
    keys = set(map(_key, after))
    return [
        error
        for error in before
        if error.is_error
        and (error.code, moved(error.place)) not in places
        and _key(error) not in keys
    ]


def _errors_more(
    before: Sequence[Problem],
    after: Sequence[Problem],
    fixes: Collection[Fix | None],
    moved: Callable[[Place], Place],
) -> Iterator[Problem]:
    """Yields the errors of now that were there before neither in place nor in words."""
    places = {(problem.code, moved(problem.place)) for problem in before}
    errors = [error for error in after if error.is_error]
    remaining = {(error.code, error.place) for error in errors}
    gone = Counter(
        _key(problem)
        for problem in before
        if (problem.fix is None or problem.fix not in fixes)
        and (problem.code, moved(problem.place)) not in remaining
    )
    for error in errors:
        if (error.code, error.place) not in places:
            if not gone[_key(error)]:
                yield error
            gone[_key(error)] -= 1


def _key(problem: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return problem.code, problem.place.file, tuple(sorted(problem.words.items()))
