"""Whether an edited Word file has edits that are not in the content yet.

A file that was saved again has other bytes than docgen wrote, and so counts as edited. It has no
edits left if it reads as the base that it names: after a pull, that base has what was carried back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.runs.edition import Edition


@dataclass(frozen=True)
class EditsLeft:
    """Tells of edited Word files of an edition, one per call, whether edits are left in them.

    Attributes:
        edition: the edition, which keeps the bases.
    """

    edition: Edition

    def __call__(self, path: Path) -> bool:
        """Whether the file has edits that a pull did not carry back, as far as can be told.

        A file that cannot be read, or whose base is not kept, may have some.
        """
        identity = self.edition.identity(path)
        if identity.untouched:
            return False
        base = self.edition.bases.find(identity.unit, identity.fingerprint)
        return base is None or bool(identity.problem) or reads_otherwise(base, path.read_bytes())

    def failed(self, path: Path, reason: Exception) -> bool:
        """A file whose comparison took too long may have edits."""
        return True


def reads_otherwise(base: bytes, data: bytes) -> bool:
    """Whether the Word file ``data`` has edits since it was ``base``; so may one that is damaged.

    Comments and formatting are no edits: no content file has them.
    """
    # A run asks this of edited files only, and mostly there are none.
    from docgen.roundtrip.comparing.diff import edits_between
    from docgen.roundtrip.reading.docx_reader import open_document, read_document
    from docgen.templates.table_labels import FormLabels

    try:
        before, after = (read_document(open_document(file)) for file in (base, data))
        return bool(edits_between(before, after, FormLabels()))
    # The file may come from any program; a damaged one raises exceptions of many kinds.
    except Exception:
        return True
