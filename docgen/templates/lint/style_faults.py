"""Styles that the ``format`` of pack.yaml names, and that no part has.

Those of Markdown are no fault: docgen makes them where a form lacks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.content.values import Node, Text
from docgen.diagnostics import Place, Problem, nearest, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import Pack
from docgen.word.made_styles import MADE_STYLES
from docgen.word.xml import w

FORMAT_NO_STYLE = problem_code(
    "format-no-style",
    en=(
        "no part of the pack has the style 「{style}」, which `format` names{nearest}",
        "correct the name to that of Word's style list, or delete it: as it is, nothing is "
        "measured for it",
    ),
    zh=(
        "format 里写了样式「{style}」，各个模板里都没有{nearest}",
        "改成 Word 样式列表里的名称，或删去；现在这样，等于没有核对",
    ),
)

_GROUPS = ("page number", "annexes", "elements")
"""Groups of ``format`` whose texts are styles, but for the switches and these."""

_NO_STYLES = ("dash", "letter", "two-sided", "unsealed")


def style_faults(pack: Pack, names: Iterable[str]) -> Iterator[Problem]:
    """Unknown styles; ``names`` are those of the styles of all parts, as Word shows them."""
    known = {name.lower(): name for name in (*names, *MADE_STYLES)}
    for style, place in _named(pack.format or Node(pack.place)):
        if style.lower() not in known:
            near = nearest(style, known.values())
            yield template_error(FORMAT_NO_STYLE, place or pack.place, style=style, nearest=near)


def style_names(styles: etree._Element) -> Iterator[str]:
    """The names of the styles of a part, from its ``w:styles``."""
    yield from (name.get(w("val"), "") for name in styles.iterfind(f"{w('style')}/{w('name')}"))


def _named(required: Node) -> Iterator[tuple[str, Place | None]]:
    """The names of styles in a format, with their places."""
    styles = required.get("styles")
    if isinstance(styles, Node):
        yield from ((style, styles.key_places.get(style)) for style in styles)
    texts = [required.get("body"), required.get("table")]
    for name in _GROUPS:
        group = required.get(name)
        if isinstance(group, Node):
            texts += [text for key, text in group.items() if key not in _NO_STYLES]
    yield from ((text, text.place) for text in texts if isinstance(text, Text) and text)
