"""The text of a file with fixes applied, and where its places have gone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from docgen.content.source_files import MARK, Patch, apply_patches, is_utf_8, typed_text
from docgen.diagnostics import Fix, Place, Problem


class FixedText:
    r"""A text with all fixes whose old text stands there; of two that meet, the first.

    Lines end in ``\n`` or in ``\r\n``, which stay as they are; new lines end as the file's do.

    Attributes:
        text: the text with them.
        written: each fix that was applied, with the place where its new text begins, and the one
            behind it.
    """

    def __init__(self, text: str, fixes: Iterable[Fix]) -> None:
        self._before = _Lines(text)
        self._patches: dict[Fix, Patch] = {}
        for fix in sorted(fixes, key=lambda fix: fix.place):
            self._add(fix)
        self.text = apply_patches(text, self._patches.values())
        self._after = _Lines(self.text)
        self.written: dict[Fix, tuple[Place, Place]] = {}
        shift = 0
        for fix, patch in self._patches.items():
            start, file = patch.start + shift, fix.place.file
            ends = (start, start + len(patch.text))
            self.written[fix] = self._after.place(file, ends[0]), self._after.place(file, ends[1])
            shift += _growth(patch)

    def _add(self, fix: Fix) -> None:
        start, stop = self._before.offset(fix.place), self._before.offset(fix.end)
        stands_there = self._before.text[start:stop].replace("\r\n", "\n") == fix.old
        last = next(reversed(self._patches.values()), None)
        is_free = last is None or (start >= last.stop and start != last.start)
        if stands_there and is_free:
            self._patches[fix] = Patch(start, stop, fix.new.replace("\n", self._before.end))

    def moved(self, place: Place) -> Place:
        """Where the character at ``place`` of the text before stands now.

        In what was replaced it is at its old distance from the beginning, or at the end.
        """
        if not place.line:
            return place
        offset, shift = self._before.offset(place), 0
        for patch in self._patches.values():
            if offset < patch.stop:
                if offset > patch.start:
                    offset = min(offset, patch.start + len(patch.text))
                break
            shift += _growth(patch)
        return self._after.place(place.file, offset + shift)


def _growth(patch: Patch) -> int:
    return len(patch.text) - (patch.stop - patch.start)


_ESCAPE = re.compile(r"\"[^\"]*\\|'[^']*''")
"""An escape in a text in quotes; the characters behind it stand further on than they read."""


class _Lines:
    """Places of a text, and the offsets of their characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        # Bytes of UTF-16 that were decoded as UTF-8 have zeros between.
        self.end = "\r\n" if "\r\n" in text.replace("\0", "") else "\n"

    def offset(self, place: Place) -> int:
        """The offset of a place, or that of the end of its line, or of the text."""
        line = max(place.line, 1)
        if line >= len(self._starts):
            return len(self.text)
        start, stop = self._starts[line - 1], self._starts[line] - 1
        if self.text[start:stop].endswith("\r") and stop < len(self.text):
            stop -= 1
        return min(start + max(place.column, 1) - 1, stop)

    def place(self, file: str, offset: int) -> Place:
        """The place of an offset."""
        line = min(bisect_right(self._starts, offset), len(self._starts) - 1)
        return Place(file, line, offset - self._starts[line - 1] + 1)


class FixedFile(FixedText):
    """The bytes of a file with fixes applied; its byte order mark stays.

    Of a file that is not UTF-8, nothing but the whole can be replaced.

    Attributes:
        data: its bytes.
    """

    def __init__(self, data: bytes, fixes: Iterable[Fix]) -> None:
        text = typed_text(data)
        if not is_utf_8(data):
            fixes = [fix for fix in fixes if fix.old == text.replace("\r\n", "\n")]
        super().__init__(text, fixes)
        mark = MARK if data.startswith(MARK) else b""
        self.data = mark + self.text.encode() if self.written else data


def with_standing_fixes(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
    """The problems, without those fixes whose old text does not stand at its place in the file.

    A text that YAML folds, or whose quotes hold escapes, reads otherwise than it stands there.

    Args:
        problems: the problems.
        root: the folder that their places are relative to.
    """

    @cache
    def text_of(file: str) -> str:
        return typed_text((root / file).read_bytes())

    for problem in problems:
        fix = problem.fix
        text = text_of(fix.place.file) if fix else ""
        stands = not fix or fix in FixedText(text, [fix]).written
        is_sure = not fix or (stands and not _is_behind_escape(fix, text))
        yield problem if is_sure else replace(problem, fix=None)


def _is_behind_escape(fix: Fix, text: str) -> bool:
    """Whether a fix in YAML stands behind an escape, so that its column may be another's."""
    before = text.split("\n")[fix.place.line - 1][: fix.place.column - 1]
    return not fix.place.file.endswith(".md") and _ESCAPE.search(before) is not None
