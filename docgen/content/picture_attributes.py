"""The width and the place of a picture: ``![替代文字](a.png){width=60% align=left}``.

The notation is Pandoc's. The attribute plugin of ``mdit-py-plugins`` reads neither ``60%`` nor
``7.5cm`` without quotes, and leaves braces that it cannot read as text, which would print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from unicodedata import normalize

from markdown_it.rules_inline import StateInline

from docgen.content.blocks import Align, Picture, Width
from docgen.diagnostics import Place, Problem, error
from docgen.diagnostics.codes import problem_code

PICTURE_SETTING = problem_code(
    "picture-setting",
    en=(
        "a picture has no setting 「{setting}」",
        "write {{width=60%}} for its width (also 8cm or 80mm), {{align=left}} or {{align=right}} "
        "for its place, {{width=60% align=left}} for both; put \\ before a brace that shall print",
    ),
    zh=(
        "图片没有「{setting}」这种设置",
        "宽度写成 {{width=60%}}（也可用 8cm、80mm），靠左写成 {{align=left}}，靠右写成 "
        "{{align=right}}，两样都要写成 {{width=60% align=left}}；确实要印出来，在花括号前加 \\",
    ),
)
PICTURE_TOO_WIDE = problem_code(
    "picture-too-wide",
    en=(
        "the picture is to be {width} wide, and there is room for {room}",
        "write {{width=100%}}, or less",
    ),
    zh=("图片宽度写的是 {width}，这里最多放得下 {room}", "写成 {{width=100%}} 或更小"),
)

_ATTRIBUTES = re.compile(r"[ \t\u3000]*\n?[ \t\u3000]*[{｛](?![{｛])([^{}｛｝\n]*)[}｝]")
"""Braces behind a picture or on the line below it, as an input method types them."""

_AROUND_EQUALS = re.compile(r"\s*=\s*")
_QUOTES = "\"'“”‘’"
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)(%|cm|mm)")


def attribute_rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: braces right behind a picture are its attributes, not text."""
    if silent or state.pending or not state.tokens or state.tokens[-1].type != "image":
        return False
    found = _ATTRIBUTES.match(state.src, state.pos)
    if not found or "attributes" in state.tokens[-1].meta:
        return False
    state.tokens[-1].meta["attributes"] = (found.start(1), found[1])
    state.pos = found.end()
    return True


def with_attributes(picture: Picture, text: str, place: Place) -> tuple[Picture, list[Problem]]:
    """The picture with the attributes in ``text``, and what is wrong with them, at ``place``.

    Signs in full width are read as those in half width: none of this prints.
    """
    problems = list[Problem]()
    for name, value in _settings(text):
        width = read_width(value)
        if name == "align" and value in {place.value for place in Align}:
            picture = replace(picture, align=Align(value))
        elif name == "width" and width:
            picture = replace(picture, width=width)
        else:
            setting = f"{name}={value}" if value else name
            problems.append(error(PICTURE_SETTING, place, setting=setting))
    if picture.width and picture.width.unit == "%" and picture.width.number > 100:
        problems.append(error(PICTURE_TOO_WIDE, place, width=str(picture.width), room="100%"))
    return picture, problems


def read_width(text: str) -> Width | None:
    """The width that is typed as ``60%``, ``8cm`` or ``80mm``; ``None`` if it is none."""
    width = _WIDTH.fullmatch(normalize("NFKC", text).strip().lower())
    return Width(Decimal(width[1]), width[2]) if width and float(width[1]) else None


def _settings(text: str) -> Iterator[tuple[str, str]]:
    """The names and values of attributes; the value of a word without ``=`` is empty."""
    for word in _AROUND_EQUALS.sub("=", normalize("NFKC", text)).replace(",", " ").split():
        name, _, value = word.partition("=")
        yield name.lower(), value.strip(_QUOTES).lower()


def attributes_markdown(picture: Picture) -> str:
    """The attributes as they are typed; nothing for a picture without any."""
    width = [f"width={picture.width}"] if picture.width else []
    align = [f"align={picture.align.value}"] if picture.align is not Align.CENTER else []
    return f"{{{' '.join([*width, *align])}}}" if width or align else ""
