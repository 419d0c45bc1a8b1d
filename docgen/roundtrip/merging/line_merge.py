"""Merges three versions of a content file by their lines, byte for byte.

base    甲 乙 丙        ours    甲 丁 丙        theirs    甲 乙 丙 戊        merged    甲 丁 丙 戊
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from docgen.roundtrip.comparing.align import Hunk, merged_opcodes
from docgen.roundtrip.merging.diff3 import Side, chunks_of


@dataclass(frozen=True)
class Line:
    """A line of a file with its line end; ``key`` is its bytes."""

    key: bytes


@dataclass(frozen=True)
class LineConflict:
    """Lines that both sides changed in different ways.

    Attributes:
        number: that of the first of them in theirs, from 1.
        base: what they were.
        ours: what ours made of them.
    """

    number: int
    base: str
    ours: str


@dataclass(frozen=True)
class MergedLines:
    """The merged file: its bytes, with their version of the lines in ``conflicts``."""

    data: bytes
    conflicts: tuple[LineConflict, ...] = ()


def merge_lines(base: bytes, ours: bytes, theirs: bytes) -> MergedLines:
    """Returns ``theirs`` with all changes from ``base`` to ``ours``."""
    merged: list[Line] = []
    conflicts: list[LineConflict] = []
    number = 1
    for chunk in chunks_of(_lines(base), _lines(ours), _lines(theirs), _aligned):
        if chunk.side is Side.CONFLICT:
            conflicts.append(LineConflict(number, _text(chunk.base), _text(chunk.ours)))
        merged += chunk.ours if chunk.side is Side.OURS else chunk.theirs
        number += len(chunk.theirs)
    return MergedLines(_data(merged), tuple(conflicts))


def _lines(data: bytes) -> list[Line]:
    return [Line(line) for line in io.BytesIO(data)]


def _data(lines: Sequence[Line]) -> bytes:
    return b"".join(line.key for line in lines)


def _text(lines: Sequence[Line]) -> str:
    return _data(lines).decode("utf-8", "replace").strip()


def _aligned(before: Sequence[Line], after: Sequence[Line]) -> list[Hunk]:
    """The hunks from ``before`` to ``after``: an equal line, or all lines between two of them."""
    hunks: list[Hunk] = []
    codes = LCSseq.opcodes([line.key for line in before], [line.key for line in after])
    for same, (start, stop, to_start, to_stop) in merged_opcodes(codes):
        if same:
            pairs = zip(range(start, stop), range(to_start, to_stop), strict=True)
            hunks += [Hunk(slice(i, i + 1), slice(j, j + 1), True) for i, j in pairs]
        else:
            hunks.append(Hunk(slice(start, stop), slice(to_start, to_stop)))
    return hunks
