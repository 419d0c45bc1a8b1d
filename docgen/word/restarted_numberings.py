"""Numberings that begin again in each document of a joined one.

A number goes on through all paragraphs of a definition, whatever their ``w:num`` (ECMA-376-1,
17.9); so each further document gets instances of its own, which begin again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from docgen.word.xml import child_at, w

_VAL, _LEVEL, _ID = w("val"), w("ilvl"), w("numId")
_PROPERTIES, _STYLE, _NUMBERED = w("pPr"), w("pStyle"), w("numPr")
_LEVELS = 9
_BASED_ON_MOST = 20
"""Styles based on each other that are followed; Word allows fewer."""


class _StyleNumber(NamedTuple):
    """The numbering of a style: its id and level, and the style's own indents by attribute."""

    identifier: str
    level: str
    indent: dict[str, str]


class RestartedNumberings:
    """Instances of the numberings of one form, for document after document.

    Args:
        numbering: the root of ``word/numbering.xml``; instances are added to it.
        styles: the root of ``word/styles.xml``.
    """

    def __init__(self, numbering: etree._Element, styles: etree._Element) -> None:
        self._root = numbering
        self._starts = {
            definition.get(w("abstractNumId"), ""): _starts(definition)
            for definition in numbering.iterchildren(w("abstractNum"))
        }
        nums = list(numbering.iterchildren(w("num")))
        self._next = max((int(num.get(_ID, "0")) for num in nums), default=0) + 1
        self._end = numbering.index(nums[-1]) + 1 if nums else len(numbering)
        self._of_styles = dict(self._numbers_of_styles(styles))

    def restart(self, body: etree._Element, theirs: etree._Element) -> None:
        """Gives the numbered paragraphs of ``body`` instances of their own.

        ``theirs`` is the root of the numberings that it refers to.
        """
        nums = {num.get(_ID, ""): num for num in theirs.iterchildren(w("num"))}
        renamed = dict[str, str]()

        def own(identifier: str) -> str:
            if identifier not in renamed:
                num = nums.get(identifier)
                renamed[identifier] = identifier if num is None else self._added(num)
            return renamed[identifier]

        for number in body.iter(_ID):
            number.set(_VAL, own(number.get(_VAL, "")))
        for style in body.iter(_STYLE) if self._of_styles else ():
            found = self._of_styles.get(style.get(_VAL, ""))
            properties = style.getparent()
            if found and properties is not None:
                _number_directly(properties, own(found.identifier), found)

    def _added(self, num: etree._Element) -> str:
        """The id of a new instance like ``num`` that begins again on each level."""
        copy, identifier = deepcopy(num), str(self._next)
        copy.set(_ID, identifier)
        definition = child_at(copy, w("abstractNumId"))
        starts = self._starts.get("" if definition is None else definition.get(_VAL, ""), {})
        overrides = {each.get(_LEVEL): each for each in copy.iterchildren(w("lvlOverride"))}
        for level in starts or map(str, range(_LEVELS)):
            override = overrides.get(level)
            if override is None:
                override = etree.SubElement(copy, w("lvlOverride"))
                override.set(_LEVEL, level)
            if child_at(override, w("startOverride")) is None:
                start = etree.Element(w("startOverride"))
                start.set(_VAL, starts.get(level, "1"))
                override.insert(0, start)
        self._root.insert(self._end, copy)
        self._next, self._end = self._next + 1, self._end + 1
        return identifier

    def _numbers_of_styles(self, styles: etree._Element) -> Iterator[tuple[str, _StyleNumber]]:
        """The numbering of each paragraph style that is numbered, by the style's id."""
        by_id = {style.get(w("styleId"), ""): style for style in styles.iterchildren(w("style"))}
        levels = self._linked_levels()
        for identifier in by_id:
            chain = list(_chain(identifier, by_id))
            numbers = ((each, child_at(each, _PROPERTIES, _NUMBERED, _ID)) for each in chain)
            owner, number = next((found for found in numbers if found[1] is not None), (None, None))
            if owner is None or number is None or number.get(_VAL, "0") == "0":
                continue
            value = number.get(_VAL, "")
            level = child_at(owner, _PROPERTIES, _NUMBERED, _LEVEL)
            linked = levels.get((value, owner.get(w("styleId"), "")), "0")
            indent = dict[str, str]()
            for each in reversed(chain):
                own = child_at(each, _PROPERTIES, w("ind"))
                indent |= {} if own is None else {str(k): str(v) for k, v in own.attrib.items()}
            typed = linked if level is None else level.get(_VAL, "0")
            yield identifier, _StyleNumber(value, typed, indent)

    def _linked_levels(self) -> dict[tuple[str, str], str]:
        """The level that a numbering gives a style, by the numbering's id and the style's."""
        linked = {
            definition.get(w("abstractNumId"), ""): {
                style.get(_VAL, ""): level.get(_LEVEL, "0")
                for level in definition.iterchildren(w("lvl"))
                for style in level.iterchildren(_STYLE)
            }
            for definition in self._root.iterchildren(w("abstractNum"))
        }
        return {
            (num.get(_ID, ""), style): level
            for num in self._root.iterchildren(w("num"))
            for reference in num.iterchildren(w("abstractNumId"))
            for style, level in linked.get(reference.get(_VAL, ""), {}).items()
        }


def _chain(identifier: str, by_id: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """A style and those that it is based on."""
    for _ in range(_BASED_ON_MOST):
        style = by_id.get(identifier)
        if style is None:
            return
        yield style
        parent = child_at(style, w("basedOn"))
        identifier = "" if parent is None else parent.get(_VAL, "")


def _starts(definition: etree._Element) -> dict[str, str]:
    """The first number of each level of a definition."""
    starts = {}
    for level in definition.iterchildren(w("lvl")):
        start = child_at(level, w("start"))
        starts[level.get(_LEVEL, "0")] = "1" if start is None else start.get(_VAL, "1")
    return starts


def _number_directly(properties: Any, identifier: str, number: _StyleNumber) -> None:
    """Numbers a paragraph itself as its style does, unless it has another number or none."""
    direct = child_at(properties, _NUMBERED, _ID)
    if direct is not None:
        return
    numbered = properties.get_or_add_numPr()
    if child_at(numbered, _LEVEL) is None:
        numbered.get_or_add_ilvl().set(_VAL, number.level)
    numbered.get_or_add_numId().set(_VAL, identifier)
    if number.indent:  # the numbering of a paragraph goes before the indents of its style
        indent = properties.get_or_add_ind()
        for name, value in number.indent.items():
            if name not in indent.attrib:
                indent.set(name, value)
