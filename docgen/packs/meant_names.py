"""Files and folders of a unit under the names that the pack knows them by.

A chapter is found by its title or its number, and the folder of the projects under another name if
it is the only one that nothing knows: what prints is plain, so nothing is told.
"""

from __future__ import annotations

from docgen.content.blocks import Document
from docgen.content.content_names import chapter_meant
from docgen.content.values import Items, Node, Value
from docgen.packs.typing import Schema, property_of


def adopt_meant_names(data: Node, schema: Schema) -> None:
    """Gives the folders in ``data``, and the chapters in them, the names of the schema."""
    properties = schema.get("properties", {})
    unknown = [key for key, value in data.items() if key not in properties and _is_folder(value)]
    missing = [key for key in properties if key.isascii() and key not in data]
    if len(unknown) == len(missing) == 1:
        _rename(data, unknown[0], missing[0])
    for key, value in data.items():
        if isinstance(value, Node) and _is_folder(value):
            _adopt_chapters(value, property_of(schema, schema, key).get("properties", {}))


def _is_folder(value: Value) -> bool:
    """Whether a value is what a folder holds: a list of files, or a group of texts."""
    is_group = isinstance(value, Items) or (
        isinstance(value, Node) and all(isinstance(it, Document) for it in value.values())
    )
    place = getattr(value, "place", None)
    return is_group and place is not None and not place.line


def _adopt_chapters(folder: Node, known: Schema) -> None:
    for typed in [key for key in folder if key not in known]:
        missing = [key for key in known if key not in folder]
        if meant := chapter_meant(typed, missing):
            _rename(folder, typed, meant)


def _rename(group: Node, old: str, new: str) -> None:
    group.add(new, group.pop(old), group.key_places.pop(old))
