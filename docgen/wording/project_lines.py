"""What ``docgen init`` and ``docgen packs`` say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.diagnostics.codes import Language
from docgen.messages import half, phrases
from docgen.packs.pack_list import ListedPack
from docgen.pdf.fonts import lacking_fonts
from docgen.project import Project, typed
from docgen.scaffold.new_project import NewProject
from docgen.wording.problem_texts import display_path


def new_project_lines(made: NewProject, language: Language) -> Iterator[str]:
    """Yields what was made, and what to type next; also how to have fonts that are lacking."""
    texts = phrases(language)
    words = {
        "folder": display_path(made.root),
        "pack": made.pack,
        "unit": made.unit.relative_to(made.root).as_posix(),
        "edition": made.edition,
    }
    yield texts["init-made"].format(**words)
    if made.root != Path.cwd():
        yield texts["init-first"].format(folder=typed(words["folder"]))
    yield texts["init-next"].format(**words)
    yield texts["init-page"].format(**words)
    if lacking_fonts(Project(made.root).fonts):
        yield texts["fonts-offer"]


def pack_lines(packs: Sequence[ListedPack], language: Language) -> Iterator[str]:
    """Yields each pack: its name, what it is, its picture; then what to type."""
    texts = phrases(language)
    for pack in packs:
        yield texts["packs-own" if pack.is_own else "packs-shipped"].format(name=pack.name)
        if pack.about:
            yield f"    {half(pack.about, language)}"
        if pack.picture:
            yield f"    {texts['packs-picture'].format(path=pack.picture)}"
    yield texts["packs-next"]


def packs_json(packs: Sequence[ListedPack], language: Language) -> str:
    """The packs as JSON."""
    rows = [
        {
            "name": pack.name,
            "about": half(pack.about, language),
            "own": pack.is_own,
            "picture": str(pack.picture) if pack.picture else None,
        }
        for pack in packs
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
