"""The tags of a PDF, as a screen reader meets them (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf


@dataclass(frozen=True)
class Tag:
    """A structure element: its type, the language it is said to be in, and what stands for it."""

    kind: str
    language: str = ""
    alt: str = ""


def language_and_tags(pdf: Path) -> tuple[str, list[Tag]]:
    """The ``/Lang`` of a PDF, and its structure elements in reading order."""
    with pikepdf.open(pdf) as document:
        root = document.Root
        return str(root.get("/Lang", "")), list(_tags(root.StructTreeRoot.K))


def _tags(element: pikepdf.Object) -> Iterator[Tag]:
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _tags(child)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        kind = str(element.S).removeprefix("/")
        yield Tag(kind, str(element.get("/Lang", "")), str(element.get("/Alt", "")))
        if "/K" in element:
            yield from _tags(element.K)
