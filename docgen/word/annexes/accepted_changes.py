"""Tracked changes of an annex, accepted: what Word prints once nobody objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.part_relations import xml_bytes
from docgen.word.revisions import strip_revisions
from docgen.word.xml import remove, w

_FORMER: Final = tuple(
    w(f"{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
)
"""How something was formatted before (ECMA-376 part 1, 17.13.5)."""

_CELLS: Final = tuple(map(w, ("cellIns", "cellDel", "cellMerge")))
_MOVES: Final = tuple(
    w(f"{move}Range{end}") for move in ("moveFrom", "moveTo") for end in ("Start", "End")
)
_MARK: Final = re.compile(
    rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)[\s>/]"
)


def has_changes(entries: Mapping[str, bytes]) -> bool:
    """Whether something in a Word file is a tracked change."""
    return next(_changed(entries), None) is not None


def accept_changes(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package with all tracked changes accepted."""
    accepted = dict(entries)
    for name in _changed(entries):
        root = parse_xml(entries[name])
        _accept_cells(root)
        for former in list(root.iter(*_FORMER, *_MOVES)):
            remove(former)
        strip_revisions(root)
        accepted[name] = xml_bytes(root)
    return accepted


def _accept_cells(root: etree._Element) -> None:
    """Removes cells that were deleted (17.13.5.1 and 17.13.5.2); a merge stays as it is drawn."""
    for mark in list(root.iter(*_CELLS)):
        cell = next(mark.iterancestors(w("tc")), None)
        row = None if cell is None else cell.getparent()
        is_last = row is None or len(list(row.iterchildren(w("tc")))) == 1
        remove(mark)
        if mark.tag == w("cellDel") and cell is not None and not is_last:
            remove(cell)


def _changed(entries: Mapping[str, bytes]) -> Iterator[str]:
    """Yields the entries with tracked changes."""
    for name, data in entries.items():
        if name.endswith(".xml") and _MARK.search(data):
            yield name
