"""Writes what a pull carries back: all content files or none, and then the Word file's new base.

What they replace is kept first; after an error or Ctrl-C in between it is put back at once, after a
kill by the next pull.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from docgen.atomic import write_all
from docgen.diagnostics import DocgenError, EditsAtRiskError
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.fingerprint import fingerprint_of, with_fingerprint
from docgen.roundtrip.files.overwrite import refuse_if_held
from docgen.roundtrip.files.pull_records import NewBase, PullRecord, ReplacedFile
from docgen.roundtrip.merging.merged_file import base_of
from docgen.runs.carry_back import PullInput, PullPlan
from docgen.runs.edition import Edition
from docgen.runs.restoring import put_back_begun

CONTENT_MOVED = problem_code(
    "content-moved",
    en=(
        "somebody kept changing the content while the edits were tried; nothing was written",
        "run the same command again when nobody else is saving the files of this unit",
    ),
    zh=(
        "写回时一直有人在改内容文件，什么也没有写",
        "等没有人保存这个单位的文件时，再运行一次同样的命令",
    ),
)

_MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""


class ContentMovedError(EditsAtRiskError):
    """The content changed while the edits were tried on it."""


def new_run() -> str:
    """A name for a run that pulls; later runs have greater names."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{token_hex(2)}"


@dataclass(frozen=True)
class CarriedEdits:
    """The edits of a Word file that are written into the content of its unit.

    Attributes:
        edition: the edition.
        docx: the Word file.
        pull_input: its document, and that of the content.
        plan: what is written.
    """

    edition: Edition
    docx: Path
    pull_input: PullInput
    plan: PullPlan

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
            raise self._moved()
        if not self.plan.files:
            return
        with self.edition.pulls(self.folder.name).locked(self.edition.place(self.folder)):
            root = self.edition.project.root
            files = dict(self._content_files())
            written = {root / name: file.after or b"" for name, file in files.items()}
            new_base = None
            if self.has_new_base:
                written[self.docx], new_base = self._with_new_base()
            for path in written:
                refuse_if_held(path, self.edition.place(path))
            record = PullRecord(run, self.edition.place(self.docx).file, files, new_base)
            self._replace(written, record, unchanged)

    def _moved(self) -> ContentMovedError:
        return ContentMovedError(CONTENT_MOVED, self.edition.place(self.folder))

    def _content_files(self) -> Iterator[tuple[str, ReplacedFile]]:
        """Yields the name of each content file, with its bytes before and after."""
        for name, text in self.plan.files.items():
            path = self.edition.project.root / name
            before = path.read_bytes() if path.exists() else None
            after = text.replace("\n", "\r\n") if b"\r\n" in (before or b"") else text
            mark = _MARK if (before or b"").startswith(_MARK) else b""
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

    def _replace(
        self, written: Mapping[Path, bytes], record: PullRecord, unchanged: Callable[[], bool]
    ) -> None:
        """Replaces the files; what was replaced when an error comes is put back."""
        records = self.edition.pulls(self.folder.name)
        begun: list[Path] = []

        def begin() -> None:
            begun.append(records.begin(record))
            if not unchanged():
                begun.pop().unlink()
                raise self._moved()

        try:
            write_all(
                written, {path: self.edition.place(path).file for path in written}, ready=begin
            )
        except BaseException:  # Ctrl-C and the time limit of a unit, too
            with suppress(DocgenError):  # else by the next pull
                put_back_begun(self.edition, self.folder)
            raise
        records.finish(begun[0])
