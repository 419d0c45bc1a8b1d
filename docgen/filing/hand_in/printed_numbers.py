"""The numbers that a report prints on its pages."""

from __future__ import annotations

import re
from typing import Final

import pypdfium2

from docgen.filing.hand_in.evidence_sheets import MILLIMETRE
from docgen.pdf.pdfium import PDFIUM

_BELOW: Final = 32 * MILLIMETRE
"""Numbers stand below this height, from the lower edge (GB/T 9704-2012, 7.5: 28 mm)."""

_PRINTED: Final = re.compile(
    r"[-—–－─]\s*(\d{1,4})\s*[-—–－─]|第\s*(\d{1,4})\s*页|^\s*(\d{1,4})\s*$"
)
"""A number of a page; alone in its line, if no sign stands beside it."""


def next_number(pdf: bytes) -> int:
    """The number of the page that comes behind a report, by the last number that it prints.

    A report that prints none has as many pages as it has.
    """
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        for behind, at in enumerate(reversed(range(len(document)))):
            page = document[at]
            text = page.get_textpage().get_text_bounded(top=_BELOW)
            for line in reversed(text.splitlines()):
                if found := _PRINTED.search(line):
                    return int(next(filter(None, found.groups()))) + behind + 1
        return len(document) + 1
