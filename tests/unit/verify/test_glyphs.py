"""The lines and fonts of a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pdf.page_objects import Font, untagged
from docgen.verify.glyphs import Glyph, GlyphLine, _lines, fonts_of, read_pages

HEADS = "BT /F1 12 Tf 72 700 Td (AB C) Tj 0 -30 Td (D) Tj /F2 9.876 Tf 20 3 Td (e) Tj ET"


def pdf(*contents: str) -> bytes:
    """A PDF with a page of 300 × 800 points for each of the contents, in two fonts."""
    pages = [f"{3 + 2 * index} 0 R" for index in range(len(contents))]
    first_font = 3 + 2 * len(contents)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(pages)}]/Count {len(pages)}>>",
    ]
    for index, content in enumerate(contents):
        fonts = f"<</F1 {first_font} 0 R/F2 {first_font + 1} 0 R>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 800]/Contents {4 + 2 * index} 0 R"
            f"/Resources<</Font{fonts}>>>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    for name in ("Times-Roman", "ABCDEF+Helvetica"):
        objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{name}>>")
    text, places = "%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    text += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return f"{text}startxref\n{text.rindex('xref')}\n%%EOF".encode()


def test_glyphs_are_read_with_their_places_sizes_and_fonts(tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_bytes(pdf("BT /F1 10 Tf 72 100 Td (x) Tj ET", HEADS))
    first, second = read_pages(tmp_path / "out.pdf")
    assert (first.number, second.number, second.width, second.height) == (1, 2, 300, 800)
    assert [line.text for line in first.lines] == ["x"]
    assert [line.text for line in second.lines] == ["ABC", "De"]
    a, b, _ = second.lines[0].glyphs
    assert (a.x, a.y, a.size, a.font) == (72, 100, 12, "Times-Roman")
    assert (b.y, b.size) == (100, 12)
    assert 78 < b.x < 82
    d, e = second.lines[1].glyphs
    assert (d.x, d.y, e.x, e.y, e.size, e.font) == (72, 130, 92, 127, 9.88, "Helvetica")


def test_fonts_are_those_that_text_uses_by_name(tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_bytes(pdf(HEADS, HEADS))
    fonts = [Font("Helvetica", embedded=False), Font("Times-Roman", embedded=False)]
    assert fonts_of(read_pages(tmp_path / "out.pdf")) == fonts
    (tmp_path / "out.pdf").write_bytes(pdf("BT /F1 10 Tf 72 100 Td (x) Tj ET"))
    assert fonts_of(read_pages(tmp_path / "out.pdf")) == fonts[1:]


def test_signs_that_pdfium_leaves_out_of_a_text_shift_no_other(tmp_path: Path) -> None:
    """It has no control characters, and another sign for a hyphen at the end of a line."""
    content = "BT /F1 10 Tf 72 100 Td (a\x02b) Tj 0 -20 Td (wo-) Tj 0 -20 Td (rd) Tj ET"
    (tmp_path / "out.pdf").write_bytes(pdf(content))
    (page,) = read_pages(tmp_path / "out.pdf")
    glyphs = [glyph for line in page.lines for glyph in line.glyphs]
    assert [glyph.text for glyph in glyphs if glyph.text.isalpha()] == list("abword")
    assert [glyph.x for glyph in glyphs if glyph.text in "awr"] == [72, 72, 72]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ABCDEF+SimHei", "SimHei"),
        ("ABCDE+SimHei", "ABCDE+SimHei"),
        ("ABCDEFG+SimHei", "ABCDEFG+SimHei"),
        ("abcdef+SimHei", "abcdef+SimHei"),
        ("ABCDEF", "ABCDEF"),
        ("SimHei", "SimHei"),
    ],
)
def test_a_subset_has_a_tag_of_six_capitals(name: str, plain: str) -> None:
    assert untagged(name) == plain


def glyph(text: str, x: float, y: float, size: float = 10) -> Glyph:
    return Glyph(text, x, y, size, "SimHei")


def test_a_line_has_the_measures_of_its_glyphs() -> None:
    line = GlyphLine((glyph("a", 5, 20), glyph("b", 7, 22, 16), glyph("c", 9, 30, 12)))
    assert (line.text, line.left, line.right, line.y, line.size) == ("abc", 5, 21, 22, 16)
    even = GlyphLine((glyph("a", 5, 30), glyph("b", 7, 20)))
    assert (even.y, even.right) == (30, 17)


@pytest.mark.parametrize(
    ("glyphs", "lines"),
    [
        ([], []),
        ([glyph("b", 9, 20), glyph("a", 5, 22.9)], ["ab"]),
        ([glyph("b", 9, 20), glyph("a", 5, 23)], ["ab"]),
        ([glyph("b", 9, 20), glyph("a", 5, 23.1)], ["b", "a"]),
        ([glyph("b", 9, 20, 20), glyph("a", 5, 25)], ["ab"]),
        ([glyph("b", 9, 20), glyph("a", 5, 25, 20)], ["ab"]),
        ([glyph("b", 9, 20), glyph("a", 5, 22), glyph("c", 7, 24)], ["acb"]),
        ([glyph("b", 9, 20), glyph("a", 5, 40), glyph("c", 7, 60)], ["b", "a", "c"]),
    ],
)
def test_glyphs_with_near_baselines_are_a_line(glyphs: list[Glyph], lines: list[str]) -> None:
    assert [line.text for line in _lines([[glyph] for glyph in glyphs])] == lines
