"""Small Word files for the tests of free templates."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document

from docgen import Filled, Template


def form(*paragraphs: str, write: Callable[[Document], object] | None = None) -> bytes:
    """A Word file of paragraphs, each in one run, and what ``write`` adds."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if write:
        write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(filled: Filled) -> Document:
    return docx.Document(io.BytesIO(filled.to_bytes()))


def lines(*paragraphs: str, **data: Any) -> list[str]:
    """The paragraphs that a template of paragraphs prints."""
    filled = Template(form(*paragraphs)).render(data)
    return [paragraph.text for paragraph in opened(filled).paragraphs]
