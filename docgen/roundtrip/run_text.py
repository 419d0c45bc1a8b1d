"""Reads the runs and objects of a paragraph, and the characters of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.roundtrip.docx_model import OBJECT, PAGE
from docgen.word.xml import w

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_MC}AlternateContent"
_BETWEEN_RUNS = (f"{_M}oMath", f"{_M}oMathPara", ALTERNATE)
"""Objects that are siblings of runs: formulas, and drawings with a fallback."""
_CONTAINERS = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "bdo", "dir")
_INSERTIONS = ("ins", "moveTo")
_WRAPPERS = tuple(w(tag) for tag in (*_CONTAINERS, *_INSERTIONS))
"""Elements whose children are read in their place."""
_EMBEDDED = ("drawing", "pict", "object", "ruby", "footnoteReference", "endnoteReference")
OBJECTS = (*(w(tag) for tag in _EMBEDDED), ALTERNATE)
"""Elements inside a run that are read as :data:`~docgen.roundtrip.docx_model.OBJECT`."""
_RUBY_TEXT = f"{w('rubyBase')}//{w('t')}"
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_VOLATILE = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|DATE|TIME|SAVEDATE|PRINTDATE)\b")
"""Fields whose results are not compared: page numbers, dates and times."""


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yields the child elements, in insertions, links and content controls too."""
    for child in parent:
        if child.tag == w("fldSimple") and _VOLATILE.match(child.get(w("instr"), "")):
            continue
        if child.tag in _WRAPPERS:
            yield from children(child)
        elif isinstance(child.tag, str):
            yield child


def runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yields runs and the objects between them, without the results of page and date fields."""
    instructions, shown = list[str](), True
    for run in (child for child in children(paragraph) if child.tag in (w("r"), *_BETWEEN_RUNS)):
        field_char = run.find(w("fldChar"))
        kind = field_char.get(w("fldCharType")) if field_char is not None else ""
        if kind == "begin":
            instructions.append("")
        elif instructions and kind == "separate":
            shown = not _VOLATILE.match(instructions[-1])
        elif instructions and kind == "end":
            instructions.pop()
            shown = True
        elif instructions and (instruction := run.find(w("instrText"))) is not None:
            instructions[-1] += instruction.text or ""
        elif shown:
            yield run


def part_text(part: etree._Element) -> str:
    """Returns the characters of an element in a run, as in ``DocxParagraph.text``."""
    if part.tag == w("t"):
        return part.text or ""
    if part.tag == w("br"):
        return {"page": PAGE, "column": ""}.get(part.get(w("type"), ""), "\n")
    if part.tag == w("sym"):
        return _symbol(part.get(w("char"), ""))
    if part.tag == w("ruby"):
        return "".join(text.text or "" for text in part.iterfind(_RUBY_TEXT)) + OBJECT
    return OBJECT if part.tag in OBJECTS else _SIGNS.get(str(part.tag), "")


def run_text(run: etree._Element) -> str:
    """Returns the characters of a run or an object, as in ``DocxParagraph.text``."""
    return OBJECT if is_object(run) else "".join(map(part_text, run))


def is_object(run: etree._Element) -> bool:
    """Whether it is an object between runs, or a run of hidden text, which counts as an object."""
    hidden = run.find(f"{w('rPr')}/{w('vanish')}")
    shown = hidden is None or hidden.get(w("val")) in ("0", "false", "off")
    return run.tag in _BETWEEN_RUNS or (not shown and any(map(part_text, run)))


def _symbol(code: str) -> str:
    """Returns the character of a symbol font with a hexadecimal code; ``□`` for a wrong code."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "□"


def box_paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Yields the paragraphs of text boxes; a fallback for old programs is left out."""
    fallback = f"{_MC}Fallback"
    for content in element.iter(w("txbxContent")):
        if element.find(f".//{_MC}Choice//{w('txbxContent')}") is None or not any(
            ancestor.tag == fallback for ancestor in content.iterancestors()
        ):
            yield from content.iter(w("p"))
