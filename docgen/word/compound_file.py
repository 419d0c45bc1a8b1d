"""The streams of a compound file, which Office wrote before 2007 (MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_HEADER = struct.Struct("<8s16x2xHHHH6xIIIIIIIIII")
_HEAD, _ENTRY = 512, 128
_LAST = 0xFFFFFFFA
"""Numbers of sectors are below it; those above end a chain or mean none."""

_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True)
class _Entry:
    """A line of the directory (2.6.1): a stream, a folder of streams, or the root."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """A compound file; whatever of it is damaged is left out.

    Attributes:
        data: its bytes.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        head = _HEADER.unpack_from(data.ljust(_HEAD, b"\0"))
        self._size, self._small_size = 1 << min(head[3], 16), 1 << min(head[4], 16)
        self._directory_start, self._least = head[7], head[9]
        self._small_fat_start, self._more_start = head[10], head[12]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all streams and folders."""
        return frozenset(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """The first stream of that name; empty if there is none."""
        entries = (it for it in self._entries if it.name == name and it.kind == _STREAM)
        entry = next(entries, None)
        if entry is None:
            return b""
        if entry.size >= self._least:
            return self._chain(entry.start)[: entry.size]
        size, small = self._small_size, self._small_stream
        sectors = _followed(entry.start, self._small_fat)
        return b"".join(small[at * size : (at + 1) * size] for at in sectors)[: entry.size]

    @cached_property
    def _entries(self) -> list[_Entry]:
        lines = self._chain(self._directory_start)
        return [
            _Entry(line[: max(length - 2, 0)].decode("utf-16-le", "replace"), line[66], start, size)
            for line in (lines[at : at + _ENTRY] for at in range(0, len(lines), _ENTRY))
            if len(line) == _ENTRY and line[66] in (_STORAGE, _STREAM, _ROOT)
            for length, start, size in [struct.unpack("<64xH50xII4x", line)]
        ]

    @cached_property
    def _fat(self) -> tuple[int, ...]:
        """The next sector of each; the table itself lies in sectors that the head lists (2.5)."""
        numbers = list(_numbers(self.data[76:_HEAD]))
        more, seen = self._more_start, set[int]()
        while more < _LAST and more not in seen:
            seen.add(more)
            *listed, more = _numbers(self._sector(more)) or (_LAST,)
            numbers += listed
        return _numbers(b"".join(self._sector(number) for number in numbers if number < _LAST))

    @cached_property
    def _small_fat(self) -> tuple[int, ...]:
        return _numbers(self._chain(self._small_fat_start))

    @cached_property
    def _small_stream(self) -> bytes:
        """Where streams of less than 4096 bytes lie (2.4)."""
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        return self._chain(root.start) if root else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self.data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(start, self._fat)))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(start: int, following: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain; one that comes back to itself ends there."""
    seen = set[int]()
    while start < len(following) and start not in seen:
        seen.add(start)
        yield start
        start = following[start]
