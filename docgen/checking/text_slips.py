"""Slips of form: each a row of a list, with its pattern, an example, and what to type instead.

    TextSlip(REPEATED, Severity.ERROR, text_pattern(…), "验收完成。。", "验收完成。", new="")

The tests run the example of every row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.text_patterns import TextPattern
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import Code

Replacement = str | Callable[[re.Match[str]], str]
"""What to type: a text in which ``\\1`` is the first group, or what makes one of the match."""

QUOTATION = re.compile("“[^”]*+”?")
"""Words in quotation marks, where a slip may be the words of another."""


@dataclass(frozen=True)
class TextSlip:
    r"""A slip that a pattern finds in a paragraph.

    Attributes:
        code: what a problem of it is; its words are ``text`` and, with ``new``, ``wanted``.
        severity: whether it stops its unit.
        pattern: its text; a group ``at`` is the part that is told and replaced, else all of it.
        wrong: a text with it.
        right: that text without it; without ``new``, one that is near it and sound.
        new: what to type in its place; ``None`` where that is not known.
        safe: whether that is plainly what the writer means.
        outside: in what it is none, such as a :data:`QUOTATION`.
    """

    code: Code
    severity: Severity
    pattern: TextPattern
    wrong: str
    right: str
    new: Replacement | None = None
    safe: bool = True
    outside: re.Pattern[str] | None = None

    def matches(self, text: str) -> Iterable[re.Match[str]]:
        """Its matches in a text, in order."""
        found = self.pattern.matches(text)
        if self.outside is None:
            return found
        return outside_of(self.outside, text, found)

    def problem(self, paragraph: ParagraphText, match: re.Match[str]) -> Problem:
        """The problem of a match, with its fix."""
        tell = error if self.severity is Severity.ERROR else warning
        start, stop = match.span("at" if "at" in match.re.groupindex else 0)
        place = paragraph.place(start)
        if self.new is None:
            return tell(self.code, place, text=match[0])
        new = self.new(match) if callable(self.new) else match.expand(self.new)
        before, after = match[0][: start - match.start()], match[0][stop - match.start() :]
        problem = tell(self.code, place, text=match[0], wanted=f"{before}{new}{after}")
        return paragraph.retyped(problem, start, stop, new, safe=self.safe)


def outside_of(
    pattern: re.Pattern[str], text: str, found: Iterable[re.Match[str]]
) -> Iterator[re.Match[str]]:
    """The matches that do not begin within a match of ``pattern``."""
    spans: list[tuple[int, int]] | None = None
    for match in found:
        if spans is None:
            spans = [(-1, 0), *(each.span() for each in pattern.finditer(text))]
        _, stop = spans[bisect_left(spans, (match.start(),)) - 1]
        if match.start() >= stop:
            yield match


def find_slips(
    unit: CheckedUnit, slips: Iterable[TextSlip], paragraphs: Iterable[ParagraphText] | None = None
) -> Iterator[Problem]:
    """The problems of the slips of a list, paragraph by paragraph; what overlaps is told once.

    Args:
        unit: the unit.
        slips: the list.
        paragraphs: those that are looked at; all of the unit if not given.
    """
    found: dict[ParagraphText, list[tuple[re.Match[str], TextSlip]]] = {}
    for slip in slips:
        for paragraph in unit.with_sign(slip.pattern):
            if matches := [(match, slip) for match in slip.matches(paragraph.text)]:
                found.setdefault(paragraph, []).extend(matches)
    for paragraph in (unit.paragraphs if paragraphs is None else paragraphs) if found else ():
        stop = 0
        for match, slip in sorted(found.get(paragraph, ()), key=_by_start):
            if match.start() >= stop:
                yield slip.problem(paragraph, match)
                stop = match.end()


def _by_start(found: tuple[re.Match[str], TextSlip]) -> tuple[int, int]:
    """The longest of those that begin at one character stands first."""
    match, _ = found
    return match.start(), -match.end()
