"""The styles and numberings of Markdown blocks, found by name.

``Heading 2``, ``Body Text``, ``List Number``, ``List Bullet``, ``Table Grid``, ``Table Text``: the
built-in names, so that their look can be changed in Word. The two list styles are bound to
numberings; each list of a text becomes an instance of such a numbering.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docgen.diagnostics import Place
from docgen.word.xml import twips, w

NUMBERING = "word/numbering.xml"

_DEFAULT_AREA = (8844, 12756)
"""Width and height in twips of the text area of GB/T 9704 (156 x 225 mm)."""


@dataclass(frozen=True)
class Styles:
    """The styles, numberings and page size that a pack offers to Markdown.

    Attributes:
        ids: style id by lower-case style name.
        numberings: id of the abstract numbering by lower-case style name.
        next_number: the first free numbering instance.
        width: the text width of the page, in twips.
        height: the text height of the page, in twips.
        place: the pack, for messages.
        instances: id of the abstract numbering by id of the numbering.
        starts: first number by level, for each abstract numbering.
        sizes: of the text in points, by lower-case style name, where a style or one that it is
            based on says it.
    """

    ids: dict[str, str]
    numberings: dict[str, str]
    next_number: int
    width: int
    height: int
    place: Place
    instances: dict[str, str]
    starts: dict[str, dict[str, str]]
    sizes: dict[str, float] = field(default_factory=dict)


def read_styles(entries: dict[str, bytes], place: Place) -> Styles:
    """The styles of a joined package."""
    root = etree.fromstring(entries.get("word/styles.xml", b"<none/>"))
    numbering = etree.fromstring(entries[NUMBERING]) if NUMBERING in entries else None
    instances = _instances(numbering)
    ids: dict[str, str] = {}
    numberings: dict[str, str] = {}
    for style in root.findall(w("style")):
        name = _value(style, "name").lower()
        ids[name] = style.get(w("styleId"), "")
        number = _value(style, f"pPr/{w('numPr')}/{w('numId')}")
        if number in instances:
            numberings[name] = instances[number]
    used = (int(number) for number in instances)
    next_number = max(used, default=0) + 1
    width, height = _text_area(entries)
    starts = _starts(numbering)
    sizes = _sizes(root)
    return Styles(ids, numberings, next_number, width, height, place, instances, starts, sizes)


def _sizes(root: etree._Element) -> dict[str, float]:
    """The sizes of styles that say one, or are based on one that does."""
    styles = {style.get(w("styleId"), ""): style for style in root.findall(w("style"))}
    sizes = dict[str, float]()
    for style in styles.values():
        ancestor: etree._Element | None = style
        for _ in styles:  # a style may be based on itself
            half_points = _value(ancestor, f"rPr/{w('sz')}") if ancestor is not None else ""
            if half_points.isdecimal() or ancestor is None:
                break
            ancestor = styles.get(_value(ancestor, "basedOn"))
        if half_points.isdecimal():
            sizes[_value(style, "name").lower()] = int(half_points) / 2
    return sizes


def default_properties(styles: etree._Element, kind: str) -> etree._Element:
    """The ``w:rPr`` of runs or ``w:pPr`` of paragraphs by default, made where there is none."""
    element = styles
    for tag in ("docDefaults", f"{kind}Default", kind):
        inner = element.find(w(tag))
        if inner is None:
            inner = etree.Element(w(tag))
            # Defaults come before styles, and those of runs before those of paragraphs.
            element.insert(len(element) if tag == "pPrDefault" else 0, inner)
        element = inner
    return element


def _value(element: etree._Element, path: str) -> str:
    child = element.find(w(path.split("/")[0]) + path[len(path.split("/")[0]) :])
    return child.get(w("val"), "") if child is not None else ""


def _instances(numbering: etree._Element | None) -> dict[str, str]:
    if numbering is None:
        return {}
    return {
        number.get(w("numId"), ""): _value(number, "abstractNumId")
        for number in numbering.findall(w("num"))
    }


def _starts(numbering: etree._Element | None) -> dict[str, dict[str, str]]:
    definitions = [] if numbering is None else numbering.findall(w("abstractNum"))
    return {
        definition.get(w("abstractNumId"), ""): {
            level.get(w("ilvl"), "0"): _value(level, "start") or "1"
            for level in definition.findall(w("lvl"))
        }
        for definition in definitions
    }


def _text_area(entries: dict[str, bytes]) -> tuple[int, int]:
    """The least width and the least height of all sections, in twips."""
    document = etree.fromstring(entries["word/document.xml"])
    areas: list[tuple[int, int]] = []
    for section in document.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is not None and margins is not None:
            width = _inner_length(size, "w", margins, "left", "right")
            height = _inner_length(size, "h", margins, "top", "bottom")
            areas.append((width, height))
    widths, heights = zip(*(areas or [_DEFAULT_AREA]), strict=True)
    return min(widths), min(heights)


def _inner_length(size: etree._Element, side: str, margins: etree._Element, *edges: str) -> int:
    taken = sum(abs(twips(margins, edge)) for edge in edges)
    return twips(size, side) - taken
