"""The number behind a report, by those that its pages print."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
import pytest

from docgen.filing.hand_in.printed_numbers import next_number


def report(lines: Sequence[tuple[str, float]]) -> bytes:
    """A PDF with a line on each page, so many points above the lower edge; or none."""
    pdf, written = pikepdf.new(), BytesIO()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for text, height in lines:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        content = f"BT /F1 14 Tf 280 {height} Td ({text}) Tj ET" if text else ""
        page.obj.Contents = pdf.make_stream(content.encode())
    pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([("", 0), ("- 1 -", 70), ("- 2 -", 70)], 3),
        ([("- 7 -", 70), ("", 0), ("", 0)], 10),
        ([("12", 70)], 13),
        ([("", 0), ("", 0)], 3),
        ([("- 1 -", 70), ("2023", 400)], 3),
        ([("2023-12-31", 400)], 2),
    ],
)
def test_it_comes_behind_the_last_that_is_printed_and_the_pages_without(
    lines: Sequence[tuple[str, float]], number: int
) -> None:
    assert next_number(report(lines)) == number
