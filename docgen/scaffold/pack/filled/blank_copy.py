"""Writes the blank form that a filled one was made of: values taken out, boxes not ticked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docx.document import Document

from docgen.atomic import write_atomically
from docgen.diagnostics import Place, Problem, Problems, UsageError, template_error, warning
from docgen.diagnostics.codes import problem_code
from docgen.pdf.converter import require_converter
from docgen.project import Project, project_or_none
from docgen.scaffold.pack.filled.blanking import take_out
from docgen.scaffold.pack.filled.filled_form import FILLED_UNSURE, shortened
from docgen.scaffold.pack.filled.filled_values import FilledIn, filled_in
from docgen.scaffold.pack.opening.form_file import open_form
from docgen.templates.part_outline import PartOutline

BLANK_EXISTS = problem_code(
    "blank-exists",
    en=("there is such a file already; nothing was changed", "another name for the blank form"),
    zh=("已经有这个文件，没有改动", "给空白表换一个文件名"),
)
NOTHING_FILLED = problem_code(
    "nothing-filled",
    en=(
        "nothing was found that somebody filled in; nothing was written",
        "give it to docgen template new as it is",
    ),
    zh=("没有找到填写的内容，没有写文件", "这就是空白表，直接交给 docgen template new"),
)


@dataclass(frozen=True)
class BlankReport:
    """The result of making a form blank.

    Attributes:
        path: the blank form.
        taken: how many values were taken out; 0 after errors.
        problems: errors, and a warning for each place that is not certain.
    """

    path: Path
    taken: int = 0
    problems: tuple[Problem, ...] = ()


def write_blank(
    file: Path, out: Path, *, root: Path | None = None, converter: str = ""
) -> BlankReport:
    """Writes the blank form of a filled one as ``out``, a .docx. Returns what was taken out.

    What is not certainly filled in stays, and is told.

    Args:
        file: the filled form.
        out: the blank form; it may not exist.
        root: a folder, of a project or not; the current one by default.
        converter: what reads a .doc: ``word``, ``wps`` or ``libreoffice``; the first, if empty.

    Raises:
        UsageError: If there is no such form, or ``out`` exists.
        OutputError: If ``out`` cannot be written.
        PdfError: If the ``converter`` is not installed.
    """
    place = project_or_none(root) or Project((root or Path.cwd()).resolve())
    project = replace(place, converter=converter)
    require_converter(converter, Place(project.relative(file)))
    name = project.relative(out)
    if out.exists():
        raise UsageError(BLANK_EXISTS, Place(name))
    problems = Problems()
    form = open_form(file, project, problems)
    if form is None:
        return BlankReport(out, problems=tuple(problems))
    document = form.document()
    found = filled_in(document)
    if not found.sure:
        problems.add(template_error(NOTHING_FILLED, Place(form.name)))
        return BlankReport(out, problems=tuple(problems))
    taken = take_out(found.values)
    problems.extend(_unsure(document, found, name))
    buffer = io.BytesIO()
    document.save(buffer)
    write_atomically(out, buffer.getvalue(), name)
    return BlankReport(out, len(taken), tuple(problems))


def _unsure(document: Document, found: FilledIn, name: str) -> Iterator[Problem]:
    """A warning for each place that may hold a value; it stays as it is."""
    outline = PartOutline(document.element.body)
    for value in found.values:
        if not value.sure:
            place = outline.place(value.spot.paragraph, name, "")
            yield warning(FILLED_UNSURE, Place(name), place, text=shortened(value.text))
