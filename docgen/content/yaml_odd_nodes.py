"""Nodes of a YAML file that are not what was typed, in a file that is YAML all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from docgen.content.cell_references import is_cell_tag
from docgen.content.plain_scalars import BLANKS

THOUSANDS = re.compile(r"\d{3}(?:\.\d+)?")
"""What YAML takes for a key of its own in ``{预算数: 1,200.00}``."""

SENTENCE_END = re.compile(r"[。；！？;]\s*$")


def has_odd_nodes(root: yaml.Node, text: str) -> bool:
    """Whether YAML reads something of ``text`` otherwise than hardly anybody means it."""
    return next(odd_nodes(root, text), None) is not None


def odd_nodes(root: yaml.Node | None, text: str) -> Iterator[yaml.Node]:
    """The nodes that are not what was typed: several lines in one, a sign of YAML, no real key."""
    nodes = [root] if root else []
    if isinstance(root, yaml.ScalarNode):
        yield root
    seen: set[int] = set()
    while nodes:
        node = nodes.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if not _is_as_typed(node, text):
                yield node
        elif isinstance(node, yaml.SequenceNode):
            yield from (key for item in node.value for key in _second_items(item))
            nodes.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            yield from (key for key, value in node.value if _is_odd_key(node, key, value, text))
            nodes.extend(value for _, value in node.value)


def _second_items(item: yaml.Node) -> Iterator[yaml.Node]:
    """The keys in an item of a list that are its first key once more: an item without a dash."""
    if isinstance(item, yaml.MappingNode) and not item.flow_style:
        first, *others = (key for key, _ in item.value)
        yield from (key for key in others if key.value == first.value)


def _is_as_typed(node: yaml.ScalarNode, text: str) -> bool:
    """Whether a text says what stands in the file: in one line if it has no quotes, not folded."""
    typed = text[node.start_mark.index : node.end_mark.index].rstrip()
    typed = typed[len(node.tag) :].lstrip(BLANKS) if is_cell_tag(node.tag) else typed
    if node.style == ">":
        return not _folds_sentences(typed)
    is_empty = not node.value or typed.startswith("!!")
    return bool(node.style) or is_empty or typed == node.value


def _is_odd_key(owner: yaml.MappingNode, key: yaml.Node, value: yaml.Node, text: str) -> bool:
    """Whether a key is none: ``{{ field }}``, or one in braces without a colon, ``{甲：1}``."""
    if not isinstance(key, yaml.ScalarNode):
        return bool(owner.flow_style and isinstance(key, yaml.MappingNode) and key.flow_style)
    if key.value != key.value.strip(BLANKS):
        return True
    is_blank = isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style
    if not (owner.flow_style and is_blank):
        return False
    has_colon = text[key.end_mark.index :].lstrip().startswith(":")
    return not (has_colon or THOUSANDS.fullmatch(key.value))


def _folds_sentences(typed: str) -> bool:
    """Whether a folded text, ``>-`` and the lines below, joins lines that are sentences each."""
    *lines, _ = typed.split("\n")[1:] or [""]
    return any(SENTENCE_END.search(line) for line in lines)
