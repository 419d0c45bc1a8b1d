"""Merges new content into the file that the office has edited."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from docgen.diagnostics import EditsAtRiskError, ExitCode, Place, Problem, error
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.docx_reader import open_document, read_document
from docgen.roundtrip.fingerprint import read_identity, set_fingerprint
from docgen.roundtrip.grafting import graft
from docgen.roundtrip.locations import Locations, excerpt
from docgen.roundtrip.overwrite import UNREAD_OUTPUT
from docgen.roundtrip.three_way import Merge, merge_agreement, merge_files
from docgen.templates.package import rezipped
from docgen.templates.table_labels import FormLabels
from docgen.word.package_file import DAMAGED_DOCX, PackageError, open_package
from docgen.word.xml import w

EDIT_CONFLICT = problem_code(
    "edit-conflict",
    en=(
        "the office and the content changed the same place{at}: the Word file says 「{theirs}」, "
        "the content 「{ours}」, before it was 「{base}」; nothing was written",
        "make both say the same, in Word or in the content, and run again; --replace gives up the "
        "Word file's edits",
    ),
    zh=(
        "办公室和内容改了同一处{at}：Word 里是「{theirs}」，按内容是「{ours}」，原来是「{base}」；"
        "什么也没有写",
        "把两边改成一样（改 Word 或改内容），再运行；要放弃 Word 里的修改，加 --replace",
    ),
)


@dataclass(frozen=True)
class MergedFile:
    """The merged file.

    Attributes:
        data: its bytes.
        conflicts: what both sides changed; the file has the office's version of it.
        layout: whether styles, headers or page setup changed too; the file has the office's.
    """

    data: bytes
    conflicts: tuple[Problem, ...]
    layout: bool = False


def merge_into(
    base: bytes, ours: bytes, theirs: bytes, place: Place, form: FormLabels
) -> MergedFile:
    """Returns ``theirs`` with all changes from ``base`` to ``ours``; its new base is ``ours``.

    Args:
        base: the file as docgen wrote it, before the office edited it.
        ours: the file that the content gives now.
        theirs: the office's file.
        place: the office's file, for messages.
        form: the labels that its tables print.

    Raises:
        EditsAtRiskError: the office's file cannot be read as a .docx.
    """
    base_document, our_document = open_document(base), open_document(ours)
    try:
        office = open_package(theirs, place)
        file = read_document(office)
        set_fingerprint(office, read_identity(ours, place).fingerprint)
    except PackageError as reason:
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=reason.problem.code) from reason
    # The file may come from any program; a damaged one raises exceptions of many kinds.
    except Exception as reason:
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=DAMAGED_DOCX) from reason
    merge = merge_files(read_document(base_document), read_document(our_document), file)
    problems = tuple(_conflicts(merge, Locations(file, form), place))
    graft(our_document, office, merge)
    layout = _layout(base_document) != _layout(our_document)
    return MergedFile(rezipped(_saved(office, place)), problems, layout)


def _saved(office: Document, place: Place) -> bytes:
    """The office's file; raises :class:`EditsAtRiskError` if it has what cannot be written."""
    buffer = io.BytesIO()
    try:
        office.save(buffer)
    except Exception as reason:  # python-docx reads types and names that it cannot write
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=DAMAGED_DOCX) from reason
    return buffer.getvalue()


def _layout(document: Document) -> tuple[object, ...]:
    """Returns the styles, headers, footers and last page setup of a document, for comparison."""
    package = document.part.package
    kinds = (RT.STYLES, RT.HEADER, RT.FOOTER)
    parts = {str(part.partname): part for part in package.iter_parts()}
    relations = document.part.rels.values()
    related = [relation.target_part for relation in relations if relation.reltype in kinds]
    blobs = {name: part.blob for name, part in parts.items() if part in related}
    sections = [etree.tostring(section) for section in document.element.body.iter(w("sectPr"))]
    return sorted(blobs.items()), sections[-1:]


def agreed_base(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Returns the base after a pull: ``base`` with the changes that ours and theirs agree on.

    What differs between it and the office's file are the edits that are left. If it reads the same
    as ``ours``, ``ours`` itself is returned.
    """
    base_document, our_document, office = map(open_document, (base, ours, theirs))
    files = map(read_document, (base_document, our_document, office))
    graft(our_document, base_document, merge_agreement(*files))
    if read_document(base_document).key == read_document(our_document).key:
        return ours
    buffer = io.BytesIO()
    base_document.save(buffer)
    return rezipped(buffer.getvalue())


def _conflicts(merge: Merge, locations: Locations, place: Place) -> Iterator[Problem]:
    for conflict in merge.conflicts:
        sides = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}
        location = locations.of(next(iter(conflict.theirs), conflict.near))
        texts = {name: excerpt(items) or "—" for name, items in sides.items()}
        problem = error(EDIT_CONFLICT, place, **texts)
        yield replace(problem, document=location, exit_code=ExitCode.EDITS_AT_RISK)
