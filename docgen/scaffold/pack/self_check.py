"""A drafted pack, tried before it is kept: filled with nothing, it has to equal the forms."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document
from lxml import etree

from docgen.checking.todo_lists import NOT_FILLED
from docgen.content.unit import load_unit
from docgen.diagnostics import Place, Problem, has_errors, warning
from docgen.packs.pack import load_pack
from docgen.project import Project
from docgen.runs.build import Packs, build_report
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w

_SHOWN = 5
"""Differences that are told one by one."""


def try_pack(
    name: str,
    pack: Mapping[str, bytes],
    edition: int,
    forms: Iterable[Document],
    problems: list[Problem],
) -> dict[str, bytes]:
    """The content of a first unit, all blank, after the pack was filled with it.

    ``forms`` are the blank forms, the year typed in; where what comes out is unlike them, that is
    a warning.
    """
    with TemporaryDirectory(prefix="docgen-draft-") as folder:
        project = Project(Path(folder).resolve())
        _write(project.packs / name, pack)
        loaded = load_pack(project.packs / name, project.root, problems)
        if loaded is None:
            return {}
        content = Skeleton(loaded, edition, FieldComments(loaded, edition)).files()
        unit = project.content / str(edition) / name
        _write(unit, content)
        found: list[Problem] = []
        built = _filled(unit, project, found)
    problems += [one for one in found if one.code != NOT_FILLED]  # blank is what it is tried with
    if built is not None:
        wanted = [line for form in forms for line in shape(form)]
        problems += _differences(wanted, shape(built), Place(f"word_templates/{name}"))
    return content


def _filled(folder: Path, project: Project, problems: list[Problem]) -> Document | None:
    """The report of the unit in ``folder``, or ``None`` after problems."""
    unit = load_unit(folder, folder.parent.name, project.root, problems)
    packs = Packs(project)
    found = packs.get(unit, problems)
    problems += packs.problems
    if found is None or has_errors(problems):
        return None
    report, _ = build_report(unit, *found, project, problems)
    return docx.Document(io.BytesIO(report.data)) if report else None


def shape(document: Document) -> list[str]:
    """A document as text: a line a paragraph, and a row a line with its cells' spans and merges.

    Empty paragraphs are left out: joined parts end pages in some of their own.
    """
    lines: list[str] = []
    for element in document.element.body:
        if element.tag == w("tbl"):
            lines += _rows(element)
        elif element.tag == w("p") and (text := text_of(element).strip()):
            lines.append(text)
    return lines


def _rows(table: etree._Element) -> Iterator[str]:
    for row in cells_of(table):
        yield " | ".join(f"[{one.span}{one.merge[:1]}] {one.text.strip()}" for one in row)


def _differences(forms: list[str], built: list[str], place: Place) -> Iterator[Problem]:
    matcher = SequenceMatcher(a=forms, b=built, autojunk=False)
    changed = [one for one in matcher.get_opcodes() if one[0] != "equal"]
    for _, start, end, first, last in changed[:_SHOWN]:
        wanted, got = " ¶ ".join(forms[start:end]), " ¶ ".join(built[first:last])
        yield warning("draft-differs", place, wanted=wanted or "—", got=got or "—")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
