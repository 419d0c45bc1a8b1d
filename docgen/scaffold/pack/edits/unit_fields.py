"""The content of a pack's units when a field of the pack is renamed or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from docgen.content.unit import PACK_KEY
from docgen.packs.pack import Pack
from docgen.project import Project
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from docgen.scaffold.pack.edits.yaml_patches import YamlPatches, entries_of, items_of

_ANY = "*"
"""A key of a path for any that a unit has chosen."""


def units_of(project: Project, pack: str) -> Iterator[Path]:
    """The folders of all units of a pack, of all editions."""
    for edition in project.editions():
        for folder in project.unit_folders(edition):
            if _pack_name(folder / "report.yaml") == pack:
                yield folder


def _pack_name(report: Path) -> str:
    try:
        found = yaml.safe_load(report.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return ""  # checks tell of it; a unit that cannot be read is not changed
    return str(found.get(PACK_KEY) or "") if isinstance(found, dict) else ""


def blank_files(pack: Pack, edition: str) -> dict[str, bytes]:
    """The files of a unit that nobody has typed into; none of an edition that is no year."""
    if not edition.isdecimal():
        return {}
    return Skeleton(pack, int(edition), FieldComments(pack, int(edition))).files()


def is_blank(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a unit is as it was begun."""
    return bool(files) and all(
        (folder / name).is_file() and (folder / name).read_bytes() == data
        for name, data in files.items()
    )


def renamed_files(folder: Path, path: str, key: str) -> dict[Path, bytes | None]:
    """The files of a unit in which a field is typed, with its other last key.

    A chapter is a file of its own; the former has nothing then.
    """
    changed = dict[Path, bytes | None]()
    above, _, old = path.rpartition(".")
    chapter = folder / above / f"{old}.md"
    if above.isascii() and chapter.is_file():
        changed = {chapter: None, chapter.with_name(f"{key}.md"): chapter.read_bytes()}
    for file, patches, found in _typed(folder, path):
        for _, name, _ in found:
            patches.change(name, lambda _: key)
        changed[file] = patches.written().encode()
    return changed


def without_field(folder: Path, path: str) -> dict[Path, bytes | None]:
    """The files of a unit in which a field stands blank, without it.

    Raises :class:`ValueError` if something is typed into it.
    """
    changed = dict[Path, bytes | None]()
    for file, patches, found in _typed(folder, path):
        for above, name, value in found:
            if not isinstance(value, yaml.ScalarNode) or value.value:
                raise ValueError(str(file))
            patches.remove(above, name)
        changed[file] = patches.written().encode()
    return changed


def _typed(
    folder: Path, path: str
) -> Iterator[tuple[Path, YamlPatches, list[tuple[list[yaml.Node], yaml.Node, yaml.Node]]]]:
    """The YAML files that have a field, each with the entries of it."""
    keys = path.replace("[]", "").split(".")
    for file in sorted(folder.rglob("*.yaml")):
        inside = file.relative_to(folder).parts[:-1]
        if tuple(keys[: len(inside)]) != inside:
            continue
        patches = YamlPatches(file.read_text("utf-8"))
        found = list(_entries(patches.root, keys[len(inside) :], []))
        if found:
            yield file, patches, found


def _entries(
    node: yaml.Node | None, keys: Sequence[str], above: list[yaml.Node]
) -> Iterator[tuple[list[yaml.Node], yaml.Node, yaml.Node]]:
    """The entries at a path: the collections around each, its key and its value."""
    for item in items_of(node):
        yield from _entries(item, keys, [*above, item])
    first, *others = keys
    for name, value in entries_of(node):
        if first not in (_ANY, name.value):
            continue
        here = above if above and above[-1] is node else [*above, *([node] if node else [])]
        if others:
            yield from _entries(value, others, here)
        else:
            yield here, name, value
