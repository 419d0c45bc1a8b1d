"""All that a keeper sees of a pack: its blanks, and the pages that they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import Problem, Problems
from docgen.packs.pack import Pack, load_pack
from docgen.project import Project
from docgen.scaffold.pack.report.blank_pages import BlankPage, blank_pages
from docgen.scaffold.pack.report.draft_notes import DraftNote
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, blanks_of

_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True)
class PackView:
    """A pack as its keeper sees it.

    Attributes:
        title: what its schema is called.
        blanks: its blanks in reading order.
        doubts: what has to be looked at and is about a whole form.
        pages: the pages of its forms; none if no program lays them out.
        problems: why a form cannot be read.
    """

    title: str
    blanks: tuple[DraftedBlank, ...] = ()
    doubts: tuple[Problem, ...] = ()
    pages: tuple[BlankPage, ...] = ()
    problems: tuple[Problem, ...] = ()


def view_pack(folder: Path, project: Project, year: int, notes: Iterable[DraftNote]) -> PackView:
    """The view of the pack in ``folder``, for an edition of ``year``."""
    problems = Problems()
    pack = load_pack(folder, project.root, problems)
    if pack is None:
        return PackView(folder.name, problems=tuple(problems))
    found = blanks_of(pack, notes, problems)
    pages = blank_pages(pack, found.blanks, year, project)
    return PackView(_title(pack), found.blanks, found.doubts, tuple(pages), tuple(problems))


def _title(pack: Pack) -> str:
    return str(pack.schema.get("title") or pack.name)


def last_edition(project: Project, default: int) -> int:
    """The year of the newest edition of a project."""
    years = [int(name) for name in project.editions() if _YEAR.fullmatch(name)]
    return max(years, default=default)
