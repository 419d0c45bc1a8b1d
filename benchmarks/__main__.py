"""``make bench``: measures every row of the table in docs/*/performance.md and writes it there.

With names of parts (``python -m benchmarks word again``) only they are measured, and nothing is
written. Ends with 1 if a goal is not reached, and says which.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from benchmarks import (
    browser,
    bureau,
    drafting,
    exported,
    filling,
    letters,
    long_preview,
    reports,
    summing,
)
from benchmarks.timing import Row, in_language
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.pool import cores
from tests.support import ROOT

PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "reference": filling.reference,
    "rows": filling.rows,
    "letters": letters.letters,
    "draft": drafting.drafting,
    "figures": exported.changed_export,
    "word": bureau.word_files,
    "report": reports.one_report,
    "verified": reports.verified_reports,
    "verify": reports.verifying,
    "pdf": bureau.pdfs,
    "again": bureau.again,
    "summed": summing.summed,
    "help": bureau.starting,
    "preview": browser.previewed,
    "long": long_preview.long_preview,
}
PAGES: Mapping[Language, Path] = {
    language: ROOT / "docs" / language / "performance.md" for language in LANGUAGES
}
BEGIN, END = "<!-- make bench: begin -->\n", "<!-- make bench: end -->\n"
"""Between them stands what is measured; the rest of the page is written by hand."""

HEADS: Mapping[Language, str] = {
    "en": "| work | against | docgen | the other | ratio | to reach | |",
    "zh": "| 工作 | 对比 | docgen | 对方 | 比值 | 目标 | |",
}
LINE = "| --- | --- | --- | --- | --- | --- | --- |"


def main() -> int:
    chosen = sys.argv[1:] or list(PARTS)
    print("\n".join(head("en")))
    rows = []
    for name in chosen:
        for row in PARTS[name]():
            rows.append(row)
            print(row.line("en"), flush=True)
    if chosen == list(PARTS):
        write(rows)
    short = [row for row in rows if row.falls_short]
    for row in short:
        print(
            f"falls short: {in_language(row.work, 'en')}: {row.goal and row.goal.text.en}",
            file=sys.stderr,
        )
    return 1 if short else 0


def head(language: Language) -> Iterator[str]:
    """What the figures depend on, and the head of the table."""
    names = ("docxtpl", "Jinja2", "lxml")
    parts = [platform.system(), f"Python {platform.python_version()}"]
    parts += [f"{name} {metadata.version(name)}" for name in names]
    begin, comma = {"en": (f"{cores()} cores", ", "), "zh": (f"{cores()} 核", "，")}[language]
    yield from (comma.join((begin, *parts)), "", HEADS[language], LINE)


def write(rows: Sequence[Row]) -> None:
    """Puts the table into the page of each language."""
    for language, page in PAGES.items():
        before, _, rest = page.read_text("utf-8").partition(BEGIN)
        table = "\n".join((*head(language), *(row.line(language) for row in rows)))
        page.write_text(f"{before}{BEGIN}{table}\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
