"""Styles that are named after a person have another name, each one of its own.

A style is found by its ``w:styleId`` (ECMA-376 part 1, 17.7.4.17): two that became the same would
change the look of what has them.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.filing.public.private_words import PrivateWords
from docgen.filing.public.redacted_text import Told
from docgen.word.xml import child_at, w

_REFERRING = tuple(
    map(
        w,
        (
            *("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink"),
            *("numStyleLink", "defaultTableStyle"),
        ),
    )
)


def public_styles(root: etree._Element, words: PrivateWords, told: Told) -> dict[str, str]:
    """Renames the private styles below the root of the styles; returns new identifiers by old."""
    renamed = dict[str, str]()
    for style in root.iterchildren(w("style")):
        identifier, name = style.get(w("styleId"), ""), child_at(style, w("name"))
        called = "" if name is None else name.get(w("val"), "")
        for text in (identifier, called):
            for span in words.spans(text):
                told(span.kind, text[span.start : span.end], style)
        if words.spans(identifier):
            renamed[identifier] = f"Public{len(renamed) + 1}"
            style.set(w("styleId"), renamed[identifier])
        if name is not None and words.spans(called):
            number = style.getparent().index(style)  # type: ignore[union-attr]  # a child of root
            name.set(w("val"), f"{words.redacted(called)} {number}")
    return renamed


def refer_to_styles(root: etree._Element, renamed: Mapping[str, str]) -> None:
    """Lets what has a style refer to it by its new identifier, in place."""
    for element in root.iter(*_REFERRING) if renamed else ():
        if new := renamed.get(element.get(w("val"), "")):
            element.set(w("val"), new)
