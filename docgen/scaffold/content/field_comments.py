"""The form's own words for a field, as a comment for whoever fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.content.characters import UNPRINTED
from docgen.content.values import Figure, Node
from docgen.diagnostics import Place
from docgen.packs.expressions import expand
from docgen.packs.pack import Pack
from docgen.templates.lint.placeholder_uses import uses_of
from docgen.templates.placeholders import BOX
from docgen.word.grid import TAG

_VALUES = ("value", "slot", "merge")
_CONTROLS = re.compile(f"[{UNPRINTED}]")
_NUMBERS = re.compile(r"\[\d*\]|\.\*")


class FieldComments:
    """What the form prints to the left of each field and above it.

    Args:
        pack: its templates; one that cannot be read gives no labels.
        year: the new edition's, for heads of columns such as ``{{ 年度 - 1 }}年决算数``.
    """

    def __init__(self, pack: Pack, year: int) -> None:
        self._names = Node(Place(""))
        self._names[pack.checks.year] = Figure(year)
        self._known: dict[str, tuple[str, str]] = {}
        for use in uses_of(pack, []):
            tag = use.placeholder
            in_label = tag.tag in tag.row_label or BOX.search(tag.tag)
            if tag.kind in _VALUES and tag.place.table and len(use.paths) == 1 and not in_label:
                labels = (self._filled(tag.row_label), self._filled(tag.column_label))
                self._known.setdefault(_plain(use.paths[0]), labels)

    def comment(self, fields: Iterable[str]) -> str:
        """Row and columns of the fields that stand on one line; empty if keys say it all."""
        found = [
            (self._known[path], path) for one in fields if (path := _plain(one)) in self._known
        ]
        rows = list(dict.fromkeys(labels[0] for labels, _ in found if labels[0]))
        columns = [labels[1] for labels, path in found if labels[1] and not _says(path, labels[1])]
        texts = ("、".join(rows), "、".join(dict.fromkeys(columns)))
        if not texts[1] and all(_says(path, rows[0]) for _, path in found if rows):
            return ""
        return "：".join(filter(None, texts))

    def _filled(self, label: str) -> str:
        filled = expand(label, Place(""), [], self._names) if "{{" in label else label
        plain = _CONTROLS.sub("", filled or TAG.sub("", label)).rstrip("：:")
        return "" if "{" in plain or "}" in plain else plain  # half a tag is no label


def _plain(path: str) -> str:
    return _NUMBERS.sub("", path)


def _says(path: str, label: str) -> bool:
    """Whether the field's own name is all that the label says."""
    return path.rpartition(".")[2] == label
