"""Drafts a pack, and the content of its first unit, from blank forms."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docx.document import Document
from lxml import etree

from docgen.atomic import write_folder
from docgen.diagnostics import (
    Place,
    Problem,
    Problems,
    TemplatePlace,
    UsageError,
    template_error,
    warning,
)
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed, existing, good_name, refuse_bad_name
from docgen.packs.pack import load_pack
from docgen.pdf.converter import require_converter
from docgen.project import Project, find_project
from docgen.scaffold.own_pack import write_pack_schema
from docgen.scaffold.pack.drafted_files import files_of
from docgen.scaffold.pack.filled.filled_form import FilledForms, Mode
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.form_reader import form_title, printed_year, read_form
from docgen.scaffold.pack.formulas.drafted_rules import rules_of
from docgen.scaffold.pack.lines.blanks import gaps_in
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.naming import file_name
from docgen.scaffold.pack.opening.form_file import OpenForm, open_form
from docgen.scaffold.pack.report.draft_notes import DraftNote, write_notes
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, blanks_of
from docgen.scaffold.pack.writing.cell_look import lend_looks
from docgen.scaffold.pack.writing.exact_rows import loosen_exact_rows, tell_exact_rows
from docgen.scaffold.pack.writing.room_stops import keep_rooms
from docgen.scaffold.pack.writing.self_check import DraftedPack
from docgen.scaffold.pack.writing.unique_names import Form
from docgen.templates.part_file import taken
from docgen.templates.part_outline import PartOutline
from docgen.templates.placeholders import stories
from docgen.word.xml import w

PACK_EXISTS = problem_code(
    "pack-exists",
    en=(
        "there is a pack 「{pack}」 already; nothing was changed",
        "another name for --pack; to make it again, move this folder away first",
    ),
    zh=("已经有模板包「{pack}」，没有改动", "换一个 --pack 名称；要重做，先移走这个文件夹"),
)
UNIT_EXISTS = problem_code(
    "unit-exists",
    en=(
        "there is content of a unit 「{unit}」 already; nothing was changed",
        "another name for --pack, or another --edition",
    ),
    zh=("已经有单位「{unit}」的内容，没有改动", "换一个 --pack 名称或 --edition"),
)
NO_FORM = problem_code(
    "no-form",
    en=(
        "nothing to fill in was found: no empty cell, ____, （  ）, □, and no headings such as "
        "一、",
        "give a blank form; docgen template blank FORM.docx BLANK.docx makes one of a filled form",
    ),
    zh=(
        "没有找到要填的地方：没有空格子、____、（  ）、□，也没有「一、」这样的标题",
        "换成空白表；已经填好的表，用 docgen template blank 变回空白表",
    ),
)
DRAFT_NOT_READ = problem_code(
    "draft-not-read",
    en=(
        "there are blanks in {story}, which got no tags",
        "if they are to be filled in, type tags there and add them to schema.json",
    ),
    zh=("{story} 里有空格，没有放标签", "要填的，在模板里写上标签，并加到 schema.json"),
)

_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class DraftReport:
    """The result of drafting a pack.

    Attributes:
        pack: the new pack's folder.
        content: the folder of its first unit.
        edition: the edition of that unit.
        files: the number of files written in both folders; 0 after errors.
        fields: the number of fields in the forms.
        taken: the number of values that were taken out of filled forms, into the content.
        problems: errors, and warnings about what is uncertain.
        blanks: the blanks of the forms, and what became of each; none after errors.
    """

    pack: Path
    content: Path
    edition: int
    files: int = 0
    fields: int = 0
    problems: tuple[Problem, ...] = ()
    blanks: tuple[DraftedBlank, ...] = ()
    taken: int = 0


def draft_pack(
    files: Sequence[Path],
    name: str,
    *,
    edition: int = 0,
    root: Path | None = None,
    converter: str = "",
    laid_out: bool = False,
    at_least_rows: bool = False,
    filled: Mode = "refuse",
) -> DraftReport:
    """Drafts a pack from blank forms, .docx or .doc, a part each; nothing is written after errors.

    Args:
        files: the forms.
        name: the pack's name, and that of its folder.
        edition: that of its first unit; 0 for the year of the forms, of their values, or last year.
        root: a folder of the project; the current one by default.
        converter: what reads a .doc: ``word``, ``wps`` or ``libreoffice``; the first, if empty.
        laid_out: whether it lays out the forms, to keep the places of what stands behind blanks.
        at_least_rows: whether rows of exact height that are filled in may grow.
        filled: whether to ``refuse`` filled forms, ``take`` their values, or read ``as-blank``.

    Raises:
        UsageError: If ``name`` cannot be, the pack or its unit exists, or a form does not.
        OutputError, PdfError: If a folder cannot be written, or the ``converter`` is not there.
    """
    project = _project_with(converter, root)
    problems, values = Problems(), FilledForms(filled)
    target = _new_pack(name, project)
    blanks = [blank for file in files if (blank := open_form(file, project, problems))]
    documents = [values.read(blank.document(), blank.name, problems) for blank in blanks]
    year = edition or printed_year(documents) or values.year or date.today().year - 1
    report = DraftReport(target, _new_content(target.name, year, project), year)
    forms = list(_read_forms(blanks, documents, year, problems))
    with taken(project.relative(target), problems):
        if not problems.has_errors:
            _keep_look(forms, project if laid_out else None, at_least_rows=at_least_rows)
            report = _write_draft(report, forms, values, project, problems)
    return replace(report, problems=tuple(problems))


def _project_with(converter: str, root: Path | None) -> Project:
    """The project, whose forms ``converter`` reads. Raises :class:`PdfError` if it is not there."""
    project = replace(find_project(root or Path.cwd()), converter=converter)
    require_converter(converter, Place(project.relative(project.packs)))
    return project


def _new_content(unit: str, edition: int, project: Project) -> Path:
    """The folder of the content of a new unit. Raises :class:`UsageError`."""
    content = existing(project.content / str(edition) / unit)
    if content.exists():
        raise UsageError(UNIT_EXISTS, Place(project.relative(content)), unit=unit)
    return content


def _new_pack(name: str, project: Project) -> Path:
    """The folder of a new pack. Raises :class:`UsageError`."""
    refuse_bad_name(name, Place("word_templates"))
    name = composed(name)
    target = existing(project.packs / name)
    if target.exists():
        raise UsageError(PACK_EXISTS, Place(project.relative(target)), pack=name)
    return target


def _new_unit(name: str, year: int, project: Project) -> Path:
    """The folder of a pack's first unit. Raises :class:`UsageError`."""
    content = existing(project.content / str(year) / name)
    if content.exists():
        raise UsageError(UNIT_EXISTS, Place(project.relative(content)), unit=name)
    return content


