"""The pages of an old report, each beside that of the report that docgen prints of its content.

What is printed is what stands in the content, blanks and all: no check stops it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from rapidfuzz import fuzz

from docgen.diagnostics import Problem, Problems
from docgen.pdf.converter import convert, find_converter
from docgen.pdf.page_image import page_png
from docgen.pdf.page_texts import page_texts
from docgen.project import Project
from docgen.scaffold.pack.writing.self_check import printed_unit
from docgen.scaffold.taken.take_report import TakenUnit
from docgen.temporary import temporary_folder

_SCALE = 1.4
"""Pixels of a picture for each point: small print can be read."""

_COLORS = 48
"""Colours of a picture: so many draw print smoothly, at a third of the size."""

_UNLIKE = 0.35
"""How much of their text two pages share, of 1, that are rather none than a pair."""


@dataclass(frozen=True)
class SheetPicture:
    """A page of a report.

    Attributes:
        number: from 1.
        picture: a PNG.
    """

    number: int
    picture: bytes


@dataclass(frozen=True)
class PagePair:
    """A page of the old report, and the one that docgen prints; one of them may be missing."""

    old: SheetPicture | None
    new: SheetPicture | None


@dataclass(frozen=True)
class ComparedReport:
    """An old report and what docgen prints of its content.

    Attributes:
        name: the file of the old report.
        unit: the name of the unit.
        edition: the year.
        values: how many fields the report filled.
        problems: what was not taken, or is unlike.
        pairs: the pages, in order; none if they cannot be laid out.
        reason: why they cannot, if a program tried.
    """

    name: str
    unit: str
    edition: str
    values: int
    problems: tuple[Problem, ...]
    pairs: tuple[PagePair, ...] = ()
    reason: str = ""


def compared_report(taken: TakenUnit, name: str, project: Project) -> ComparedReport:
    """The view of a report that was taken in; ``name`` is that of its file."""
    old, new = _laid_out(taken, project)
    reason = next((found for found in (old, new) if isinstance(found, str)), "")
    pairs = list[PagePair]()
    if isinstance(old, bytes) and isinstance(new, bytes):
        pairs += _pairs(old, new)
    folder = taken.unit.folder
    return ComparedReport(
        name,
        folder.name,
        folder.parent.name,
        taken.values,
        tuple(taken.unit.problems),
        tuple(pairs),
        reason,
    )


def _laid_out(taken: TakenUnit, project: Project) -> tuple[bytes | str, bytes | str]:
    """The PDFs of the old and the new report; or why there is none, which may be empty."""
    converter = find_converter(project.fonts, project.converter)
    document, _ = printed_unit(taken.unit.folder, project, Problems())
    if converter is None or document is None:
        return "", ""
    printed = io.BytesIO()
    document.save(printed)
    with temporary_folder("compared") as folder:
        files = [Path(folder) / "old.docx", Path(folder) / "new.docx"]
        for file, data in zip(files, (taken.report, printed.getvalue()), strict=True):
            file.write_bytes(data)
        old, new = (pdf for _, pdf in convert(converter, files, project.fonts))
    return old, new


def _pairs(old: bytes, new: bytes) -> Iterator[PagePair]:
    for left, right in paired(page_texts(old), page_texts(new)):
        yield PagePair(_sheet(old, left), _sheet(new, right))


def _sheet(pdf: bytes, number: int | None) -> SheetPicture | None:
    if number is None:
        return None
    drawn = Image.open(io.BytesIO(page_png(pdf, number, _SCALE)))
    picture = io.BytesIO()
    drawn.convert("RGB").quantize(_COLORS).save(picture, "PNG", optimize=True)
    return SheetPicture(number + 1, picture.getvalue())


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The numbers of pages, from 0, that have the most text in common, in the order of ``new``.

    A page that was put in before others does not move all of these beside strangers, and one that
    the old report has elsewhere, such as an annex, comes beside that which is like it.
    """
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[fuzz.ratio(left, right) / 100 - _UNLIKE for right in new] for left in old]
    for left in reversed(range(len(old))):
        for right in reversed(range(len(new))):
            together = alike[left][right] + best[left + 1][right + 1]
            best[left][right] = max(together, best[left + 1][right], best[left][right + 1])
    return _moved(list(_walked(best, alike)), alike)


def _moved(
    pairs: Sequence[tuple[int | None, int | None]], alike: Sequence[Sequence[float]]
) -> list[tuple[int | None, int | None]]:
    """The pairs, with old pages that stand alone beside new ones that do and are like them."""
    left = [old for old, new in pairs if old is not None and new is None]
    right = [new for old, new in pairs if new is not None and old is None]
    ranked = sorted(((alike[old][new], old, new) for old in left for new in right), reverse=True)
    found: dict[int, int] = {}
    for score, old, new in ranked:
        if score > 0 and new not in found and old not in found.values():
            found[new] = old
    return [
        (found.get(new, old) if new is not None else old, new)
        for old, new in pairs
        if new is not None or old not in found.values()
    ]


def _walked(
    best: Sequence[Sequence[float]], alike: Sequence[Sequence[float]]
) -> Iterator[tuple[int | None, int | None]]:
    """The way through the table of scores that reaches the best one."""
    left, right = 0, 0
    height, width = len(alike), len(best[0]) - 1
    while left < height or right < width:
        if left < height and right < width:
            together = alike[left][right] + best[left + 1][right + 1]
            if together >= max(best[left + 1][right], best[left][right + 1]):
                yield left, right
                left, right = left + 1, right + 1
                continue
        if left < height and (right == width or best[left + 1][right] >= best[left][right + 1]):
            yield left, None
            left += 1
        else:
            yield None, right
            right += 1
