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

from docgen.diagnostics import Place, Problems, template_error
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import Part
from docgen.templates.sites import Sites, mark_sites
from docgen.word.notes import NOTES, open_notes
from docgen.word.prefixes import with_usual_prefixes
from docgen.word.revisions import strip_revisions
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of

TEMPLATE_TOO_LARGE = problem_code(
    "template-too-large",
    en=(
        "unpacks to more than {limit} MB, which is not like a form",
        "open it in Word and compress its pictures",
    ),
    zh=("解开后超过 {limit} MB，不像一份表格", "用 Word 打开检查，压缩其中的图片"),
)
NOT_A_DOCX = problem_code(
    "not-a-docx",
    en=("not a valid .docx: {reason}", "open it in Word or WPS and save it as .docx"),
    zh=("不是有效的 .docx 文件：{reason}", "用 Word 或 WPS 打开，另存为 .docx"),
)
TEMPLATE_TAG_PLACE = problem_code(
    "template-tag-place",
    en=("tags may not stand in {story}", "move tags from comments into the text"),
    zh=("{story} 里不能写标签", "批注里的标签移到正文"),
)

_STORIES = (RT.HEADER, RT.FOOTER, *NOTES)

UNPACKED_LIMIT = 64 * 1024 * 1024
"""The most bytes of an unpacked template, against zip bombs; a form has a hundredth of it."""

_NO_DOCX = (
    *(OSError, ValueError, KeyError, AttributeError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, PackageNotFoundError, etree.XMLSyntaxError),
)
"""What zipfile, lxml and python-docx raise for a file that is not a .docx."""


def open_part(part: Part, sites: Sites, problems: Problems) -> Document | None:
    """The part with its tags marked as sites, or ``None`` after a problem."""
    document = read_part(part, problems)
    if document is not None:
        mark_part(document, part, sites, problems)
    return document


def read_part(part: Part, problems: Problems) -> Document | None:
    """The part with tracked changes accepted, or ``None`` after a problem."""
    place = Place(part.name)
    try:
        if _unpacked_size(part.path) > UNPACKED_LIMIT:
            limit = UNPACKED_LIMIT // 1024 // 1024
            problems.add(template_error(TEMPLATE_TOO_LARGE, place, limit=limit))
            return None
        document = docx.Document(str(part.path))
        open_notes(document)
        document = with_usual_prefixes(document)
    except _NO_DOCX as reason:
        message = str(reason) or type(reason).__name__
        problems.add(template_error(NOT_A_DOCX, place, reason=message.replace(str(part.path), "")))
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


def mark_part(document: Document, part: Part, sites: Sites, problems: Problems) -> None:
    """Marks the tags of a part as sites."""
    mark_sites(document.element.body, part.name, "", sites, problems)
    for relation in document.part.rels.values():
        if relation.reltype == RT.COMMENTS and _has_tag(relation.target_part):
            name = str(relation.target_part.partname).rpartition("/")[2]
            problems.add(template_error(TEMPLATE_TAG_PLACE, Place(part.name), story=name))
        if relation.reltype in _STORIES:
            story = relation.target_part
            name = str(story.partname).rpartition("/")[2].removesuffix(".xml")
            mark_sites(story.element, part.name, name, sites, problems)


def _has_tag(part: PackagePart) -> bool:
    """Whether there is a tag in a part that is not filled."""
    return isinstance(part, XmlPart) and TAG.search(text_of(part.element)) is not None
