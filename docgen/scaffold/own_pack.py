"""Packs that come with docgen, copied into a project: all that its reports depend on lies there."""

from __future__ import annotations

from pathlib import Path

from docgen.atomic import write_atomically, write_folder
from docgen.packs.pack_yaml import SCHEMA_FILE, pack_schema_text
from docgen.project import Project


def make_own(project: Project, pack: str) -> bool:
    """Copies ``pack`` into the project, unless it is the project's own; whether it was copied.

    Raises :class:`OutputError` if it cannot be written.
    """
    home = project.home_of(pack)
    if home == project:
        return False
    target = project.packs / pack
    write_pack_schema(project)  # first: a run that is killed behind it leaves no pack without
    write_folder(target, files_of(home.packs / pack), project.relative(target))
    return True


def write_pack_schema(project: Project) -> None:
    """Writes the schema of pack.yaml, as this docgen knows it, where editors look for it."""
    path = project.packs / SCHEMA_FILE
    write_atomically(path, pack_schema_text().encode(), project.relative(path))


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of each file below ``folder``, by its path in it."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
