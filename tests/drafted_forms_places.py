"""Finds the places of a form's texts in a Word document made of the form: a template, a report.

Lines and rows are paired so that most texts fit; a row of a loop stands for any number of rows of
the form. White space does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from lxml import etree

from docgen.word.grid import GridCell, cells_of
from docgen.word.xml import text_of, w
from tests.blank_forms import ABOVE, LEFT
from tests.drafted_forms_file import Blank, FormFile, FormTable, Line, Written, covered
from tests.drafted_forms_marks import shown

TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_FIRST_SIGN = 0xE000
_SIGN = "[\ue000-\uf8ff]"
_FOR, _END = re.compile(r"\{%-?\w* *for "), re.compile(r"\{%-?\w* *endfor")
_SPACE = re.compile(r"\s+")
Span = tuple[int, int]
T = TypeVar("T")
Moves = Callable[[int, int], Iterator[tuple[int, int, float]]]


def plain(text: str) -> str:
    """A text without white space."""
    return _SPACE.sub("", text)


@dataclass(frozen=True, eq=False)
class Found:
    """A text of the form and where it stands.

    Attributes:
        text: the form's.
        row: the number of the form's row, over all tables; 0 outside of tables.
        labels: the printed texts of the row, those of cells that reach down into it too.
        paragraphs: the ``w:p`` in the document; none if the text was not found.
        in_loop: whether the place stands for several rows.
    """

    text: Written
    row: int
    labels: str
    paragraphs: tuple[etree._Element, ...] = ()
    in_loop: bool = False

    @property
    def typed(self) -> str:
        """What the document has at the place."""
        return "\n".join(map(text_of, self.paragraphs))

    def blanks(self) -> dict[Blank, str] | None:
        """What stands at each blank; ``None`` if the printed text around them is another."""
        return match(self.text, self.typed)


@dataclass(frozen=True, eq=False)
class Places:
    """The places of a form.

    Attributes:
        found: one for each text of the form.
        strays: paragraphs with tags that belong to no text of the form.
    """

    found: tuple[Found, ...]
    strays: tuple[etree._Element, ...]


def match(text: Written, typed: str) -> dict[Blank, str] | None:
    """What ``typed`` has in place of each blank of ``text``; ``None`` if the rest differs."""
    tags = TAG.findall(typed)
    signs = iter(range(_FIRST_SIGN, _FIRST_SIGN + len(tags)))
    signed = plain(TAG.sub(lambda _: chr(next(signs)), typed))
    pattern = "".join(
        _group(piece) if isinstance(piece, Blank) else re.escape(plain(shown(piece)))
        for piece in text.pieces
    )
    matched = re.fullmatch(pattern, signed, re.DOTALL)
    if matched is None:
        return None
    values = (_unsigned(value, tags) for value in matched.groups())
    return dict(zip(text.blanks, values, strict=True))


def _group(blank: Blank) -> str:
    """One tag if that fits, else what is printed, else whatever fits."""
    return f"({_SIGN}|{re.escape(plain(shown(blank.printed)))}|.*?)"


def _unsigned(text: str, tags: Sequence[str]) -> str:
    return re.sub(_SIGN, lambda sign: tags[ord(sign[0]) - _FIRST_SIGN], text)


# Pairing.


def _paired(forms: int, others: int, moves: Moves) -> list[tuple[Span, Span]]:
    """The best way through two sequences, as stretches of both; ``moves`` gives steps and worth."""
    best: dict[Span, tuple[float, Span | None]] = {(0, 0): (0.0, None)}
    for here in ((at, other) for at in range(forms + 1) for other in range(others + 1)):
        if here not in best:
            continue
        for down, right, worth in (*moves(*here), (1, 0, 0.0), (0, 1, 0.0)):
            there = (here[0] + down, here[1] + right)
            total = best[here][0] + worth
            inside = there[0] <= forms and there[1] <= others
            if inside and (there not in best or total > best[there][0]):
                best[there] = (total, here)
    corners = [(forms, others)]
    while (before := best[corners[-1]][1]) is not None:
        corners.append(before)
    return [((start[0], end[0]), (start[1], end[1])) for start, end in pairwise(reversed(corners))]


def find_places(form: FormFile, body: etree._Element) -> Places:
    """Finds the texts of ``form`` in the ``w:body`` of a template or of a report."""
    finder = _Finder()
    ours = _between_tables(form.parts, lambda part: isinstance(part, FormTable))
    children = [child for child in body if child.tag in (w("p"), w("tbl"))]
    theirs = _between_tables(children, lambda child: child.tag == w("tbl"))
    if len(ours) != len(theirs):
        finder.lose(form)
        return Places(tuple(finder.found), ())
    for (lines, table), (paragraphs, element) in zip(ours, theirs, strict=True):
        finder.lines([line for line in lines if isinstance(line, Line)], paragraphs)
        if isinstance(table, FormTable) and element is not None:
            finder.table(table, element)
    return Places(tuple(finder.found), tuple(finder.strays))


def _between_tables(
    parts: Sequence[T], is_table: Callable[[T], bool]
) -> list[tuple[list[T], T | None]]:
    """The parts before each table with this table, and those behind the last."""
    found: list[tuple[list[T], T | None]] = []
    before: list[T] = []
    for part in parts:
        if is_table(part):
            found.append((before, part))
            before = []
        else:
            before.append(part)
    return [*found, (before, None)]


class _Finder:
    def __init__(self) -> None:
        self.found: list[Found] = []
        self.strays: list[etree._Element] = []
        self._row = 0

    def lose(self, form: FormFile) -> None:
        """All texts are nowhere: the document has other tables."""
        for part in form.parts:
            texts = [part.text] if isinstance(part, Line) else part.texts()
            self.found += [Found(text, 0, "") for text in texts if not covered(text)]

    def lines(self, lines: Sequence[Line], paragraphs: Sequence[etree._Element]) -> None:
        kept = [paragraph for paragraph in paragraphs if not _is_block(paragraph)]

        def moves(at: int, other: int) -> Iterator[tuple[int, int, float]]:
            for count in (1, 2):
                if at < len(lines) and other + count <= len(kept):
                    text, typed = lines[at].text, _typed(kept[other : other + count])
                    fits = match(text, typed) is not None
                    full = 2.0 if plain(text.fixed) or text.blanks else 1.1
                    worth = full - 0.4 * (count - 1) if fits else 0.2 * (2 - count)
                    yield 1, count, worth - (0.5 if fits and not _told_apart(text, typed) else 0)

        for (start, end), (first, last) in _paired(len(lines), len(kept), moves):
            for line in lines[start:end]:
                self.found.append(Found(line.text, 0, "", tuple(kept[first:last])))
            if start == end:
                self.strays += filter(_has_tag, kept[first:last])

    def table(self, table: FormTable, element: etree._Element) -> None:
        items = list(_items(cells_of(element)))
        fits = {
            (at, other, number): _fit(table.rows[at], row, looped)
            for at in range(len(table.rows))
            for other, (rows, looped) in enumerate(items)
            for number, row in enumerate(rows)
        }

        def moves(at: int, other: int) -> Iterator[tuple[int, int, float]]:
            if other == len(items):
                return
            rows, looped = items[other]
            worth, most = 0.0, len(table.rows) - at if looped else 1
            for count in range(1, min(most, len(table.rows) - at) + 1):
                worth += 0.1 + fits[at + count - 1, other, (count - 1) % len(rows)]
                if count % len(rows) == 0:
                    yield count, 1, worth

        labels = list(_labels(table))
        for (start, end), (first, last) in _paired(len(table.rows), len(items), moves):
            for number, at in enumerate(range(start, end)):
                rows, looped = items[first] if first < last else ([[]], False)
                self._place_row(table, at, rows[number % len(rows)], looped, labels[at])
            if start == end:
                for rows, _ in items[first:last]:
                    self.strays += [
                        cell.element for row in rows for cell in row if _has_tag(cell.element)
                    ]

    def _place_row(
        self, table: FormTable, at: int, cells: Sequence[GridCell], looped: bool, labels: str
    ) -> None:
        self._row += 1
        row = self._row
        by_column = {cell.column: cell for cell in cells}
        for column, text in enumerate(table.rows[at]):
            cell = by_column.get(column)
            paragraphs = tuple(_own_paragraphs(cell.element)) if cell is not None else ()
            if not covered(text):
                self.found.append(Found(text, row, labels, paragraphs, looped))
            if (inner := table.inner.get((at, column))) is not None:
                nested = cell.element.find(w("tbl")) if cell is not None else None
                if nested is None:
                    nested = etree.Element(w("tbl"))
                self.table(inner, nested)


def _is_block(paragraph: etree._Element) -> bool:
    """Whether a paragraph only begins or ends a block of the template."""
    return re.fullmatch(r"\{%.*%\}", plain(text_of(paragraph))) is not None


def _has_tag(element: etree._Element) -> bool:
    return "{{" in text_of(element)


def _told_apart(text: Written, typed: str) -> bool:
    """Whether a blank text stands where something was filled in, or a printed one anywhere."""
    return bool(plain(text.fixed)) or bool(plain(typed)) or not text.blanks


def _typed(paragraphs: Sequence[etree._Element]) -> str:
    return "\n".join(map(text_of, paragraphs))


def _items(rows: Sequence[list[GridCell]]) -> Iterator[tuple[list[list[GridCell]], bool]]:
    """The rows of a template: each alone, or those of a loop together."""
    loop: list[list[GridCell]] = []
    depth = 0
    for row in rows:
        text = "".join(cell.text for cell in row)
        starts, ends = len(_FOR.findall(text)), len(_END.findall(text))
        depth += starts - ends
        only_tags = not plain(re.sub(r"\{%.*?%\}", "", text))
        if starts or ends:
            if not only_tags:
                loop.append(row)
            if depth == 0 and loop:
                yield loop, True
                loop = []
        elif depth:
            loop.append(row)
        else:
            yield [row], False


def _fit(texts: Sequence[Written], cells: Sequence[GridCell], looped: bool) -> float:
    """How much of a row fits, from 0 to 1."""
    by_column = {cell.column: cell for cell in cells}
    fits = []
    for column, text in enumerate(texts):
        if text.printed == LEFT:
            continue
        cell = by_column.get(column)
        if cell is None:
            fits.append(0.0)
        elif text.printed == ABOVE:
            fits.append(1.0 if cell.merge == "continue" or looped else 0.0)
        else:
            typed = _typed(list(_own_paragraphs(cell.element)))
            tagged = looped and TAG.fullmatch(typed.strip()) is not None
            fits.append(1.0 if match(text, typed) is not None else 0.6 if tagged else 0.0)
    return sum(fits) / max(len(fits), 1)


def _own_paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, without those of nested tables."""
    for paragraph in cell.iter(w("p")):
        if next(paragraph.iterancestors(w("tc"))) is cell:
            yield paragraph


def _labels(table: FormTable) -> Iterator[str]:
    """For each row its printed texts, from left to right, and those that reach down into it."""
    above: list[str] = []
    for row in table.rows:
        texts = [
            (above[at] if text.printed == ABOVE else "" if text.printed == LEFT else text.fixed)
            for at, text in enumerate(row)
        ]
        above = texts
        yield "/".join(filter(None, map(plain, texts)))