def _read_forms(
    blanks: Sequence[OpenForm], documents: Sequence[Document], year: int, problems: Problems
) -> Iterator[Form]:
    stems: set[str] = set()
    contents: set[str] = set()
    for number, (blank, document) in enumerate(zip(blanks, documents, strict=True), 1):
        found = FormFields()
        with taken(blank.name, problems):
            found = read_form(document, year)
        if not next(found.paths(), None):
            problems.add(template_error(NO_FORM, Place(blank.name)))
            continue
        words = _BETWEEN_WORDS.sub("-", Path(blank.name).stem).strip("-").lower()
        stem = good_name(words) or f"form-{number}"
        title = form_title(document.element.body)
        name = "" if not stems or found.repeats else _content_name(blank, title)
        content = f"{_unused(name, contents)}.yaml" if name else ""
        yield Form(f"{_unused(stem, stems)}.docx", document, title, found, content)


def _keep_look(forms: list[Form], project: Project | None, *, at_least_rows: bool) -> None:
    """Prepares forms to be filled: their rows of exact height, and room in lines if laid out."""
    for form in forms:
        lend_looks(form.document, form.form_fields)
        (loosen_exact_rows if at_least_rows else tell_exact_rows)(form.form_fields)
        if project:
            keep_rooms(form.document, form.form_fields, project)


