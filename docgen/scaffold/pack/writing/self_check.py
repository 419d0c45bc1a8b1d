"""Self-check of a drafted pack: filled with blank content, it has to equal the forms."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import docx
from docx.document import Document
from lxml import etree

from docgen.checking.checks.blank_fields import NOT_FILLED
from docgen.content.unit import load_unit
from docgen.diagnostics import Place, Problem, Problems, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import load_pack
from docgen.project import Project
from docgen.runs.build import Packs, build_report
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from docgen.temporary import temporary_folder
from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w

DRAFT_DIFFERS = problem_code(
    "draft-differs",
    en=(
        "filled with nothing it is unlike the blank form: 「{wanted}」 became 「{got}」",
        "put this place right in the template, after the blank form",
    ),
    zh=("空白时印出来与空白表不同：应为 {wanted}，现为 {got}", "在模板里对照空白表改正这一处"),
)

_SHOWN = 5
"""How many differences are reported."""


def self_check(
    name: str,
    pack: Mapping[str, bytes],
    edition: int,
    forms: Sequence[str],
    problems: Problems,
) -> dict[str, bytes]:
    """Fills the pack with the blank content of a first unit and compares the report with the forms.

    ``forms`` are the lines of the blank forms, the year typed in. Adds a warning to ``problems``
    for each place where the report differs. Returns the content's files by name, none if the pack
    cannot be read.
    """
    with temporary_folder("draft") as folder:
        project = Project(Path(folder).resolve())
        _write(project.packs / name, pack)
        loaded = load_pack(project.packs / name, project.root, problems)
        if loaded is None:
            return {}
        content = Skeleton(loaded, edition, FieldComments(loaded, edition)).files()
        unit = project.content / str(edition) / name
        _write(unit, content)
        with problems.within(_without_blanks) as found:
            report = _build(unit, project, found)
    if report is not None:
        lines = body_lines(report.element.body)
        problems.extend(_differences(forms, lines, Place(f"word_templates/{name}")))
    return content


def _without_blanks(found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those of blank fields: the content is blank on purpose."""
    return (problem for problem in found if problem.code != NOT_FILLED)


def _build(folder: Path, project: Project, problems: Problems) -> Document | None:
    """The report of the unit in ``folder``; ``None`` after errors."""
    unit = load_unit(folder, folder.parent.name, project.root, problems)
    packs = Packs(project)
    pack_and_template = packs.get(unit, problems)
    problems.extend(packs.problems)
    if pack_and_template is None or problems.has_errors:
        return None
    report, _ = build_report(unit, *pack_and_template, project, problems)
    return docx.Document(io.BytesIO(report.data)) if report else None


def body_lines(body: etree._Element) -> list[str]:
    """A ``w:body`` as lines: one for a paragraph, one for a table row with its spans and merges.

    Empty paragraphs are left out, as joining parts adds some to end a page.
    """
    lines: list[str] = []
    for element in body:
        if element.tag == w("tbl"):
            lines += _rows(element)
        elif element.tag == w("p") and (text := text_of(element).strip()):
            lines.append(text)
    return lines


def _rows(table: etree._Element) -> Iterator[str]:
    """A line for each row: ``[2] 年初预算数 | [1r] 其他``, each cell after its span and merge."""
    for row in cells_of(table):
        yield " | ".join(f"[{cell.span}{cell.merge[:1]}] {cell.text.strip()}" for cell in row)


def _differences(forms: Sequence[str], report: list[str], place: Place) -> Iterator[Problem]:
    """A warning for each of the first differing stretches of lines."""
    matcher = SequenceMatcher(a=forms, b=report, autojunk=False)
    changes = [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    for _, start, end, first, last in changes[:_SHOWN]:
        wanted, got = " ¶ ".join(forms[start:end]), " ¶ ".join(report[first:last])
        yield warning(DRAFT_DIFFERS, place, wanted=wanted or "—", got=got or "—")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
