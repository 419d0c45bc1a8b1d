"""The pages of a PDF as pictures and as lines of text, each drawn and read once for all tests."""

from __future__ import annotations

import threading
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

Json = dict[str, Any]


class DrawnPdf:
    """What a stand-in shows of a PDF.

    Attributes:
        sizes: width and height of each page.
        spans: the lines of each page.
    """

    def __init__(self, pdf: Path) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self._lock = threading.Lock()
        self._pictures: dict[tuple[int, float], bytes] = {}
        self.sizes = [page.get_size() for page in self._document]
        self.spans = [_spans(page, number) for number, page in enumerate(self._document)]

    def picture(self, number: int, scale: float) -> bytes:
        """A page as a PNG."""
        with self._lock:
            if (number, scale) not in self._pictures:
                written = BytesIO()
                image = self._document[number].render(scale=scale).to_pil()
                image.save(written, "png", compress_level=1)
                self._pictures[number, scale] = written.getvalue()
            return self._pictures[number, scale]


drawn_pdf = cache(DrawnPdf)
"""The pages of a PDF, which is not changed while tests run."""


def _spans(page: pypdfium2.PdfPage, number: int) -> list[Json]:
    """The lines of a page, each a span and a source of its own."""
    text = page.get_textpage()
    spans: list[Json] = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top)
        if not words.strip():
            continue
        step = (right - left) / len(words)
        xs = [left + step * at for at in range(len(words))]
        place = {"x": left, "y": page.get_height() - top, "width": right - left}
        place |= {"height": top - bottom, "text": words, "xs": xs, "start": 0}
        spans.append(place | {"source": number * 1000 + index, "block": index // 3})
        spans[-1]["heading"] = int(index == 0)
    return spans
