"""Self-check of a drafted pack: filled with blank content, it has to equal the forms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from docgen.checking.unused_keys import UNUSED_KEY
from docgen.content.unit import load_unit
from docgen.content.values import Blank, Figure, Text
from docgen.diagnostics import Place, Problem, Problems, warning
from docgen.diagnostics.codes import Code, problem_code
from docgen.packs.derived import add_derived
from docgen.packs.pack import load_pack
from docgen.project import Project
from docgen.runs.build import Packs, build_report
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from docgen.templates.fill import fill
from docgen.templates.package import DocumentProperties, pack
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

TAKEN_DIFFERS = problem_code(
    "taken-differs",
    en=(
        "with what was filled in it is unlike the form: 「{wanted}」 became 「{got}」",
        "put this place right in the content or in the template, after the form",
    ),
    zh=(
        "把填的内容放回去，与原表不同：应为 {wanted}，现为 {got}",
        "对照原表，在内容或模板里改正这一处",
    ),
)

_SHOWN = 5
"""How many differences are reported."""


@dataclass(frozen=True)
class DraftedPack:
    """A drafted pack, which is in no folder yet.

    Attributes:
        name: of its folder.
        files: by name.
        edition: of its first unit.
    """

    name: str
    files: Mapping[str, bytes]
    edition: int

    def self_check(self, forms: Sequence[str], problems: Problems) -> dict[str, bytes]:
        """Fills the pack with the blank content of a first unit and compares it with the forms.

        ``forms`` are the lines of the blank forms, the year typed in. Adds a warning to
        ``problems`` for each place where the report differs. Returns the content's files by name,
        none if the pack cannot be read.
        """
        filled = self.filled({}, problems)
        problems.extend(_differences(forms, filled.lines, self._place, DRAFT_DIFFERS))
        return filled.content

    def filled(self, values: Mapping[str, Any], problems: Problems) -> FilledPack:
        """The content of a first unit with these values, and the lines of its report."""
        with temporary_folder("draft") as folder:
            project = Project(Path(folder).resolve())
            write_files(project.packs / self.name, self.files)
            loaded = load_pack(project.packs / self.name, project.root, problems)
            if loaded is None:
                return FilledPack({}, None, {})
            comments = FieldComments(loaded, self.edition)
            content = Skeleton(loaded, self.edition, comments, values).files()
            unit = project.content / str(self.edition) / self.name
            write_files(unit, content)
            if values:
                lines, derived = _printed(unit, project, problems)
                return FilledPack(content, lines, derived)
            return FilledPack(content, _blank_lines(unit, project, problems), {})

    def taken_check(self, filled: FilledPack, forms: Sequence[str], problems: Problems) -> None:
        """Adds a warning for each place where a filled pack is unlike the filled forms."""
        lines = None if filled.lines is None else [_spread(line) for line in filled.lines]
        wanted = [_spread(line) for line in forms]
        problems.extend(_differences(wanted, lines, self._place, TAKEN_DIFFERS))

    @property
    def _place(self) -> Place:
        return Place(f"word_templates/{self.name}")


@dataclass(frozen=True)
class FilledPack:
    """A pack filled with values.

    Attributes:
        content: the files of its unit, by name.
        lines: those of its report; ``None`` after errors.
        derived: what formulas give, as printed, by the field's path with dots.
    """

    content: dict[str, bytes]
    lines: list[str] | None
    derived: dict[str, str]


def _printed(
    folder: Path, project: Project, problems: Problems
) -> tuple[list[str] | None, dict[str, str]]:
    """The lines of a unit's report, and what the formulas of its pack give, by path."""
    document, derived = printed_unit(folder, project, problems)
    return body_lines(document.element.body) if document is not None else None, derived


def printed_unit(
    folder: Path, project: Project, problems: Problems
) -> tuple[Document | None, dict[str, str]]:
    """A unit's report, ``None`` after errors, and what the formulas of its pack give, by path.

    Nothing is checked but the pack: what was handed in last year is printed as it was.
    """
    unit = load_unit(folder, folder.parent.name, project.root, problems)
    pack_and_template = Packs(project).get(unit, problems)
    if pack_and_template is None:
        return None, {}
    loaded, template = pack_and_template
    found = Problems()
    loaded.compiled_schema.apply(unit.data, found, derived=loaded.worked_out)
    for name in loaded.over.lists:  # of a summary the other units are not there
        unit.data[name] = []
    typed = _typed(unit.data)
    add_derived(unit.data, loaded.derived, found)
    derived = {path: text for path, text in _typed(unit.data).items() if path not in typed}
    entries = fill(template, unit.data, {}, found)
    if entries is None:
        problems.extend(problem for problem in found if problem.is_error)
        return None, derived
    properties = DocumentProperties("", "", date.today(), unit.edition, unit.name, loaded.name)
    data, _ = pack(entries, properties, template.static_entries)
    return docx.Document(io.BytesIO(data)), derived


def _typed(node: Any, path: str = "") -> dict[str, str]:
    """The values in a tree, by their paths with dots; of a list those of its first item."""
    if isinstance(node, Mapping):
        found: dict[str, str] = {}
        for key, value in node.items():
            found |= _typed(value, f"{path}.{key}" if path else key)
        return found
    if isinstance(node, list):
        return _typed(node[0], path) if node else {}
    return {path: str(node)} if isinstance(node, (Figure, Text, Blank)) else {}


_SPREAD = re.compile(r"[\s_]+|\[\d+[rc]?\]")


def _spread(line: str) -> str:
    """A line without blanks, whose width says nothing, and without the merges of its cells."""
    return _SPREAD.sub("", line)


def _blank_lines(folder: Path, project: Project, problems: Problems) -> list[str] | None:
    """The lines of a unit's report that nobody has filled in; ``None`` if the pack has errors."""
    with problems.within(_of_the_pack) as found:
        report = _build(folder, project, found)
    if report is not None:
        return body_lines(report.element.body)
    return None if problems.has_errors else _printed(folder, project, problems)[0]


def _of_the_pack(found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without what checks say of the content, which only holds what a form prints.

    With the one 分值 that the form prints, a column adds up to 10, and not to 100 yet.
    """
    for problem in found:
        is_content = problem.place.file.startswith("content/")
        if not is_content or problem.says_missing or problem.code == UNUSED_KEY:
            yield problem


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


def _differences(
    forms: Sequence[str], report: list[str] | None, place: Place, code: Code
) -> Iterator[Problem]:
    """A warning for each of the first differing stretches of lines; none without a report."""
    if report is None:
        return
    matcher = SequenceMatcher(a=forms, b=report, autojunk=False)
    changes = [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    for _, start, end, first, last in changes[:_SHOWN]:
        wanted, got = " ¶ ".join(forms[start:end]), " ¶ ".join(report[first:last])
        yield warning(code, place, wanted=wanted or "—", got=got or "—")


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files by their paths below ``folder``, which is made."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
