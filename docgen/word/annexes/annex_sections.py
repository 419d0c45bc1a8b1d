"""The sections of an annex behind a report: a new page, its own margins, headers and footers.

Page numbers run on from the report, as GB/T 9704-2012, 7.5 wants of an annex that is bound with its
document. Footnotes begin again. Headers and footers that a section does not name are those of the
section before (ECMA-376 part 1, 17.10.1); so the first section of an annex names all kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from docgen.word.annexes.annex_package import AnnexPackage
from docgen.word.xml import R, child_at, w

_VAL: Final = w("val")
_IN_ORDER: Final = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols"),
)
"""What ``w:sectPr`` begins with, in its order (17.6.17)."""

_BEFORE_EVEN: Final = (
    *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
    *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
    *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts"),
    *("embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins"),
    *("alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
    *("gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle"),
    *("proofState", "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter"),
    *("stylePaneSortMethod", "documentType", "mailMerge", "revisionView", "trackRevisions"),
    *("doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride"),
    *("styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation"),
    *("consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope"),
    *("summaryLength", "clickAndTypeStyle", "defaultTableStyle"),
)
"""What stands before ``w:evenAndOddHeaders`` (ECMA-376 part 1, 17.15.1.78)."""

_STORIES: Final = ("headerReference", "footerReference")
_NOTE_ORDER: Final = ("pos", "numFmt", "numStart", "numRestart")


def set_sections(annex: AnnexPackage, *, after_notes: bool) -> None:
    """Lets an annex begin on a new page, in place; ``after_notes`` if footnotes go before it."""
    sections = list(sections_of(annex.body))
    first = sections[0]
    kind = child_at(first, w("type"))
    if kind is not None and kind.get(_VAL) in ("continuous", "nextColumn"):
        kind.set(_VAL, "nextPage")
    for section in sections:
        numbers = child_at(section, w("pgNumType"))
        if numbers is not None:
            numbers.attrib.pop(w("start"), "")
    _say_note_formats(annex, sections)
    if after_notes and next(annex.body.iter(w("footnoteReference")), None) is not None:
        notes = _child(first, "footnotePr", _IN_ORDER)
        _child(notes, "numRestart", _NOTE_ORDER).set(_VAL, "eachSect")


def set_stories(
    body: etree._Element, kinds: set[tuple[str, str]], story: Callable[[str, str], str]
) -> None:
    """Gives the first section of an annex headers and footers of the ``kinds`` it lacks.

    LibreOffice gives a first page that has none those of the others, unless the document begins.
    ``story`` returns the relationship of one by the tag that refers to it, and its kind.
    """
    first = next(sections_of(body))
    is_titled = any(child_at(section, w("titlePg")) is not None for section in sections_of(body))
    names = ("default", "first") if is_titled else ("default",)
    needed = kinds | {(tag, name) for tag in _STORIES for name in names}
    for tag, name in sorted(needed - set(story_kinds(first))):
        reference = etree.Element(w(tag))
        reference.set(w("type"), name)
        reference.set(f"{{{R}}}id", story(tag, name))
        first.insert(0, reference)


def say_even_stories(body: etree._Element) -> None:
    """Lets sections of a document whose even pages are as the odd ones say so, in place.

    The setting is the document's (17.10.1), and another document that is joined has it.
    """
    for section in sections_of(body):
        for tag in _STORIES:
            ours = {each.get(w("type"), "default"): each for each in section.iterchildren(w(tag))}
            if (even := ours.pop("even", None)) is not None:
                section.remove(even)
            if (default := ours.get("default")) is not None:
                copy = deepcopy(default)
                copy.set(w("type"), "even")
                default.addnext(copy)


def has_even_stories(settings: etree._Element | None) -> bool:
    """Whether even pages have headers and footers of their own."""
    found = None if settings is None else child_at(settings, w("evenAndOddHeaders"))
    return found is not None and found.get(_VAL, "1") not in ("0", "false", "off")


def set_even_stories(settings: etree._Element) -> None:
    """Says that even pages have headers and footers of their own, in place."""
    setting = next(settings.iterchildren(w("evenAndOddHeaders")), None)
    if setting is None:
        earlier = {w(name) for name in _BEFORE_EVEN}
        setting = etree.Element(w("evenAndOddHeaders"))
        settings.insert(sum(1 for child in settings if child.tag in earlier), setting)
    setting.attrib.pop(w("val"), "")


def sections_of(body: etree._Element) -> Iterator[etree._Element]:
    """Yields the sections of a document, which end with the last; that is made if there is none."""
    if child_at(body, w("sectPr")) is None:
        etree.SubElement(body, w("sectPr"))
    yield from body.iter(w("sectPr"))


def story_kinds(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yields tag and type of each header and footer that is referred to."""
    for tag in _STORIES:
        for reference in element.iter(w(tag)):
            yield tag, reference.get(w("type"), "default")


def _say_note_formats(annex: AnnexPackage, sections: list[etree._Element]) -> None:
    """Writes how the annex numbers notes into its sections: the settings are the report's."""
    for tag in ("footnotePr", "endnotePr"):
        said = None if annex.settings is None else child_at(annex.settings, w(tag))
        form = None if said is None else child_at(said, w("numFmt"))
        for section in sections if form is not None else ():
            own = _child(section, tag, _IN_ORDER)
            if child_at(own, w("numFmt")) is None and form is not None:
                _child(own, "numFmt", _NOTE_ORDER).attrib.update(dict(form.attrib))


def _child(parent: etree._Element, tag: str, order: tuple[str, ...]) -> etree._Element:
    """The child of a name, which is made where it stands in an order, if there is none."""
    found = child_at(parent, w(tag))
    if found is None:
        earlier = {w(name) for name in order[: order.index(tag)]}
        found = etree.Element(w(tag))
        parent.insert(sum(1 for child in parent if child.tag in earlier), found)
    return found
