"""A changed export: the command that lists what it changes, and where that is printed."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import Goal, Row, docgen, seconds
from docgen.diagnostics.bilingual import Bilingual
from tests.exports import export, exported_project

ROWS, TIMES = 400, 7


def changed_export() -> Iterator[Row]:
    """``docgen figures`` of 400 changed figures, the whole process, against one second."""
    with TemporaryDirectory() as folder:
        project = exported_project(Path(folder), ROWS)
        export(project, ROWS, lambda number: 100.0 + number)
        docgen(project.root, "render", "2023", "--no-pdf", "--no-verify")
        export(project, ROWS, lambda number: 101.5 + number)
        docgen(project.root, "figures", "2023")  # what Python compiles is kept
        ours = statistics.median(docgen(project.root, "figures", "2023")[0] for _ in range(TIMES))
    work = Bilingual(
        f"新导出的表改了 {ROWS} 个数：逐个列出，连同印在哪里",
        f"{ROWS} changed figures of an export: each, with where it is printed",
    )
    yield Row(work, "1 s", seconds(ours), "1 s", ours, Goal(1, at_most=True))
