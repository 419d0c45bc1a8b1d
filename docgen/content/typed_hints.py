"""What a file says of a value or a chapter beside it, in comments: what belongs there, and how.

上年决算数:  # 2023年决算数，万元          behind it, or in the lines right above it
<!--
写什么：主要职能，内设机构和下属单位        in a chapter, the lines that say what to write
-->
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.yaml_writer import known_yaml_file
from docgen.diagnostics import Place

SEVERAL = "分段写的，冒号后写 |-，下面每行缩进 {indent} 格，段与段之间空一行"
"""Beside a text of several paragraphs: how to write them in the file."""

_OF_THE_FILE = SEVERAL.partition("，")[0]
_GUIDANCE = re.compile(r"^(?:写什么|篇幅|写法)：.*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_ENTRY = re.compile(r"- |[^\s：]+:(?:\s|$)")
"""A line of YAML that was made a comment."""


def hints(place: Place, text: str) -> list[str]:
    """What a file that has ``text`` says of what is typed at ``place``, line by line."""
    if is_markdown(place.file):
        return [line for comment in _COMMENT.findall(text) for line in _GUIDANCE.findall(comment)]
    return list(_beside_value(place, text)) if is_yaml(place.file) else []


def _beside_value(place: Place, text: str) -> Iterator[str]:
    """Yields the comments above the value at a place, or around it, and the one behind it."""
    try:
        file = known_yaml_file(place.file, text)
    except yaml.YAMLError:
        return
    keys = file.path(place) or file.around(place)
    if keys is None or keys not in file.places:
        return
    yield from _above(file.places[keys].line, text.split("\n"))
    parts = file.comment(keys).split("；")
    behind = "；".join(part for part in parts if not part.startswith(_OF_THE_FILE))
    if behind:
        yield behind


def _above(line: int, lines: list[str]) -> Iterator[str]:
    """Yields the comments right above a line; those that a file begins with are about the file."""
    first = line - 1
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    for comment in lines[first : line - 1] if first else ():
        said = comment.strip().lstrip("# ")
        if said and not _ENTRY.match(said):
            yield said
