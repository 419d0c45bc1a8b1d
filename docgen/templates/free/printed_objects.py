"""What the values of a free template print: texts, numbers, docxtpl's objects, pictures.

{{ x }}    in a run         text with line ends and tabs; a picture; a RichText
{{r x}}    in place of it   RichText; a text with **bold** and *italic*
{{p x}}    in place of the paragraph: RichTextParagraph, another document; each line of a text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from docxtpl import InlineImage, Listing, RichText, RichTextParagraph, Subdoc
from jinja2 import Undefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from docgen.content.blocks import Document, Paragraph
from docgen.content.emphasis import emphasised
from docgen.content.values import Blank
from docgen.diagnostics import Place
from docgen.packs.expressions import Missing
from docgen.packs.expressions.filter_registry import tag_filter
from docgen.templates.cell_tags import cellbg
from docgen.templates.free.bounds import check_text, refuse_function
from docgen.templates.free.filling import FreeFilling, escaped_once, is_word_xml
from docgen.templates.printed_values import current_filling

_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_UNPRINTED = re.compile("[\x00-\x06\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
r"""What XML cannot store, and docgen's marks; docxtpl's ``\a`` and ``\f`` stay."""

_OPEN, _CLOSE = '<w:r><w:t xml:space="preserve">', "</w:t></w:r>"
_PARAGRAPHS = (RichTextParagraph, Subdoc, Document)
_NEEDS_SLOT = "paragraphs need {{p … }} in a paragraph of its own"
_NOWHERE = Place("")


@pass_eval_context
def finalize(_: EvalContext, value: Any) -> str:
    """The XML of a value in the text of a run."""
    if isinstance(value, Markup):
        return escaped_once(str(value))
    if isinstance(value, str):
        check_text(value)
        return _filling().escape(clean(value))
    if isinstance(value, _filling().files):
        return f"{_CLOSE}{_filling().run_of(value)}{_OPEN}"
    if isinstance(value, RichText):
        return f"{_CLOSE}{_filling().linked(value.xml)}{_OPEN}"
    if isinstance(value, _PARAGRAPHS):
        raise TypeError(_NEEDS_SLOT)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if value is None:
        return _filling().none
    refuse_function(value)
    return _filling().escape(clean(str(value)))


def clean(text: str) -> str:
    """``text`` with line feeds for all line ends, and without what Word cannot store."""
    if text.isprintable():
        return text
    return _UNPRINTED.sub("", _LINE_ENDS.sub("\n", text))


@tag_filter("_run")
def run(value: Any, number: int) -> Markup:
    """The runs in the place of ``{{r … }}``; ``number`` is its site."""
    filling = _filling()
    if isinstance(value, _filling().files):
        return Markup(filling.run_of(value))
    if isinstance(value, RichText):
        return Markup(filling.linked(value.xml))
    if isinstance(value, _PARAGRAPHS):
        raise TypeError(_NEEDS_SLOT)
    text = _text_or_xml(value)
    if isinstance(text, Markup):
        return text
    return Markup(filling.runs(emphasised(text, _place_of(value)), number))


def _text_or_xml(value: Any) -> str:
    """A value as text, or as the XML that its program has written: :class:`Markup`."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Listing):
        return clean(unescape(value.xml))
    text = clean(_filling().none if value is None else str(value))
    return Markup(text) if _filling().takes_xml and is_word_xml(text) else text


def _place_of(value: Any) -> Place | None:
    """Where a value was typed; one that Python gave may have a ``place`` of another kind."""
    place = None if isinstance(value, Undefined) else getattr(value, "place", None)
    return place if isinstance(place, Place) else None


def slot(value: Any, number: int) -> Markup:
    """The paragraphs in the place of ``{{p … }}``; ``number`` is its site."""
    if isinstance(value, Missing):
        str(value)
    if isinstance(value, RichText):
        return Markup(_filling().paragraph_of(_filling().linked(value.xml), number))
    blocks = paragraphs(value)
    return blocks if isinstance(blocks, Markup) else Markup(_filling().slot(blocks, number))


def paragraphs(value: Any) -> Document | Markup:
    """What ``{{p … }}`` puts in the place of its paragraph: XML, or blocks in its look."""
    match value:
        case Document() | Markup():
            return value
        case RichTextParagraph():
            return Markup(_filling().linked(value.xml))
        case Subdoc():
            return Markup(_filling().subdocument(value))
        case InlineImage() | bytes():
            return Markup(f"<w:p>{_filling().run_of(value)}</w:p>")
        case Path():
            return _filling().content_of(value)
        case Blank() | Missing() | None:
            return Document((), _NOWHERE)
    text, place = _text_or_xml(value), _place_of(value) or _NOWHERE
    if isinstance(text, Markup) or not text:
        return Markup(text)
    lines = text.split("\n")
    return Document(tuple(Paragraph(emphasised(line, place), place) for line in lines), place)


def picture(value: Any, width: Any = None, height: Any = None) -> Markup:
    """A picture: the bytes, or the path from the folder of the data, of its file.

    ``width`` and ``height`` are texts such as ``40mm``, ``4cm`` and ``50%`` of the text's width, or
    lengths of python-docx.
    """
    if isinstance(value, Missing):
        return Markup(str(value))
    if not value:
        return Markup("")
    return Markup(f"{_CLOSE}{_filling().picture_run(value, width, height)}{_OPEN}")


def document(value: Any) -> Markup:
    """The body of another Word file, for ``{{p … }}``."""
    name = value if isinstance(value, Path) else str(value)
    return _filling().content_of(name) if value else Markup("")


def markdown(value: Any) -> Document:
    """A text as Markdown with headings, lists and tables, for ``{{p … }}``."""
    place = _place_of(value) or _NOWHERE
    from docgen.content.markdown import parse_markdown  # few forms ask for it

    return parse_markdown(clean(str(value)), place, _filling().problems)


def colour(value: Any) -> Markup:
    """The fill of a cell, which programs may give with its sign, or as ``None``."""
    if isinstance(value, Missing):
        return cellbg(value)
    return cellbg("" if value is None else str(value).removeprefix("#"))


def value_filters() -> Mapping[str, Callable[..., Any]]:
    """The filters that make more than a text of a value, by name; tags are compiled to the last."""
    blocks = {"picture": picture, "document": document, "markdown": markdown}
    return {**blocks, "_slot": slot, "_cellbg": colour}


def _filling() -> FreeFilling:
    filling = current_filling()
    assert isinstance(filling, FreeFilling)
    return filling
