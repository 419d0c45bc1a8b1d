"""What is known of a mutated report: a file of notes beside it, ``REPORT.json`` of ``REPORT.docx``.

A mutation hands the notes on, and writes down which items of lists it has deleted or added.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

Printed = list[str]
"""What a field prints: one text, or the paragraphs of a Markdown text."""


@dataclass
class Notes:
    """What a report prints, and what mutations made of its lists.

    Attributes:
        values: the texts that fields print.
        lists: the items of each list that has a row an item, by the list's path; an item is what
            its fields print, by their paths below it.
        gone: path and first text of each deleted item.
        new: path and first text of each added item.
    """

    values: list[str] = field(default_factory=list)
    lists: dict[str, list[dict[str, Printed]]] = field(default_factory=dict)
    gone: list[list[str]] = field(default_factory=list)
    new: list[list[str]] = field(default_factory=list)

    def write(self, report: Path) -> None:
        """Writes the notes beside a report."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        report.with_suffix(".json").write_text(text, "utf-8")


def notes_of(report: Path) -> Notes:
    """The notes beside a report."""
    return Notes(**json.loads(report.with_suffix(".json").read_text("utf-8")))


def texts_of(item: dict[str, Printed]) -> list[str]:
    """The texts that an item prints, without blanks."""
    return [text for printed in item.values() for text in printed if text.strip()]
