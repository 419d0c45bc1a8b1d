"""The numbers that a report prints on its pages."""

from __future__ import annotations

import re
from typing import Final

from docgen.pdf.page_texts import page_texts

_PRINTED: Final = re.compile(
    r"^\s*(?:[-—–－─]\s*(\d{1,4})\s*[-—–－─]|第\s*(\d{1,4})\s*页.*|(\d{1,4}))\s*$"
)
"""The line with the number of a page."""


def next_number(pdf: bytes) -> int:
    """The number of the page that comes behind a report, by the last number that it prints."""
    texts = page_texts(pdf)
    for behind, text in enumerate(reversed(texts)):
        for line in reversed(text.splitlines()):
            if found := _PRINTED.match(line):
                return int(next(filter(None, found.groups()))) + behind + 1
    return len(texts) + 1
