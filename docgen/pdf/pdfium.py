"""pdfium, asked in blocks, and by one thread at a time.

A page has a thousand characters, and pdfium tells one thing of one of them a call. So handles are
passed as plain addresses, what it writes goes into one array, and calls are mapped over columns:
no Python object is made for any of them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, TypeAlias

PDFIUM = Lock()
"""To be held by whoever calls pdfium: it may not be used by two threads at a time."""

Asked: TypeAlias = Callable[..., Any]

INT, SIZE_T, ADDRESS = ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p


def plain(function: Any, result: Any, *arguments: Any) -> Asked:
    """A function of pdfium that takes and gives addresses instead of pointers."""
    return ctypes.CFUNCTYPE(result, *arguments)(_address_of(function))


def _address_of(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def address(handle: Any) -> int:
    """The address of a page, or another handle, that pypdfium2 has opened."""
    return ctypes.addressof(handle.raw.contents)


def written(ask: Asked, number: Any, width: int, *columns: Sequence[int]) -> ctypes.Array[Any]:
    """The ``width`` numbers that ``ask`` writes for each row of ``columns``, row after row."""
    size = ctypes.sizeof(number)
    array: ctypes.Array[Any] = (number * (width * len(columns[0])))()
    first = ctypes.addressof(array)
    end = first + ctypes.sizeof(array)
    places = [range(first + size * place, end, size * width) for place in range(width)]
    for _ in map(ask, *columns, *places):
        pass
    return array


def written_rows(ask: Asked, number: Any, width: int, *columns: Sequence[int]) -> ctypes.Array[Any]:
    """As :func:`written`, of what writes a whole row at one address."""
    array: ctypes.Array[Any] = (number * (width * len(columns[0])))()
    first, step = ctypes.addressof(array), width * ctypes.sizeof(number)
    for _ in map(ask, *columns, range(first, first + ctypes.sizeof(array), step)):
        pass
    return array
