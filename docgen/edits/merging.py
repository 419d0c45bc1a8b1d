"""New content into the file that the office has edited."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docgen.edits.grafting import graft
from docgen.edits.reading import open_document, read_document
from docgen.edits.seal import read_stamp, restamp
from docgen.edits.three_way import Conflict, merge_files


@dataclass(frozen=True)
class Merged:
    """The merged file; where there are conflicts, the office's version stands in it.

    ``changed`` says whether anything of ours came into it, besides the stamp.
    """

    data: bytes
    conflicts: tuple[Conflict, ...]
    changed: bool


def merge_into(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """``theirs`` with all that changed from ``base`` to ``ours``, standing on ``ours``.

    Raises what python-docx raises for a file that is no sound .docx.
    """
    was, now, office = (open_document(one) for one in (base, ours, theirs))
    body = office.element.body
    merge = merge_files(read_document(was), read_document(now), read_document(office), body)
    graft(now, office, merge)
    restamp(office, read_stamp(io.BytesIO(ours)).base)
    buffer = io.BytesIO()
    office.save(buffer)
    return Merged(buffer.getvalue(), tuple(merge.conflicts), bool(merge.takes))
