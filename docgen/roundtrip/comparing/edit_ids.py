"""Names for edits, by which one of them is chosen: the same as long as the edit is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit
from docgen.roundtrip.reading.docx_model import paragraphs

_LENGTH = 16
"""The hexadecimal digits of an id."""


def edit_ids(edits: Iterable[Edit]) -> list[str]:
    """The id of each edit of a file: a digest of its kind and its words, and of its column.

    It does not count below which heading or in which row an edit stands: that changes with other
    edits. Those that nothing else tells apart are numbered.
    """
    seen, found = Counter[str](), list[str]()
    for edit in edits:
        name = _digest((words_key(edit), _column(edit.place)))
        found.append(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def words_key(edit: Edit) -> str:
    """A digest of what an edit does: its kind, and what its items read before and after."""
    sides = [list(_read(side)) for side in (edit.old, edit.new)]
    return _digest((edit.kind.value, sides, [repr(paper) for paper in edit.papers]))


def _read(items: Sequence[Item]) -> Iterator[tuple[object, ...]]:
    for item in items:
        for paragraph in paragraphs(item):
            boxes = [(box.text, box.weights) for box in paragraph.boxes]
            objects = [(found.kind, found.identity, found.words) for found in paragraph.objects]
            kind = paragraph.kind.name, paragraph.kind.level
            yield paragraph.text.strip(), paragraph.weights.strip(), kind, objects, boxes


def _column(place: DocumentPlace) -> int:
    """The cell in its row, in the innermost table; 0 outside of tables."""
    return _column(place.nested) if place.nested else place.cell


def _digest(value: object) -> str:
    return sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
