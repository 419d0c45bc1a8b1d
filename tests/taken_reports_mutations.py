"""Mutations of a report: what offices and programs do to a file, without another content.

Each takes a ``.docx`` and gives a new one beside it, with its notes. One that finds nothing to
change raises :class:`NoPlaceError`. Those of tables
and of values are in modules of their own: :func:`known` has all.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from docgen.temporary import temporary_folder
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.xml import text_of, w
from tests.support import SOFFICE
from tests.taken_reports_notes import Notes, notes_of
from tests.taken_reports_runs import (
    body_paragraphs,
    element,
    is_plain,
    plain_runs,
    set_run_text,
    set_text,
    value_places,
)

Change = Callable[[Document, Notes], int]
"""Changes an open document, and its notes; gives the number of changes."""
_HEADING = re.compile(r"heading (\d)")
_UPPER, _LOWER = (
    re.compile("^[一二三四五六七八九十]+、"),
    re.compile("^[（(][一二三四五六七八九十]+[）)]"),
)


class NoPlaceError(Exception):
    """A report has nothing that a mutation could change."""


@dataclass(frozen=True)
class Mutation:
    """A mutation; called with a report it gives the path of a new one beside it."""

    name: str
    make: Callable[[Path, Path], None]

    def __call__(self, report: Path) -> Path:
        """Makes ``REPORT+NAME.docx``. Raises :class:`NoPlaceError`."""
        made = report.with_name(f"{report.stem}+{self.name}.docx")
        self.make(report, made)
        return made


MUTATIONS: dict[str, Mutation] = {}


def mutation(change: Change) -> Change:
    """Registers a change of an open document under the name of its function."""

    def make(report: Path, made: Path) -> None:
        document, notes = docx.Document(str(report)), notes_of(report)
        if not change(document, notes):
            raise NoPlaceError(change.__name__)
        document.save(str(made))
        notes.write(made)

    name = change.__name__.replace("_", "-")
    MUTATIONS[name] = Mutation(name, make)
    return change


def known() -> dict[str, Mutation]:
    """All mutations by name; the modules that register them are imported here."""
    for module in ("tables", "values"):
        import_module(f"tests.taken_reports_{module}")
    return MUTATIONS


def combined(seed: int, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Two or three names of mutations, drawn by a seed."""
    draw = random.Random(seed)
    pool = sorted(names or known())
    return tuple(draw.sample(pool, min(len(pool), draw.choice((2, 3)))))


def mutated(report: Path, names: Sequence[str]) -> Path:
    """The report after several mutations in a row; those without a place are left out."""
    for name in names:
        try:
            report = known()[name](report)
        except NoPlaceError:
            if len(names) == 1:
                raise
    return report


def _there_and_back(kind: str, suffix: str) -> Callable[[Path, Path], None]:
    def make(report: Path, made: Path) -> None:
        with temporary_folder("taken") as name:
            folder = Path(name)
            other = _converted(report, kind, folder / "there", suffix)
            back = _converted(other, "docx:MS Word 2007 XML", folder / "back", ".docx")
            shutil.copyfile(back, made)
        notes_of(report).write(made)

    return make


