"""Comments for fields of a unit's content: the labels that the form prints for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.content.characters import UNPRINTED
from docgen.content.values import Figure, Node
from docgen.diagnostics import Place, Problems
from docgen.packs.expressions import expand
from docgen.packs.pack import Pack
from docgen.templates.lint.placeholder_uses import uses_of
from docgen.templates.table_labels import BOX
from docgen.word.tag_pattern import TAG

_VALUES = ("value", "slot", "merge")
_CONTROLS = re.compile(f"[{UNPRINTED}]")
_NUMBERS = re.compile(r"\[\d*\]|\.\*")


class FieldComments:
    """The labels that the form prints to the left of each field and above it.

    Args:
        pack: the pack; a template of it that cannot be read gives no labels.
        year: the new edition's year, for column heads such as ``{{ 年度 - 1 }}年决算数``.
    """

    def __init__(self, pack: Pack, year: int) -> None:
        self._names = Node(Place(""))
        self._names[pack.checks.year] = Figure(year)
        self._labels: dict[str, tuple[str, str]] = {}
        self._headings: dict[str, str] = {}
        for use in uses_of(pack, Problems()):
            tag = use.placeholder
            if tag.kind == "slot" and not tag.place.table and len(use.paths) == 1:
                self._headings.setdefault(use.paths[0], self._filled(tag.column_label))
            in_label = tag.tag in tag.row_label or BOX.search(tag.tag)
            if tag.kind in _VALUES and tag.place.table and len(use.paths) == 1 and not in_label:
                labels = (self._filled(tag.row_label), self._filled(tag.column_label))
                self._labels.setdefault(_plain(use.paths[0]), labels)

    def comment(self, fields: Iterable[str]) -> str:
        """The row and column labels of the fields on one line: 三公经费：上年决算数、本年决算数.

        A column label equal to its field's last key is left out. Empty if none is left and the
        first row label equals the last key of every field.
        """
        paths = [path for path in map(_plain, fields) if path in self._labels]
        labels = [(path, *self._labels[path]) for path in paths]
        rows = list(dict.fromkeys(row for _, row, _ in labels if row))
        columns = [column for path, _, column in labels if column and not _equals_key(path, column)]
        texts = ("、".join(rows), "、".join(dict.fromkeys(columns)))
        if not texts[1] and all(_equals_key(path, rows[0]) for path in paths if rows):
            return ""
        return "：".join(filter(None, texts))

    def heading(self, field: str) -> str:
        """The heading that the form prints above a chapter; empty if there is none."""
        return self._headings.get(field, "")

    def _filled(self, label: str) -> str:
        """A label with the year filled in; empty if a part of a tag is left in it."""
        filled = expand(label, Place(""), Problems(), self._names) if "{{" in label else label
        plain = _CONTROLS.sub("", filled or TAG.sub("", label)).rstrip("：:")
        return "" if "{" in plain or "}" in plain else plain


def _plain(path: str) -> str:
    """A path without the numbers of list items and the names of groups."""
    return _NUMBERS.sub("", path)


def _equals_key(path: str, label: str) -> bool:
    """Whether a label is the last key of the field's path."""
    return path.rpartition(".")[2] == label
