"""The tree of a YAML text, within limits."""

from __future__ import annotations

from typing import Any

import yaml

LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as a text, and does not look for what else it could be."""

_MAX_DEPTH = 200
"""Lists and groups inside each other below that of the file, beyond which it is not composed."""

_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class YamlTooDeepError(yaml.YAMLError):
    """A text that nests so deep that the parser's stack could overflow, which ends the process.

    Attributes:
        line: the line of the first list or group that is too deep, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} nests too deep")
        self.line = line


def compose(text: str) -> yaml.Node | None:
    """The tree of a YAML text, ``None`` if it is empty.

    The parser composes by recursion, in C without a limit; its events come without.

    Raises:
        YamlTooDeepError: it nests too deep.
        yaml.YAMLError: it is not YAML.
    """
    if _could_nest(text) > _MAX_DEPTH:
        _check_depth(text)
    root: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    return root


def _could_nest(text: str) -> int:
    """A depth that the text cannot exceed: signs in comments and texts count as well.

    ``[a: b]`` is a group in a list, and the list of a key may begin in the key's own column.
    """
    in_lines = (
        len(line) - len(line.lstrip(" ")) + sum(map(line.count, ("-", "?", ":")))
        for line in text.split("\n")
    )
    return 2 * (text.count("[") + text.count("{")) + max(in_lines) + 2


def _check_depth(text: str) -> None:
    depth = -1
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, _OPENING):
            depth += 1
        elif isinstance(event, _CLOSING):
            depth -= 1
        if depth > _MAX_DEPTH:
            mark: Any = event.start_mark
            raise YamlTooDeepError(mark.line + 1)
