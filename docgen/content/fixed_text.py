"""The text of a file with fixes applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from docgen.content.source_files import Patch, apply_patches
from docgen.diagnostics import Fix, Problem


def with_fixes(text: str, fixes: Iterable[Fix]) -> str:
    r"""``text`` with all ``fixes`` whose old text stands there; of two that meet, the first.

    Lines of ``text`` end in ``\n``.
    """
    starts, patches = _line_starts(text), list[Patch]()
    for fix in sorted(fixes, key=lambda fix: fix.place):
        start = _offset(fix, starts)
        patch = Patch(start, start + len(fix.old), fix.new)
        is_free = not patches or patches[-1].stop <= start
        if text.startswith(fix.old, start) and is_free:
            patches.append(patch)
    return apply_patches(text, patches)


def with_standing_fixes(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
    """The problems, without those fixes whose old text does not stand at its place in the file.

    A text that YAML folds, or whose quotes hold escapes, reads otherwise than it stands there.

    Args:
        problems: the problems.
        root: the folder that their places are relative to.
    """

    @cache
    def text_of(file: str) -> str:
        data = (root / file).read_bytes()
        return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")

    for problem in problems:
        fix = problem.fix
        stands = fix is None or _stands(fix, text_of(fix.place.file))
        yield problem if stands else replace(problem, fix=None)


def _stands(fix: Fix, text: str) -> bool:
    return text.startswith(fix.old, _offset(fix, _line_starts(text)))


def _line_starts(text: str) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def _offset(fix: Fix, starts: list[int]) -> int:
    return starts[min(fix.place.line, len(starts)) - 1] + fix.place.column - 1
