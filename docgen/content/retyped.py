r"""The bytes of a content file with another text.

What the texts have in common stays as it was typed: its line ends, even if the file has both kinds,
and the byte order mark. New lines end as most lines of the file do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from docgen.content.characters import FORBIDDEN
from docgen.content.source_files import MARK, typed_text


def read_text(before: bytes) -> str:
    """The text of a file in UTF-8, as ``read_source`` reads it."""
    return FORBIDDEN.sub(" ", typed_text(before).replace("\r\n", "\n"))


def retyped(before: bytes, text: str) -> bytes:
    r"""The bytes of a file in UTF-8 with ``text``, whose lines end in ``\n``, in its place."""
    typed = typed_text(before)
    old, new = _with_ends(typed), _with_ends(text)
    plain = [FORBIDDEN.sub(" ", line.replace("\r\n", "\n")) for line in old]
    first = _in_common(plain, new)
    behind = _in_common(plain[first:][::-1], new[first:][::-1])
    changed = "".join(new[first : len(new) - behind])
    if 2 * typed.count("\r\n") > typed.count("\n"):
        changed = changed.replace("\n", "\r\n")
    lines = (*old[:first], changed, *old[len(old) - behind :])
    mark = MARK if before.startswith(MARK) else b""
    return mark + "".join(lines).encode()


def _with_ends(text: str) -> list[str]:
    r"""The lines of a text with their ends, of which ``\n`` is the only one."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _in_common(lines: Sequence[str], others: Sequence[str]) -> int:
    """How many lines two texts have in common at their beginning."""
    pairs = zip(lines, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
