"""Which tags a template may hold, and how strictly they are taken."""

from __future__ import annotations

from enum import Enum


class Dialect(Enum):
    """A pack's forms are drafted and linted; any other template works as it was made for docxtpl.

    There ``{{r … }}``, ``{% vm %}`` and ``{% hm %}`` are taken, and what docxtpl drops without a
    word, such as text beside ``{%p … %}``, is a warning instead of an error.
    """

    PACK = "pack"
    FREE = "free"
