"""``make bench``: measures every row of the table in docs/performance.md and writes it there.

With names of parts (``python -m benchmarks word again``) only they are measured, and nothing is
written. Ends with 1 if a goal is not reached, and says which.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata

from benchmarks import (
    browser,
    bureau,
    drafting,
    exported,
    filling,
    letters,
    long_preview,
    reports,
)
from benchmarks.timing import Row
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
    "help": bureau.starting,
    "preview": browser.previewed,
    "long": long_preview.long_preview,
}
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- make bench: begin -->\n", "<!-- make bench: end -->\n"
"""Between them stands what is measured; the rest of the page is written by hand."""

HEAD = (
    "| work 工作 | against 对比 | docgen | the other 对方 | ratio 比值 | to reach 目标 | |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


def main() -> int:
    chosen = sys.argv[1:] or list(PARTS)
    print("\n".join((machine(), "", *HEAD)))
    rows = []
    for name in chosen:
        for row in PARTS[name]():
            rows.append(row)
            print(row, flush=True)
    if chosen == list(PARTS):
        write(rows)
    short = [row for row in rows if row.falls_short]
    for row in short:
        print(f"falls short · 未达到: {row.work}: {row.goal}", file=sys.stderr)
    return 1 if short else 0


def machine() -> str:
    """What the figures depend on."""
    versions = (f"{name} {metadata.version(name)}" for name in ("docxtpl", "Jinja2", "lxml"))
    system = f"{cores()} cores, {platform.system()}, Python {platform.python_version()}"
    return ", ".join((system, *versions))


def write(rows: Sequence[Row]) -> None:
    """Puts the table into docs/performance.md."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    table = "\n".join((machine(), "", *HEAD, *map(str, rows)))
    PAGE.write_text(f"{before}{BEGIN}{table}\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
