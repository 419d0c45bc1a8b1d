"""Defaults of an annex below its table styles, which go before them.

Document defaults come first, then the table style, then the paragraph style (ECMA-376 part 1,
17.7.2). A paragraph style that says the defaults of the annex would go before its table style; so
paragraphs in tables whose style says otherwise have a style that says what the table style does.
Of what a table style says of some rows alone, it says nothing.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import Final

from lxml import etree

from docgen.word.annexes.document_defaults import DefaultsGap
from docgen.word.xml import child_at, w

_VAL: Final = w("val")
_PROPERTIES: Final = (w("pPr"), w("rPr"))


class TableDefaults:
    """Decides which styles of an annex say the defaults that the report has not.

    Args:
        styles: the styles of the annex by id; those for paragraphs in tables are added to it.
        gap: what must be said.
    """

    def __init__(self, styles: dict[str, etree._Element], gap: DefaultsGap) -> None:
        self._styles, self._gap = styles, gap
        self._tags = gap.tags()
        self._own = dict[tuple[str, str], str]()
        self._gaps = dict[str, DefaultsGap]()

    def apply(self, root: etree._Element) -> None:
        """Gives the paragraphs in tables that need it a style of their own."""
        if not self._tags:
            return
        for table in root.iter(w("tbl")):
            style = child_at(table, w("tblPr"), w("tblStyle"))
            identifier = "" if style is None else style.get(_VAL, "")
            if not self._says_other(identifier):
                continue
            for paragraph in table.iter(w("p")):
                if next(paragraph.iterancestors(w("tbl")), None) is table:
                    used = child_at(paragraph, w("pPr"), w("pStyle"))
                    if used is not None:
                        used.set(_VAL, self._style_in(used.get(_VAL, ""), identifier))

    def gap_of(self, style: etree._Element) -> DefaultsGap | None:
        """What a style of the annex must say; ``None`` if it says nothing of defaults."""
        kind, identifier = style.get(w("type")), style.get(w("styleId"), "")
        is_root = self._parent(identifier) is None and kind in ("paragraph", "table")
        return self._gaps.get(identifier, self._gap) if is_root and self._tags else None

    def _says_other(self, identifier: str) -> bool:
        """Whether a table style, or one that it is based on, says something of the defaults."""
        said = (
            str(child.tag)
            for each in self._chain(identifier)
            for properties in self._styles[each].iter(*_PROPERTIES)
            for child in properties
        )
        return any(tag in self._tags for tag in said)

    def _style_in(self, identifier: str, table: str) -> str:
        """The id of a style like another, for paragraphs in tables of a style."""
        if identifier not in self._styles:
            return identifier
        key = identifier, table
        if key not in self._own:
            free = (f"{identifier}_t{number}" for number in count(1))
            own = next(name for name in free if name not in self._styles)
            self._own[key] = own
            copy = deepcopy(self._styles[identifier])
            copy.set(w("styleId"), own)
            copy.attrib.pop(w("default"), "")
            for link in list(copy.iterchildren(w("link"))):
                copy.remove(link)
            self._styles[own] = copy
            self._gaps[own] = self._gap_in(table)
            parent = child_at(copy, w("basedOn"))
            if parent is not None:
                parent.set(_VAL, self._style_in(parent.get(_VAL, ""), table))
        return self._own[key]

    def _gap_in(self, table: str) -> DefaultsGap:
        """What a style for paragraphs in tables says: the defaults, below the table style."""
        chain = [self._styles[each] for each in reversed(self._chain(table))]
        in_some_rows = {
            str(child.tag)
            for style in chain
            for rows in style.iterchildren(w("tblStylePr"))
            for properties in rows.iterchildren(*_PROPERTIES)
            for child in properties
        }
        return self._gap.below(chain, in_some_rows)

    def _parent(self, identifier: str) -> str | None:
        style = self._styles.get(identifier)
        based = None if style is None else child_at(style, w("basedOn"))
        name = None if based is None else based.get(_VAL, "")
        return name if name in self._styles else None

    def _chain(self, identifier: str) -> list[str]:
        """A style and those that it is based on, each once."""
        found, current = list[str](), identifier if identifier in self._styles else None
        while current is not None and current not in found:
            found.append(current)
            current = self._parent(current)
        return found
