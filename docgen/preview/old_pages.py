"""The pages of the report that a unit was taken from, each beside a page of the new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from docgen.pdf.converter import convert, find_converter
from docgen.pdf.page_texts import page_texts
from docgen.project import Project
from docgen.runs.action_cache import state_of
from docgen.scaffold.taken.compared_pages import paired


@dataclass(frozen=True)
class OldPages:
    """An old report, laid out.

    Attributes:
        name: its file.
        pdf: its PDF; empty if it cannot be laid out.
        texts: the text of each page.
    """

    name: str
    pdf: bytes = b""
    texts: tuple[str, ...] = ()

    def beside(self, new: bytes) -> list[list[int]]:
        """The numbers of the old pages, from 0, that belong beside each page of a new PDF.

        A page that is like none stands behind the one before it.
        """
        texts = page_texts(new)
        found: list[list[int]] = [[] for _ in texts]
        at = 0
        for old, number in paired(self.texts, texts):
            at = at if number is None else number
            if old is not None and found:
                found[at].append(old)
        return found


@dataclass
class OldReports:
    """The old reports of a project's units, each laid out once."""

    project: Project
    _known: dict[tuple[Path, str], OldPages] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def pages(self, file: Path) -> OldPages:
        """The pages of a report; one is laid out at a time."""
        key = file, state_of(file)
        with self._lock:
            if key not in self._known:
                self._known[key] = self._laid_out(file)
            return self._known[key]

    def _laid_out(self, file: Path) -> OldPages:
        converter = find_converter(self.project.fonts, self.project.converter)
        if converter is None:
            return OldPages(file.name)
        ((_, pdf),) = convert(converter, [file], self.project.fonts)
        if isinstance(pdf, str):
            return OldPages(file.name)
        return OldPages(file.name, pdf, tuple(page_texts(pdf)))
