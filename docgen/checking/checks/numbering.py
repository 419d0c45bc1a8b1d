"""Typed numbering of the parts of a text: no number is repeated or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.typed_blocks import (
    LINES_TOGETHER,
    TYPED_TITLE,
    are_parted,
    blocks_as_typed,
    line_of,
)
from docgen.checking.checks.typed_headings import HEADING_NUMBER, heading_numbers
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.text_patterns import TextPattern, text_pattern
from docgen.content.blocks import Item
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE, CIRCLED, NUMERALS, numeral_like, value_of

NUMBERING = problem_code(
    "numbering",
    en=("the number 「{found}」 does not follow", "it should be {wanted}"),
    zh=("编号「{found}」不连续", "应为 {wanted}"),
)

_OF_TITLES = ("一、", "（一）")
_PATTERNS = {
    "1、": text_pattern(r"(?:^|(?<=[。；：\s]))(\d{1,2})、(?=[^\d])", first=r"\d", signs="、"),
    "1.": text_pattern(r"^(\d{1,2})[.．](?=[^\d])", signs=".．"),
    "（1）": text_pattern(r"(?:^|(?<=[。；：]))（(\d{1,2})）", first="（"),
    "①": text_pattern(rf"({CIRCLED})(?![号项类级款条点])", first="①-⑳"),
    "一是": text_pattern(rf"(?:^|(?<=[。；：，]))({CHINESE})是(?!\1)", first=NUMERALS, signs="是"),
    "（一）": text_pattern(rf"(?:^|(?<=[。；：]))（({CHINESE})）", first="（"),
    "一、": text_pattern(rf"^({CHINESE})、(?![{NUMERALS}])", signs="、"),
}


@check(
    Finding(
        NUMBERING,
        Severity.WARNING,
        en="1、2、3、3, also in Markdown lists",
        zh="编号重复或跳号，列表也查",
    )
)
def numbering(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings for typed numbers that repeat or jump: 1、2、3、3.

    A number at the beginning of a cell in a repeated row may be any: numbering goes on over rows.
    Those of headings, which Word numbers, are told by themselves.
    """
    told = (*unit.found_by(heading_numbers), *unit.found_by(blocks_as_typed))
    headings = {
        line_of(problem.place)
        for problem in told
        if problem.code in (HEADING_NUMBER, TYPED_TITLE, LINES_TOGETHER)
    }
    texts = unit.paragraphs
    if headings:
        texts = [text for text in texts if line_of(text.place(0)) not in headings]
    kinds = [(kind, pattern) for kind, pattern in _PATTERNS.items() if unit.has_sign(pattern)]
    by_field: dict[str, list[ParagraphText]] = {}
    for text in texts:  # a text goes on behind a table
        by_field.setdefault(text.field, []).append(text)
    for paragraphs in by_field.values():
        for kind, pattern in kinds:
            yield from _sequence(kind, pattern, paragraphs)


def _sequence(
    kind: str, pattern: TextPattern, paragraphs: list[ParagraphText]
) -> Iterator[Problem]:
    previous = 0
    for paragraph in paragraphs:
        for match in pattern.matches(paragraph.text):
            number = value_of(match[1])
            begins_cell = paragraph is paragraphs[0] and paragraph.in_row and match.start() == 0
            follows = number in (previous + 1, 1) and not number == previous == 1
            # A title that was pasted along has the number of its chapter.
            is_title = previous == 0 and kind in _OF_TITLES
            if not follows and not begins_cell and not is_title:
                problem = _wrong(paragraph.place(match.start(1)), kind, match[1], previous + 1)
                wanted = numeral_like(match[1], previous + 1)
                # The first number may belong to the words, as a title's does.
                is_first = previous == 0
                span = match.span(1)
                yield problem if is_first else paragraph.retyped(problem, *span, wanted, safe=False)
            previous = number


def _wrong(place: Place, kind: str, found: str, wanted: int) -> Problem:
    return warning(NUMBERING, place, kind=kind, found=found, wanted=wanted)


@check(NUMBERING, of_source=True)
def list_numbers(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings for typed numbers of Markdown lists that repeat or jump.

    Word numbers the items itself and would hide the slip. A list whose items all have the same
    number leaves the numbering to Word and is not checked.
    """
    for document in unit.documents:
        if not are_parted(unit, document):
            continue
        lists: dict[int, list[Item]] = {}
        for block in document.blocks:
            if isinstance(block, Item) and block.first and block.typed:
                lists.setdefault(block.list_id, []).append(block)
        for numbered in lists.values():
            if len({item.typed for item in numbered}) > 1:
                yield from _jumps(numbered)


def _jumps(items: Sequence[Item]) -> Iterator[Problem]:
    for before, item in pairwise(items):
        wanted = int(before.typed) + 1
        if int(item.typed) != wanted:
            problem = _wrong(item.place, item.marker.value, item.typed, wanted)
            yield problem.fixed_by(item.typed, str(wanted), safe=False)
