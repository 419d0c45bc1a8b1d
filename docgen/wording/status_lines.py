"""What ``docgen status`` prints: a table, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from docgen.content.characters import columns
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.runs.results import UnitStatus
from docgen.wording.problem_texts import display_path, problem_text


def status_lines(rows: Iterable[UnitStatus], language: Language) -> Iterator[str]:
    """Yields a table: the headings, and a line for each unit; columns are aligned."""
    texts = phrases(language)
    table: list[tuple[str, ...]] = [
        tuple(texts[f"status-{name}"] for name in ("unit", "state", "problems", "file"))
    ]
    for row in rows:
        marks = [texts[f"status-{mark}"] for mark in row.marks] or [texts["status-fresh"]]
        counts = {"errors": row.errors, "warnings": row.warnings}
        problems = texts["status-counts"].format(**counts) if row.errors or row.warnings else "—"
        file = display_path(row.docx) if row.docx else "—"
        table.append((row.name, texts["comma"].join(marks), problems, file))
    widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
    for line in table:
        cells = zip(line, widths, strict=True)
        yield "  ".join(text + " " * (width - columns(text)) for text, width in cells).rstrip()


def status_json(rows: Iterable[UnitStatus], language: Language) -> str:
    """The status of the units as a JSON list, for scripts."""
    objects = [
        {
            "unit": row.name,
            "file": display_path(row.docx) if row.docx else None,
            "marks": list(row.marks),
            "errors": row.errors,
            "warnings": row.warnings,
            "problems": [problem_text(problem, language) for problem in row.problems],
        }
        for row in rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)
