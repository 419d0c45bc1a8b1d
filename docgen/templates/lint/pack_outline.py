"""The outline of a pack: every placeholder, where it stands, and what fills it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import Problem
from docgen.packs.pack import load_pack
from docgen.project import find_project
from docgen.templates.lint.placeholder_uses import Use, uses_of

KINDS = ("value", "merge", "slot", "loop", "condition", "set")
"""What is a placeholder; ``else`` and ``endfor`` only go on with one."""


@dataclass(frozen=True)
class PackOutline:
    """The placeholders of a pack in reading order.

    Attributes:
        uses: the placeholders.
        derived: the fields that follow from others, by formulas of the pack.
        problems: what kept a part from being read.
    """

    uses: tuple[Use, ...] = ()
    derived: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def is_derived(self, path: str) -> bool:
        """Whether the field at ``path`` is, or is part of, one that follows from others."""
        return any(f"{path}.".startswith(f"{one}.") for one in self.derived)


def outline_pack(name: str, *, root: Path | None = None) -> PackOutline:
    """The outline of the pack ``name``. Raises :class:`UsageError` if there is no such pack."""
    project = find_project(root or Path.cwd())
    problems: list[Problem] = []
    pack = load_pack(project.pack(name), project.root, problems)
    if pack is None:
        return PackOutline(problems=tuple(problems))
    uses = (one for one in uses_of(pack, problems) if one.placeholder.kind in KINDS)
    derived = frozenset(one.field for one in pack.derived)
    return PackOutline(tuple(uses), derived, tuple(problems))
