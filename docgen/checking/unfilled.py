"""Fields that are filled in, and those that are not yet."""

from __future__ import annotations

from collections.abc import Collection

from docgen.checking.todo_lists import ABOUT_FILES, is_blank
from docgen.content.unit import PACK_KEY
from docgen.content.values import Items, Node, Value
from docgen.diagnostics import Place


def filled_fields(value: Value, blank: Collection[Place]) -> int:
    """The number of typed values in ``value`` but those at the places ``blank``; a text is one."""
    if isinstance(value, Node):
        keys = (key for key in value.key_places if key not in (*ABOUT_FILES, PACK_KEY))
        return sum(filled_fields(value.get(key), blank) for key in keys)
    if isinstance(value, Items):
        return sum(filled_fields(item, blank) for item in value)
    is_filled = value is not None and not is_blank(value) and value.place not in blank
    return int(is_filled)