def _converted(file: Path, kind: str, folder: Path, suffix: str) -> Path:
    folder.mkdir()
    source = folder / f"source{file.suffix}"
    shutil.copyfile(file, source)
    profile = (folder.parent / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "out" / f"source{suffix}"


for _name, _format, _suffix in (
    ("odt-and-back", "odt", ".odt"),
    ("doc-and-back", "doc:MS Word 97", ".doc"),
):
    MUTATIONS[_name] = Mutation(_name, _there_and_back(_format, _suffix))


def _headings(document: Document) -> list[tuple[etree._Element, str]]:
    """The paragraphs of headings, each with the number that is printed before it."""
    cascade = Cascade(document)
    labels = NumberLabels(document, cascade)
    found = []
    for paragraph in body_paragraphs(document):
        label = labels.next(paragraph).text
        if _HEADING.match(cascade.style_name(paragraph)) and text_of(paragraph).strip():
            found.append((paragraph, label))
    return found


def _properties(paragraph: etree._Element) -> etree._Element:
    found = paragraph.find(w("pPr"))
    if found is None:
        found = element("<w:pPr/>")
        paragraph.insert(0, found)
    return found


def _put_before(paragraph: etree._Element, text: str) -> None:
    runs = plain_runs(paragraph)
    if runs and text:
        set_run_text(runs[0], text + text_of(runs[0]))


@mutation
def headings_plain(document: Document, notes: Notes) -> int:
    """Headings become bold lines of the style Normal, their numbers typed."""
    normal = document.styles["Normal"].style_id
    found = _headings(document)
    for paragraph, label in found:
        _put_before(paragraph, label)
        properties = _properties(paragraph)
        for child in list(properties):
            if child.tag != w("sectPr"):
                properties.remove(child)
        properties.insert(0, element(f'<w:pStyle w:val="{normal}"/>'))
        for run in plain_runs(paragraph):
            if run.find(w("rPr")) is None:
                run.insert(0, element("<w:rPr><w:b/></w:rPr>"))
    return len(found)


@mutation
def heading_numbers(document: Document, notes: Notes) -> int:
    """Numbers of headings are typed another way: 一、 is 1., （一） is 1.1."""
    upper = lower = changed = 0
    automatic = {paragraph: label for paragraph, label in _headings(document) if label}
    for paragraph in body_paragraphs(document):
        label = automatic.get(paragraph, "")
        text = label + text_of(paragraph)
        if not is_plain(paragraph) or len(text) > 60:
            continue
        if match := _UPPER.match(text):
            upper, lower, number = upper + 1, 0, f"{upper + 1}. "
        elif match := _LOWER.match(text):
            lower += 1
            number = f"{upper}.{lower} " if upper else f"1.{lower} "
        else:
            continue
        set_text(paragraph, number + text[match.end() :])
        if label:
            _without_number(paragraph)
        changed += 1
    return changed


def _without_number(paragraph: etree._Element) -> None:
    properties = _properties(paragraph)
    for child in properties.findall(w("numPr")):
        properties.remove(child)
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    style = properties.find(w("pStyle"))
    properties.insert(0 if style is None else 1, element(numbering))


@mutation
def other_fonts(document: Document, notes: Notes) -> int:
    """Another font, other sizes."""
    runs = [run for run in document.element.body.iter(w("r")) if text_of(run)]
    for number, run in enumerate(runs):
        properties = run.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for name in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{name}"), "微软雅黑")
        properties.sz_val = Pt(9 + number % 3)
    return len(runs)


@mutation
def empty_paragraphs(document: Document, notes: Notes) -> int:
    """Empty paragraphs behind every third, and page breaks behind every tenth."""
    texts = [each for each in document.element.body.findall(w("p")) if text_of(each).strip()]
    for number, paragraph in enumerate(texts):
        if number % 3 == 1:
            paragraph.addnext(element("<w:p/>"))
        if number % 10 == 4:
            paragraph.addnext(element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
    for paragraph, _ in value_places(document, notes, 6):
        if next(paragraph.iterancestors(w("tc")), None) is not None:
            paragraph.addnext(element("<w:p/>"))
    return len(texts)


@mutation
def cover_and_annex(document: Document, notes: Notes) -> int:
    """A cover page in front, an annex with a table that no template knows behind."""
    body = document.element.body
    cover = ["内部资料", "绩效评价材料汇编", "（第三册）", "某市财政局监制"]
    lines = [element(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>") for line in cover]
    lines.append(element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
    for number, line in enumerate(lines):
        body.insert(number, line)
    document.add_paragraph("附：固定资产盘点表")
    table = document.add_table(rows=3, cols=4)
    rows = (("序号", "资产名称", "原值（元）", "存放地点"), ("1", "复印机", "18500", "文印室"))
    for row, texts in zip(table.rows, rows, strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return len(lines)
