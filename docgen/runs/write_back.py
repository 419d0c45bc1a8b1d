"""Writes what a pull carries back: all content files or none, and then the Word file's new base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.content.source_files import MARK
from docgen.roundtrip.files.change_records import ChangeRecord, NewBase, ReplacedFile
from docgen.roundtrip.files.fingerprint import fingerprint_of, with_fingerprint
from docgen.roundtrip.merging.merged_file import base_of
from docgen.runs.carry_back import PullInput, PullPlan
from docgen.runs.edition import Edition
from docgen.runs.recorded_write import moved, write_recorded


@dataclass(frozen=True)
class CarriedEdits:
    """The edits of a Word file that are written into the content of its unit.

    Attributes:
        edition: the edition.
        docx: the Word file.
        pull_input: its document, and that of the content.
        plan: what is written.
        keeps_word: whether the record has the Word file itself, out of which comments went.
        on_page: whether they were chosen on the page of ``docgen preview``.
    """

    edition: Edition
    docx: Path
    pull_input: PullInput
    plan: PullPlan
    keeps_word: bool = False
    on_page: bool = False

    @property
    def folder(self) -> Path:
        """The content of the unit."""
        return self.pull_input.folder

    @property
    def has_new_base(self) -> bool:
        """Whether the Word file is written, too: what lies elsewhere is not."""
        return bool(self.plan.files) and self.edition.has_output(self.docx)

    def write(self, run: str, unchanged: Callable[[], bool]) -> None:
        """Writes all content files or none, and then the Word file with its new base.

        Content files keep their line ends, their byte order mark and who may read and write them.
        With the new base, edits that were carried back no longer count as edits of the Word file;
        and it has the new content, as after :func:`docgen.render_edition`, so that both are in one
        order. A copy that does not lie in a folder of outputs is not written.

        Args:
            run: the name of the run.
            unchanged: whether content and Word file are still as they were when the edits were
                tried.

        Raises:
            ContentMovedError: they are not.
            EditsAtRiskError: a file is open or write-protected.
            OutputError: a file cannot be written.
        """
        if not unchanged():
            raise moved(self.edition, self.folder)
        if not self.plan.files:
            return
        with self.edition.changes(self.folder.name).locked(self.edition.place(self.folder)):
            root = self.edition.project.root
            files = dict(self._content_files())
            written = {root / name: file.after or b"" for name, file in files.items()}
            new_base, word = None, None
            if self.has_new_base:
                written[self.docx], new_base = self._with_new_base()
                word = ReplacedFile(self.docx.read_bytes(), written[self.docx])
            record = ChangeRecord(
                run,
                self.edition.place(self.docx).file,
                files,
                new_base,
                self.on_page,
                word if self.keeps_word else None,
            )
            write_recorded(self.edition, self.folder, written, record, unchanged)

    def _content_files(self) -> Iterator[tuple[str, ReplacedFile]]:
        """Yields the name of each content file, with its bytes before and after."""
        for name, text in self.plan.files.items():
            path = self.edition.project.root / name
            before = path.read_bytes() if path.exists() else None
            after = text.replace("\n", "\r\n") if b"\r\n" in (before or b"") else text
            mark = MARK if (before or b"").startswith(MARK) else b""
            yield name, ReplacedFile(before, mark + after.encode())

    def _with_new_base(self) -> tuple[bytes, NewBase]:
        """The Word file with the new content; its base is the report of the changed content.

        What differs between the two are the edits that are left. The base has the derived values of
        the Word file, so that the new ones come into it.
        """
        assert self.plan.report is not None  # as there are changes
        merged, before, after = self.pull_input.merged, self.pull_input.report, self.plan.report
        data = merged.data if merged else self.docx.read_bytes()
        name, base = self.edition.place(self.docx).file, base_of(after.data, self.plan.derived)
        fingerprint = fingerprint_of(base)
        self.edition.bases.keep(self.folder.name, fingerprint, base, name)
        new_base = NewBase(before.fingerprint, fingerprint, before.data)
        return with_fingerprint(data, fingerprint), new_base
