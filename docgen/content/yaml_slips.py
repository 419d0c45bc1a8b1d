"""What is wrong with a file that is no YAML, or not the YAML that was meant, and what to type.

The slips that people make are tried: a line is rewritten as it may have been meant
(:mod:`docgen.content.yaml_lines`), and what gets the parser further down the file was the slip.
So one run finds all of them, and none that merely follows from another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Any

import yaml

from docgen.content import yaml_lines
from docgen.content.source_files import SourceFile
from docgen.content.yaml_codes import (
    YAML_BLOCK,
    YAML_BRACKETS,
    YAML_COLON,
    YAML_DASH,
    YAML_INDENT,
    YAML_NO_COLON,
    YAML_QUOTES,
    YAML_REMARK,
    YAML_SYNTAX,
    YAML_TAB,
    YAML_UNQUOTED,
)
from docgen.content.yaml_compose import YamlTooDeepError, compose
from docgen.content.yaml_groups import groups
from docgen.content.yaml_lines import Rewriting, Rewritten
from docgen.content.yaml_odd_nodes import odd_nodes
from docgen.diagnostics import Place, Problem, error, warning
from docgen.diagnostics.codes import Code

_REWRITINGS: tuple[tuple[Code, Rewriting], ...] = (
    (YAML_QUOTES, yaml_lines.quotes),
    (YAML_REMARK, yaml_lines.remark),
    (YAML_BRACKETS, groups),
    (YAML_COLON, yaml_lines.colon),
    (YAML_COLON, yaml_lines.two_entries),
    (YAML_NO_COLON, yaml_lines.tab_for_colon),
    (YAML_DASH, yaml_lines.dash),
    (YAML_DASH, yaml_lines.missing_dash),
    (YAML_TAB, yaml_lines.odd_indent),
    (YAML_UNQUOTED, yaml_lines.unquoted),
    (YAML_BLOCK, yaml_lines.folded),
    (YAML_BLOCK, yaml_lines.block),
    (YAML_NO_COLON, yaml_lines.no_colon),
    (YAML_INDENT, yaml_lines.between),
    (YAML_INDENT, yaml_lines.indent),
)
"""The slips by their code; the first that gets the parser on was it."""

_LINE_BY_LINE = (YAML_COLON, YAML_NO_COLON, YAML_TAB)
"""Slips that people make on every line of a group."""

_GOING_ON = (YAML_QUOTES, YAML_BLOCK)
"""Slips that may begin many lines above the place where the parser stops."""

_LARGEST = 200_000
"""Characters of a file beyond which slips are not tried."""
_MOST_SLIPS = 50
_NEAR = 6
"""Lines above the parser's error among which a slip is looked for."""
_SHOWN = 60
"""Characters of a line that a message quotes."""


@dataclass(frozen=True)
class _Stop:
    """Where the parser stops, or where it reads something that cannot be meant.

    Attributes:
        is_error: whether it stops there.
        line: the number of the line, from 0.
        others: numbers of other lines that the parser names.
        reason: the parser's words.
        column: the column of the place, from 0.
    """

    is_error: bool
    line: int
    others: tuple[int, ...] = ()
    reason: str = ""
    column: int = 0

    @property
    def rank(self) -> tuple[bool, int]:
        """How far the parser comes."""
        return not self.is_error, self.line


_END = (True, 1 << 60)
"""The rank of a text in which all is well."""


@dataclass(frozen=True)
class _Slip:
    """A slip in the lines from ``first`` up to, without, ``stop``."""

    code: Code
    first: int
    stop: int
    is_error: bool


def slips(source: SourceFile) -> list[Problem]:
    """The slips of a file: errors, or warnings where it can be read nevertheless.

    Empty if there is none. A slip that is not recognised is told in the parser's words.
    """
    return list(_Search(source).problems())


