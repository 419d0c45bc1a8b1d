"""The packs of a project that sum up units, and the units that have such a pack."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.content.content_names import is_yaml
from docgen.diagnostics import Problems
from docgen.project import Project
from docgen.runs.edition import Edition

if TYPE_CHECKING:
    from docgen.packs.pack import Pack

_OVER = b"over:"


def may_sum_up(project: Project) -> list[str]:
    """The names of the packs whose pack.yaml has the word; what reads packs is not imported."""
    names = []
    for name in project.pack_names():
        path = project.home_of(name).packs / name / "pack.yaml"
        with contextlib.suppress(OSError):
            if path.is_file() and _OVER in path.read_bytes():  # a pipe would not end
                names.append(name)
    return names


def summaries_of(project: Project) -> dict[str, Pack]:
    """The packs that sum up units, by name; one that cannot be read is left out."""
    from docgen.packs.pack import find_pack

    found = ((name, find_pack(project, name, Problems())) for name in may_sum_up(project))
    return {name: pack for name, pack in found if pack and pack.over}


def summing_units(
    edition: Edition, folders: Sequence[Path], summaries: Collection[str]
) -> list[Path]:
    """Those of the folders whose unit has one of the packs ``summaries``.

    The texts of a unit say whether it may have one before it is read.
    """
    names = [name.encode() for name in summaries]
    named = [folder for folder in folders if names and _names_one(folder, names)]
    return [folder for folder in named if _pack_of(folder, edition) in summaries]


def _names_one(folder: Path, names: Sequence[bytes]) -> bool:
    return any(name in text for text in _texts(folder) for name in names)


def _texts(folder: Path) -> Iterator[bytes]:
    """The files of a unit in which its pack may be named."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if is_yaml(path) and path.is_file():
            with contextlib.suppress(OSError):
                yield path.read_bytes()


def _pack_of(folder: Path, edition: Edition) -> str:
    from docgen.content.unit import load_unit

    unit = load_unit(folder, edition.name, edition.project.root, Problems())
    return edition.project.pack_name(unit.pack_name) if unit.pack_name else ""
