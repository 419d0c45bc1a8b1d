"""docxtpl's own rendering of a template, and the first difference to docgen's.

Two documents are alike when the XML of their body, headers, footers and notes is equal, element by
element: tag, attributes, text, children. Necessary differences are first removed by the functions
of :data:`NORMAL`, each of which says why.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from docgen.word.sections import reopen_last_section
from docgen.word.xml import WP, w
from tests.support import entries

_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_REVISION = re.compile(r"\}(rsid\w*|paraId|textId)$")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT_TAGS = (w("t"), w("instrText"))
_V_MERGE = f"{w('tcPr')}/{w('vMerge')}"


def by_docxtpl(
    template: Path, values: Mapping[str, Any], environment: Environment | None = None
) -> bytes:
    """What docxtpl makes of the template, load to save."""
    peer = DocxTemplate(str(template))
    peer.render(dict(values), jinja_env=environment, autoescape=True)
    buffer = io.BytesIO()
    peer.save(buffer)
    return buffer.getvalue()


Prepare = Callable[[etree._Element, etree._Element], None]
"""Makes alike what only some templates have: docgen's tree, docxtpl's."""


def first_difference(ours: bytes, theirs: bytes, *prepared: Prepare) -> str:
    """The first difference between two .docx, with its file and path; nothing if alike."""
    own, other = stories(ours), stories(theirs)
    if own.keys() != other.keys():
        return f"files: {sorted(own)} / {sorted(other)}"
    for name in own:
        for prepare in prepared:
            prepare(own[name], other[name])
        for make_alike in NORMAL:
            make_alike(own[name])
            make_alike(other[name])
        if found := difference(own[name], other[name], name.removeprefix("word/")):
            return found
    return ""


def stories(data: bytes) -> dict[str, etree._Element]:
    """The XML of a .docx that people read, by file."""
    files = sorted(entries(data).items())
    return {name: etree.fromstring(xml) for name, xml in files if _STORY.fullmatch(name)}


def difference(ours: etree._Element, theirs: etree._Element, path: str) -> str:
    """The first difference below ``path``, in reading order."""
    here = (_name(ours), _attributes(ours), _text(ours))
    there = (_name(theirs), _attributes(theirs), _text(theirs))
    if here != there:
        return f"{path}: {here} / {there}"
    for number, (child, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if found := difference(child, other, f"{path}/{_name(child)}[{number}]"):
            return found
    if len(ours) != len(theirs):
        longer, which = (ours, "docgen") if len(ours) > len(theirs) else (theirs, "docxtpl")
        extra = longer[min(len(ours), len(theirs))]
        return f"{path}: only {which} has {etree.tostring(extra, encoding='unicode')[:300]}"
    return ""


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else str(element)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {etree.QName(str(name)).localname: str(value) for name, value in element.attrib.items()}


def _text(element: etree._Element) -> str:
    """The text of an element that holds text; elsewhere blanks mean nothing."""
    return (element.text or "") if element.tag in _TEXT_TAGS else (element.text or "").strip()


def _no_editing_traces(root: etree._Element) -> None:
    """Word's traces of editing: docgen drops them, as a repeated row would repeat them."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _REVISION.search(str(name))]:
            del element.attrib[name]
    for element in list(root.iter(w("proofErr"), w("lastRenderedPageBreak"))):
        _remove(element)


def _no_space_attribute(root: etree._Element) -> None:
    """docgen keeps the blanks of each text around a tag, docxtpl of those before one only."""
    for element in root.iter(*_TEXT_TAGS):
        if _SPACE in element.attrib:
            del element.attrib[_SPACE]


def _no_drawing_ids(root: etree._Element) -> None:
    """docxtpl numbers all drawings from 1001 on, docgen leaves those that are unique."""
    for element in root.iter(f"{{{WP}}}docPr"):
        del element.attrib["id"]


def _joined_runs(root: etree._Element) -> None:
    """docxtpl ends a run at a tab, docgen goes on in it; and each leaves other runs empty.

    Runs of one look that follow each other are one run to a reader, and so are texts.
    """
    for run in list(root.iter(w("r"))):
        for text in run.findall(w("t")):
            if not text.text:
                run.remove(text)
        if all(child.tag == w("rPr") for child in run):
            _remove(run)
    for run in list(root.iter(w("r"))):
        before = run.getprevious()
        if before is not None and before.tag == w("r") and _look(before) == _look(run):
            before.extend(child for child in list(run) if child.tag != w("rPr"))
            _remove(run)
    for text in list(root.iter(w("t"))):
        before = text.getprevious()
        if before is not None and before.tag == w("t"):
            before.text = (before.text or "") + (text.text or "")
            _remove(text)


def _look(run: etree._Element) -> bytes:
    properties = run.find(w("rPr"))
    empty = properties is None or not len(properties)
    return b"" if empty or properties is None else etree.tostring(properties, method="c14n")


def _no_empty_properties(root: etree._Element) -> None:
    """Properties that say nothing: docgen makes some where it moves the end of a section."""
    for element in list(root.iter(w("rPr"), w("pPr"), w("tcPr"), w("trPr"))):
        if not len(element) and not element.attrib:
            _remove(element)


def _cell_properties_in_order(root: etree._Element) -> None:
    """docxtpl puts the span and shade of ``colspan`` and ``cellbg`` first, against the schema."""
    for properties in root.iter(w("tcPr")):
        properties[:] = sorted(properties, key=lambda child: str(child.tag))


NORMAL = (
    _no_editing_traces,
    _no_space_attribute,
    _no_drawing_ids,
    _joined_runs,
    _no_empty_properties,
    _cell_properties_in_order,
)


def without_merges(ours: etree._Element, theirs: etree._Element) -> None:
    """Undoes ``| merge``, which docxtpl has not: a covered cell has again what is above it."""
    tops: dict[int, etree._Element] = {}
    for cell, other in zip(ours.iter(w("tc")), theirs.iter(w("tc")), strict=False):
        mark = cell.find(_V_MERGE)
        if mark is None or other.find(_V_MERGE) is not None:
            continue
        column = sum(_span(before) for before in cell.itersiblings(w("tc"), preceding=True))
        if mark.get(w("val")) == "restart":
            tops[column] = cell
        else:
            properties = [child for child in cell if child.tag == w("tcPr")]
            children = [child for child in tops[column] if child.tag != w("tcPr")]
            cell[:] = [*properties, *map(deepcopy, children)]
        _remove(mark)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(span.get(w("val"), "1")) if span is not None else 1


def without_kept_rows(*trees: etree._Element) -> None:
    """docgen lets a row that is taller than its page break: LibreOffice would cut it off."""
    for root in trees:
        for mark in list(root.iter(w("cantSplit"))):
            _remove(mark)


def with_section_at_end(_: etree._Element, theirs: etree._Element) -> None:
    """In a joined template the last section ends in its last paragraph; docgen moves it back."""
    for body in theirs.findall(w("body")):
        reopen_last_section(body)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
