"""Empty headers and footers of a document to which others are added."""

from __future__ import annotations

from docgen.word.part_relations import PartRelations, SharedParts
from docgen.word.xml import R, W

_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class BlankStories:
    """The empty header and the empty footer of a document, each added on first use."""

    def __init__(self, parts: SharedParts, relations: PartRelations) -> None:
        self._parts, self._relations = parts, relations
        self._added = dict[str, str]()

    def relation(self, tag: str) -> str:
        """The relationship of the one that ``tag`` refers to, such as ``footerReference``."""
        if tag not in self._added:
            kind = tag.removesuffix("Reference")
            root = "hdr" if kind == "header" else "ftr"
            data = f'<w:{root} xmlns:w="{W}"><w:p/></w:{root}>'.encode()
            name = self._parts.add(f"word/{kind}", "xml", data, f"{_WORDML}.{kind}+xml")
            self._added[tag] = self._relations.relate(f"{R}/{kind}", name)
        return self._added[tag]
