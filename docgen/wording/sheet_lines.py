"""What became of workbooks to fill in, as text and JSON, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.runs.sheet_in import SheetIn
from docgen.runs.sheet_out import SheetOut
from docgen.runs.workbooks.sheet_edits import SheetEdit
from docgen.wording.problem_texts import display_path, problem_text


def out_lines(out: SheetOut, language: Language) -> Iterator[str]:
    """Yields what was written for a unit, and what the workbook leaves out."""
    texts = phrases(language)
    if out.file is None:
        yield texts["sheet-not-written"].format(unit=out.unit)
        return
    words = {"file": display_path(out.file), "fields": out.fields, "sheets": len(out.sheets)}
    yield texts["sheet-written"].format(**words)
    if out.texts:
        yield texts["sheet-texts"].format(count=out.texts)
    for formula in out.not_live:
        yield texts["sheet-not-live"].format(formula=formula)
    yield texts["sheet-next"].format(file=display_path(out.file))


def in_lines(taken: SheetIn, language: Language) -> Iterator[str]:
    """Yields three lines for each edit of a workbook: its place, what was typed, where it goes."""
    texts = phrases(language)
    yield display_path(taken.file)
    for number, edit in enumerate(taken.edits, 1):
        kind = texts[f"edit-{edit.kind.value}"]
        yield f"{number:3}. {kind}{texts['at'].format(where=_where(edit))}"
        yield f"     {_marked(edit)}"
        yield f"     → {_destination(edit, language)}"
    counts = {"edits": len(taken.edits), "stays": taken.stays}
    counts["carried"] = counts["edits"] - counts["stays"]
    yield texts["edits-sheet" if taken.edits else "edits-sheet-none"].format(**counts)
    for name in taken.files:
        yield texts["content-file"].format(file=name)


def _where(edit: SheetEdit) -> str:
    return f"{edit.place.sheet}!{edit.place.address} {edit.label}".strip()


def _marked(edit: SheetEdit) -> str:
    """What was typed over what, as in the edits of a Word file; a line end within is ``↵``."""
    old = f"[-{edit.old}-]" if edit.old else ""
    new = f"{{+{edit.new}+}}" if edit.new else ""
    return f"{old}{new}".replace("\n", "↵") or "⇅"


def _destination(edit: SheetEdit, language: Language) -> str:
    texts = phrases(language)
    if edit.reason is not None:
        lines = problem_text(edit.reason, language).split("\n")
        problem = texts["to-do-and"].join(line.strip() for line in lines)
        return texts["sheet-refused"].format(problem=problem)
    place = str(edit.content or edit.file)
    return texts["sheet-meant"].format(place=place, meant=edit.meant) if edit.meant else place


def in_json(taken: SheetIn, language: Language) -> str:
    """The same as a JSON object, for editors and scripts."""
    edits = [
        {
            "what": edit.kind.value,
            "where": {"sheet": edit.place.sheet, "cell": edit.place.address, "label": edit.label},
            "old": edit.old,
            "new": edit.new,
            "content": str(edit.content or edit.file),
            "meant": edit.meant or None,
            "carried": edit.reason is None,
            "stays": problem_text(edit.reason, language) if edit.reason else None,
        }
        for edit in taken.edits
    ]
    found = {
        "unit": taken.unit,
        "file": display_path(taken.file),
        "edits": edits,
        "problems": [problem_text(problem, language) for problem in taken.problems],
        "content": list(taken.files),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
