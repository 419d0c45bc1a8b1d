"""Where a value is typed that one merged cell prints for several rows of a list.

    指标:                               产出 | 出刊
      - {一级: 产出, 三级: 出刊}    ->   ^    | 培训
      - {一级: 产出, 三级: 培训}

Whoever types over 产出 means both rows, or the cell would part.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Place
from docgen.roundtrip.proposing.origins import Origins
from docgen.roundtrip.reading.docx_model import DocxCell, DocxRow, DocxTable, paragraphs


def merged_places(origins: Origins, place: Place) -> tuple[Place, ...]:
    """The places of the same value in the rows that the cell which prints ``place`` covers.

    Args:
        origins: the sources of the traced document.
        place: where the value begins that the cell prints.
    """
    value = origins.drafts.value(place)
    places = dict.fromkeys(_covered(origins, place))
    return tuple(other for other in places if origins.drafts.value(other) == value)


def _covered(origins: Origins, place: Place) -> Iterator[Place]:
    keys = origins.drafts.keys(place) or ()
    numbered = [depth for depth, key in enumerate(keys) if isinstance(key, int)]
    for row in _rows_below(origins, place) if numbered else ():
        depth, item = numbered[-1], origins.item(row)
        if item and item[0] == place.file and item[1][:depth] == keys[:depth]:
            own = (*keys[:depth], *item[1][depth : depth + 1], *keys[depth + 1 :])
            other = origins.drafts.place(place.file, own)
            if other and other != place:
                yield other


def _rows_below(origins: Origins, place: Place) -> Iterator[DocxRow]:
    """Yields the rows that are covered by a cell which prints the value at ``place``."""
    for block in origins.file.body:
        for row in block.rows if isinstance(block, DocxTable) else ():
            if any(cell.above and _prints(cell.above, place) for cell in row.cells):
                yield row


def _prints(cell: DocxCell, place: Place) -> bool:
    return any(
        stretch.source.place == place
        for block in cell.blocks
        for paragraph in paragraphs(block)
        for stretch in paragraph.sources
    )
