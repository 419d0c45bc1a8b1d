"""Tries fixes on a copy of a unit's content, in rounds: one may bring the next problem to light.

A round takes the problems of the earliest step that has any: first files that cannot be read, then
values of a wrong type, then what checks find. A fix is believed if the problem that it mends is
gone and no error came, but for those that the mended one had hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.content.fixed_text import FixedFile
from docgen.diagnostics import Fix, Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.runs.content_copy import ContentCopy
from docgen.runs.new_errors import BuildStep, new_errors, step_of

FIX_LEFT_OUT = problem_code(
    "fix-left-out",
    en=("「{old}」 was not made 「{new}」 by itself: {why}", "mend this place by hand"),
    zh=("没有自动把「{old}」改成「{new}」：{why}", "手工改这一处"),
    phrases="fix-left",
)

_ROUNDS = 200
"""Most rounds: of wrong colons a parser tells only the first, and a file may have one a line."""
_SHOWN = 20
"""Characters of a fix that a message shows."""


@dataclass(frozen=True)
class AppliedFix:
    """A fix that is believed.

    Attributes:
        problem: the problem that it mends, with the fix as it was found.
        place: where its new text stands in the end.
    """

    problem: Problem
    place: Place

    @property
    def fix(self) -> Fix:
        """What was typed."""
        return fix_of(self.problem)


@dataclass(frozen=True)
class _Attempt:
    """What several fixes make of the content together.

    Attributes:
        files: the content files that differ from the copy.
        fixed: those that this attempt changed.
        mended: the problems whose fixes were applied.
        found: what is found then.
        failure: the words that say why not all of it is believed; empty if it is.
    """

    files: Mapping[str, bytes]
    fixed: Mapping[str, FixedFile]
    mended: Sequence[Problem]
    found: Sequence[Problem]
    failure: Mapping[str, str]

    def moved(self, place: Place) -> Place:
        """Where a place from before the attempt is after it."""
        fixed = self.fixed.get(place.typed.file)
        return place.typed_at(fixed.moved(place.typed)) if fixed else place


def fix_of(problem: Problem) -> Fix:
    """The fix of a problem that has one."""
    assert problem.fix is not None
    return problem.fix


class FixTrial:
    """The fixes of a unit, tried on a copy of its content.

    Args:
        copy: the copy.
        is_wanted: whether the fix of a problem that has one is tried.

    Attributes:
        files: the new bytes of the content files that change.
        applied: the fixes that are believed.
        found: what is found in the content with them.
    """

    def __init__(self, copy: ContentCopy, is_wanted: Callable[[Problem], bool]) -> None:
        self._copy, self._is_wanted = copy, is_wanted
        self._left: list[tuple[Problem, Mapping[str, str]]] = []
        self._seen = [dict[str, bytes]()]
        self.files: Mapping[str, bytes] = {}
        self.applied: list[AppliedFix] = []
        self.found: Sequence[Problem] = copy.built({}).outcome.problems

    def run(self) -> None:
        """Applies all that can be, round by round."""
        for _ in range(_ROUNDS):
            batch = self._next()
            if not batch:
                return
            attempt = self._attempt(self._together(batch, []))
            self._take(attempt)
            if not attempt.mended:  # the old text does not stand there
                self._leave(batch, {"why": "still"})

    def left_out(self) -> Iterator[Problem]:
        """Yields a warning for each fix that is not believed, if its problem is still there."""
        there = {(problem.code, problem.place) for problem in self.found}
        for problem, why in self._left:
            if (problem.code, problem.place) in there:
                fix = fix_of(problem)
                words = {"old": _short(fix.old), "new": _short(fix.new), **why}
                yield warning(FIX_LEFT_OUT, problem.place, **words)

    def _next(self) -> list[Problem]:
        """The problems of the earliest step that has any with a fix that was not tried."""
        left = {(problem.code, problem.fix) for problem, _ in self._left}
        fixable = [
            problem
            for problem in self.found
            if problem.fix is not None
            and self._is_wanted(problem)
            and (problem.code, problem.fix) not in left
            and fix_of(problem).place.file.startswith(f"{self._copy.name}/")
        ]
        first = min(map(step_of, fixable), default=BuildStep.READ)
        return [problem for problem in fixable if step_of(problem) is first]

    def _together(self, tried: Sequence[Problem], kept: list[Problem]) -> list[Problem]:
        """``kept`` and those of ``tried`` whose fixes are believed with them, found by halving."""
        failure = self._attempt([*kept, *tried]).failure
        if not failure:
            return [*kept, *tried]
        if len(tried) == 1:
            self._leave(tried, failure)
            return kept
        half = len(tried) // 2
        return self._together(tried[half:], self._together(tried[:half], kept))

    def _leave(self, problems: Sequence[Problem], why: Mapping[str, str]) -> None:
        known = {(problem.code, problem.fix) for problem, _ in self._left}
        new = [problem for problem in problems if (problem.code, problem.fix) not in known]
        self._left += [(problem, why) for problem in new]

    def _attempt(self, problems: Sequence[Problem]) -> _Attempt:
        fixed = dict(self._fixed(problems))
        files = {**self.files, **{name: file.data for name, file in fixed.items()}}
        files = {name: data for name, data in files.items() if data != self._copy.before(name)}
        written = {fix for file in fixed.values() for fix in file.written}
        mended = [problem for problem in problems if problem.fix in written]
        if files in self._seen and mended:
            return _Attempt(files, fixed, mended, [], {"why": "still"})
        found = self._copy.built(files).outcome.problems
        attempt = _Attempt(files, fixed, mended, found, {})
        return replace(attempt, failure=self._failure(attempt))

    def _fixed(self, problems: Sequence[Problem]) -> Iterator[tuple[str, FixedFile]]:
        fixes = [fix_of(problem) for problem in problems]
        for name in dict.fromkeys(fix.place.file for fix in fixes):
            data = self.files.get(name, self._copy.before(name))
            if data is not None:
                yield name, FixedFile(data, [fix for fix in fixes if fix.place.file == name])

    def _failure(self, attempt: _Attempt) -> Mapping[str, str]:
        """Why an attempt is not believed, as words of a problem; empty if it is."""
        for problem in attempt.mended:
            if _is_still_there(problem, attempt):
                return {"why": "still"}
        errors = new_errors(self.found, attempt.found, attempt.mended, attempt.moved)
        new = next(errors, None)
        return {"why": "error", "code": new.code, "place": str(new.place)} if new else {}

    def _take(self, attempt: _Attempt) -> None:
        """The content is from now on as the attempt has made it."""
        before = [replace(done, place=attempt.moved(done.place)) for done in self.applied]
        written = {
            fix: begin
            for file in attempt.fixed.values()
            for fix, (begin, _) in file.written.items()
        }
        new = [AppliedFix(problem, written[fix_of(problem)]) for problem in attempt.mended]
        self.applied = [*before, *new]
        self._left = [(_at(problem, attempt), why) for problem, why in self._left]
        self.files, self.found = attempt.files, attempt.found
        self._seen.append(dict(attempt.files))


def _at(problem: Problem, attempt: _Attempt) -> Problem:
    """A problem with its fix, at their places after an attempt."""
    fix = fix_of(problem)
    fix = replace(fix, place=attempt.moved(fix.place))
    return replace(problem, place=attempt.moved(problem.place), fix=fix)


def _is_still_there(problem: Problem, attempt: _Attempt) -> bool:
    """Whether the same is found at the place of a problem, or in the text that was to mend it."""
    fix, moved = fix_of(problem), attempt.moved(problem.place)
    begin, end = attempt.fixed[fix.place.file].written[fix]
    return any(
        other.code == problem.code and (other.place in (moved, begin) or begin < other.place < end)
        for other in attempt.found
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
