"""Papers laid out as docgen lays them out, and the pages that are printed in them.

A page is found by the text at its place, and its number is read from its foot: nothing here asks
docgen where anything stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pypdfium2

from docgen.pdf.converter import find_converter, offices_of
from docgen.pdf.pdfium import PDFIUM
from tests.papers.registry import Paper

_FOOT = 88
"""Below this, in points, stands nothing but the footer: no look has a lower margin."""

_NUMBER = re.compile(r"^\W*第?\s*([0-9]+|[ivxlc]+|[IVXLC]+)(?=\W|页|$)")
_ROUNDS = 4


class UnsettledError(AssertionError):
    """The pages of a paper change with what is said of them."""


class Desk:
    """LibreOffice with docgen's fonts; it ends with the ``with`` block."""

    def __init__(self, folder: Path) -> None:
        converter = find_converter(folder)
        assert converter is not None
        self._folder = folder
        self._finished, self._printed = dict[str, bytes](), dict[str, bytes]()
        self._offices = offices_of(converter, folder)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._offices.close()

    def pdf(self, docx: bytes) -> bytes:
        """The PDF of a .docx."""
        file = self._folder / "paper.docx"
        file.write_bytes(docx)
        ((_, pdf),) = self._offices.convert([file])
        assert isinstance(pdf, bytes), pdf
        return pdf

    def printed(self, paper: Paper) -> bytes:
        """The PDF of a paper."""
        if paper.name not in self._printed:
            self._printed[paper.name] = self.pdf(self.finished(paper))
        return self._printed[paper.name]

    def finished(self, paper: Paper) -> bytes:
        """The .docx of a paper in which fields say what is printed, but for its defects."""
        if paper.name not in self._finished:
            self._finished[paper.name] = self._settled(paper)
        return self._finished[paper.name]

    def _settled(self, paper: Paper) -> bytes:
        pages: Mapping[str, str] = {}
        for _ in range(_ROUNDS):
            docx, draft = paper.drafted(pages)
            found = printed_pages(self.pdf(docx), draft.marks)
            if found == pages:
                return docx
            pages = found
        raise UnsettledError(paper.name)


@dataclass(frozen=True)
class PrintedPage:
    """A page: its text without blanks, how many lines that is, the number at its foot.

    Each cell of a table counts as a line, at least.
    """

    text: str
    lines: int
    number: str


def printed_texts(pdf: bytes) -> list[PrintedPage]:
    """The pages of a PDF; one without a number at its foot has that of its place."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        pages = []
        for count, page in enumerate(document, 1):
            text = page.get_textpage()
            printed = _NUMBER.match(text.get_text_bounded(top=_FOOT).strip())
            body = text.get_text_bounded(bottom=_FOOT)
            lines = sum(1 for line in body.splitlines() if line.strip())
            pages.append(PrintedPage(_plain(body), lines, printed[1] if printed else str(count)))
        document.close()
    return pages


def printed_pages(pdf: bytes, marks: Mapping[str, str]) -> dict[str, str]:
    """The number of the page that each text is printed on; of ``#`` how many pages there are.

    It is the last page with the text: contents stand before what they list.
    """
    pages = printed_texts(pdf)
    found = {"#": str(len(pages))}
    for name, words in marks.items():
        pattern = _pattern(words)
        labels = [page.number for page in pages if pattern.search(page.text)]
        assert labels, f"{words} is on no page"
        found[name] = labels[-1]
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Finds ``words`` also where a PDF says nothing, or something else, of a rare character."""
    signs = (re.escape(sign) if _is_common(sign) else ".{0,2}" for sign in _plain(words))
    return re.compile("".join(signs))


def _is_common(sign: str) -> bool:
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _plain(text: str) -> str:
    """``text`` without blanks and without what pdfium writes for a line that was cut in a word."""
    return re.sub(r"[\s\ufffe\x00-\x1f\u3000]", "", text)
