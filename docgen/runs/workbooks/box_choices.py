"""Fields that a form prints as boxes to tick, ☑公开 □不公开: chosen on a sheet of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from docgen.content.values import Items, Node, Value
from docgen.diagnostics import Problems
from docgen.packs.content_index import path_name
from docgen.runs.workbooks.cell_pieces import CellPiece, PieceKind
from docgen.runs.workbooks.form_sheet import CellLook, FormSheet, SheetCell
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm
from docgen.templates.lint.placeholder_uses import uses_of
from docgen.templates.table_labels import BOX

_LABEL_WIDTH, _WIDTH, _HEIGHT = 4400, 8844, 20.0


def box_choices(form: PrintedForm) -> dict[FieldKey, tuple[str, ...]]:
    """The words that tick the boxes of each field, in the order of the form."""
    words: dict[str, dict[str, None]] = {}
    for use in uses_of(form.pack, Problems()):
        if len(use.paths) == 1:
            for word in BOX.findall(use.placeholder.tag):
                words.setdefault(use.paths[0], {})[word] = None
    root = form.index.value_at(())
    found: dict[FieldKey, tuple[str, ...]] = {}
    for path, choices in words.items():
        for value in _values(root, re.findall(r"\[\]|[^.\[\]]+", path)):
            place = getattr(value, "place", None)
            keys = form.drafts.keys(place)
            if place and keys is not None:
                found[place.file, keys] = tuple(choices)
    return found


def _values(value: Value | None, path: Sequence[str]) -> Iterator[Value]:
    """Yields the values that a path leads to, in all rows of its lists."""
    if value is None:
        return
    if not path:
        yield value
    elif path[0] == "[]":
        for item in value if isinstance(value, Items) else ():
            yield from _values(item, path[1:])
    elif isinstance(value, Node):
        yield from _values(value.get(path[0]), path[1:])


def choice_sheet(
    form: PrintedForm,
    choices: Mapping[FieldKey, tuple[str, ...]],
    known: Collection[FieldKey],
    name: str,
) -> FormSheet:
    """A sheet with the fields that are only printed as boxes: each in a line, with its name."""
    sheet = FormSheet(name, edges=[0, _LABEL_WIDTH, _WIDTH])
    for key in choices:
        place = form.drafts.place(*key)
        if key in known or place is None:
            continue
        typed = form.drafts.value(place) or ""
        steps, row = form.index.steps(place), len(sheet.rows)
        label = CellPiece(PieceKind.LABEL, path_name(steps))
        field = CellPiece(PieceKind.FIELD, "" if typed == "~" else typed, key, steps, is_alone=True)
        sheet.cells += [
            SheetCell(row, 1, 0, _LABEL_WIDTH, label, CellLook()),
            SheetCell(row, 1, _LABEL_WIDTH, _WIDTH, field, CellLook()),
        ]
        sheet.rows.append(None)
        sheet.heights.append(_HEIGHT)
    return sheet
