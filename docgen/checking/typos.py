"""Typing errors in numbers, dates and signs that can be told without other content."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.checking.paragraph_texts import ParagraphText
from docgen.diagnostics import Problem, error, warning

_REPEATED = re.compile(r"(万元|亿元|[%％。，；：、])\1")
_DATE = re.compile(r"(?:((?:19|20)\d\d)年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?")
_LEAP_YEAR = 2000
_NUMBER = r"(\d+(?:\.\d+)?)"
_RANGE = re.compile(
    rf"(?<![\d.:：—–～~-]){_NUMBER}[—–～~]{_NUMBER}([次个人名家场项件篇岁天%％]|万元)"
)
_DOCUMENT_NUMBER = re.compile(r"[\[［【（(]((?:19|20)\d\d)[\]］】）)](?=第?\d+号)")


def repeated(paragraphs: Sequence[ParagraphText]) -> Iterator[Problem]:
    """A sign or a unit twice, as when ``%`` is typed behind a bound rate."""
    for paragraph in paragraphs:
        for match in _REPEATED.finditer(paragraph.text):
            place = paragraph.place(match.end(1))
            yield error("repeated", place, text=match[0], wanted=match[1])


def dates(paragraphs: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Dates that the calendar does not have."""
    for paragraph in paragraphs:
        for match in _DATE.finditer(paragraph.text):
            year, month, day = int(match[1] or _LEAP_YEAR), int(match[2]), int(match[3] or 1)
            # 18月龄 is no date.
            dated = match[1] or match[3]
            if dated and not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
                yield error("no-such-date", paragraph.place(match.start()), text=match[0])


def ranges(paragraphs: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Ranges that begin with the greater number, ``3—2次``; months, hours and years may do so."""
    for paragraph in paragraphs:
        for match in _RANGE.finditer(paragraph.text):
            if Decimal(match[1]) > Decimal(match[2]):
                wanted = f"{match[2]}—{match[1]}{match[3]}"
                place = paragraph.place(match.start())
                yield warning("range-reversed", place, text=match[0], wanted=wanted)


def document_numbers(paragraphs: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Document numbers whose year is not in 〔〕 (GB/T 9704-2012, 7.2.5)."""
    for paragraph in paragraphs:
        for match in _DOCUMENT_NUMBER.finditer(paragraph.text):
            words = {"text": match[0], "wanted": f"〔{match[1]}〕"}
            yield warning("document-number", paragraph.place(match.start()), **words)
