"""Single mistakes such as clerks make who know Word, WPS and Excel, and have never seen YAML.

A module a kind, each with its ``MISTAKES``; ``commands`` has command lines. They were collected
before the code that tells and mends them, and are not to be fitted to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.clerk_mistakes import (
    bindings,
    dates,
    encodings,
    keys,
    lines,
    markdown,
    names,
    pasting,
    pictures,
    structure,
    tables,
    text,
    values,
)
from tests.clerk_mistakes.commands import COMMANDS
from tests.clerk_mistakes.mistake import FileMistake, Mistake

KINDS: dict[str, Sequence[Mistake | FileMistake]] = {
    "bindings": bindings.MISTAKES,
    "dates": dates.MISTAKES,
    "encodings": encodings.MISTAKES,
    "keys": keys.MISTAKES,
    "lines": lines.MISTAKES,
    "markdown": markdown.MISTAKES,
    "names": names.MISTAKES,
    "pasting": pasting.MISTAKES,
    "pictures": pictures.MISTAKES,
    "structure": structure.MISTAKES,
    "tables": tables.MISTAKES,
    "text": text.MISTAKES,
    "values": values.MISTAKES,
}
"""Kind to mistakes in content."""

MISTAKES: list[Mistake | FileMistake] = [
    mistake for mistakes in KINDS.values() for mistake in mistakes
]
"""All mistakes in content."""

__all__ = ["COMMANDS", "KINDS", "MISTAKES"]
