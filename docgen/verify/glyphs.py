"""The glyphs of a PDF, grouped into lines, and its fonts.

Lengths are in points. ``y`` is the baseline, from the top of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, Protocol

import pypdfium2

from docgen.pdf.page_objects import (
    Characters,
    Font,
    PageObjects,
    objects_of_characters,
    page_characters,
    page_objects,
)
from docgen.pdf.pdfium import PDFIUM

_SAME_LINE = 0.3
"""Fraction of a glyph's size: nearer baselines are the same line (Latin beside Chinese)."""

SIGN, _FROM_LEFT, _Y, _SIZE = map(itemgetter, range(4))
"""The character of a glyph, its place and its size: by number, as a page has a thousand."""
_OWN, _PICTURES = b"LibreOffice", (b"/Image", b"/ObjStm")
"""Whose PDF has pictures as objects of their own alone, and what stands in it if it has any."""
_new = tuple.__new__
"""Makes a glyph of a tuple: a page has a thousand, and their constructor takes twice as long."""


class Glyph(NamedTuple):
    """A glyph; ``font`` is the name of the font without the tag of a subset."""

    text: str
    x: float
    y: float
    size: float
    font: str


@dataclass(eq=False)
class GlyphLine:
    """The glyphs of a line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def y(self) -> float:
        """The median baseline of its glyphs."""
        ys = list(map(_Y, self.glyphs))
        middle: float = ys[0] if len(set(ys)) == 1 else sorted(ys)[len(ys) // 2]
        return middle

    @cached_property
    def size(self) -> float:
        """The size of its largest glyph."""
        size: float = max(map(_SIZE, self.glyphs))
        return size

    @cached_property
    def text(self) -> str:
        """Its text, without blanks."""
        return "".join(map(SIGN, self.glyphs))

    @property
    def left(self) -> float:
        """The left edge of its first glyph."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """The right edge of its last glyph, if that is one em wide."""
        return self.glyphs[-1].x + self.glyphs[-1].size


class GlyphRun(NamedTuple):
    """The glyphs of a text object, whose address holds as long as its page is open."""

    item: int
    glyphs: list[Glyph]


class TakesRuns(Protocol):
    """Takes the glyphs of pages while these are open."""

    def add(self, page: pypdfium2.PdfPage, number: int, runs: Sequence[GlyphRun]) -> None:
        """Takes the glyphs of a page in the order of its content."""


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        number: counts from 1, the cover included.
        width: of the paper.
        height: of the paper.
        lines: its lines, from top to bottom.
        pictures: the lower edges of its pictures, from the top of the page.
        fonts: those that its text uses, blanks included.
    """

    number: int
    width: float
    height: float
    lines: tuple[GlyphLine, ...]
    pictures: tuple[float, ...] = ()
    fonts: frozenset[Font] = frozenset()


def read_pages(path: Path | bytes, contents: TakesRuns | None = None) -> list[Page]:
    """Every page of a PDF; ``contents`` takes the glyphs as they come, if given."""
    data = path if isinstance(path, bytes) else path.read_bytes()
    has_pictures = _OWN not in data or any(sign in data for sign in _PICTURES)
    with PDFIUM, pypdfium2.PdfDocument(data) as document:
        return [
            _page(page, number, contents, has_pictures=has_pictures)
            for number, page in enumerate(document, 1)
        ]


def fonts_of(pages: Iterable[Page]) -> list[Font]:
    """Every font that text on ``pages`` uses, sorted by name."""
    return sorted(frozenset[Font]().union(*(page.fonts for page in pages)))


def _page(
    page: pypdfium2.PdfPage, number: int, contents: TakesRuns | None, *, has_pictures: bool
) -> Page:
    width, height = page.get_size()
    characters = page_characters(page.get_textpage())
    objects = page_objects(page) if has_pictures else objects_of_characters(characters)
    runs = _runs(characters, objects, height)
    if contents is not None:
        contents.add(page, number, runs)
    pictures = tuple(height - lower for lower in objects.pictures)
    lines = tuple(_lines([run.glyphs for run in runs]))
    return Page(number, width, height, lines, pictures, objects.fonts)


def _runs(characters: Characters, objects: PageObjects, height: float) -> list[GlyphRun]:
    """The glyphs of a page in the order of its content, by text objects.

    Blanks, typed or added by pdfium, have no ink.
    """
    runs, texts, last = list[GlyphRun](), objects.texts, 0
    for sign, item, x, y in zip(*characters, strict=True):
        if item is None or sign.isspace():
            continue
        if item != last:
            last, (font, size), glyphs = item, texts[item], list[Glyph]()
            runs.append(GlyphRun(item, glyphs))
        glyphs.append(_new(Glyph, (sign, x, height - y, size, font)))
    return runs


def _height(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    return glyphs[0].y, glyphs[0].x


def _lines(runs: Sequence[Sequence[Glyph]]) -> Iterator[GlyphLine]:
    """The lines of glyphs; those of a run stand on one baseline, unless they are set upright."""
    level = list[Sequence[Glyph]]()
    for run in runs:
        level += [run] if run[0].y == run[-1].y else [[glyph] for glyph in run]
    level.sort(key=_height)
    lines: list[list[Glyph]] = []
    last: Glyph | None = None
    for run in level:
        first = run[0]
        if not last or first.y - last.y > _SAME_LINE * max(first.size, last.size):
            lines.append([])
        lines[-1] += run
        last = run[-1]
    for line in lines:
        yield GlyphLine(tuple(sorted(line, key=_FROM_LEFT)))
