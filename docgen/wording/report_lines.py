"""``docgen doctor --report`` in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.runs.machine_report import machine_report


def report_lines(start: Path, encoding: str, language: Language) -> Iterator[str]:
    """Yields the lines of a bug report about this machine and the project of ``start``."""
    texts = phrases(language)
    yield texts["report-head"]
    for phrase, words in machine_report(start, encoding):
        yield texts[f"report-{phrase}"].format(**words)
