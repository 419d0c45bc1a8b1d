"""What was brought up to the present format, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.wording.fix_lines import files_diff

if TYPE_CHECKING:
    from docgen.runs.migrate import Migrated


def migration_diff_lines(done: Sequence[Migrated], language: Language) -> Iterator[str]:
    """Yields what would change as a unified diff, in colours."""
    for each in done:
        yield from files_diff(each.files, language)


def migration_lines(
    done: Sequence[Migrated], language: Language, *, dry_run: bool
) -> Iterator[str]:
    """Yields a line for each unit and pack that was brought up, and what to do next."""
    texts = phrases(language)
    written = [each for each in done if each.files]
    for each in written if not dry_run else ():
        words = {"place": each.place, "number": each.number, "files": len(each.files)}
        yield texts["migrated"].format(**words)
    if not done:
        yield texts["migrated-none"]
    elif written:
        yield texts["migrated-dry" if dry_run else "migrated-undo"]
