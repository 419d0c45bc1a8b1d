"""What of a Word file Markdown cannot say, and so stays for a person to see to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lxml import etree

from docgen.roundtrip.reading.docx_model import ObjectKind

LeftKind: TypeAlias = ObjectKind | Literal["paragraph", "table", "merged", "lines"]
"""An object, a whole paragraph or table; ``merged`` cells and ``lines`` of a cell are written, but
not as cells that merge, and not as lines of their own."""


@dataclass(frozen=True, eq=False)
class LeftPart:
    """A part of a chapter that Markdown cannot say.

    Attributes:
        kind: what it is.
        text: what it shows, as far as that is text.
        element: the paragraph or the table that it stands in.
    """

    kind: LeftKind
    text: str
    element: etree._Element

    @property
    def is_written(self) -> bool:
        """Whether its words stand in the Markdown all the same, in another form."""
        return self.kind in ("merged", "lines")
