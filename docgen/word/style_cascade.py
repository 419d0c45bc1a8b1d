"""The effective formatting of text in a .docx: defaults, styles and direct formatting combined.

Properties cascade (ECMA-376 part 1, 17.7.2): document defaults, the paragraph style from its root
down, the character style, then direct formatting of the paragraph or run. Later layers win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

from docx.document import Document
from lxml import etree

from docgen.word.xml import child_at, w

_PARAGRAPH, _STYLE, _RUN, _RUN_STYLE, _NUMBER, _NUMBER_ID, _LEVEL, _INDENT, _VAL = map(
    w, ("pPr", "pStyle", "rPr", "rStyle", "numPr", "numId", "ilvl", "ind", "val")
)
_NO_NUMBER = ("", "0")
_OFF = ("0", "false", "off", "none")
_TWIPS = 20
_HEADING = re.compile(r"heading ([1-9])")
_BODY = 9
"""``w:outlineLvl`` of running text (ECMA-376 part 1, 17.3.1.20)."""


@dataclass(frozen=True)
class TextLook:
    """The look of a run, with the colour and decorations that no official document has.

    Attributes:
        font: of Chinese characters.
        latin: of letters and digits.
        size: in points.
        color: as ``RRGGBB``; empty for automatic and black.
        extras: underline, highlight and the like, by their tags in WordprocessingML.
        layers: the ``w:rPr`` that add up to the look, for any other property.
    """

    font: str
    latin: str
    size: float
    color: str
    extras: tuple[str, ...]
    layers: tuple[etree._Element, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class ParagraphLook:
    """The look of a paragraph: lengths in points; ``spacing`` is ``None`` unless it is exact.

    ``level`` is that of a heading, from 1, by which Word and PDFs outline a text; else ``None``.
    ``layers`` are the ``w:pPr`` that add up to the look, for any other property.
    """

    align: str
    indent: float
    left: float
    spacing: float | None
    level: int | None = None
    layers: tuple[etree._Element, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class ParagraphFormat:
    """The style and the direct formatting of paragraphs, which is resolved once for all of them.

    Attributes:
        cascade: of their document.
        identifier: of the style.
        properties: the ``w:pPr`` of one of them; those of the others are equal.
    """

    cascade: Cascade = field(repr=False)
    identifier: str
    properties: etree._Element | None = None

    @cached_property
    def style(self) -> str:
        """The name of the style, in lower case."""
        return self.cascade._names.get(self.identifier, "")

    @cached_property
    def look(self) -> ParagraphLook:
        """The look of the paragraphs."""
        layers, own = self.cascade._paragraph_layers(self.identifier), self.properties
        if own is not None:
            layers += [*all_of(self.cascade._levels.get(_number_in(own)), _PARAGRAPH), own]
        look = _paragraph_look(layers, self.text_look(None).size)
        return replace(look, level=_level(layers, self.style))

    def text_look(self, run: etree._Element | None) -> TextLook:
        """The look of a run of such a paragraph; without one, of the style."""
        return self.cascade._text_look(self.identifier, run)


class Cascade:
    """Resolves the looks of runs and paragraphs in a document."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._styles = {style.get(w("styleId"), ""): style for style in root.findall(w("style"))}
        self._names: dict[str, str] = {
            identifier: name.get(_VAL, "").lower()
            for identifier, style in self._styles.items()
            if (name := style.find(w("name"))) is not None
        }
        self._by_name = {name: self._styles[key] for key, name in self._names.items()}
        defaults = root.find(w("docDefaults"))
        self._run_defaults = all_of(defaults, f"{w('rPrDefault')}/{w('rPr')}")
        self._paragraph_defaults = all_of(defaults, f"{w('pPrDefault')}/{w('pPr')}")
        self._default = next(
            (
                identifier
                for identifier, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )
        self._chains: dict[str, list[etree._Element]] = {}
        self._run_layers: dict[str, list[etree._Element]] = {}
        self._text_looks: dict[tuple[str | bytes, ...], TextLook] = {}
        self._formats: dict[bytes, ParagraphFormat] = {}
        self._numbers: dict[str, tuple[str, str]] = {}
        self._levels = _numbering_levels(document)

    def format_of(self, paragraph: etree._Element) -> ParagraphFormat:
        """The format of ``paragraph``; those of equal properties have the same object."""
        own = child_at(paragraph, _PARAGRAPH)
        key = _serialized(own) if own is not None else b""
        if key not in self._formats:
            # A copy, since an element keeps the document that it stands in.
            self._formats[key] = ParagraphFormat(self, self._style_id(paragraph), deepcopy(own))
        return self._formats[key]

    def format_of_style(self, name: str) -> ParagraphFormat:
        """The format of the style called ``name`` (lower case), which there must be."""
        return ParagraphFormat(self, self._by_name[name].get(w("styleId"), ""))

    def style_name(self, paragraph: etree._Element) -> str:
        """The name of the paragraph's style, in lower case."""
        return self._names.get(self._style_id(paragraph), "")

    def outline_level(self, paragraph: etree._Element) -> int:
        """The level of a heading, from 1, by the paragraph itself or its style; 0 of other text.

        ECMA-376 part 1, 17.3.1.20: ``w:outlineLvl`` 0 to 8 are levels 1 to 9, and 9 is text.
        """
        layers = self._paragraph_layers(self._style_id(paragraph))
        layers += all_of(paragraph, _PARAGRAPH)
        level = last_value(layers, "outlineLvl", "val")
        return int(level) + 1 if level in tuple("012345678") else 0

    def named(self, name: str) -> etree._Element | None:
        """The style called ``name`` (lower case), or ``None``."""
        return self._by_name.get(name)

    def _style_id(self, paragraph: etree._Element) -> str:
        used = child_at(paragraph, _PARAGRAPH, _STYLE)
        identifier = used.get(_VAL, "") if used is not None else ""
        return identifier if identifier in self._styles else self._default

    def _chain(self, identifier: str) -> list[etree._Element]:
        """The style and its ancestors, the root first."""
        if identifier not in self._chains:
            chain: list[etree._Element] = []
            seen: set[str] = set()
            current = identifier
            while current in self._styles and current not in seen:
                seen.add(current)
                style = self._styles[current]
                chain.insert(0, style)
                based = style.find(w("basedOn"))
                current = based.get(w("val"), "") if based is not None else ""
            self._chains[identifier] = chain
        return self._chains[identifier]

    def _text_look(self, style: str, run: etree._Element | None) -> TextLook:
        """The look of a run in a paragraph of ``style``, resolved once for each of its formats."""
        own = child_at(run, _RUN) if run is not None else None
        key = (style, _serialized(own) if own is not None else b"")
        if key not in self._text_looks:
            inherited = [*self._run_defaults, *self._of_runs(style)]
            added = deepcopy(self._own_layers(run)) if run is not None else []
            self._text_looks[key] = _text_look(inherited + added)
        return self._text_looks[key]

    def weight(self, paragraph: etree._Element, run: etree._Element) -> tuple[bool, bool]:
        """Whether ``run`` is bold, and whether it is italic, where the paragraph's style is not."""
        own = self._own_layers(run)
        bold, italic = (is_on(own, tag) for tag in ("b", "i"))
        if bold or italic:
            inherited = [*self._run_defaults, *self._of_runs(self._style_id(paragraph))]
            bold, italic = bold and not is_on(inherited, "b"), italic and not is_on(inherited, "i")
        return bold, italic

    def _own_layers(self, run: etree._Element) -> list[etree._Element]:
        """The ``w:rPr`` of a run and of its character style."""
        used = child_at(run, _RUN, _RUN_STYLE)
        style = self._of_runs(used.get(_VAL, "")) if used is not None else ()
        return [*style, *run.iterchildren(_RUN)]

    def _of_runs(self, identifier: str) -> list[etree._Element]:
        """The ``w:rPr`` of a style and its ancestors, the root first."""
        if identifier not in self._run_layers:
            chain = self._chain(identifier)
            self._run_layers[identifier] = [
                layer for style in chain for layer in all_of(style, _RUN)
            ]
        return self._run_layers[identifier]

    def _paragraph_layers(self, style: str) -> list[etree._Element]:
        """The ``w:pPr`` of the defaults, of the ancestors of a style, and its own."""
        layers = list(self._paragraph_defaults)
        for ancestor in self._chain(style):
            layers += all_of(ancestor, _PARAGRAPH)
        return layers

    def numbering(self, paragraph: etree._Element) -> tuple[str, str]:
        """Numbering id and level of the paragraph or its style; ``("", "0")`` without numbering."""
        number = _numbered(paragraph)
        return number if number[0] else self._number_of(self._style_id(paragraph))

    def _number_of(self, identifier: str) -> tuple[str, str]:
        """Numbering id and level of a style, as of the nearest ancestor that has one."""
        if identifier not in self._numbers:
            numbers = map(_numbered, reversed(self._chain(identifier)))
            self._numbers[identifier] = next(filter(itemgetter(0), numbers), _NO_NUMBER)
        return self._numbers[identifier]

    def numbering_level(self, paragraph: etree._Element) -> etree._Element | None:
        """The ``w:lvl`` that numbers the paragraph; ``None`` without numbering."""
        return self._levels.get(self.numbering(paragraph))

    def number_text(self, paragraph: etree._Element) -> str:
        """The number format of the paragraph, ``（%2）``; empty without numbering."""
        level = self.numbering_level(paragraph)
        text = level.find(w("lvlText")) if level is not None else None
        return text.get(w("val"), "") if text is not None else ""


def _serialized(element: etree._Element) -> bytes:
    """The XML of an element: what is equal in two of them looks the same."""
    return etree.tostring(element, with_tail=False)


def _numbered(owner: etree._Element) -> tuple[str, str]:
    """Numbering id and level of a paragraph or a style itself."""
    properties = child_at(owner, _PARAGRAPH)
    return _NO_NUMBER if properties is None else _number_in(properties)


def _number_in(properties: etree._Element) -> tuple[str, str]:
    """Numbering id and level in the ``w:pPr`` of a paragraph or a style."""
    numbering = child_at(properties, _NUMBER)
    if numbering is None:
        return _NO_NUMBER
    number, level = child_at(numbering, _NUMBER_ID), child_at(numbering, _LEVEL)
    return (
        number.get(_VAL, "") if number is not None else "",
        level.get(_VAL, "0") if level is not None else "0",
    )


def _numbering_levels(document: Document) -> dict[tuple[str, str], etree._Element]:
    """The ``w:lvl`` of each numbering instance and level."""
    relations = document.part.rels.values()
    if not any(relation.reltype.endswith("/numbering") for relation in relations):
        return {}
    root = document.part.numbering_part.element
    abstract = {
        element.get(w("abstractNumId")): element for element in root.findall(w("abstractNum"))
    }
    levels = {}
    for num in root.findall(w("num")):
        reference = num.find(w("abstractNumId"))
        definition = abstract.get(reference.get(w("val"))) if reference is not None else None
        for level in definition.findall(w("lvl")) if definition is not None else ():
            levels[num.get(w("numId"), ""), level.get(w("ilvl"), "0")] = level
    return levels


def _text_look(layers: list[etree._Element]) -> TextLook:
    color = last_value(layers, "color", "val").upper()
    return TextLook(
        font=last_value(layers, "rFonts", "eastAsiaTheme", "eastAsia"),
        latin=last_value(layers, "rFonts", "asciiTheme", "ascii"),
        size=float(last_value(layers, "sz", "val") or 20) / 2,
        color="" if color in ("", "AUTO", "000000") else color,
        extras=tuple(_extras(layers)),
        layers=tuple(layers),
    )


def _extras(layers: list[etree._Element]) -> Iterator[str]:
    yield from (tag for tag in ("strike", "dstrike", "outline", "shadow") if is_on(layers, tag))
    for tag in ("u", "highlight", "em"):
        if last_value(layers, tag, "val") not in ("", *_OFF):
            yield tag


def _paragraph_look(layers: list[etree._Element], size: float) -> ParagraphLook:
    exact = last_value(layers, "spacing", "lineRule") == "exact"
    line = float(last_value(layers, "spacing", "line") or 240) / _TWIPS
    align = last_value(layers, "jc", "val") or "left"
    first = indent(layers, "firstLine", "hanging", size)
    return ParagraphLook(
        align={"start": "left", "end": "right", "distribute": "both"}.get(align, align),
        indent=first,
        left=length(layers, "left", size) or length(layers, "start", size),
        spacing=line if exact else None,
        layers=tuple(layers),
    )


def _level(layers: list[etree._Element], style: str) -> int | None:
    """The outline level; Word's own heading styles have theirs even if it is not said."""
    said = last_value(layers, "outlineLvl", "val")
    if not said:
        heading = _HEADING.fullmatch(style)
        return int(heading[1]) if heading else None
    return int(said) + 1 if said.isdecimal() and int(said) < _BODY else None


def all_of(element: etree._Element | None, path: str) -> list[etree._Element]:
    """The elements at ``path`` below ``element``; none if ``element`` is ``None``."""
    return element.findall(path) if element is not None else []


def last_value(layers: Iterable[etree._Element], tag: str, *names: str) -> str:
    """The value of the first of the attributes ``names`` in the last ``tag`` that has any."""
    last, tag = "", w(tag)
    for layer in layers:
        element = child_at(layer, tag)
        if element is not None:
            values = (element.get(w(name)) for name in names)
            last = next((value for value in values if value is not None), last)
    return last


def is_on(layers: Iterable[etree._Element], tag: str) -> bool:
    """Whether the toggle property ``tag`` is on in the last layer that has it."""
    on, name = False, w(tag)
    for layer in layers:
        element = child_at(layer, name)
        if element is not None:
            on = element.get(_VAL, "1") not in _OFF
    return on


def indent(layers: list[etree._Element], forward: str, backward: str, size: float) -> float:
    """The first-line indent in points, from the last layer with ``forward`` or ``backward``."""
    for layer in reversed(layers):
        element = child_at(layer, _INDENT)
        if element is None:
            continue
        for name, sign in ((forward, 1), (backward, -1)):
            if (own := _own_length(element, name, size)) is not None:
                return sign * own
    return 0.0


def length(layers: list[etree._Element], name: str, size: float) -> float:
    """The indent ``name`` in points, from the last layer that has it; ``size`` is in points."""
    for layer in reversed(layers):
        element = child_at(layer, _INDENT)
        own = _own_length(element, name, size) if element is not None else None
        if own is not None:
            return own
    return 0.0


def _own_length(element: etree._Element, name: str, size: float) -> float | None:
    """An indent of ``element`` in points; characters override twips, as in Word."""
    characters = element.get(w(f"{name}Chars"))
    if characters is not None and float(characters):
        return float(characters) / 100 * size
    twips = element.get(w(name))
    return float(twips) / _TWIPS if twips is not None else None
