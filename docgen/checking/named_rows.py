"""Rows of the forms that bear a name, such as projects, and the texts that are about them."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.paragraph_texts import ParagraphText
from docgen.content.values import Node, Value

_SHORTEST = 4
_MARKS = "（）一二三四五六七八九十、0123456789.． "
"""What may stand before a name at the beginning of a paragraph."""


class NamedRows:
    """The named rows of one unit: the ways to them, and their names."""

    def __init__(self, data: Node) -> None:
        self._named = dict(_rows(data))
        self.names = set(self._named.values())

    def subject(self, passage: ParagraphText) -> str:
        """The row that a passage stands in, or that it begins with."""
        around = (name for path, name in self._named.items() if _within(passage.field, path))
        begins = (name for name in self.names if passage.text.lstrip(_MARKS).startswith(name))
        return next(around, max(begins, key=len, default=""))

    def spoken_of(self, passage: ParagraphText) -> str:
        """The subject, or else the first row that the passage names."""
        spoken = (name for name in self._named.values() if name in passage.text)
        return self.subject(passage) or next(spoken, "")

    def holds(self, name: str, path: str) -> bool:
        """Whether the field at ``path`` stands in a row of that name."""
        return any(name == one and _within(path, row) for row, one in self._named.items())


def _within(path: str, row: str) -> bool:
    return path.startswith(f"{row}.")


def _rows(value: Value, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Node):
        for key, below in value.items():
            yield from _rows(below, f"{path}.{key}".lstrip("."))
    for number, row in enumerate(value if isinstance(value, list) else ()):
        fields = row.items() if isinstance(row, Node) else ()
        name = next((str(text) for key, text in fields if "名称" in key), "")
        if len(name) >= _SHORTEST:
            yield f"{path}[{number}]", name
        yield from _rows(row, f"{path}[{number}]")
