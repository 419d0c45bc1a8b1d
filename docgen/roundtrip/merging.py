"""New content into the file that the office has edited."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from docgen.diagnostics import EditsAtRiskError, ExitCode, Place, Problem, error
from docgen.roundtrip.docx_model import DocxFile
from docgen.roundtrip.docx_reader import open_document, read_document
from docgen.roundtrip.fingerprint import read_identity, set_fingerprint
from docgen.roundtrip.grafting import graft
from docgen.roundtrip.locations import Locations, excerpt
from docgen.roundtrip.three_way import Merge, agreed, merge_files
from docgen.templates.package import rezipped
from docgen.word.xml import w


@dataclass(frozen=True)
class Merged:
    """The merged file.

    Attributes:
        data: its bytes.
        conflicts: what both sides changed; there the office's version stands in it.
        layout: whether styles, headers or page setup changed as well, which stay the office's.
    """

    data: bytes
    conflicts: tuple[Problem, ...]
    layout: bool = False


def merge_into(base: bytes, ours: bytes, theirs: bytes, place: Place) -> Merged:
    """``theirs`` with all that changed from ``base`` to ``ours``, standing on ``ours``.

    ``place`` is what messages call the office's file. Raises :class:`EditsAtRiskError` if it is no
    sound .docx.
    """
    was, now = open_document(base), open_document(ours)
    try:
        office = open_document(theirs)
        file = read_document(office)
    # It came from anywhere, and may be damaged in as many ways as there are programs.
    except Exception as reason:
        said = str(reason) or type(reason).__name__
        raise EditsAtRiskError("not-mergeable", place, reason=said) from reason
    merge = merge_files(read_document(was), read_document(now), file)
    problems = tuple(_conflicts(merge, file, place))
    graft(now, office, merge)
    set_fingerprint(office, read_identity(io.BytesIO(ours)).fingerprint)
    buffer = io.BytesIO()
    office.save(buffer)
    return Merged(rezipped(buffer.getvalue()), problems, _layout(was) != _layout(now))


def _layout(document: Document) -> tuple[object, ...]:
    """What decides how a file looks, besides its words."""
    package = document.part.package
    kinds = (RT.STYLES, RT.HEADER, RT.FOOTER)
    parts = {str(part.partname): part for part in package.iter_parts()}
    related = [one.target_part for one in document.part.rels.values() if one.reltype in kinds]
    looks = {name: part.blob for name, part in parts.items() if part in related}
    sections = [etree.tostring(one) for one in document.element.body.iter(w("sectPr"))]
    return sorted(looks.items()), sections[-1:]


def agreed_base(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """``base`` with all that ours and theirs made of it alike: what still is an edit after a pull.

    If that reads as ours, it is ours.
    """
    was, now, office = map(open_document, (base, ours, theirs))
    graft(now, was, agreed(read_document(was), read_document(now), read_document(office)))
    if read_document(was).key == read_document(now).key:
        return ours
    buffer = io.BytesIO()
    was.save(buffer)
    return rezipped(buffer.getvalue())


def _conflicts(merge: Merge, file: DocxFile, place: Place) -> Iterator[Problem]:
    whereabouts = Locations(file)
    for one in merge.conflicts:
        sides = {"base": one.base, "ours": one.ours, "theirs": one.theirs}
        where = whereabouts.of(next(iter(one.theirs), one.near))
        texts = {name: excerpt(items) or "—" for name, items in sides.items()}
        found = error("edit-conflict", place, **texts)
        yield replace(found, document=where, exit_code=ExitCode.EDITS_AT_RISK)
