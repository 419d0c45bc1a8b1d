"""The outline of a pack: its placeholders with their places and fields."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import Problem, Problems
from docgen.packs.pack import find_pack
from docgen.project import project_or_shipped
from docgen.templates.lint.placeholder_uses import Use, uses_of

KINDS = ("value", "merge", "slot", "chart", "loop", "condition", "set")
"""The kinds of tags that are placeholders, unlike ``else`` or ``endfor``."""


@dataclass(frozen=True)
class PackOutline:
    """The placeholders of a pack in reading order.

    Attributes:
        uses: the placeholders.
        derived: the paths of the fields that the pack derives.
        problems: why a part could not be read.
    """

    uses: tuple[Use, ...] = ()
    derived: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def is_derived(self, path: str) -> bool:
        """Whether the field at ``path`` is derived, or inside a derived group."""
        return any(f"{path}.".startswith(f"{field}.") for field in self.derived)


def outline_pack(name: str, *, root: Path | None = None) -> PackOutline:
    """The outline of the pack ``name``. Raises :class:`UsageError` if there is no such pack."""
    project = project_or_shipped(root)
    problems = Problems()
    pack = find_pack(project, name, problems)
    if pack is None:
        return PackOutline(problems=tuple(problems))
    uses = (use for use in uses_of(pack, problems) if use.placeholder.kind in KINDS)
    derived = frozenset(derivation.field for derivation in pack.derived)
    return PackOutline(tuple(uses), derived, tuple(problems))