def _unused(name: str, used: set[str]) -> str:
    """``name``, with a number if it is used already; it is then used."""
    names = (f"{name}-{count}" if count > 1 else name for count in range(1, 10_000))
    unused = next(name for name in names if name not in used)
    used.add(unused)
    return unused


def _content_name(blank: OpenForm, title: str) -> str:
    """What people call a form: its file's name, or its title if that name is in no words."""
    stem = Path(blank.name).stem
    return file_name(title if stem.isascii() else stem)


def _write_draft(
    report: DraftReport,
    forms: list[Form],
    values: FilledForms,
    project: Project,
    problems: Problems,
) -> DraftReport:
    """Builds, checks and writes pack and content. Returns ``report`` with counts and problems."""
    files = files_of(forms, report.pack, project)
    values.take(files.forms, report.edition, problems)
    rules = rules_of(files.forms)
    parts = files.parts(report.edition)
    pack = parts.files | files.settings(rules)
    drafted = DraftedPack(report.pack.name, pack, report.edition)
    content = drafted.self_check(parts.lines, problems)
    if values.taken and content:
        if values.drop_contradicted(drafted, rules, problems):
            pack |= files.settings(rules)
        content = values.content_for(drafted, problems)
    for form in files.forms:
        problems.extend([*_doubts(form), *_unread_blanks(form)])
    fields = len({path for form in files.forms for path in form.form_fields.paths()})
    report = replace(report, fields=fields, problems=tuple(problems), taken=values.taken)
    if problems.has_errors:
        return report
    _write_both(report, pack, content, project)
    write_notes(project, report.pack.name, parts.notes)
    return replace(
        report,
        files=len(pack) + len(content),
        blanks=_blanks(report.pack, project, parts.notes),
    )


def _blanks(pack: Path, project: Project, notes: Iterable[DraftNote]) -> tuple[DraftedBlank, ...]:
    """The blanks of the pack that was written."""
    loaded = load_pack(pack, project.root, Problems())
    return blanks_of(loaded, notes, Problems()).blanks if loaded else ()


def _write_both(
    report: DraftReport, pack: dict[str, bytes], content: dict[str, bytes], project: Project
) -> None:
    """Writes pack and content, or neither. Raises :class:`OutputError`."""
    write_pack_schema(project)
    write_folder(report.pack, pack, project.relative(report.pack))
    try:
        write_folder(report.content, content, project.relative(report.content))
    except BaseException:
        shutil.rmtree(report.pack, ignore_errors=True)
        raise


def _doubts(form: Form) -> Iterator[Problem]:
    """Warnings about what is uncertain, each at its place in the part."""
    outline = PartOutline(form.document.element.body)
    found: FormFields = form.form_fields
    for code, element, words in found.doubts:
        paragraph = element if element.tag == w("p") else next(element.iter(w("p")), None)
        place = outline.place(paragraph, form.file, "") if paragraph is not None else None
        yield warning(code, Place(form.file), place, **words)


def _unread_blanks(form: Form) -> Iterator[Problem]:
    """Warnings about blanks in headers, footers, notes and text boxes, which are not read."""
    stories_seen: set[str] = set()
    for story, root in _other_stories(form.document):
        lines = map(FormLine, root.iter(w("p")))
        gaps = (gap for line in lines for gap in gaps_in(line))
        if story not in stories_seen and any(gap.kind != "year" for gap in gaps):
            stories_seen.add(story)  # Word stores a text box twice, once for old readers
            place = TemplatePlace(form.file, story=story)
            yield warning(DRAFT_NOT_READ, Place(form.file), place, story=story)


def _other_stories(document: Document) -> Iterator[tuple[str, etree._Element]]:
    """Headers, footers, notes and text boxes, each as name and root element."""
    for root, story in stories(document):
        if story:
            yield story, root
        else:
            yield from (("text box", box) for box in root.iter(w("txbxContent")))
