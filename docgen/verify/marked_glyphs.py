"""The glyphs of a PDF by marked content: a line of a paragraph each, as LibreOffice writes them.

What is in no marked content, as headers, footers and the heads of tables that are repeated, is left
out. In a PDF without tags each run of glyphs counts as one.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.pdfium import ADDRESS, INT, plain
from docgen.pdf.structure_tree import content_of
from docgen.verify.glyphs import SIGN, Glyph, GlyphRun

_SAME_LINE = 3
"""Points by which baselines may be apart in a line."""
_DESCENT = 0.1
"""Fraction of its size that a Chinese glyph has ink below its baseline."""
_LEAST_CUT = 0.5
"""Points of ink below a clip path that count as cut."""

_clip = plain(pdfium.FPDFPageObj_GetClipPath, ADDRESS, ADDRESS)
_clip_paths = plain(pdfium.FPDFClipPath_CountPaths, INT, ADDRESS)
_segments = plain(pdfium.FPDFClipPath_CountPathSegments, INT, ADDRESS, INT)
_segment = plain(pdfium.FPDFClipPath_GetPathSegment, ADDRESS, ADDRESS, INT, INT)
_point = plain(pdfium.FPDFPathSegment_GetPoint, INT, ADDRESS, ADDRESS, ADDRESS)


@dataclass(frozen=True, eq=False)
class MarkedContent:
    """The glyphs of a marked content.

    Attributes:
        page: its page, from 1.
        number: its number on the page; -1 in a PDF without tags.
        glyphs: its glyphs from left to right.
    """

    page: int
    number: int
    glyphs: Sequence[Glyph]

    @cached_property
    def signs(self) -> str:
        """Their characters."""
        return "".join(map(SIGN, self.glyphs))


@dataclass
class MarkedGlyphs:
    """Takes the glyphs of each page, in the order in which they are drawn.

    Attributes:
        with_clips: whether to look for glyphs that are cut off, which takes time.
        clipped: the glyphs of which a clip path leaves a part or nothing, with their pages.
        is_tagged: whether the PDF has marked contents.
    """

    with_clips: bool = False
    clipped: set[tuple[int, Glyph]] = field(default_factory=set)
    is_tagged: bool = False
    _tagged: list[MarkedContent] = field(default_factory=list)
    _untagged: list[MarkedContent] = field(default_factory=list)

    @property
    def contents(self) -> list[MarkedContent]:
        """The marked contents in the order in which they are drawn."""
        return self._tagged if self.is_tagged else self._untagged

    def add(self, page: pypdfium2.PdfPage, number: int, runs: Sequence[GlyphRun]) -> None:
        """Takes the glyphs of a page."""
        found, mixed = dict[int, list[Glyph]](), set[int]()
        contents = map(content_of, [item for item, _ in runs])
        for content, (item, glyphs) in zip(contents, runs, strict=True):
            if content < 0:
                if not self.is_tagged:
                    self._untagged.append(MarkedContent(number, content, glyphs))
            elif content in found:
                if glyphs[0].x < found[content][-1].x:
                    mixed.add(content)
                found[content] += glyphs
            else:
                found[content] = list(glyphs)
            if self.with_clips:
                self._clip(item, number, glyphs, page.get_height())
        self.is_tagged = self.is_tagged or bool(found)
        for content, glyphs in found.items():
            in_order = _from_left(glyphs) if content in mixed else glyphs
            self._tagged.append(MarkedContent(number, content, in_order))

    def _clip(self, item: int, page: int, glyphs: Iterable[Glyph], height: float) -> None:
        """Notes the glyphs of a text object that its clip path cuts below."""
        clip = _clip(item)
        paths = _clip_paths(clip) if clip else 0
        if paths > 0:
            bottom = height - max(_lowest(clip, path) for path in range(paths))
            self.clipped |= {
                (page, glyph)
                for glyph in glyphs
                if glyph.y + _DESCENT * glyph.size > bottom + _LEAST_CUT
            }


def _from_left(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs of a content from left to right, if they stand in one line.

    LibreOffice draws those that the font does not have behind the others.
    """
    ys = [glyph.y for glyph in glyphs]
    in_line = max(ys) - min(ys) <= _SAME_LINE
    return sorted(glyphs, key=itemgetter(1)) if in_line else glyphs


def _lowest(clip: int, path: int) -> float:
    """The lowest point of a clip path, from the lower edge of the page."""
    x, y, lowest = ctypes.c_float(), ctypes.c_float(), float("inf")
    for number in range(_segments(clip, path)):
        segment = _segment(clip, path, number)
        if segment and _point(segment, ctypes.addressof(x), ctypes.addressof(y)):
            lowest = min(lowest, y.value)
    return lowest
