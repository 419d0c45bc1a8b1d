"""What can be typed at a place of the content: a value, a Markdown block, a field, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import yaml

from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.markdown_text import MarkdownText
from docgen.content.plain_scalars import BLANKS
from docgen.content.typed_changes import FROM_CELL, NO_SINGLE_VALUE
from docgen.content.yaml_writer import known_yaml_file
from docgen.diagnostics import Place, Problem, UsageError
from docgen.packs.schema import MISSING_FILE

EditKindName: TypeAlias = Literal["value", "block", "group", "none"]

_GROUPS = ("object", "array")
"""Types of what is missing that has fields to be typed, each by itself."""


@dataclass(frozen=True)
class Editable:
    """What can be typed, as :meth:`ContentEditor.type_in` takes it.

    Attributes:
        kind: what it is.
        place: where the value begins; of a block, the Markdown text it is in; of a field that is
            missing, the group that lacks it.
        block: the number of the block in its text.
        name: the field or the group that is missing; else empty.
        text: what is typed there now, as source.
        why: the reason why nothing can be typed there.
    """

    kind: EditKindName
    place: Place
    block: int = 0
    name: str = ""
    text: str = ""
    why: Problem | None = None

    @property
    def is_value(self) -> bool:
        """Whether it is one value, of a key that may be missing."""
        return self.kind == "value" or bool(self.name)


def editable_at(place: Place, text: str) -> Editable:
    """What can be typed at a place of a file that has ``text``; nothing for a value of a cell."""
    if place.is_taken:
        refused = UsageError(FROM_CELL, place, cell=place.cell_name.rpartition("/")[2])
        return Editable("none", place.typed, why=refused.problem)
    if is_markdown(place.file):
        document = Place(place.file, 1, 1)
        return _block(document, document, place, text)
    found = _value(place, text) if is_yaml(place.file) else None
    return found or Editable("none", place, why=UsageError(NO_SINGLE_VALUE, place).problem)


def editable_for(problem: Problem, text_of: Callable[[str], str]) -> Editable:
    """What is to be typed to mend a problem; ``text_of`` gives the text of a file."""
    place, words = problem.place, problem.words
    if problem.code == MISSING_FILE:
        return Editable("block", Place(f"{place.file}/{words['file']}", 1, 1))
    if problem.says_missing:
        whole = Place(f"{place.file}/report.yaml") if not place.line else place
        kind: EditKindName = "group" if words.get("fill") in _GROUPS else "value"
        return Editable(kind, whole if not is_yaml(place.file) else place, name=words["name"])
    return editable_at(place, text_of(place.file))


def _value(place: Place, text: str) -> Editable | None:
    """The value at a place or of the key there; in a long text, the block at the place."""
    try:
        file = known_yaml_file(place.file, text)
    except yaml.YAMLError:
        return None
    begins = file.path(place) or file.key_at(place)
    keys = begins or file.around(place)
    if keys is None or keys not in file.places:
        return None
    own, body = file.places[keys], file.bodies[keys]
    value = file.value(own)
    if file.is_taken(keys):
        return Editable("none", own, why=UsageError(FROM_CELL, own, cell=value).problem)
    if not begins and file.is_block(keys):
        return _block(body, body, place, value)
    return Editable("value", own, text="" if value == "~" else value.strip(BLANKS))


def _block(document: Place, body: Place, place: Place, source: str) -> Editable:
    """The block of a Markdown text that a place lies in, or that ends before it."""
    blocks = MarkdownText(source)
    line = place.line - body.line + 1
    number = 0
    for index, typed in enumerate(blocks.blocks):
        number = index if typed.block.place.line <= line else number
    text = blocks.source(number) if blocks.blocks else ""
    return Editable("block", document, number, text=text)
