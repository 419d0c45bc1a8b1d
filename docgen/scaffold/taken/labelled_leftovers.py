"""Values that a report has in another structure than its template, found by their labels.

What the template has as one line stands in the report over two, or in a small table; a label and
its value share a cell there, or stand in two. Only what the alignment left is looked at, between
the same neighbours, and only a label that occurs once; what is doubtful stays listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.scaffold.taken.block_alignment import Aligned
from docgen.scaffold.taken.figures_with_units import has_figure, is_no_figure
from docgen.scaffold.taken.labelled_fields import (
    LabelledField,
    known_labels,
    label_key,
    labelled_fields,
    own_paragraphs,
)
from docgen.scaffold.taken.labelled_places import LabelledPlace, LabelledPlaces, PlaceReader
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import ReadPart, TemplateBlock
from docgen.scaffold.taken.template_spots import SpotText, TemplateSpot

_DOUBTFUL = re.compile(r"[^\W\d_]\s*:|\S[ \t\u3000]{2,}\S|\n")
"""A sign in a value that it is more than one: another label, a wide gap, a second line."""

SpotTurn = tuple[TemplateSpot, int]
"""A place of the template, in a turn of its part."""


@dataclass(frozen=True)
class Leftover:
    """A line or a cell of a report that was read by its labels.

    Attributes:
        texts: the texts that it has, each with the turn of its part.
        seen: its paragraphs.
        left: what else is in it, with its paragraph.
    """

    texts: tuple[tuple[SpotText, int], ...]
    seen: tuple[etree._Element, ...]
    left: tuple[tuple[etree._Element, str], ...]


@dataclass(frozen=True, eq=False)
class _Turn:
    """What a report has of a part, in one turn: the numbers of blocks, ours and the report's."""

    part: ReadPart
    number: int
    pairs: tuple[tuple[int, int], ...]
    before: int
    behind: int

    def around(self, at: int) -> range:
        """The blocks of the report around one of the template, up to its neighbours."""
        first = max((there for here, there in self.pairs if here < at), default=self.before + 1)
        last = min((there for here, there in self.pairs if here > at), default=self.behind - 1)
        return range(first, last + 1)


def labelled_leftovers(
    template: Sequence[TemplateBlock],
    report: Sequence[etree._Element],
    aligned: Sequence[Aligned],
    seen: Iterable[etree._Element],
    read: set[SpotTurn],
    year: int,
) -> list[Leftover]:
    """What the labels of fields name in a report that were not read yet.

    Args:
        template: the blocks of the template.
        report: those of the report.
        aligned: which is which.
        seen: the blocks and paragraphs that were read.
        read: the places of the template that were read.
        year: the edition.
    """
    reader = _LeftoverReader(report, own_paragraphs(seen), year)
    for turn in _turns(report, aligned):
        for at, block in enumerate(template):
            if block.part is turn.part and block.loop is None and block.kind != "slot":
                fields = labelled_fields(block, year)
                reader.add(turn, at, [each for each in fields if _is_left(each, turn, read)])
    return list(reader.leftovers())


def _is_left(field: LabelledField, turn: _Turn, read: set[SpotTurn]) -> bool:
    return (field.spot, turn.number) not in read


def _turns(report: Sequence[etree._Element], aligned: Sequence[Aligned]) -> Iterator[_Turn]:
    """The parts that a report has, each in every turn."""
    numbers = {element: number for number, element in enumerate(report)}
    pairs = [(each, numbers[each.report.element]) for each in aligned]
    groups: dict[tuple[ReadPart, int], list[tuple[int, int]]] = {}
    for each, there in pairs:
        groups.setdefault((each.template.part, each.turn), []).append((each.at, there))
    for (part, number), own in groups.items():
        places = [there for _, there in own]
        others = [there for _, there in pairs if there not in places]
        before = max((there for there in others if there < min(places)), default=-1)
        behind = min((there for there in others if there > max(places)), default=len(report))
        yield _Turn(part, number, tuple(own), before, behind)


class _LeftoverReader:
    def __init__(
        self, report: Sequence[etree._Element], read: set[etree._Element], year: int
    ) -> None:
        self._report, self._read, self._year = report, read, year
        self._known: dict[ReadPart, frozenset[str]] = {}
        self._places: dict[tuple[ReadPart, range], LabelledPlaces] = {}
        self._takers: dict[tuple[etree._Element, ...], list[_Taker]] = {}
        self._units: dict[tuple[etree._Element, ...], list[LabelledPlace]] = {}

    def add(self, turn: _Turn, at: int, fields: Sequence[LabelledField]) -> None:
        """Looks for fields of a block around it."""
        if not fields:
            return
        places = self._around(turn.part, turn.around(at))
        self._units.update(places.units)
        for field in fields:
            found = _only(field, places)
            if found is not None:
                self._takers.setdefault(found.unit, []).append(_Taker(found, field, turn.number))

    def leftovers(self) -> Iterator[Leftover]:
        """The lines and cells that one of the fields was found in."""
        for unit, takers in self._takers.items():
            taken = [each for each in takers if not any(map(each.strives, takers))]
            if not taken:
                continue
            words = {each.place.words for each in taken}
            left = [each for each in self._units.get(unit, ()) if each.words not in words]
            yield Leftover(
                tuple((each.found, each.turn) for each in taken),
                unit,
                tuple((each.lines[-1], each.words) for each in left if each.text),
            )

    def _around(self, part: ReadPart, blocks: range) -> LabelledPlaces:
        if (part, blocks) not in self._places:
            if part not in self._known:
                self._known[part] = known_labels(part, self._year)
            reader = PlaceReader(
                lambda text: label_key(text, self._year), self._known[part], self._read
            )
            found = reader.places(self._report[number] for number in blocks)
            self._places[part, blocks] = found
        return self._places[part, blocks]


@dataclass(frozen=True, eq=False)
class _Taker:
    """A field that a place is for."""

    place: LabelledPlace
    field: LabelledField
    turn: int

    @property
    def found(self) -> SpotText:
        """The text as that of the field."""
        spot = self.field.spot
        return SpotText(spot, spot.value(self.place.text), self.place.lines)

    def strives(self, other: _Taker) -> bool:
        """Whether another field is found at the same place."""
        return self.place.words == other.place.words and self._path != other._path

    @property
    def _path(self) -> tuple[tuple[str, ...], int]:
        path = self.field.spot.path
        return path, self.turn if any(key.endswith("[]") for key in path) else 0


def _only(field: LabelledField, places: LabelledPlaces) -> LabelledPlace | None:
    """The only place at the labels of a field, if its text is one that the field may have."""
    if field.labels:
        found = [place for label in field.labels for place in places.by_label.get(label, ())]
        found = found if len(found) == 1 else []
    else:
        found = places.strange
    fitting = [place for place in found if _fits(field.spot, place)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(spot: TemplateSpot, place: LabelledPlace) -> bool:
    found = SpotText(spot, spot.value(place.text), place.lines)
    is_figure = not spot.is_figure or has_figure(found.text) or is_no_figure(found.text)
    is_sure = not _DOUBTFUL.search(plain(found.text))
    return bool(found.text) and found.is_known and is_figure and is_sure
