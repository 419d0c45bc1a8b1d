"""Comments for fields of a unit's content: the labels that the form prints for them, and units."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from docgen.content.characters import UNPRINTED
from docgen.content.values import Figure, Node
from docgen.diagnostics import Place, Problems
from docgen.ordinals import without_ordinals
from docgen.packs.expressions import expand
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Shape
from docgen.templates.field_units import FieldUnits
from docgen.templates.lint.placeholder_uses import uses_of
from docgen.templates.placeholders import Placeholder
from docgen.templates.table_labels import BOX
from docgen.templates.units_of_measure import UNITS, without_unit
from docgen.word.tag_pattern import TAG

_VALUES = ("value", "slot", "merge")
_CONTROLS = re.compile(f"[{UNPRINTED}]")
_NUMBERS = re.compile(r"\[\d*\]|\.\*")
_AMONG = re.compile(r"^其中[：:]?")


class FieldComments:
    """The labels that the form prints to the left of each field and above it, and its unit.

    Args:
        pack: the pack; a template of it that cannot be read gives no labels.
        year: the new edition's year, for column heads such as ``{{ 年度 - 1 }}年决算数``.

    Attributes:
        uses: the placeholders of the pack.
    """

    def __init__(self, pack: Pack, year: int) -> None:
        self._names = Node(Place(""))
        self._names[pack.checks.year] = Figure(year)
        self._units = FieldUnits(pack)
        self._tags: dict[str, Placeholder] = {}
        self._labels: dict[str, tuple[str, str]] = {}
        self._headings: dict[str, str] = {}
        self.uses = uses_of(pack, Problems())
        for use in self.uses:
            if len(use.paths) == 1 and use.placeholder.kind in _VALUES:
                self._add(use.paths[0], use.placeholder)

    def _add(self, path: str, tag: Placeholder) -> None:
        plain = _plain(path)
        in_label = tag.tag in tag.row_label or BOX.search(tag.tag)
        if tag.kind == "slot" and not tag.place.table:
            self._headings.setdefault(path, self._filled(tag.column_label))
        elif tag.place.table and in_label:
            self._tags.setdefault(plain, tag)
        elif tag.place.table:
            labels = (self._filled(tag.row_label), self._filled(tag.column_label))
            self._labels.setdefault(plain, labels)
            self._tags.setdefault(plain, tag)

    def comment(self, fields: Iterable[Shape], said: Collection[str] = ()) -> str:
        """The labels of the fields on one line, and their unit: 三公经费：2023年决算数，万元.

        A label that the keys of its field say already, or that is in ``said``, is left out.
        """
        shapes = list(fields)
        rows, columns = dict[str, None](), dict[str, None]()
        for shape in shapes:
            for label, labels in zip(self._both(shape), (rows, columns), strict=True):
                if label and label not in said and not _says(label, shape.path):
                    labels[without_unit(label)] = None
        units = dict.fromkeys(filter(None, map(self.unit, shapes)))
        texts = "：".join(filter(None, ("、".join(rows), "、".join(columns))))
        return "，".join(filter(None, (texts, *(units if len(units) == 1 else ()))))

    def group(self, group: Shape, fields: Iterable[Shape]) -> tuple[str, str]:
        """The row's label that all fields of a group have, and what of it the key does not say."""
        labels = {self._both(shape)[0] for shape in fields}
        label = labels.pop() if len(labels) == 1 else ""
        key = group.path.rpartition(".")[2]
        if label.startswith(f"{key}（"):
            note = label.removeprefix(key).strip("（）")
            return label, "" if note in UNITS else note
        return label, "" if _says(label, group.path) else without_unit(label)

    def heading(self, field: str) -> str:
        """The heading that the form prints above a chapter; empty if there is none."""
        return self._headings.get(field, "")

    def _both(self, shape: Shape) -> tuple[str, str]:
        """The labels of a field's row and column; empty if the form prints none."""
        return self._labels.get(_plain(shape.path), ("", ""))

    def unit(self, shape: Shape) -> str:
        """The unit of a field; empty if nothing tells."""
        return self._units.unit(shape, self._tags.get(_plain(shape.path)))

    def _filled(self, label: str) -> str:
        """A label with the year filled in; empty if a part of a tag is left in it."""
        filled = expand(label, Place(""), Problems(), self._names) if "{{" in label else label
        plain = _CONTROLS.sub("", filled or TAG.sub("", label)).rstrip("：:")
        return "" if "{" in plain or "}" in plain else plain


def _plain(path: str) -> str:
    """A path without the numbers of list items and the names of groups."""
    return _NUMBERS.sub("", path)


def _says(label: str, path: str) -> bool:
    """Whether a key of the path says what the label does: 水费 says 其中：1、水费（万元）."""
    plain = without_ordinals(_AMONG.sub("", without_ordinals(label)))
    keys = _plain(path).split(".")
    whole = "".join(without_unit(plain).split())  # a label may be spread out: 备    注
    return whole in keys or any(plain.startswith(f"{key}（") for key in keys if key)
