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


def _paired(forms: int, others: int, moves: Moves) -> tuple[list[tuple[Span, Span]], float]:
    """The best way through two sequences, as stretches of both, and what it is worth.

    ``moves`` gives the steps from a place, and the worth of each; to skip is worth nothing.
    """
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
    steps = [((start[0], end[0]), (start[1], end[1])) for start, end in pairwise(reversed(corners))]
    return steps, best[forms, others][0]


def find_places(form: FormFile, body: etree._Element) -> Places:
    """Finds the texts of ``form`` in the ``w:body`` of a template or of a report."""
    finder = _Finder()
    ours = _between_tables(form.parts, lambda part: isinstance(part, FormTable))
    children = [child for child in body if child.tag in (w("p"), w("tbl"))]
    theirs = _between_tables(children, lambda child: child.tag == w("tbl"))
    for group, (paragraphs, element) in _grouped(ours, theirs):
        finder.lines(_lines(group[0][0]), paragraphs)
        for lines, _ in group[1:]:
            finder.lose(_lines(lines))
        tables = [table for _, table in group if isinstance(table, FormTable)]
        if tables:
            finder.table(_joined(tables), element)
    return Places(tuple(finder.found), tuple(finder.strays))


Stretch = tuple[list[Line | FormTable], Line | FormTable | None]
"""Lines of a form with the table behind them."""
Elements = tuple[list[etree._Element], etree._Element | None]


def _lines(parts: Sequence[Line | FormTable]) -> list[Line]:
    return [part for part in parts if isinstance(part, Line)]


def _grouped(
    ours: Sequence[Stretch], theirs: Sequence[Elements]
) -> Iterator[tuple[Sequence[Stretch], Elements]]:
    """The tables of the form that are one in the document, beside it.

    A table that goes on as another, with its heads again, may have become one in the document.
    """
    if len(ours) == len(theirs):
        yield from (([stretch], other) for stretch, other in zip(ours, theirs, strict=True))
        return

    def moves(at: int, other: int) -> Iterator[tuple[int, int, float]]:
        element = theirs[other][1] if other < len(theirs) - 1 else None
        for count in range(1, len(ours) - at if element is not None else 0):
            tables = [table for _, table in ours[at : at + count] if isinstance(table, FormTable)]
            yield count, 1, _row_pairs(_joined(tables), _rows_of(element))[1]

    steps, _ = _paired(len(ours) - 1, len(theirs) - 1, moves)
    for (start, end), (first, last) in steps:
        yield ours[start:end] or [([], None)], theirs[first] if first < last else ([], None)
    yield [ours[-1]], theirs[-1]


def _joined(tables: Sequence[FormTable]) -> FormTable:
    """Tables below one another as one."""
    joined = FormTable(tables[0].widths)
    for table in tables:
        above = len(joined.rows)
        joined.inner.update({(row + above, at): inner for (row, at), inner in table.inner.items()})
        joined.rows.extend(table.rows)
    return joined


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

    def lose(self, lines: Sequence[Line]) -> None:
        """These lines are nowhere."""
        self.found += [Found(line.text, 0, "") for line in lines]

    def lines(self, lines: Sequence[Line], paragraphs: Sequence[etree._Element]) -> None:
        kept = [paragraph for paragraph in paragraphs if not _is_block(paragraph)]

        def moves(at: int, other: int) -> Iterator[tuple[int, int, float]]:
            for count in (1, 2):
                if at < len(lines) and other + count <= len(kept):
                    text, typed = lines[at].text, _typed(kept[other : other + count])
                    fits = match(text, typed) is not None
                    full = 2.0 if plain(text.fixed) or text.blanks else 1.1
                    full = 1.5 if count == 1 and _room_below(text, typed) else full
                    worth = full - 0.4 * (count - 1) if fits else 0.2 * (2 - count)
                    yield 1, count, worth - (0.5 if fits and not _told_apart(text, typed) else 0)

        for (start, end), (first, last) in _paired(len(lines), len(kept), moves)[0]:
            for line in lines[start:end]:
                self.found.append(Found(line.text, 0, "", tuple(kept[first:last])))
            if start == end:
                self.strays += filter(_has_tag, kept[first:last])

    def table(self, table: FormTable, element: etree._Element | None) -> None:
        items = _rows_of(element)
        labels = list(_labels(table))
        for (start, end), (first, last) in _row_pairs(table, items)[0]:
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
                self.table(inner, nested)


def _room_below(text: Written, typed: str) -> bool:
    """Whether a heading's text goes into a paragraph of its own below it."""
    last = text.pieces[-1] if text.pieces else ""
    return isinstance(last, Blank) and not last.printed and "{{" not in typed


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


Items = list[tuple[list[list[GridCell]], bool]]
"""The rows of a document, each alone or those of a loop together, and whether it is a loop."""


def _rows_of(element: etree._Element | None) -> Items:
    return list(_items(cells_of(element))) if element is not None else []


def _row_pairs(table: FormTable, items: Items) -> tuple[list[tuple[Span, Span]], float]:
    """The rows of a form's table with those of a document's."""
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

    return _paired(len(table.rows), len(items), moves)


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
