"""Opens the parts of a pack: checks that they are safe .docx files, and marks their tags."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part as PackagePart
from docx.opc.part import XmlPart
from lxml import etree

from docgen.diagnostics import Place, Problem, template_error
from docgen.packs.pack import Part
from docgen.templates.sites import Sites, mark_sites
from docgen.word.notes import NOTES, open_notes
from docgen.word.revisions import strip_revisions
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of

_STORIES = (RT.HEADER, RT.FOOTER, *NOTES)

UNPACKED_LIMIT = 64 * 1024 * 1024
"""The most bytes of an unpacked template, against zip bombs; a form has a hundredth of it."""

_NO_DOCX = (
    *(OSError, ValueError, KeyError, AttributeError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, PackageNotFoundError, etree.XMLSyntaxError),
)
"""What zipfile, lxml and python-docx raise for a file that is not a .docx."""


def open_part(part: Part, sites: Sites, problems: list[Problem]) -> Document | None:
    """The part with its tags marked as sites, or ``None`` after a problem."""
    document = read_part(part, problems)
    if document is not None:
        mark_part(document, part, sites, problems)
    return document


def read_part(part: Part, problems: list[Problem]) -> Document | None:
    """The part with tracked changes accepted, or ``None`` after a problem."""
    place = Place(part.name)
    try:
        if _unpacked_size(part.path) > UNPACKED_LIMIT:
            limit = UNPACKED_LIMIT // 1024 // 1024
            problems.append(template_error("template-too-large", place, limit=limit))
            return None
        document = docx.Document(str(part.path))
        open_notes(document)
    except _NO_DOCX as reason:
        message = str(reason) or type(reason).__name__
        problems.append(
            template_error("not-a-docx", place, reason=message.replace(str(part.path), ""))
        )
        return None
    strip_revisions(document.element)
    return document


def _unpacked_size(path: Path) -> int:
    """The size of all files in bytes, as declared. Raises ``ValueError`` for a DOCTYPE."""
    with zipfile.ZipFile(path) as package:
        size = sum(entry.file_size for entry in package.infolist())
        if size <= UNPACKED_LIMIT:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name):
                    raise ValueError(f"{name}: DOCTYPE")
    return size


def mark_part(document: Document, part: Part, sites: Sites, problems: list[Problem]) -> None:
    """Marks the tags of a part as sites."""
    mark_sites(document.element.body, part.name, "", sites, problems)
    for relation in document.part.rels.values():
        if relation.reltype == RT.COMMENTS and _has_tag(relation.target_part):
            name = str(relation.target_part.partname).rpartition("/")[2]
            problems.append(template_error("template-tag-place", Place(part.name), story=name))
        if relation.reltype in _STORIES:
            story = relation.target_part
            name = str(story.partname).rpartition("/")[2].removesuffix(".xml")
            mark_sites(story.element, part.name, name, sites, problems)


def _has_tag(part: PackagePart) -> bool:
    """Whether there is a tag in a part that is not filled."""
    return isinstance(part, XmlPart) and TAG.search(text_of(part.element)) is not None
