"""The text of pack.yaml after a change of the form; comments and order stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import yaml

from docgen.content.source_files import apply_patches
from docgen.content.yaml_writer import KeyPath, YamlFile, lines_of

_NAME = "pack.yaml"
_COMMENT = (
    "# 推算值：按新表的栏目起草，请逐条核对 · derived fields, read off the new form: look at each"
)


def with_formulas(text: str, formulas: Sequence[tuple[str, str]]) -> str:
    """Adds derived fields behind those that there are."""
    if not formulas:
        return text
    lines = lines_of(dict(formulas))
    file = YamlFile(_NAME, text)
    node = _node(file, ("derived",))
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return _joined(text, [f"\n{_COMMENT}", "derived:", *(f"  {line}" for line in lines)])
    column = node.value[0][0].start_mark.column
    new = "".join(f"{' ' * column}{line}\n" for line in lines)
    at = file.end_of(node)
    return text[:at] + ("" if text[:at].endswith("\n") else "\n") + new + text[at:]


def with_formula(text: str, field: str, formula: str) -> str:
    """Gives a derived field another formula."""
    file = YamlFile(_NAME, text)
    return apply_patches(text, [file.patch(file.places["derived", field], formula)])


def with_record(text: str, record: Mapping[str, object]) -> str:
    """Adds or replaces ``follows``, the record of what became of last year's fields."""
    file = YamlFile(_NAME, text)
    patch = file.entry("follows")
    plain = apply_patches(text, [patch]) if patch else text
    plain = re.sub(r"\n*# [^\n]*docgen template update[^\n]*\n\Z", "\n", plain)
    comment = (
        "\n# 从上年的模板包来，docgen template update 记下的 · "
        "what docgen template update has recorded"
    )
    return _joined(plain, [comment, *lines_of({"follows": dict(record)})])


def _joined(text: str, lines: Iterable[str]) -> str:
    return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def _node(file: YamlFile, path: KeyPath) -> yaml.Node | None:
    try:
        return file.node(path)
    except (StopIteration, AssertionError, IndexError):
        return None
