"""The comment that a blank chapter begins with: what it is, what belongs there, how to type it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.ordinals import ordinal_of
from docgen.packs.typing import Schema

COMMENT = "<!--"
"""What a chapter without a word begins with."""

_HEADINGS = {1: "（一）", 2: "1.", 3: "（1）"}
"""The numbers of headings below one of each level (GB/T 9704-2012, 7.3.3)."""

_HOW_TO_TYPE = (
    "写法：段与段之间空一行；{headings}；1. 2. 3. 是分条。",
    "表格从 Excel 复制，粘贴后运行 docgen check 年度 --fix 就成表格；图片放进单位文件夹，写"
    ' ![说明](../图片/名称.png "图1 名称")。',
    "正文写在这段注释下面；注释不会印出来，可以删。"
    " · Write below; blank lines part paragraphs, ## begins a heading, this does not print.",
)


def chapter_lines(heading: str, schema: Schema, *, numbered: bool) -> Iterator[str]:
    """The lines of a chapter without a word.

    Args:
        heading: its heading, as the form prints it.
        schema: what the pack says of its text: ``description`` and ``maxLength``.
        numbered: whether Word numbers the headings of a text.
    """
    yield COMMENT
    yield _plain(heading)
    yield from (f"写什么：{_plain(line)}" for line in _sentences(schema.get("description", "")))
    if longest := schema.get("maxLength"):
        yield f"篇幅：不超过 {longest} 字"
    headings = _how_to_head(heading, numbered=numbered)
    yield from (line.replace("{headings}", headings) for line in _HOW_TO_TYPE)
    yield from ("-->", "")


def _how_to_head(heading: str, *, numbered: bool) -> str:
    """How to type a heading below that of the chapter."""
    if numbered:
        return "小标题写 ## 加空格再写标题，不写编号，Word 会编"
    ordinal = ordinal_of(heading)
    level = min(ordinal.level if ordinal else 1, max(_HEADINGS))
    signs = "#" * (level + 1)
    return f"小标题写 {signs} 加空格再写编号和标题，如 {signs} {_HEADINGS[level]}标题"


def _sentences(description: object) -> list[str]:
    """What belongs there, in one line; none if nobody said."""
    return [text] if (text := " ".join(str(description).split())) else []


def _plain(text: str) -> str:
    """``text`` without what would end the comment."""
    return text.replace("-->", "→")
