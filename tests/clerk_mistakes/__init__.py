"""Single mistakes such as clerks make who know Word, WPS and Excel, and have never seen YAML.

A module a kind, each with its ``MISTAKES``; ``commands`` has command lines. They were collected
before the code that tells and mends them, and are not to be fitted to it.
"""

from __future__ import annotations

from tests.clerk_mistakes import (
    bindings,
    dates,
    keys,
    lines,
    markdown,
    pasting,
    pictures,
    structure,
    tables,
    text,
    values,
)
from tests.clerk_mistakes.mistake import CommandMistake, FileMistake, Mistake

KINDS: dict[str, list[Mistake] | list[FileMistake]] = {
    "dates": dates.MISTAKES,
    "keys": keys.MISTAKES,
    "bindings": bindings.MISTAKES,
    "lines": lines.MISTAKES,
    "markdown": markdown.MISTAKES,
    "pictures": pictures.MISTAKES,
    "structure": structure.MISTAKES,
    "pasting": pasting.MISTAKES,
    "tables": tables.MISTAKES,
    "text": text.MISTAKES,
    "values": values.MISTAKES,
}
"""Kind to mistakes in content."""

MISTAKES: list[Mistake | FileMistake] = [
    mistake for mistakes in KINDS.values() for mistake in mistakes
]
"""All mistakes in content."""

COMMANDS: list[CommandMistake] = []
"""All mistakes on the command line."""
