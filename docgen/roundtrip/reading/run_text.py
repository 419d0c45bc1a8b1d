"""Reads the runs, fields and objects of a paragraph, and the characters of each.

A field is an object: Word works its result out anew, so that it is nobody's text. Only the results
of :data:`_TYPED` are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.roundtrip.reading.docx_model import OBJECT, PAGE
from docgen.word.symbol_signs import symbol_code, symbol_font
from docgen.word.xml import child_at, w

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
ALTERNATE = f"{_MC}AlternateContent"
_BETWEEN_RUNS = (f"{_M}oMath", f"{_M}oMathPara", ALTERNATE, w("fldSimple"), w("sdt"))
"""Objects that are siblings of runs: formulas, drawings with a fallback, fields, boxes to tick."""
_CONTAINERS = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "bdo", "dir")
_INSERTIONS = ("ins", "moveTo")
_WRAPPERS = {w(tag) for tag in (*_CONTAINERS, *_INSERTIONS)}
"""Elements whose children are read in their place."""
_EMBEDDED = ("drawing", "pict", "object", "ruby", "sym", "footnoteReference", "endnoteReference")
OBJECTS = (*(w(tag) for tag in _EMBEDDED), ALTERNATE)
"""Elements inside a run that are read as :data:`~docgen.roundtrip.reading.docx_model.OBJECT`."""
_TEXT, _BREAK, _RUBY, _MARK, _CODE = map(w, ("t", "br", "ruby", "fldChar", "instrText"))
_FIELD, _RUN, _PROPERTIES, _HIDDEN = map(w, ("fldSimple", "r", "rPr", "vanish"))
_READ = {_RUN, *_BETWEEN_RUNS}
_VAL, _MARK_KIND = map(w, ("val", "fldCharType"))
_RUBY_TEXT = f"{w('rubyBase')}//{w('t')}"
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_TYPED = {"HYPERLINK", "FORMTEXT", "MERGEFIELD", "MACROBUTTON", "TOC", "INDEX", "BIBLIOGRAPHY"}
"""Fields whose results are text: typed by somebody, or paragraphs of their own."""


@dataclass
class DocxField:
    r"""A field in a paragraph.

    Attributes:
        begin: the run with its beginning, or its ``w:fldSimple``.
        instruction: ``REF _Ref1 \h``.
        result: the text that it shows.
        has_result: whether the separator before its result has been read.
    """

    begin: etree._Element
    instruction: str = ""
    result: str = ""
    has_result: bool = False

    @property
    def kind(self) -> str:
        """The first word of its instruction: ``REF``; of a formula ``=``."""
        kind = re.match(r"\s*(=|[^\s=]+)", self.instruction)
        return kind[1].upper() if kind else ""

    @property
    def argument(self) -> str:
        """The second word, without quotation marks, unless it is a switch."""
        found = re.match(r'\s*\S+\s+"?([^\s"\\][^\s"]*)', self.instruction)
        return found[1] if found else ""

    @property
    def is_typed(self) -> bool:
        """Whether its result is text; the page numbers of a table of contents are part of it."""
        return self.kind in _TYPED or (self.kind == "PAGEREF" and self.argument.startswith("_Toc"))


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yields the child elements, in insertions, links and content controls too."""
    for child in parent:
        if child.tag in _WRAPPERS and not _is_object(child):
            yield from children(child)
        elif isinstance(child.tag, str):
            yield child


def _is_object(wrapper: etree._Element) -> bool:
    """Whether it is a field, or a box to tick in a line of text."""
    if wrapper.tag == _FIELD:
        return not DocxField(wrapper, wrapper.get(w("instr"), "")).is_typed
    is_in_line = wrapper.find(f"{w('sdtContent')}/{w('r')}") is not None
    return is_in_line and wrapper.find(f"{w('sdtPr')}/{_CHECKBOX}") is not None


def runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yields runs and the objects between them; of a field, the run with its beginning."""
    return (run for run, _ in runs_and_fields(paragraph))


def runs_and_fields(
    paragraph: etree._Element,
) -> list[tuple[etree._Element, DocxField | None]]:
    """The runs and objects of :func:`runs`, each with its field if it is one."""
    reader = _FieldReader()
    for child in children(paragraph):
        if child.tag == _FIELD:
            result = "".join(map(run_text, runs(child)))
            reader.show(child, DocxField(child, child.get(w("instr"), ""), result))
        elif child.tag in _READ:
            reader.read(child)
    return reader.shown


class _FieldReader:
    """Follows the beginnings, separators and ends of fields through the runs of a paragraph.

    Attributes:
        shown: what is shown so far.
    """

    def __init__(self) -> None:
        self.shown: list[tuple[etree._Element, DocxField | None]] = []
        self._open: list[DocxField] = []

    def read(self, run: etree._Element) -> None:
        mark, code = child_at(run, _MARK), child_at(run, _CODE)
        kind = mark.get(_MARK_KIND) if mark is not None else ""
        if kind == "begin":
            self._open.append(DocxField(run))
        elif kind and self._open:
            self._close(kind)
        elif self._open and not self._open[-1].has_result:
            self._open[-1].instruction += code.text or "" if code is not None else ""
        elif not kind and code is None:
            self.show(run, None)

    def _close(self, kind: str) -> None:
        """Ends the instruction of the innermost field, or the field."""
        field = self._open.pop()
        if not field.has_result and not field.is_typed:
            self.show(field.begin, field)
        field.has_result = True
        if kind == "separate":
            self._open.append(field)

    def show(self, run: etree._Element, field: DocxField | None) -> None:
        """Adds a run, unless it belongs to a field around it."""
        around = next((outer for outer in self._open if not outer.is_typed), None)
        if around is not None:
            around.result += "" if field or not around.has_result else run_text(run)
        elif all(outer.has_result for outer in self._open):
            self.shown.append((run, field))


def part_text(part: etree._Element) -> str:
    """Returns the characters of an element in a run, as in ``DocxParagraph.text``."""
    if part.tag == _TEXT:
        text = part.text or ""
        return "".join(map(_or_symbol, text)) if symbol_font(part) else text
    if part.tag == _BREAK:
        return {"page": PAGE, "column": ""}.get(part.get(w("type"), ""), "\n")
    if part.tag == _RUBY:
        return "".join(text.text or "" for text in part.iterfind(_RUBY_TEXT)) + OBJECT
    return OBJECT if part.tag in OBJECTS else _SIGNS.get(str(part.tag), "")


def run_text(run: etree._Element) -> str:
    """Returns the characters of a run or an object, as in ``DocxParagraph.text``."""
    return OBJECT if is_object(run) else "".join(map(part_text, run))


def is_object(run: etree._Element) -> bool:
    """Whether it is an object between runs, the beginning of a field, or a run of hidden text."""
    if run.tag in _BETWEEN_RUNS or child_at(run, _MARK) is not None:
        return True
    hidden = child_at(run, _PROPERTIES, _HIDDEN)
    shown = hidden is None or hidden.get(_VAL) in ("0", "false", "off")
    return not shown and any(map(part_text, run))


def _or_symbol(char: str) -> str:
    return OBJECT if symbol_code(char) else char


def box_paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Yields the paragraphs of text boxes; a fallback for old programs is left out."""
    fallback = f"{_MC}Fallback"
    for content in element.iter(w("txbxContent")):
        if element.find(f".//{_MC}Choice//{w('txbxContent')}") is None or not any(
            ancestor.tag == fallback for ancestor in content.iterancestors()
        ):
            yield from content.iter(w("p"))
