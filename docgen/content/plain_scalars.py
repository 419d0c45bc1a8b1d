"""Texts that YAML reads unchanged without quotes, and others in quotes."""

from __future__ import annotations

import re

import yaml

from docgen.content.yaml_compose import compose

BLANKS = " \t\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"
"""What is typed for a blank, and does not print around a value that has no quotes."""

_NULL = ("~", "null", "Null", "NULL")
"""What other programs that read YAML take for a blank."""

_IN_FLOW = re.compile(r"[,\[\]{}]")


def is_plain(value: str, in_flow: bool = False) -> bool:
    """Whether YAML reads ``value`` unchanged without quotes; ``in_flow`` is inside brackets."""
    if "\n" in value or value in _NULL or (in_flow and _IN_FLOW.search(value)):
        return False
    try:
        root = compose(f"[{value}]" if in_flow else f"- {value}")
    except yaml.YAMLError:
        return False
    if not isinstance(root, yaml.SequenceNode) or len(root.value) != 1:
        return False
    node = root.value[0]
    return isinstance(node, yaml.ScalarNode) and bool(node.value == value and not node.style)


def quoted(value: str) -> str:
    """A text of one line in single quotes, which keep every sign as it is."""
    return "'" + value.replace("'", "''") + "'"
