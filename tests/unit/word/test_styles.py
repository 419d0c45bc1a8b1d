"""The styles, numberings and page size that a pack offers to Markdown."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Place
from docgen.word.styles import Styles, read_styles
from docgen.word.xml import W

PLACE = Place("pack.yaml", 3, 1)


def xml(tag: str, inner: str) -> bytes:
    return f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'.encode()


def styles_of(document: str = "", styles: str = "", numbering: str | None = None) -> Styles:
    entries = {"word/document.xml": xml("document", document)}
    if styles:
        entries["word/styles.xml"] = xml("styles", styles)
    if numbering is not None:
        entries["word/numbering.xml"] = xml("numbering", numbering)
    return read_styles(entries, PLACE)


def section(width: int, height: int, *margins: int) -> str:
    top, right, bottom, left = margins
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" '
        f'w:right="{right}" w:bottom="{bottom}" w:left="{left}"/></w:sectPr>'
    )


@pytest.mark.parametrize(
    ("document", "area"),
    [
        ("", (8844, 12756)),  # GB/T 9704: 156 x 225 mm
        (section(11906, 16838, 1, 20, 300, 4000), (7886, 16537)),
        (section(11906, 16838, -1, 20, 300, 4000), (7886, 16537)),  # text may cover the header
        (section(100, 900, 1, 1, 1, 1) + section(500, 400, 1, 1, 1, 1), (98, 398)),
        (section(500, 400, 1, 1, 1, 1) + section(100, 900, 1, 1, 1, 1), (98, 398)),
        ('<w:sectPr><w:pgSz w:w="1" w:h="1"/></w:sectPr>', (8844, 12756)),
        ('<w:sectPr><w:pgMar w:left="1"/></w:sectPr>', (8844, 12756)),
    ],
)
def test_the_text_area_is_the_least_of_all_sections(document: str, area: tuple[int, int]) -> None:
    styles = styles_of(document)
    assert (styles.width, styles.height) == area


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="3"/></w:lvl><w:lvl w:ilvl="1"/>
  <w:lvl w:ilvl="2"><w:start/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl><w:start w:val="5"/></w:lvl></w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="9"/>
"""
STYLES = """
<w:style w:styleId="a3"><w:name w:val="List Number"/>
  <w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="a4"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style><w:name w:val="Table Grid"/><w:pPr/></w:style>
<w:style w:styleId="x"/>
"""


def test_styles_and_numberings_are_found_by_name() -> None:
    found = styles_of(styles=STYLES, numbering=NUMBERING)
    assert found.ids == {"list number": "a3", "list bullet": "a4", "table grid": "", "": "x"}
    assert found.numberings == {"list number": "7"}
    assert found.instances == {"4": "7", "9": ""}
    assert found.next_number == 10
    assert found.starts == {"7": {"0": "3", "1": "1", "2": "1"}, "8": {"0": "5"}}
    assert found.place == PLACE


def test_a_package_without_styles_and_lists_has_none() -> None:
    found = styles_of()
    assert (found.ids, found.numberings, found.instances, found.starts) == ({}, {}, {}, {})
    assert found.next_number == 1
    assert styles_of(numbering="").next_number == 1


def sized(name: str, size: str = "", base: str = "") -> str:
    properties = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>' if size else ""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:styleId="{name}"><w:name w:val="{name}"/>{based}{properties}</w:style>'


@pytest.mark.parametrize(
    ("styles", "sizes"),
    [
        (sized("Caption", "28"), {"caption": 14}),
        (sized("A") + sized("B", "21", "A"), {"b": 10.5}),
        (
            sized("C", base="B") + sized("B", base="A") + sized("A", "24"),
            {"a": 12, "b": 12, "c": 12},
        ),
        (sized("A", base="B") + sized("B", base="A"), {}),
        (sized("A", base="A") + sized("B", base="无"), {}),
        (sized("A", "x"), {}),
    ],
)
def test_a_style_has_its_own_size_or_that_of_its_ancestor(
    styles: str, sizes: dict[str, float]
) -> None:
    assert styles_of(styles=styles).sizes == sizes
