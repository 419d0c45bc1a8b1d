"""What a draft shows beside the report: its blanks, marked, and 草稿 behind each page.

A field that is still to be filled in is printed as 【待填：在职人数】. Alone in a cell, where
labels name it, it is 待填, and what is computed from such a field 待算.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.parser import parse_xml
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml import etree

from docgen.content.characters import UNFILLED_CLOSE, UNFILLED_OPEN, WAITING_OPEN
from docgen.templates.package import zipped
from docgen.templates.provenance import untraced
from docgen.word.xml import W, text_of, w

DRAFT = "草稿"

_MARK = re.compile(f"([{UNFILLED_OPEN}{WAITING_OPEN}])([^{UNFILLED_CLOSE}]*){UNFILLED_CLOSE}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONGEST = 24
"""Characters of a field's name in a mark."""

_WATERMARK = f"""\
<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="draft{{number}}" type="#_x0000_t136" o:allowincell="f" fillcolor="silver" stroked="f"
 style="position:absolute;margin-left:0;margin-top:0;width:320pt;height:160pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;宋体&quot;;font-size:1pt" string="{DRAFT}"/></v:shape>
</w:pict></w:r>"""


def shown(text: str, *, labelled: bool = False) -> str:
    """``text`` with its marks as a reader sees them; short ones where a label names the field."""

    def words(mark: re.Match[str]) -> str:
        if labelled:
            return "待填" if mark[1] == UNFILLED_OPEN else "待算"
        name = mark[2] if len(mark[2]) <= _LONGEST else f"{mark[2][:_LONGEST]}…"
        return f"【待填：{name}】"

    return _MARK.sub(words, text)


def show_unfilled(root: etree._Element) -> None:
    """Shows the marks of blanks below ``root``, in place; those in runs are highlighted."""
    for text in [element for element in root.iter(w("t")) if _MARK.search(element.text or "")]:
        run = text.getparent()
        if isinstance(run, CT_R):
            _split(run, text, labelled=_is_labelled(run))
    for element in root.iter(etree.Element):  # descriptions of pictures, formulas
        if element.text and _MARK.search(element.text):
            element.text = shown(element.text)
        for name, value in element.attrib.items():
            if _MARK.search(str(value)):
                element.set(name, shown(str(value)))


def _is_labelled(run: etree._Element) -> bool:
    """Whether a run stands alone in a paragraph of a table, or behind a label there."""
    paragraph = next(run.iterancestors(w("p")), run)
    others = _MARK.sub("", untraced(text_of(paragraph))).strip()
    in_table = next(run.iterancestors(w("tc")), None) is not None
    return in_table and (not others or others.endswith(("：", ":")))


def _split(run: CT_R, text: etree._Element, *, labelled: bool) -> None:
    """Gives each mark in ``text`` a highlighted run of its own, and what stands behind it another.

    The first run keeps what stands before the marks.
    """
    behind = list(text.itersiblings())
    pieces = list(_pieces(text.text or "", labelled=labelled))
    text.text, last = pieces[0][0], run
    text.set(_SPACE, "preserve")
    for piece, is_mark in pieces[1:]:
        if not (piece or behind):
            continue
        copy = _empty_copy(run)
        etree.SubElement(copy, w("t"), {_SPACE: "preserve"}).text = piece
        if is_mark:
            Run(copy, None).font.highlight_color = WD_COLOR_INDEX.YELLOW  # type: ignore[arg-type]
        last.addnext(copy)
        last = copy
    last.extend(behind)


def _pieces(text: str, *, labelled: bool) -> Iterator[tuple[str, bool]]:
    """The pieces of a text and whether each is a mark; the first and the last are none."""
    start = 0
    for mark in _MARK.finditer(text):
        yield text[start : mark.start()], False
        yield shown(mark[0], labelled=labelled), True
        start = mark.end()
    yield text[start:], False


def _empty_copy(run: CT_R) -> Any:
    copy = deepcopy(run)
    for child in list(copy):
        if child.tag != w("rPr"):
            copy.remove(child)
    return copy


def with_watermark(entries: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a package with 草稿 behind the text of each page."""
    document = docx.Document(io.BytesIO(zipped(entries)))
    for number, header in enumerate(_headers(document), 1):
        header.paragraphs[0]._p.append(parse_xml(_WATERMARK.replace("{number}", str(number))))
    data = io.BytesIO()
    document.save(data)
    with zipfile.ZipFile(data) as package:
        return {name: package.read(name) for name in package.namelist()}


def _headers(document: Document) -> Iterator[Any]:
    """The headers of a document, each once; the first section gets those that it lacks."""
    sections = list(document.sections)
    kinds = ["header"]
    if any(section.different_first_page_header_footer for section in sections):
        kinds.append("first_page_header")
    if document.settings.odd_and_even_pages_header_footer:
        kinds.append("even_page_header")
    seen = set[int]()
    for number, section in enumerate(sections):
        for header in (getattr(section, kind) for kind in kinds):
            if header.is_linked_to_previous:
                if number:
                    continue
                header.is_linked_to_previous = False
                header.paragraphs[0].style = None
            if id(header.part) not in seen:
                seen.add(id(header.part))
                yield header
