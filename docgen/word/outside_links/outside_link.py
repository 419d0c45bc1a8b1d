"""A link of a Word file to something outside of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "picture",  # of DrawingML or VML
    "svg",  # an SVG picture in the file that refers to outside itself
    "field",  # one that shows what it names
    "ole",  # an object whose data stay in another file
    "subdocument",  # a file that is a part of a master document
    "chunk",  # a file of another format that Word takes in when it opens this one
    "frame",  # a frame of a web page
    "entity",  # an external entity or DTD of an XML file
    "template",  # the template that the file was made from
    "stylesheet",  # XSLT
    "mail-merge",  # the source of the addresses
    "chart",  # the workbook that a chart was drawn from
    "media",  # sound and video
    "embedded",  # any link of a file that is embedded in this one
    "other",
]

_PRINTING = ("picture", "svg", "field", "ole", "subdocument", "chunk", "frame", "entity")


@dataclass(frozen=True)
class OutsideLink:
    """A link to something outside of a Word file.

    Attributes:
        kind: what it is.
        target: the address or file that it names.
        entry: the entry of the package that it stands in.
        paragraph: the number of its paragraph among all of the entry, from 1; 0 if it is in none.
        field: the name of the field, in capitals.
        stored: whether the file also holds what the link showed last.
    """

    kind: Kind
    target: str
    entry: str
    paragraph: int = 0
    field: str = ""
    stored: bool = False

    @property
    def prints(self) -> bool:
        """Whether Word would print what it names."""
        return self.kind in _PRINTING

    def within(self, embedded: str) -> OutsideLink:
        """The link as one of the file that has the link's file in its entry ``embedded``."""
        return replace(self, kind="embedded", entry=f"{embedded}/{self.entry}", paragraph=0)
