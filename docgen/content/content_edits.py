"""Changes to a unit's content files, collected before any file is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docgen.content.content_names import is_yaml
from docgen.content.markdown_text import MarkdownText
from docgen.content.source_files import Patch, apply_patches, read_source
from docgen.content.yaml_writer import KeyPath as Keys
from docgen.content.yaml_writer import YamlFile, known_yaml_file
from docgen.diagnostics import Place, Problems


class ContentEdits:
    """Collects changes to content files below ``root``; places name files relative to it.

    With ``unit``, the folder of a unit, files of other units are as if they were no content.
    """

    def __init__(self, root: Path, unit: str = "") -> None:
        self._root, self._unit = root, unit
        self._texts: dict[str, str] = {}
        self._yaml: dict[str, YamlFile] = {}
        self._values: dict[Place, str] = {}
        self._markdown: dict[Place, MarkdownText] = {}
        self._patches: dict[str, list[Patch]] = {}
        self._expressions: list[tuple[str, str, str]] = []

    def is_elsewhere(self, name: str) -> bool:
        """Whether a file is of another unit, whose content is not changed here."""
        return bool(self._unit) and not name.startswith(f"{self._unit}/")

    def text(self, name: str) -> str:
        """The text of a file without the changes; ``""`` if it cannot be read."""
        if name not in self._texts:
            source = read_source(self._root / name, name, Problems())
            self._texts[name] = source.text if source else ""
        return self._texts[name]

    def yaml(self, name: str) -> YamlFile | None:
        """The YAML file of that name; ``None`` if it is not YAML by its suffix."""
        if not is_yaml(name) or self.is_elsewhere(name):
            return None
        if name not in self._yaml:
            self._yaml[name] = known_yaml_file(name, self.text(name))
        return self._yaml[name]

    def keys(self, place: Place | None) -> Keys | None:
        """The keys that lead to the YAML value at ``place``; ``None`` if there is none."""
        file = self.yaml(place.file) if place else None
        return file.path(place) if file and place else None

    def place(self, name: str, keys: Keys) -> Place | None:
        """The place of the YAML value that the keys lead to; ``None`` if there is none."""
        file = self.yaml(name)
        return file.places.get(keys) if file else None

    def value(self, place: Place) -> str | None:
        """The text of the YAML value at ``place``; ``None`` if there is none."""
        file = self.yaml(place.file)
        return file.value(place) if file and file.path(place) is not None else None

    def set_value(self, place: Place, value: str) -> None:
        """Sets the YAML value at ``place``; a reference to a cell stays."""
        file = self.yaml(place.file)
        keys = self.keys(place)
        if not (file and keys and file.is_taken(keys)):
            self._values[place] = value

    def markdown(self, place: Place) -> MarkdownText:
        """The Markdown text that begins at ``place``, a whole file or a YAML value."""
        if place not in self._markdown:
            value = self.value(place)
            self._markdown[place] = MarkdownText(self.text(place.file) if value is None else value)
        return self._markdown[place]

    def expression(self, place: Place) -> str:
        """The ``{{ }}`` at ``place`` as typed, braces included."""
        line = self.text(place.file).split("\n")[place.line - 1][place.column - 1 :]
        return line[: line.index("}}") + 2]

    def set_expression(self, name: str, old: str, new: str) -> bool:
        """Replaces an expression of a file wherever it is typed so; returns whether it is."""
        self._expressions.append((name, old, new))
        return old in self.text(name)

    def remove_item(self, name: str, keys: Keys) -> bool:
        """Removes the list item at ``keys``; returns whether that is possible."""
        file = self.yaml(name)
        lines = file.item(keys) if file else None
        if lines is not None:
            self._patches.setdefault(name, []).append(Patch(*lines, ""))
        return lines is not None

    def item_place(self, name: str, keys: Keys) -> Place:
        """The place of the first value of a list item; that of the file if it has none."""
        file = self.yaml(name)
        places = file.places.items() if file else ()
        inside = [place for path, place in places if path[: len(keys)] == keys]
        return min(inside, key=lambda place: (place.line, place.column), default=Place(name))

    def insert_item(self, name: str, near: Keys, text: str, *, before: bool) -> bool:
        """Inserts lines behind or before the item at ``near``; returns whether that is possible."""
        file = self.yaml(name)
        lines = file.item(near) if file else None
        if lines is not None:
            offset = lines[0] if before else lines[1]
            self._patches.setdefault(name, []).append(Patch(offset, offset, text))
        return lines is not None

    def item_text(self, name: str, keys: Keys) -> str | None:
        """The lines of the list item at ``keys`` as typed; ``None`` if there is none."""
        file = self.yaml(name)
        lines = file.item(keys) if file else None
        return file.text[slice(*lines)] if file and lines else None

    def changed(self) -> dict[str, str]:
        """The new text of each file that changes."""
        patches = {name: list(file_patches) for name, file_patches in self._patches.items()}
        values = dict(self._values)
        texts = dict[str, str]()
        for place, markdown in self._markdown.items():
            if self.value(place) is None:
                texts[place.file] = markdown.result()
            else:
                values[place] = markdown.result()
        for place, value in values.items():
            file = self.yaml(place.file)
            if file and value != file.value(place):
                patches.setdefault(place.file, []).append(file.patch(place, value))
        for name, file_patches in patches.items():
            texts[name] = apply_patches(self.text(name), _outermost(file_patches))
        for name, old, new in self._expressions:
            texts[name] = texts.get(name, self.text(name)).replace(old, new)
        return {name: text for name, text in texts.items() if text != self.text(name)}


def _outermost(patches: list[Patch]) -> list[Patch]:
    """The patches without those inside a removed item."""
    return [
        patch
        for patch in patches
        if not any(outer.start < patch.start < outer.stop for outer in patches)
    ]


def changed_item(text: str, values: Mapping[Keys, str]) -> str:
    """The lines of a list item as typed, with other values by their keys within the item."""
    file = YamlFile("", text)
    patches = [
        file.patch(place, values[keys[1:]])
        for keys, place in file.places.items()
        if keys[1:] in values and not file.is_taken(keys)
    ]
    return apply_patches(text, patches)


def filled_item(text: str, values: dict[Keys, str]) -> str:
    """The lines of a list item with other values, as a new item.

    A scalar that ``values`` does not name becomes blank. Comments of the old item are left out.

    Args:
        text: the lines of an item.
        values: the new values by their keys within the item.
    """
    file = YamlFile("", YamlFile("", text).without_comments())
    text = file.text
    patches = [file.patch(place, values.get(keys[1:], "")) for keys, place in file.places.items()]
    return apply_patches(text, patches)
