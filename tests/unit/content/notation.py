"""Blocks of Markdown as short texts, each with the place where it was typed.

    1:1+2 甲@1:1 **乙**@1:2 {{ 丙 }}@2:1

is a paragraph of two lines with plain text, bold text and a binding.
"""

from __future__ import annotations

from docgen.content.blocks import (
    Binding,
    Block,
    Break,
    Heading,
    Inline,
    Inlines,
    Item,
    Picture,
    Span,
    Table,
)
from docgen.content.picture_attributes import attributes_markdown
from docgen.diagnostics import Place


def shown(block: Block) -> str:
    """A block with its first line and column, and the number of its lines."""
    kind = ""
    match block:
        case Table(aligns=aligns, rows=rows):
            kind = " ".join(align.value if align else "-" for align in aligns)
            text = " / ".join(" | ".join(map(shown_inlines, row)) for row in rows)
        case Heading(level=level):
            kind, text = "#" * level, shown_inlines(block.inlines)
        case Item():
            number = f"{block.typed or '-'}{block.marker.value} of {block.list_id}"
            begun = f"from {block.start} depth {block.depth}"
            kind = f"{number} {begun} {'first' if block.first else 'more'}"
            text = shown_inlines(block.inlines)
        case _:
            text = shown_inlines(block.inlines)
    at = f"{shown_place(block.place)}+{block.lines}"
    return " ".join(filter(None, (at, kind and f"[{kind}]", text)))


def shown_inlines(inlines: Inlines) -> str:
    return " ".join(map(shown_inline, inlines))


def shown_inline(inline: Inline) -> str:
    match inline:
        case Span(text, place, bold, italic, binding):
            bound = f"={shown_place(binding)}" if binding else ""
            return f"{marked(text, bold, italic)}@{shown_place(place)}{bound}"
        case Binding(expression, place, bold, italic):
            text = marked(f"{{{{ {expression} }}}}", bold, italic)
            return f"{text}@{shown_place(place)}"
        case Break():
            return "⏎"
        case Picture(path, alt, caption, place):
            return f"![{alt}]({path} {caption}){attributes_markdown(inline)}@{shown_place(place)}"


def marked(text: str, bold: bool, italic: bool) -> str:
    signs = "**" * bold + "*" * italic
    return f"{signs}{text}{signs}"


def shown_place(place: Place | None) -> str:
    return f"{place.line}:{place.column}" if place else "nowhere"
