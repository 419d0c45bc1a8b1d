"""One item more in a list of a file's own, such as its waivers, as the new text of the file.

例外:
  - 规则: text-differs
    位置: narrative/7-存在的问题.md:5
    理由: 引用的是上年文件原文
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from docgen.content.plain_scalars import BLANKS, is_plain
from docgen.content.source_files import Patch, apply_patches
from docgen.content.typed_changes import NO_SINGLE_VALUE, ChangedText, TypedChange
from docgen.content.yaml_writer import YamlFile, lines_of
from docgen.diagnostics import Place, UsageError


def with_item(key: str, values: Mapping[str, str]) -> TypedChange:
    """Adds an item with these values at the end of the list ``key``, which may not be there yet."""

    def change(name: str, text: str) -> ChangedText:
        file = YamlFile(name, text)
        after = apply_patches(text, [_patch(file, key, _listed(file, key), values)])
        new = YamlFile(name, after)
        rows = new.node((key,))
        assert isinstance(rows, yaml.SequenceNode)
        return ChangedText(after, new.places[(key, len(rows.value) - 1, next(iter(values)))])

    return change


def _listed(file: YamlFile, key: str) -> yaml.Node | None:
    """What the key has in the file; ``None`` if there is no such key."""
    root = file.node(())
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise UsageError(NO_SINGLE_VALUE, Place(file.name, 1, 1))
    return next((value for name, value in root.value if name.value == key), None)


def _patch(file: YamlFile, key: str, listed: yaml.Node | None, values: Mapping[str, str]) -> Patch:
    """The lines of the item behind the last one, with those of its list if there is none."""
    if isinstance(listed, yaml.SequenceNode) and not listed.flow_style:
        return _at(file, file.end_of(listed), _item(values, listed.start_mark.column))
    if listed is None:
        return _at(file, len(file.text), [f"{key}:", *_item(values, 2)])
    if isinstance(listed, yaml.ScalarNode) and not listed.value.strip(f"{BLANKS}~"):
        return _at(file, file.end_of(listed), _item(values, 2))
    place = Place(file.name, listed.start_mark.line + 1, listed.start_mark.column + 1)
    raise UsageError(NO_SINGLE_VALUE, place)


def _at(file: YamlFile, offset: int, lines: list[str]) -> Patch:
    gap = "\n" if offset and file.text[offset - 1] != "\n" else ""
    return Patch(offset, offset, gap + "".join(f"{line}\n" for line in lines))


def _item(values: Mapping[str, str], column: int) -> list[str]:
    """The lines of an item whose dash stands in a column, from 0."""
    pairs = [f"{name}: {_typed(value)}" for name, value in values.items()]
    signs = ["- ", *("  " for _ in pairs[1:])]
    return [" " * column + sign + pair for sign, pair in zip(signs, pairs, strict=True)]


def _typed(value: str) -> str:
    if is_plain(value):
        return value
    (line,) = lines_of([value])
    return line.removeprefix("- ")
