"""What people call a unit or a pack whose folder is named otherwise: names that stand inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.content.content_names import is_yaml
from docgen.diagnostics import nearest
from docgen.diagnostics.file_names import plain, shortened, the_one_meant
from docgen.packs.pack_list import file_text, pack_title
from docgen.project import Project

_ENTRY = re.compile(r"\s*(?:- )?[^\s:#][^:#]*: +(.+?)(?:\s+#.*)?")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")


def unit_called(typed: str, folders: Iterable[Path]) -> str:
    """The only unit one of whose fields says just what was typed; empty if there is none."""
    found = [folder.name for folder in folders if plain(typed) in set(_values(folder))]
    return found[0] if len(found) == 1 else ""


def _values(folder: Path) -> Iterator[str]:
    """What stands behind the keys of a unit's files, whether they are sound or not."""
    for path in sorted(folder.glob("*")):
        if is_yaml(path):
            lines = file_text(path).splitlines()
            yield from (plain(entry[1]) for line in lines if (entry := _ENTRY.fullmatch(line)))


def pack_called(typed: str, project: Project) -> str:
    """The only pack whose title was typed, shortened or without its remark in brackets too."""
    titles = {pack_title(project.home_of(name).packs / name): name for name in project.pack_names()}
    bare = {_without_remark(title): name for title, name in titles.items()}
    meant = the_one_meant(typed, titles) or shortened(typed, titles) or nearest(typed, titles)
    return titles.get(meant, "") or bare.get(_without_remark(typed), "")


def _without_remark(title: str) -> str:
    return plain(_REMARK.sub("", title))
