"""Takes hidden text out of a part: runs, paragraphs, rows and drawings that are not printed.

``w:vanish`` is a toggle (ECMA-376 part 1, 17.7.3): the styles of table, paragraph and characters
switch it among them, and what stands at the run has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.filing.public.redacted_text import Told, paragraph_text
from docgen.word.accepted_changes import mend_tables
from docgen.word.xml import child_at, remove, text_of, w

_OFF = ("0", "false", "off", "none")
_CODES = tuple(map(w, ("fldChar", "instrText")))
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SHAPES = "{urn:schemas-microsoft-com:vml}*"


def _is_on(properties: etree._Element | None, tag: str) -> bool | None:
    """What properties say of a toggle; ``None`` if nothing."""
    found = None if properties is None else child_at(properties, w(tag))
    return None if found is None else found.get(w("val"), "true").lower() not in _OFF


class HiddenText:
    """Which runs of a document are hidden, by its styles.

    Args:
        styles: the root of its styles; ``None`` if it has none.
    """

    def __init__(self, styles: etree._Element | None) -> None:
        found = () if styles is None else styles.iterchildren(w("style"))
        self._styles: Mapping[str, etree._Element] = {
            style.get(w("styleId"), ""): style for style in found
        }
        self._defaults = {
            style.get(w("type"), ""): identifier
            for identifier, style in self._styles.items()
            if style.get(w("default"), "0") not in _OFF
        }
        base = None if styles is None else child_at(styles, w("docDefaults"), w("rPrDefault"))
        self._default = base is not None and bool(_is_on(child_at(base, w("rPr")), "vanish"))

    def _of_style(self, identifier: str, tag: str) -> bool:
        seen = set[str]()
        while identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            style = self._styles[identifier]
            said = _is_on(child_at(style, w("rPr")), tag)
            if said is not None:
                return said
            base = child_at(style, w("basedOn"))
            identifier = "" if base is None else base.get(w("val"), "")
        return False

    def _named(self, element: etree._Element | None, *path: str) -> str:
        found = None if element is None else child_at(element, *map(w, path))
        return "" if found is None else found.get(w("val"), "")

    def is_hidden(self, run: etree._Element) -> bool:
        """Whether a run, or the properties of a paragraph's mark, is hidden."""
        properties = run if run.tag == w("rPr") else child_at(run, w("rPr"))
        for tag in ("vanish",):
            said = _is_on(properties, tag)
            if said is not None:
                return said
        paragraph = next(run.iterancestors(w("p")), None)
        table = next(run.iterancestors(w("tbl")), None)
        of_paragraph = self._named(paragraph, "pPr", "pStyle") or self._defaults.get(
            "paragraph", ""
        )
        styles = (
            self._named(table, "tblPr", "tblStyle"),
            of_paragraph,
            self._named(properties, "rStyle"),
        )
        switched = sum(self._of_style(style, "vanish") for style in styles if style)
        return self._default or switched % 2 == 1


def remove_hidden(root: etree._Element, hidden: HiddenText, told: Told) -> None:
    """Takes what is hidden out of a part, in place."""
    for row in list(root.iter(w("tr"))):
        if _is_on(child_at(row, w("trPr")), "hidden"):
            told("hidden", text_of(row), row)
            remove(row)
    for paragraph in list(root.iter(w("p"))):
        _remove_in(paragraph, hidden, told)
    for drawing in list(_hidden_drawings(root)):
        told("hidden", "", drawing)
        remove(drawing)
    mend_tables(root)


def _remove_in(paragraph: etree._Element, hidden: HiddenText, told: Told) -> None:
    runs = [run for run in paragraph.iter(w("r")) if next(run.iterancestors(w("p"))) is paragraph]
    gone = [run for run in runs if hidden.is_hidden(run)]
    if shown := "".join(map(text_of, gone)):
        told("hidden", shown, paragraph)
    for run in gone:
        # A field that stays keeps its marks, which come in pairs.
        for child in [child for child in run if child.tag not in (*_CODES, w("rPr"))]:
            run.remove(child)
        if not any(child.tag in _CODES for child in run):
            remove(run)
    mark = child_at(paragraph, w("pPr"), w("rPr"))
    if gone and len(gone) == len(runs) and mark is not None and hidden.is_hidden(mark):
        _remove_paragraph(paragraph)


def _remove_paragraph(paragraph: etree._Element) -> None:
    """Removes a hidden paragraph, unless a section or a cell ends with it or fields are in it."""
    is_needed = paragraph.find(f".//{w('sectPr')}") is not None
    following = paragraph.getnext()
    is_last = following is None or following.tag == w("sectPr")
    is_needed |= paragraph.find(f".//{w('fldChar')}") is not None
    if not is_needed and not is_last and not paragraph_text(paragraph):
        remove(paragraph)


def _hidden_drawings(root: etree._Element) -> Iterator[etree._Element]:
    for properties in root.iter(_DRAWN):
        if properties.get("hidden", "0") not in _OFF:
            drawing = properties.getparent()
            outer = None if drawing is None else drawing.getparent()
            if outer is not None:
                yield outer
    for shape in root.iter(_SHAPES):
        if "visibility:hidden" in shape.get("style", "").replace(" ", ""):
            yield shape
