"""What may stand in what: as Word, WPS and LibreOffice write it, and as none of them does."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.structure import misplaced
from docgen.word.xml import W

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CELL = "<w:tc><w:tcPr/><w:p/></w:tc>"


def found(body: str) -> str:
    """The name of the first misplaced element of a document, or nothing."""
    xml = f'<w:document xmlns:w="{W}" xmlns:m="{M}"><w:body>{body}</w:body></w:document>'
    element = misplaced(etree.fromstring(xml))
    return "" if element is None else etree.QName(element).localname


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:sectPr/>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{CELL}{CELL}</w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{CELL}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{CELL}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        f"<w:tbl><w:tr><w:ins>{CELL}</w:ins></w:tr></w:tbl>",
        "<w:p><w:hyperlink><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:hyperlink></w:p>",
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt></w:ruby></w:r></w:p>",
        "<w:p><m:oMath><m:r><w:t>x</w:t></m:r></m:oMath></w:p>",
        "<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="64"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        '<w:tbl><w:tr><w:trPr><w:gridAfter w:val="999"/></w:trPr></w:tr></w:tbl>',
    ],
)
def test_what_programs_write_has_its_place(body: str) -> None:
    assert found(body) == ""


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<w:tr/>", "tr"),
        ("<w:tc/>", "tc"),
        ("<w:r/>", "r"),
        ("<w:t>甲</w:t>", "t"),
        ("<w:p><w:p/></w:p>", "p"),
        ("<w:p><w:r><w:tbl/></w:r></w:p>", "tbl"),
        ("<w:tbl><w:p/></w:tbl>", "p"),
        ("<w:tbl><w:tr><w:p/></w:tr></w:tbl>", "p"),
        ("<w:tbl><w:tc/></w:tbl>", "tc"),
        ("<w:tbl><w:tr><w:tr/></w:tr></w:tbl>", "tr"),
        ('<w:gridSpan w:val="1000"/>', "gridSpan"),
        ('<w:gridSpan w:val="99999999999999999999"/>', "gridSpan"),
        ('<w:gridBefore w:val="-1"/>', "gridBefore"),
        ('<w:gridAfter w:val="１"/>', "gridAfter"),
        ("<w:gridSpan/>", "gridSpan"),
    ],
)
def test_what_none_of_them_writes_is_found(body: str, name: str) -> None:
    assert found(body) == name
