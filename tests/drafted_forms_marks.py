"""What the printed text of a form may show besides letters: underlined blanks, content controls.

``{    }`` is a run of underlined spaces, ``⟦text⟧`` a plain content control that shows this
placeholder, ``⟦▾text/a/b⟧`` a drop-down list of ``a`` and ``b``, ``⟦☐⟧`` a box to click.
"""

from __future__ import annotations

import re
from copy import deepcopy
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.xml import W, w

_MARK = re.compile(r"(\{[ \u3000]+\}|⟦[^⟦⟧]*⟧)")
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def shown(text: str) -> str:
    """The text of a form as a reader of the built document sees it."""
    return _MARK.sub(lambda mark: _shown(mark[0]), text)


def _shown(mark: str) -> str:
    inner = mark[1:-1]
    return inner[1:].split("/")[0] if inner.startswith("▾") else inner


def write_marks(paragraph: etree._Element) -> None:
    """Replaces the notations in a paragraph by what they stand for."""
    for run in list(paragraph.iterchildren(w("r"))):
        text = "".join(text.text or "" for text in run.iter(w("t")))
        parts = _MARK.split(text)
        if len(parts) > 1:
            for part in filter(None, parts):
                run.addprevious(_written(part, run))
            paragraph.remove(run)


def _written(part: str, model: etree._Element) -> etree._Element:
    run = deepcopy(model)
    for text in list(run.iterchildren(w("t"))):
        run.remove(text)
    marked = _MARK.fullmatch(part) is not None
    inner = _shown(part) if marked else part
    space = "{http://www.w3.org/XML/1998/namespace}space"
    etree.SubElement(run, w("t"), {space: "preserve"}).text = inner
    if marked and part.startswith("{"):
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        etree.SubElement(properties, w("u"), {w("val"): "single"})
    return _control(part, run) if marked and part.startswith("⟦") else run


def _control(part: str, run: etree._Element) -> etree._Element:
    inner = part[1:-1]
    showing = "<w:showingPlcHdr/>"
    if inner.startswith("▾"):
        _, *options = inner[1:].split("/")
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(option)} w:value={quoteattr(option)}/>"
            for option in options
        )
        kind = f"<w:dropDownList>{items}</w:dropDownList>"
    elif inner in "☐□":
        showing, kind = "", '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
    else:
        kind = "<w:text/>"
    control = parse_xml(
        f'<w:sdt xmlns:w="{W}" xmlns:w14="{_W14}"><w:sdtPr>'
        f"<w:alias w:val={quoteattr(escape(_shown(part)))}/>{showing}{kind}</w:sdtPr>"
        "<w:sdtContent/></w:sdt>"
    )
    content = control.find(w("sdtContent"))
    assert content is not None
    content.append(run)
    return control
