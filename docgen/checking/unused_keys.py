"""Keys that nothing reads, most often misspelt ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.content.blocks import Document
from docgen.content.unit import PACK_KEY
from docgen.content.values import Node, Text, Value
from docgen.diagnostics import Problem, nearest, warning
from docgen.diagnostics.codes import problem_code

NOT_BOUND = problem_code(
    "not-bound",
    en=(
        "the {{{{ }}}} in 「{key}」 prints as it stands: this field is not Markdown",
        "write the value itself; or ask the template's keeper to make the field Markdown",
    ),
    zh=(
        "「{key}」里的 {{{{ }}}} 会照原样印出来：这个字段不是 Markdown",
        "直接写出数值；或请管模板的人把这个字段改成 Markdown",
    ),
)
UNUSED_KEY = problem_code(
    "unused-key",
    en=("nothing uses 「{key}」{nearest}", "correct the name, or delete the line"),
    zh=("「{key}」没有任何地方用到{nearest}", "改正名称，或删去这一行"),
)


UNUSED_CHAPTER = problem_code(
    "unused-chapter",
    en=(
        "the form has no chapter 「{key}」{nearest}: this file does not print",
        "give it the name of a chapter, or move its text into one",
    ),
    zh=(
        "表上没有「{key}」这一章{nearest}，这个文件不会印出来",
        "文件名改成表上的章名，或把内容写进别的章",
    ),
)


def unused_keys(data: Node, names: Iterable[str]) -> Iterator[Problem]:
    """A warning for each key that no template, formula or text has read.

    A text with ``{{`` in it that is not Markdown, so that nothing is bound in it, is a warning too.

    Args:
        data: the content of the unit, after all reading.
        names: the names that the pack uses; the nearest one is proposed.
    """
    data.used.add(PACK_KEY)
    yield from _unused(data, sorted(names))


def _unused(value: Value, names: list[str], name: str = "") -> Iterator[Problem]:
    """The problems in the value of the key ``name``, or in an item of its list."""
    if isinstance(value, Node):
        for key, child in value.items():
            if key in value.used or isinstance(child, Text):
                yield from _unused(child, names, key)
            if key in value.key_places and key not in value.used:
                words = {"key": key, "nearest": nearest(key, names)}
                is_file = isinstance(child, Document) and value.key_places[key].line == 1
                code = UNUSED_CHAPTER if is_file and not value.place.line else UNUSED_KEY
                yield warning(code, value.key_places[key], **words)
    elif isinstance(value, list):
        for item in value:
            yield from _unused(item, names, name)
    elif isinstance(value, Text) and value.place and "{{" in value:
        yield warning(NOT_BOUND, value.place, key=name)
