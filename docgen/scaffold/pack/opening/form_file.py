"""Opens blank forms: Word files directly, .doc and other old formats through LibreOffice."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document

from docgen.diagnostics import DocgenError, Place, Problems, UsageError, template_error, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.part import Part
from docgen.project import Project
from docgen.runs.word_source import WordSource, read_word_source
from docgen.scaffold.pack.opening.controls import without_controls
from docgen.scaffold.pack.opening.conversion_losses import losses_of, unprotected
from docgen.scaffold.pack.opening.converted_fonts import name_fonts
from docgen.scaffold.pack.opening.split_tables import join_split_tables
from docgen.templates.part_file import read_part
from docgen.templates.placeholders import stories
from docgen.templates.template_links import template_links
from docgen.temporary import temporary_folder
from docgen.word.grid import cells_of
from docgen.word.notes import open_notes
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of

NO_SUCH_FORM = problem_code(
    "no-such-form",
    en=("there is no such file", "name the file of a blank form, .docx or .doc"),
    zh=("没有这个文件", "写上空白表的文件名：.docx 或 .doc"),
)
FORM_HAS_TAGS = problem_code(
    "form-has-tags",
    en=(
        "the form has tags {{{{ }}}} or {{% %}} already",
        "this is a finished template; a blank form has none",
    ),
    zh=("表里已经有标签 {{{{ }}}} 或 {{% %}}", "这是做好的模板，不用再做；空白表里不能有标签"),
)

DRAFT_JOINED = problem_code(
    "draft-joined",
    en=(
        "the table 「{label}」 goes on in another one; both are one table now, which Word breaks "
        "where the page ends",
        "if they are to stay apart, word their heads differently in the blank form",
    ),
    zh=(
        "表「{label}」分成了两张，已接成一张，由 Word 按页自动断开",
        "要保持两张的，把空白表里两张的表头写得不一样",
    ),
)


@dataclass(frozen=True)
class OpenForm:
    """A form as the bytes of a .docx.

    Attributes:
        name: its name in messages: the path relative to the project.
        data: its bytes.
    """

    name: str
    data: bytes

    def document(self) -> Document:
        """A new copy of the form."""
        document = docx.Document(io.BytesIO(self.data))
        open_notes(document)
        return document


def open_form(file: Path, project: Project, problems: Problems) -> OpenForm | None:
    """Opens a form with its tracked changes accepted, and content controls as plain text.

    Returns:
        The form; ``None`` after a problem.

    Raises:
        UsageError: If there is no such file.
    """
    name = project.relative(file)
    if not file.is_file():
        raise UsageError(NO_SUCH_FORM, Place(name))
    source = _read(file, name, project, problems)
    if source is None:
        return None
    with temporary_folder("form") as folder:
        path = Path(folder) / f"{file.stem}.docx"
        path.write_bytes(source.package.data)
        document = _sound_document(Part(path, name), problems)
    if document is None:
        return None
    if any(TAG.search(text_of(root)) for root, _ in stories(document)):
        problems.add(template_error(FORM_HAS_TAGS, Place(name)))
        return None
    problems.extend([*losses_of(source, Place(name)), *unprotected(document, Place(name))])
    if source.converter:
        name_fonts(document)
    without_controls(document.element.body)
    for table in join_split_tables(document.element.body):
        heads = " · ".join(filter(None, (cell.text.strip() for cell in cells_of(table)[0])))
        problems.add(warning(DRAFT_JOINED, Place(name), label=heads))
    buffer = io.BytesIO()
    document.save(buffer)
    return OpenForm(name, buffer.getvalue())


def _sound_document(part: Part, problems: Problems) -> Document | None:
    """The document of a form that would print nothing from outside; ``None`` after an error."""
    document = read_part(part, problems)
    links = list(template_links(part)) if document is not None else []
    problems.extend(links)
    return None if any(link.is_error for link in links) else document


def _read(file: Path, name: str, project: Project, problems: Problems) -> WordSource | None:
    """The file as a Word file, whatever its format is; ``None`` after a problem."""
    try:
        return read_word_source(file, Place(name), project.converter)
    except DocgenError as reason:
        problems.add(reason.problem.of_pack())
        return None
