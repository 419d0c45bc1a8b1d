"""The text of a file with fixes applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from docgen.content.source_files import Patch, apply_patches
from docgen.diagnostics import Fix, Problem

_ESCAPE = re.compile(r"\"[^\"]*\\|'[^']*''")
"""An escape in a text in quotes; the characters behind it stand further on than they read."""


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
    starts = _line_starts(text)
    offset, line_start = _offset(fix, starts), starts[min(fix.place.line, len(starts)) - 1]
    is_behind_escape = not fix.place.file.endswith(".md") and _ESCAPE.search(
        text, line_start, offset
    )
    return text.startswith(fix.old, offset) and not is_behind_escape


def _line_starts(text: str) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def _offset(fix: Fix, starts: list[int]) -> int:
    return starts[min(fix.place.line, len(starts)) - 1] + fix.place.column - 1