class _Search:
    """Rewrites the lines of a file until the parser comes to its end.

    Attributes:
        lines: the lines as they are mended so far; an element has what was made of one line.
    """

    def __init__(self, source: SourceFile) -> None:
        self._name = source.name
        self._typed = source.text.split("\n")
        self.lines = list(self._typed)
        self._slips: list[_Slip] = []
        self._left: set[int] = set()
        """Lines with something odd in them that no rewriting mends."""

    def problems(self) -> Iterator[Problem]:
        """The slips, in the order of their lines, and what stops the parser in the end."""
        stop = self._stop(self.lines)
        while stop and len(self._slips) < _MOST_SLIPS:
            if not self._mend(stop):
                if stop.is_error:
                    break
                self._left.add(stop.line)
            stop = self._stop(self.lines)
        yield from (self._problem(slip) for slip in self._merged())
        if stop and stop.is_error:
            yield self._unknown(stop)

    def _stop(self, lines: Sequence[str]) -> _Stop | None:
        """Where the parser stops, or reads something that cannot be meant."""
        starts = [0, *accumulate(line.count("\n") + 1 for line in lines)]

        def number(mark: Any) -> int:
            return min(bisect_right(starts, mark.line) - 1, len(lines) - 1)

        text = "\n".join(lines)
        try:
            root = compose(text)
        except YamlTooDeepError:  # of a rewriting
            return _Stop(True, -1)
        except yaml.MarkedYAMLError as reason:
            marks = [mark for mark in (reason.problem_mark, reason.context_mark) if mark]
            numbers = [*map(number, marks), 0]
            column = marks[0].column if marks else 0
            return _Stop(True, numbers[0], tuple(numbers[1:]), reason.problem or "", column)
        odd = (number(node.start_mark) for node in odd_nodes(root, text))
        line = min((line for line in odd if line not in self._left), default=None)
        return None if line is None else _Stop(False, line)

    def _mend(self, stop: _Stop) -> bool:
        """Mends the slip that ``stop`` follows from; returns whether one is found."""
        tried = self._tried(stop) if sum(map(len, self.lines)) <= _LARGEST else ()
        for code, all_rewritten in tried:
            best, found = stop.rank, None
            for rewritten in all_rewritten:
                after = self._stop(self._with(rewritten))
                rank = after.rank if after else _END
                if rank > best:
                    best, found = rank, rewritten
            if found:
                self.lines = self._with(found)
                is_error = stop.is_error or code != YAML_BLOCK
                last = found.first + len(found.lines)
                self._slips.append(_Slip(code, found.first, last, is_error))
                return True
        return False

    def _with(self, rewritten: Rewritten) -> list[str]:
        stop = rewritten.first + len(rewritten.lines)
        return [*self.lines[: rewritten.first], *rewritten.lines, *self.lines[stop:]]

    def _tried(self, stop: _Stop) -> Iterator[tuple[Code, Iterator[Rewritten]]]:
        """What may have been meant, by slip, the likeliest first; last, two on one line."""
        near = list(dict.fromkeys(self._near(stop)))
        for code, rewriting in _REWRITINGS:
            yield code, self._rewritten(code, rewriting, (*near, *self._above(stop, code)))
        for code, rewriting in _REWRITINGS:
            yield code, self._rewritten_twice(rewriting, near)

    def _rewritten(
        self, code: Code, rewriting: Rewriting, numbers: Sequence[int]
    ) -> Iterator[Rewritten]:
        """What the lines of these numbers may have been meant as."""
        for number in numbers:
            rewritten = list(rewriting(self.lines, number))
            yield from rewritten
            if rewritten and code in _LINE_BY_LINE:
                yield self._whole_run(rewriting, number)

    def _rewritten_twice(self, rewriting: Rewriting, numbers: Sequence[int]) -> Iterator[Rewritten]:
        """The same for lines that have another slip as well."""
        for number in numbers:
            for once in rewriting(self.lines, number):
                lines = self._with(once)
                for _, second in _REWRITINGS if len(once.lines) == 1 else ():
                    found = second(lines, number)
                    yield from (twice for twice in found if len(twice.lines) == 1)

    def _near(self, stop: _Stop) -> Iterator[int]:
        """The numbers of the lines where the slip may be: the last first, and the parser's."""
        yield from range(stop.line, max(stop.line - _NEAR, -1), -1)
        yield from stop.others
        yield min(stop.line + 1, len(self.lines) - 1)

    def _above(self, stop: _Stop, code: Code) -> Iterator[int]:
        """The numbers of the lines further up where a slip can begin that goes on down to here."""
        if code in _GOING_ON:
            yield from range(stop.line - _NEAR, -1, -1)

    def _whole_run(self, rewriting: Rewriting, number: int) -> Rewritten:
        """The same slip mended on all lines around one that have it."""

        def has_slip(other: int) -> bool:
            return next(rewriting(self.lines, other), None) is not None

        first = number - sum(1 for _ in takewhile(has_slip, range(number - 1, -1, -1)))
        stop = number + 1
        stop += sum(1 for _ in takewhile(has_slip, range(stop, len(self.lines))))
        lines = list(self.lines)
        for other in range(first, stop):
            lines[other] = next(rewriting(lines, other)).lines[0]
        return Rewritten(first, tuple(lines[first:stop]))

    def _merged(self) -> Iterator[_Slip]:
        """The slips by lines: each line of a run is one, and of two on a line the first counts."""
        told: set[int] = set()
        for slip in sorted(self._slips, key=lambda slip: slip.first):
            is_whole = slip.code not in _LINE_BY_LINE
            ranges = (
                [(slip.first, slip.stop)]
                if is_whole
                else [(line, line + 1) for line in range(slip.first, slip.stop)]
            )
            for first, stop in ranges:
                if first not in told and self.lines[first:stop] != self._typed[first:stop]:
                    yield _Slip(slip.code, first, stop, slip.is_error)
                told.update(range(first, stop))

    def _problem(self, slip: _Slip) -> Problem:
        old, new = ("\n".join(lines[slip.first : slip.stop]) for lines in (self._typed, self.lines))
        start = _alike(old, new)
        end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
        fixed = old[start : len(old) - end], new[start : len(new) - end]
        line = slip.first + old.count("\n", 0, start)
        column = start - (old.rfind("\n", 0, start) + 1) + 1
        tell = error if slip.is_error else warning
        words = {"text": _shown(old), "wanted": _shown(new), "lines": slip.stop - slip.first}
        words |= {"blanks": yaml_lines.indent_of(new)} if slip.code == YAML_INDENT else {}
        problem = tell(slip.code, Place(self._name, line + 1, column), **words)
        return problem.fixed_by(*fixed, safe=slip.code != YAML_INDENT)

    def _unknown(self, stop: _Stop) -> Problem:
        place = Place(self._name, stop.line + 1, stop.column + 1)
        return error(YAML_SYNTAX, place, reason=stop.reason, text=_shown(self._typed[stop.line]))


def _alike(first: str, second: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(first), len(second)))


def _shown(text: str) -> str:
    first = text.strip("\n").partition("\n")[0].strip()
    return first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"
