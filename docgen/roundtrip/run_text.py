"""What stands in a paragraph: its runs and objects, and the characters of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.roundtrip.docx_model import OBJECT, PAGE
from docgen.word.xml import w

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{_MC}AlternateContent"
_LOOSE = (f"{_M}oMath", f"{_M}oMathPara", ALTERNATE)
"""Objects that stand between runs: formulas, and drawings in two versions."""
_AROUND = (w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), w("hyperlink"), w("fldSimple"),
           w("ins"), w("moveTo"), w("bdo"), w("dir"))  # fmt: skip
"""Elements that only stand around what is read."""
OBJECTS = (w("drawing"), w("pict"), w("object"), ALTERNATE, w("ruby"),
            w("footnoteReference"), w("endnoteReference"))  # fmt: skip
_RUBY_TEXT = f"{w('rubyBase')}//{w('t')}"
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_COUNTS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|DATE|TIME|SAVEDATE|PRINTDATE)\b")


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, those in insertions, links and content controls included."""
    for child in parent:
        if child.tag == w("fldSimple") and _COUNTS.match(child.get(w("instr"), "")):
            continue
        if child.tag in _AROUND:
            yield from children(child)
        elif isinstance(child.tag, str):
            yield child


def runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs a reader sees, without the results of fields that count pages or tell the time."""
    counting, shown = list[str](), True
    for run in (one for one in children(paragraph) if one.tag in (w("r"), *_LOOSE)):
        sign = run.find(w("fldChar"))
        kind = sign.get(w("fldCharType")) if sign is not None else ""
        if kind == "begin":
            counting.append("")
        elif counting and kind == "separate":
            shown = not _COUNTS.match(counting[-1])
        elif counting and kind == "end":
            counting.pop()
            shown = True
        elif counting and (instruction := run.find(w("instrText"))) is not None:
            counting[-1] += instruction.text or ""
        elif shown:
            yield run


def part_text(part: etree._Element) -> str:
    """The characters of one part of a run, as :class:`Paragraph` has them."""
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
    """The characters of a run, or of what stands between runs, as :class:`Paragraph` has them."""
    return OBJECT if is_thing(run) else "".join(map(part_text, run))


def is_thing(run: etree._Element) -> bool:
    """Whether it is no text that a reader sees: a formula, a drawing, hidden words."""
    hidden = run.find(f"{w('rPr')}/{w('vanish')}")
    shown = hidden is None or hidden.get(w("val")) in ("0", "false", "off")
    return run.tag in _LOOSE or (not shown and any(map(part_text, run)))


def _symbol(code: str) -> str:
    """A character of a symbol font, by its code; a box if that is none."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "□"


def box_paragraphs(thing: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a text box; what stands there once more for old programs is left out."""
    spare = f"{_MC}Fallback"
    for content in thing.iter(w("txbxContent")):
        if thing.find(f".//{_MC}Choice//{w('txbxContent')}") is None or not any(
            one.tag == spare for one in content.iterancestors()
        ):
            yield from (one for one in content.iter(w("p")))
