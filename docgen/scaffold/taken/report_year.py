"""The edition of a report, by the years that its template works out: 2022年决算数 of 上年决算数."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import FormGap, year_word
from docgen.scaffold.taken.line_pattern import LinePattern
from docgen.scaffold.taken.template_blocks import ReadPart
from docgen.word.xml import w

_SHIFTS = {year_word(shift): shift for shift in range(-3, 4)}
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def report_year(parts: Sequence[ReadPart], body: etree._Element) -> int:
    """The year for which most of a report's years are as its template has them; 0 if none is."""
    votes = Counter(_votes(parts, body))
    return votes.most_common(1)[0][0] if votes else 0


def year_in(text: str) -> int:
    """A year in figures or in Chinese, 二〇二三; 0 for what is none."""
    figures = text.translate(_FIGURES)
    return int(figures) if figures.isdecimal() else 0


def _votes(parts: Sequence[ReadPart], body: etree._Element) -> Iterator[int]:
    lines = {line.paragraph: line for part in parts for line, _ in part.paths.lines}
    patterns = [
        LinePattern((line,)) for line in lines.values() if any(gap.year for gap in line.stretches)
    ]
    for paragraph in body.iter(w("p")):
        text = FormLine(paragraph).text
        for pattern in patterns if text else ():
            yield from _years(text, pattern.read(text) or ())


def _years(text: str, gaps: Sequence[FormGap]) -> Iterator[int]:
    for gap in gaps:
        year = year_in(text[gap.start : gap.end]) if gap.year in _SHIFTS else 0
        if year:
            yield year - _SHIFTS[gap.year]
