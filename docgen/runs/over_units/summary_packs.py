"""The packs of a project that sum up units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen.diagnostics import Problems
from docgen.project import Project

if TYPE_CHECKING:
    from docgen.packs.pack import Pack

_OVER = b"over:"


def may_sum_up(project: Project) -> Iterator[str]:
    """Yields the names of the packs whose pack.yaml has the word; packs are not imported."""
    for name in project.pack_names():
        try:
            text = (project.home_of(name).packs / name / "pack.yaml").read_bytes()
        except OSError:
            continue
        if _OVER in text:
            yield name


def summaries_of(project: Project) -> dict[str, Pack]:
    """The packs that sum up units, by name; one that cannot be read is left out."""
    found = {}
    for name in may_sum_up(project):
        from docgen.packs.pack import find_pack

        pack = find_pack(project, name, Problems())
        if pack and pack.over:
            found[name] = pack
    return found
