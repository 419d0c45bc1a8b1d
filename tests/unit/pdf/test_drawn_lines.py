"""Horizontal lines and colours of pages: stroked, filled, and what is none."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from docgen.pdf.drawn_lines import DrawnLine, drawn_pages


def pdf_of(folder: Path, *contents: str) -> Path:
    """A PDF with a page of 600 × 800 points for each content."""
    made = pikepdf.new()
    for content in contents:
        page = made.add_blank_page(page_size=(600, 800))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Contents = made.make_stream(content.encode("ascii"))
    path = folder / "drawn.pdf"
    made.save(path)
    return path


def lines_of(folder: Path, content: str) -> list[DrawnLine]:
    return list(drawn_pages(pdf_of(folder, content), [1])[1].lines)


@pytest.mark.parametrize(
    "content",
    ["1 0 0 RG 2 w 100 700 m 500 700 l S", "1 0 0 rg 100 699 400 2 re f"],
    ids=["stroked", "filled"],
)
def test_a_line_is_stroked_or_a_thin_rectangle(content: str, tmp_path: Path) -> None:
    (found,) = lines_of(tmp_path, content)
    assert (found.y, found.thickness, found.color) == (100, 2, (255, 0, 0))
    assert abs(found.left - 100) <= 1
    assert abs(found.right - 500) <= 1


@pytest.mark.parametrize(
    "content",
    [
        "2 w 100 100 m 100 700 l S",
        "100 100 400 300 re f",
        "100 700 10 2 re f",
        "1 w 100 100 m 500 700 l S",
    ],
    ids=["upright", "an area", "a dash", "aslant"],
)
def test_what_is_no_horizontal_line(content: str, tmp_path: Path) -> None:
    assert lines_of(tmp_path, content) == []


def test_lines_go_from_top_to_bottom_and_once(tmp_path: Path) -> None:
    low, high = "100 300 m 500 300 l S", "100 600 m 500 600 l S"
    found = lines_of(tmp_path, f"1 w {low} {high} {low}")
    assert [line.y for line in found] == [200, 500]


def test_texts_have_their_colours_and_only_pages_asked_for_are_read(tmp_path: Path) -> None:
    red = "BT 1 0 0 rg /F 20 Tf 100 700 Td (Mark) Tj ET"
    path = pdf_of(tmp_path, red, "BT /F 20 Tf 100 700 Td (Text) Tj ET")
    pages = drawn_pages(path, [1, 3])
    assert list(pages) == [1]
    text = pages[1].text_at(95)
    assert text
    assert (text.color, text.top < 95 < text.bottom) == ((255, 0, 0), True)
    assert pages[1].text_at(300) is None
