"""Rows of the forms that have a name, such as projects, and the texts about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.values import Node, Text, Value
from docgen.ordinals import without_ordinals

_SHORTEST = 4
"""Characters of a row's name; a shorter one occurs in texts by chance."""


class NamedRows:
    """The named rows of one unit: their paths and names."""

    def __init__(self, data: Node) -> None:
        self._names_by_path = dict(_rows(data))
        self._subjects: dict[ParagraphText, str] = {}
        self.names = set(self._names_by_path.values())

    def subject(self, paragraph: ParagraphText) -> str:
        """The name of the row that a paragraph stands in, or that it begins with, or ``""``."""
        if paragraph not in self._subjects:
            words = without_ordinals(paragraph.text).strip()
            first_words = (name for name in self.names if words.startswith(name))
            own_rows = self._rows_of(paragraph.field)
            self._subjects[paragraph] = next(own_rows, max(first_words, key=len, default=""))
        return self._subjects[paragraph]

    def spoken_of(self, paragraph: ParagraphText) -> str:
        """The subject, or else the first row whose name is in the paragraph, or ``""``."""
        mentions = (name for name in self._names_by_path.values() if name in paragraph.text)
        return self.subject(paragraph) or next(mentions, "")

    def holds(self, name: str, path: str) -> bool:
        """Whether the field at ``path`` stands in a row called ``name``."""
        return name in self._rows_of(path)

    def _rows_of(self, path: str) -> Iterator[str]:
        """The names of the rows that a field stands in, the outer ones first."""
        ends = (match.start() for match in re.finditer(r"\.", path))
        rows = (self._names_by_path.get(path[:end]) for end in ends)
        return (name for name in rows if name is not None)


def first_text(row: Value) -> str:
    """The first text of a row, by which it is known from year to year, or ``""``."""
    values = row.values() if isinstance(row, Node) else ()
    return next((str(value) for value in values if isinstance(value, Text)), "")


def _rows(value: Value, path: str = "") -> Iterator[tuple[str, str]]:
    """The path and the name of every named row below ``value``."""
    if isinstance(value, Node):
        for key, child in value.items():
            yield from _rows(child, f"{path}.{key}".lstrip("."))
    for number, row in enumerate(value if isinstance(value, list) else ()):
        fields = row.items() if isinstance(row, Node) else ()
        name = next((text for key, text in fields if "名称" in key), None)
        if isinstance(name, Text) and len(name) >= _SHORTEST:
            yield f"{path}[{number}]", str(name)
        yield from _rows(row, f"{path}[{number}]")
