"""Slips of the pen in numbers, dates and signs, each of which one look can tell."""

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


def repeated(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """A sign or a unit twice, as when a bound rate brings its % along."""
    for passage in texts:
        for match in _REPEATED.finditer(passage.text):
            place = passage.place(match.end(1))
            yield error("repeated", place, text=match[0], wanted=match[1])


def dates(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Days that no calendar has."""
    for passage in texts:
        for match in _DATE.finditer(passage.text):
            year, month, day = int(match[1] or _LEAP_YEAR), int(match[2]), int(match[3] or 1)
            # 18月龄 is no date.
            dated = match[1] or match[3]
            if dated and not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
                yield error("no-such-date", passage.place(match.start()), text=match[0])


def ranges(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """``3—2次``; months, hours and years may well begin with the greater number."""
    for passage in texts:
        for match in _RANGE.finditer(passage.text):
            if Decimal(match[1]) > Decimal(match[2]):
                wanted = f"{match[2]}—{match[1]}{match[3]}"
                place = passage.place(match.start())
                yield warning("range-reversed", place, text=match[0], wanted=wanted)


def document_numbers(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """The year of a document's number stands in 〔〕 (GB/T 9704-2012, 7.2.5)."""
    for passage in texts:
        for match in _DOCUMENT_NUMBER.finditer(passage.text):
            words = {"text": match[0], "wanted": f"〔{match[1]}〕"}
            yield warning("document-number", passage.place(match.start()), **words)
