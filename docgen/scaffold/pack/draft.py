"""The door: blank forms to a pack and the content of a first unit."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.document import Document
from lxml import etree

from docgen.atomic import write_folder
from docgen.diagnostics import (
    Place,
    Problem,
    TemplatePlace,
    UsageError,
    has_errors,
    template_error,
    warning,
)
from docgen.project import Project, find_project
from docgen.scaffold.pack.blanks import gaps_in
from docgen.scaffold.pack.drafted_rules import rules_of
from docgen.scaffold.pack.drafted_schema import ITEM, schema_of, without_derived
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.form_file import OpenForm, open_form
from docgen.scaffold.pack.form_reader import form_title, printed_year, read_form
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.pack_file import pack_yaml
from docgen.scaffold.pack.self_check import try_pack
from docgen.scaffold.pack.tag_placement import leave_blank, place_tags
from docgen.scaffold.pack.unique_names import Form, resolve, unit_path
from docgen.templates.part_outline import PartOutline
from docgen.templates.placeholders import stories
from docgen.word.xml import w

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FILE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class DraftReport:
    """What became of the forms.

    Attributes:
        pack: the new pack's folder.
        content: the folder of its first unit.
        edition: the edition of that unit.
        files: how many files were written in both; 0 after errors.
        fields: how many fields were placed.
        problems: errors, and warnings about what is not sure.
    """

    pack: Path
    content: Path
    edition: int
    files: int = 0
    fields: int = 0
    problems: tuple[Problem, ...] = ()


def draft_pack(
    files: Sequence[Path], name: str, *, edition: int = 0, root: Path | None = None
) -> DraftReport:
    """Makes the pack ``name`` of blank forms, .docx or .doc; a part each, in their order.

    Without ``edition`` it is the year that the forms print, or last year. Raises
    :class:`UsageError` if there is such a pack already, or its name cannot be a folder's.
    """
    project = find_project(root or Path.cwd())
    target = project.packs / name
    if not _NAME.fullmatch(name):
        raise UsageError("bad-file-name", Place("word_templates"), name=repr(name))
    if target.exists():
        raise UsageError("pack-exists", Place(project.relative(target)), pack=name)
    problems: list[Problem] = []
    opened = [one for file in files if (one := open_form(file, project, problems))]
    year = edition or printed_year([one.document() for one in opened]) or date.today().year - 1
    content = project.content / str(year) / name
    if content.exists():
        raise UsageError("unit-exists", Place(project.relative(content)), unit=name)
    forms = list(_read(opened, year, problems))
    if has_errors(problems):
        return DraftReport(target, content, year, problems=tuple(problems))
    return _kept(DraftReport(target, content, year), forms, opened, project, problems)


def _read(opened: Sequence[OpenForm], year: int, problems: list[Problem]) -> Iterator[Form]:
    taken: set[str] = set()
    for number, one in enumerate(opened, 1):
        document = one.document()
        found = read_form(document, year)
        if not next(found.paths(), None):
            problems.append(template_error("no-form", Place(one.name)))
            continue
        stem = _FILE.sub("-", Path(one.name).stem).strip("-").lower() or f"form-{number}"
        names = (f"{stem}-{count}" if count > 1 else stem for count in range(1, 10_000))
        file = next(name for name in names if name not in taken)
        taken.add(file)
        yield Form(f"{file}.docx", document, form_title(document.element.body), found)


def _kept(
    made: DraftReport, forms: list[Form], opened: Sequence[OpenForm], project: Project,
    problems: list[Problem],
) -> DraftReport:  # fmt: skip
    unit = unit_path(forms)
    forms = resolve(forms)
    rules = rules_of(forms)
    title = next((form.title for form in forms if form.title), made.pack.name)
    schema = without_derived(schema_of(forms, title, unit), rules.derived)
    pack: dict[str, bytes] = {}
    for form in forms:
        place_tags(form.found)
        pack[form.file] = _saved(form.document)
    pack["pack.yaml"] = pack_yaml(forms, title, unit, rules).encode()
    pack["schema.json"] = _json(schema)
    if "$defs" in schema:
        pack["project.schema.json"] = _json({"$ref": f"schema.json#/$defs/{ITEM}"})
    blanks = [_with_year(one.document(), made.edition) for one in opened]
    content = try_pack(made.pack.name, pack, made.edition, blanks, problems)
    for form in forms:
        problems += [*_doubts(form), *_elsewhere(form)]
    if not has_errors(problems):
        _write_both(made, pack, content, project)
    count = 0 if has_errors(problems) else len(pack) + len(content)
    fields = len({path for form in forms for path in form.found.paths()})
    return DraftReport(made.pack, made.content, made.edition, count, fields, tuple(problems))


def _write_both(
    made: DraftReport, pack: dict[str, bytes], content: dict[str, bytes], project: Project
) -> None:
    """Writes pack and content, or neither. Raises :class:`OutputError`."""
    write_folder(made.pack, pack, project.relative(made.pack))
    try:
        write_folder(made.content, content, project.relative(made.content))
    except BaseException:
        shutil.rmtree(made.pack, ignore_errors=True)
        raise


def _with_year(document: Document, year: int) -> Document:
    """The blank form with the year typed in: that much is never blank."""
    leave_blank(read_form(document, year), year)
    return document


def _doubts(form: Form) -> Iterator[Problem]:
    """What is not sure, as warnings at their places in the part."""
    outline = PartOutline(form.document.element.body)
    found: FormFields = form.found
    for code, element, words in found.doubts:
        paragraph = element if element.tag == w("p") else next(element.iter(w("p")), None)
        place = outline.place(paragraph, form.file, "") if paragraph is not None else None
        yield warning(code, Place(form.file), place, **words)


def _elsewhere(form: Form) -> Iterator[Problem]:
    """Blanks in headers, footers, notes and text boxes, which nobody has looked at."""
    told: set[str] = set()
    for story, root in _beside_the_body(form.document):
        gaps = (gap for one in root.iter(w("p")) for gap in gaps_in(FormLine(one)))
        if story not in told and any(gap.what != "year" for gap in gaps):
            told.add(story)  # Word keeps a text box twice, for old readers as well
            place = TemplatePlace(form.file, story=story)
            yield warning("draft-not-read", Place(form.file), place, story=story)


def _beside_the_body(document: Document) -> Iterator[tuple[str, etree._Element]]:
    for root, story in stories(document):
        if story:
            yield story, root
        else:
            yield from (("text box", box) for box in root.iter(w("txbxContent")))


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
