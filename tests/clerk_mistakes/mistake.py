"""What a mistake is: sound content, what stands there instead, and what would be right.

Three bases are typed into: ``sample`` is the unit of the repository, ``school`` one of two
projects that lies beside this module, ``museum`` one of the other pack. The oracle: a base with
``right`` in place builds without a problem. With ``typed`` in place it is told, or, if
``silent_ok``, prints what ``right`` prints; and once mended it prints what ``right`` prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import ROOT

BASES = {
    "sample": ROOT / "content" / "2023" / "zhuzhou-vocational-park",
    "school": Path(__file__).resolve().parent / "units" / "qingxi-school",
    "museum": ROOT / "content" / "2023" / "science-museum",
}
"""The sound units, by name: the folder of each."""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A passage of one file that is typed wrongly.

    ``name`` is unique in the set, ``why`` says what the clerk did and why. ``old`` occurs exactly
    once in ``file`` of ``base``; ``sound`` is what stands there if it is typed rightly, ``None``
    for ``old`` itself; ``typed`` is what she typed. ``one_answer``: a colleague who looks at it
    knows what must be typed, without asking her. ``silent_ok``: docgen may understand it without
    a word, as the meaning is plain.
    """

    name: str
    why: str
    file: str
    old: str
    typed: str
    one_answer: bool
    sound: str | None = None
    base: str = "sample"
    silent_ok: bool = False

    @property
    def right(self) -> str:
        """What stands in the place of ``old`` when it is typed rightly."""
        return self.old if self.sound is None else self.sound

    @property
    def path(self) -> Path:
        """The file of the base that ``old`` stands in."""
        return BASES[self.base] / self.file

    def text(self, passage: str) -> str:
        """The whole file, with ``passage`` (``right`` or ``typed``) in the place of ``old``."""
        return self.path.read_text("utf-8").replace(self.old, passage)


@dataclass(frozen=True, kw_only=True)
class FileMistake:
    """Files that are saved, named or placed wrongly.

    ``typed`` holds what she made of the folder, ``sound`` what the folder ought to be: paths in
    the unit's folder, and their bytes; ``None`` is a file that is not there. What is in neither
    is as in the base. ``folder`` is where she has put the unit, below ``content/``, if that is
    what is wrong.
    """

    name: str
    why: str
    one_answer: bool
    typed: Mapping[str, bytes | None] = field(default_factory=dict)
    sound: Mapping[str, bytes | None] = field(default_factory=dict)
    folder: str | None = None
    base: str = "sample"
    silent_ok: bool = False


@dataclass(frozen=True, kw_only=True)
class CommandMistake:
    """A command line that is typed almost right; the words behind ``docgen``.

    ``meant`` is the line that does what she wanted; empty if only she knows.
    """

    name: str
    why: str
    typed: list[str]
    meant: list[str]
