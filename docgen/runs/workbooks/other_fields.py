"""Fields that have no cell of their own: boxes to tick, blanks in sentences. They have a sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from docgen.content.blocks import Document
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
    for path, tag in _single_fields(form):
        words.setdefault(path, {}).update(dict.fromkeys(BOX.findall(tag)))
    return {key: tuple(words[path]) for path in words if words[path] for key in _typed(form, path)}


def other_fields(form: PrintedForm, known: Collection[FieldKey]) -> Iterator[FieldKey]:
    """Yields the fields that tags print and that have no cell: of boxes, and amid sentences.

    Rows of lists have their cells; whoever changes the year begins another report.
    """
    paths = dict.fromkeys(path for path, _ in _single_fields(form))
    for key in dict.fromkeys(key for path in paths for key in _typed(form, path)):
        if key not in known and key[1] != (form.pack.checks.year,):
            yield key


def _single_fields(form: PrintedForm) -> Iterator[tuple[str, str]]:
    """Yields the path and the tag of each place that prints a single field."""
    for use in uses_of(form.pack, Problems()):
        if len(use.paths) == 1 and use.placeholder.kind == "value":
            yield use.paths[0], use.placeholder.tag


def _typed(form: PrintedForm, path: str) -> Iterator[FieldKey]:
    """Yields where the values are typed that a path leads to; texts of paragraphs are Word's."""
    root = form.index.value_at(())
    for value in _values(root, re.findall(r"\[\]|[^.\[\]]+", path)):
        place = None if isinstance(value, Document) else getattr(value, "place", None)
        keys = form.drafts.keys(place) if place else None
        is_in_file = keys is not None and not any(isinstance(key, int) for key in keys)
        if place and keys is not None and is_in_file:
            yield place.file, keys


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


def other_sheet(form: PrintedForm, known: Collection[FieldKey], name: str) -> FormSheet:
    """A sheet with the fields that have no cell: each in a line, with its name."""
    sheet = FormSheet(name, edges=[0, _LABEL_WIDTH, _WIDTH])
    for key in other_fields(form, known):
        place = form.drafts.place(*key)
        typed = (form.drafts.value(place) or "") if place else ""
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
