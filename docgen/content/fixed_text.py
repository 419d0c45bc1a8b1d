"""The text of a file with fixes applied."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from docgen.content.source_files import Patch, apply_patches
from docgen.diagnostics import Fix


def with_fixes(text: str, fixes: Iterable[Fix]) -> str:
    r"""``text`` with all ``fixes`` whose old text stands there; of two that meet, the first.

    Lines of ``text`` end in ``\n``.
    """
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    patches = list[Patch]()
    for fix in sorted(fixes, key=lambda fix: fix.place):
        start = starts[min(fix.place.line, len(starts)) - 1] + fix.place.column - 1
        patch = Patch(start, start + len(fix.old), fix.new)
        is_free = not patches or patches[-1].stop <= start
        if text.startswith(fix.old, start) and is_free:
            patches.append(patch)
    return apply_patches(text, patches)
