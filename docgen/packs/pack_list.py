"""The packs there are, for ``docgen packs``: the project's own, and those that come with docgen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.content.source_files import read_source
from docgen.content.values import Text
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Problems
from docgen.project import Project, project_or_shipped, shipped


@dataclass(frozen=True)
class ListedPack:
    """A pack, as far as it can be read; whether it is sound tells ``docgen template lint``.

    Attributes:
        name: the name of its folder.
        about: what it is, ``中文 · English``, or in the language of the form alone; may be empty.
        is_own: whether it lies in the project, and does not just come with docgen.
        picture: the picture of a report that it makes, if there is one.
    """

    name: str
    about: str
    is_own: bool
    picture: Path | None


def listed_packs(start: Path) -> list[ListedPack]:
    """The packs of the project that ``start`` is in, if it is in one, then those of docgen."""
    project = project_or_shipped(start)
    return [_listed(project, name) for name in project.pack_names()]


def pack_title(folder: Path) -> str:
    """The title of a pack's schema; empty if it has none."""
    with suppress(ValueError, AttributeError):
        return str(json.loads(file_text(folder / "schema.json")).get("title", ""))
    return ""


def _listed(project: Project, name: str) -> ListedPack:
    home = project.home_of(name)
    pictures = (place.packs / f"{name}.png" for place in (home, shipped()))
    return ListedPack(
        name,
        next(_about(home.packs / name), ""),
        home == project and project != shipped(),
        next((picture for picture in pictures if picture.is_file()), None),
    )


def _about(folder: Path) -> Iterator[str]:
    """Yields what pack.yaml says of the pack, then the title of its schema."""
    source = read_source(folder / "pack.yaml", "pack.yaml", Problems())
    about = read_yaml(source, Problems()).get("about") if source else None
    if isinstance(about, Text):
        yield about
    yield pack_title(folder)


def file_text(path: Path) -> str:
    """The text of a file; empty if it is none, such as a pipe, or cannot be read."""
    with suppress(OSError):
        return path.read_text("utf-8", "replace") if path.is_file() else ""
    return ""
