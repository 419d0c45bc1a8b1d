"""The styles of an annex under ids and names that the report has not.

Whatever the styles of the report are called, each paragraph and table of the annex looks as it did
alone. Those without a style get the default of the annex, since that of the report is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import chain, count
from typing import Final

from lxml import etree

from docgen.word.annexes.annex_package import AnnexPackage
from docgen.word.annexes.document_defaults import DefaultsGap
from docgen.word.annexes.table_defaults import TableDefaults
from docgen.word.xml import child_at, w

_VAL: Final = w("val")
_USES: Final = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_LINKS: Final = tuple(map(w, ("basedOn", "link", "next", "pStyle", "styleLink", "numStyleLink")))
_PLAIN_NAMES: Final = {"paragraph": "Normal", "table": "Normal Table"}
"""The names of the default styles, for annexes that say nothing of them."""


class AnnexStyles:
    """Takes the styles of annex after annex into those of a report.

    Args:
        styles: the root of the report's styles; styles are added to it.
    """

    def __init__(self, styles: etree._Element) -> None:
        self._styles = styles
        ours = list(styles.iterchildren(w("style")))
        self._ids = {style.get(w("styleId"), "").lower() for style in ours}
        self._names = {_name(style).lower() for style in ours}

    def take(self, annex: AnnexPackage) -> None:
        """Adds the styles that an annex uses; the annex uses them under their new ids."""
        styles: list[etree._Element] = list(annex.styles.iterchildren(w("style")))
        theirs = {style.get(w("styleId"), ""): style for style in styles}
        defaults = {kind: self._default(kind, theirs) for kind in _PLAIN_NAMES}
        for root in annex.stories.values():
            _say_styles(root, theirs, defaults)
        gap = DefaultsGap.between(annex.styles, self._styles)
        tables = TableDefaults(theirs, gap)
        for root in annex.stories.values():
            tables.apply(root)
        used = list(_used(annex, theirs))
        renamed = {identifier: self._free_id(identifier) for identifier in used}
        for identifier in used:
            self._styles.append(self._copy(theirs[identifier], renamed, tables.gap_of))
        for using in (*annex.stories.values(), *_numbering(annex)):
            _rename(using, (*_USES, *_LINKS), renamed)

    def _copy(
        self,
        style: etree._Element,
        renamed: dict[str, str],
        gap_of: Callable[[etree._Element], DefaultsGap | None],
    ) -> etree._Element:
        """The style as one of the report."""
        copy = deepcopy(style)
        if gap := gap_of(style):
            gap.fill(copy)
        copy.set(w("styleId"), renamed[style.get(w("styleId"), "")])
        copy.attrib.pop(w("default"), "")
        self._give_name(copy)
        for link in [child for child in copy if child.tag in _LINKS]:
            if link.get(_VAL, "") in renamed:
                link.set(_VAL, renamed[link.get(_VAL, "")])
            else:
                copy.remove(link)
        return copy

    def _give_name(self, style: etree._Element) -> None:
        """Gives a style a name of its own, and no second one (17.7.4.9, 17.7.4.1).

        Word has a ``Body Text 2`` of its own, and none with a number in brackets.
        """
        name = child_at(style, w("name"))
        if name is None:
            name = etree.Element(w("name"))
            style.insert(0, name)
        said = name.get(_VAL, "") or style.get(w("styleId"), "")
        names = chain([said], (f"{said} ({number})" for number in count(2)))
        own = next(free for free in names if free.lower() not in self._names)
        self._names.add(own.lower())
        name.set(_VAL, own)
        if own != said:
            style.set(w("customStyle"), "1")
        for alias in list(style.iterchildren(w("aliases"))):
            style.remove(alias)

    def _free_id(self, identifier: str) -> str:
        names = chain([identifier], (f"{identifier}_{number}" for number in count(2)))
        own = next(free for free in names if free.lower() not in self._ids)
        self._ids.add(own.lower())
        return own

    def _default(self, kind: str, theirs: dict[str, etree._Element]) -> str:
        """The id of the annex's default style of a kind, which is made if it has none."""
        for identifier, style in theirs.items():
            if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true", "on"):
                return identifier
        made = etree.Element(w("style"))
        made.set(w("type"), kind)
        name = _PLAIN_NAMES[kind]
        free = chain([name.replace(" ", "")], (f"{name[:6]}{number}" for number in count(2)))
        made.set(w("styleId"), next(identifier for identifier in free if identifier not in theirs))
        etree.SubElement(made, w("name")).set(_VAL, name)
        theirs[made.get(w("styleId"), "")] = made
        return made.get(w("styleId"), "")


def _say_styles(
    root: etree._Element, theirs: dict[str, etree._Element], defaults: dict[str, str]
) -> None:
    """Names the default style in each paragraph and table that names none, or one that is not."""
    for paragraph in root.iter(w("p")):
        properties = child_at(paragraph, w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        _say(properties, "pStyle", theirs, defaults["paragraph"])
    for table in root.iter(w("tblPr")):
        _say(table, "tblStyle", theirs, defaults["table"])
    for used in list(root.iter(w("rStyle"))):
        parent = used.getparent()
        if used.get(_VAL, "") not in theirs and parent is not None:
            parent.remove(used)


def _say(
    properties: etree._Element, tag: str, theirs: dict[str, etree._Element], default: str
) -> None:
    used = child_at(properties, w(tag))
    if used is None:
        used = etree.Element(w(tag))
        properties.insert(0, used)
    if used.get(_VAL, "") not in theirs:
        used.set(_VAL, default)


def _used(annex: AnnexPackage, theirs: dict[str, etree._Element]) -> Iterator[str]:
    """Yields the ids of the styles that the annex uses, with those that these refer to."""
    roots = (*annex.stories.values(), *_numbering(annex))
    waiting = [use.get(_VAL, "") for root in roots for use in root.iter(*_USES, *_LINKS)]
    seen = set[str]()
    while waiting:
        identifier = waiting.pop(0)
        if identifier in seen or identifier not in theirs:
            continue
        seen.add(identifier)
        links = (child for child in theirs[identifier] if child.tag in _LINKS)
        waiting += [link.get(_VAL, "") for link in links]
        yield identifier


def _rename(root: etree._Element, tags: tuple[str, ...], renamed: dict[str, str]) -> None:
    for use in root.iter(*tags):
        use.set(_VAL, renamed.get(use.get(_VAL, ""), use.get(_VAL, "")))


def _numbering(annex: AnnexPackage) -> tuple[etree._Element, ...]:
    return () if annex.numbering is None else (annex.numbering,)


def _name(style: etree._Element) -> str:
    name = child_at(style, w("name"))
    return "" if name is None else name.get(_VAL, "")
