"""The fields of a template's block that a label of their own names, and what else is a label there.

填表人：{{ 落款.填表人 }}  联系电话：{{ 落款.联系电话 }}     a label before each field
编制数      | 实际在职人数                               a label above the only cell below it
{{ 编制数 }} | {{ 实际在职人数 }}
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.scaffold.pack.update.label_paths import FormBlank, squeezed, year_word
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import ReadPart, TemplateBlock
from docgen.scaffold.taken.template_spots import SpotPattern, TemplateSpot
from docgen.word.xml import w

_BRACKETS = re.compile(r"\([^()\n]*\)")
_YEAR = re.compile(r"20\d\d(?=年)")
_PARTED = re.compile(r"[,;。\n\t]|[ \u3000]{2,}")
"""What parts the print before a field from its label."""
_LEAD = re.compile(r"其中:?")


@dataclass(frozen=True, eq=False)
class LabelledField:
    """A field outside of lists.

    Attributes:
        spot: where the template prints it.
        labels: the labels that name it alone in its block, as they are compared; none for a line
            that is nothing but the field.
    """

    spot: TemplateSpot
    labels: tuple[str, ...]


def label_key(text: str, year: int) -> str:
    """A label as it is compared: without blanks, what stands in brackets, 其中 and numbers."""
    narrow = _YEAR.sub(lambda found: year_word(int(found[0]) - year), plain(text))
    bare = squeezed(_BRACKETS.sub("", narrow)) or squeezed(narrow)
    return _LEAD.sub("", bare, count=1) if _LEAD.match(bare) and len(bare) > len("其中:") else bare


def known_labels(part: ReadPart, year: int) -> frozenset[str]:
    """All that is a label in a part."""
    own = (label for _, label in part.cell_paths.labels)
    before = (
        label
        for line, _ in part.paths.lines
        for printed in _printed_in(line.text, [(gap.start, gap.end) for gap in line.stretches])
        for label in _labels_in(printed)
    )
    return frozenset(filter(None, (label_key(label, year) for label in (*own, *before))))


def labelled_fields(block: TemplateBlock, year: int) -> list[LabelledField]:
    """The fields of a line or a table that their labels name."""
    line = block.line
    if line is not None and not line.pattern.has_print:
        return [LabelledField(spot, ()) for spot in line.spots if _is_alone(spot)]
    named = list(_in_line(line, year) if line is not None else _in_table(block, year))
    counts = Counter(label for _, labels in named for label in labels)
    found = ((spot, tuple(each for each in labels if counts[each] == 1)) for spot, labels in named)
    return [
        LabelledField(spot, labels)
        for spot, labels in found
        if labels and spot is not None and _is_read(spot)
    ]


_Named = tuple[TemplateSpot | None, tuple[str, ...]]
"""A place of a block, without a spot if it prints no field, and the labels around it."""


def _in_line(line: SpotPattern, year: int) -> Iterator[_Named]:
    """The places in lines of print, each with the label before it."""
    text = "\n".join(each.text for each in line.pattern.lines)
    gaps = [(gap.start, gap.end) for gap in line.pattern.stretches]
    for spot, printed in zip(line.spots, _printed_in(text, gaps), strict=False):
        last = _PARTED.split(plain(printed))[-1]
        labels = (label_key(last, year),) if last.rstrip().endswith(":") else ()
        yield spot, tuple(filter(None, labels))


def _in_table(block: TemplateBlock, year: int) -> Iterator[_Named]:
    """The places in a table: each with the label in its cell, or those around the cell."""
    own = set(block.element.iter(w("tc")))
    for blank in block.part.cell_paths.blanks:
        if blank.cell not in own or blank.stretch is not None:
            continue
        cell = block.part.cells[blank.cell]
        if cell.prints_fields and cell.pattern.has_print:
            yield from _in_line(cell, year)
        else:
            yield _alone(cell, blank), tuple(_around(blank, year))


def _alone(cell: SpotPattern, blank: FormBlank) -> TemplateSpot | None:
    is_field = cell.prints_fields and len(cell.spots) == 1 and not blank.in_loop
    return cell.spots[0] if is_field else None


def _around(blank: FormBlank, year: int) -> Iterator[str]:
    """The labels of a cell's row and of its column."""
    labels = (blank.path.row, *blank.path.heads[-1:])
    yield from dict.fromkeys(label_key(label, year) for label in labels if label)


def _is_read(spot: TemplateSpot) -> bool:
    return bool(spot.path) and not (spot.option or spot.merges or spot.is_markdown)


def _is_alone(spot: TemplateSpot) -> bool:
    return _is_read(spot) and spot.shape is not None


def _printed_in(text: str, gaps: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The print before each gap, and behind the last one."""
    start = 0
    for first, end in gaps:
        yield text[start:first]
        start = end
    yield text[start:]


def _labels_in(printed: str) -> Iterator[str]:
    """The words before each colon of a print."""
    for piece in _PARTED.split(plain(printed)):
        if piece.rstrip().endswith(":"):
            yield piece


def own_paragraphs(elements: Iterable[etree._Element]) -> set[etree._Element]:
    """Paragraphs and tables as a set of paragraphs."""
    return {line for element in elements for line in element.iter(w("p"))}
