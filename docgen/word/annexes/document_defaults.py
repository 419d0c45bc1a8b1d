"""Document defaults of an annex, as what its root styles say beyond those of the report.

In the joined document the report's ``w:docDefaults`` hold (ECMA-376 part 1, 17.7.5). So a root
style of the annex says what its own defaults say, and undoes what only those of the report do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from docgen.word.xml import W, child_at, w

_ORDERS: Final = {
    w("rPr"): (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
        *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish"),
        *("webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight"),
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
        *("eastAsianLayout", "specVanish", "oMath"),
    ),
    w("pPr"): (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
        *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
        *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
}
"""The order of properties in the schema (ECMA-376 part 1, annex A)."""

_UNSAID: Final = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": {"left": "0", "right": "0", "firstLine": "0"},
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "cs"), "Times New Roman") | {"eastAsia": "宋体"},
}
"""What the attributes of a property are if nobody says (17.3.1.33, 17.3.1.12, 17.3.2.26)."""

_NEUTRAL: Final = {
    "sz": "20",
    "szCs": "20",
    "kern": "0",
    "color": "auto",
    "u": "none",
    "jc": "left",
    "textAlignment": "auto",
    **dict.fromkeys(("widowControl", "snapToGrid", "kinsoku", "overflowPunct"), "1"),
    **dict.fromkeys(("autoSpaceDE", "autoSpaceDN", "adjustRightInd"), "1"),
}
"""The values of single properties if nobody says; the rest are switches that are off."""

_LEFT_ALONE: Final = {w("lang"), w("rPrChange"), w("pPrChange")}


@dataclass(frozen=True)
class DefaultsGap:
    """What a style without a parent must say in a document with other defaults.

    Attributes:
        runs: a ``w:rPr``, empty if the defaults are the same.
        paragraphs: a ``w:pPr``, empty if the defaults are the same.
    """

    runs: etree._Element
    paragraphs: etree._Element

    @classmethod
    def between(cls, theirs: etree._Element, ours: etree._Element) -> DefaultsGap:
        """The gap from the defaults of the styles ``theirs`` to those of ``ours``."""
        return cls(
            _gap(_defaults(theirs, "rPr"), _defaults(ours, "rPr")),
            _gap(_defaults(theirs, "pPr"), _defaults(ours, "pPr")),
        )

    def tags(self) -> set[str]:
        """The full tags of the properties that differ."""
        return {str(child.tag) for each in (self.runs, self.paragraphs) for child in each}

    def below(self, styles: Sequence[etree._Element], silent: set[str]) -> DefaultsGap:
        """The gap as what is seen below table ``styles``, the root first.

        Of the properties with the full tags ``silent`` nothing is said.
        """
        seen = DefaultsGap(deepcopy(self.runs), deepcopy(self.paragraphs))
        for gap in (seen.runs, seen.paragraphs):
            for wanted in list(gap):
                if str(wanted.tag) in silent:
                    gap.remove(wanted)
                    continue
                said = (child_at(style, str(gap.tag), str(wanted.tag)) for style in styles)
                for own in (found for found in said if found is not None):
                    _overlay(wanted, own)
        return seen

    def fill(self, style: etree._Element) -> None:
        """Lets a style say what is in the gap, where it says nothing itself."""
        for gap in (self.paragraphs, self.runs):
            if len(gap):
                _add_below(_properties(style, str(gap.tag)), gap)


def _defaults(styles: etree._Element, tag: str) -> etree._Element:
    found = child_at(styles, w("docDefaults"), w(f"{tag}Default"), w(tag))
    return found if found is not None else etree.Element(w(tag))


def _overlay(property_: etree._Element, own: etree._Element) -> None:
    """Lets a property say what another says, beside what that does not say."""
    if not _is_composite(property_):
        for name in list(property_.attrib):
            del property_.attrib[name]
    for name, value in own.attrib.items():
        property_.set(name, value)


def _is_composite(element: etree._Element) -> bool:
    """Whether each attribute of a property is inherited by itself; spaces of letters are not."""
    name = etree.QName(element).localname
    return name in _UNSAID and not (name == "spacing" and w("val") in element.attrib)


def _gap(theirs: etree._Element, ours: etree._Element) -> etree._Element:
    gap = etree.Element(theirs.tag)
    for tag in dict.fromkeys(str(child.tag) for child in (*theirs, *ours)):
        own, other = child_at(theirs, tag), child_at(ours, tag)
        if tag in _LEFT_ALONE or (own is not None and other is not None and _same(own, other)):
            continue
        needed = _needed(tag, own, other)
        if needed is not None:
            gap.append(needed)
    return gap


def _same(first: etree._Element, second: etree._Element) -> bool:
    return sorted(first.attrib.items()) == sorted(second.attrib.items())


def _needed(
    tag: str, own: etree._Element | None, other: etree._Element | None
) -> etree._Element | None:
    """What says ``own`` although ``other`` holds; ``None`` if there is no way to say it."""
    name = etree.QName(tag).localname
    said = etree.Element(tag) if own is None else deepcopy(own)
    if _is_composite(said if other is None else other):
        for attribute, value in _UNSAID[name].items():
            is_missing = other is not None and not _says(said, attribute)
            if is_missing and other is not None and _says(other, attribute):
                said.set(w(attribute), value)
        return said if said.attrib else None
    if own is None:
        if etree.QName(tag).namespace != W:
            return None
        said.set(w("val"), _NEUTRAL.get(name, "0"))
    return said


def _says(element: etree._Element, attribute: str) -> bool:
    """Whether a property says something of an attribute, perhaps by the theme or in characters."""
    names = {attribute, f"{attribute}Theme", f"{attribute}Chars", f"{attribute}Lines"}
    return any(w(name) in element.attrib for name in names)


def _properties(style: etree._Element, tag: str) -> etree._Element:
    """The ``w:pPr`` or ``w:rPr`` of a style, which gets one where it must stand (17.7.4.17)."""
    found = child_at(style, tag)
    if found is None:
        found = etree.Element(tag)
        behind = {w("rPr"), w("tblPr"), w("trPr"), w("tcPr"), w("tblStylePr")}
        behind -= {w("rPr")} if tag == w("rPr") else set()
        index = next((i for i, child in enumerate(style) if child.tag in behind), len(style))
        style.insert(index, found)
    return found


def _add_below(properties: etree._Element, gap: etree._Element) -> None:
    """Adds the properties of a gap; what is there already goes before them."""
    for wanted in gap:
        own = child_at(properties, str(wanted.tag))
        if own is None:
            _insert(properties, deepcopy(wanted))
        elif _is_composite(wanted):
            for name, value in wanted.attrib.items():
                if not _says(own, etree.QName(str(name)).localname):
                    own.set(name, value)


def _insert(properties: etree._Element, element: etree._Element) -> None:
    order = list(_behind(properties.tag, str(element.tag)))
    index = next((i for i, child in enumerate(properties) if child.tag in order), len(properties))
    properties.insert(index, element)


def _behind(properties: object, tag: str) -> Iterator[str]:
    """The tags that stand behind a tag in properties."""
    order = [w(name) for name in _ORDERS[str(properties)]]
    yield from order[order.index(tag) + 1 :] if tag in order else ()
