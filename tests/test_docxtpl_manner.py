"""Templates made for docxtpl, as docxtpl fills them and as docgen does."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docxtpl import DocxTemplate

import docgen
from tests.docxtpl_manner import Case, cases
from tests.docxtpl_manner.cases import Filling
from tests.docxtpl_manner.forms import Form, picture
from tests.docxtpl_manner.same_text import outline, same_look, same_text
from tests.support import entries, packed, saved_by_libreoffice

pytestmark = pytest.mark.slow

IS_FUZZ = "DOCGEN_EXAMPLES" in os.environ
CASES = [pytest.param(case, id=case.name) for case in cases()]
SOME = CASES if IS_FUZZ else CASES[::3]
"""In each run a third of the cases, in ``make fuzz`` all."""
by_docxtpl = cache(lambda case: case.by(DocxTemplate))


def by_template(data: bytes, filling: Filling) -> bytes:
    """What ``docgen.Template`` makes of a template."""
    assert not callable(filling.context)
    assert filling.environment is None
    buffer = io.BytesIO()
    template = docgen.Template(data, filters=filling.filters)
    template.render(filling.context).save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_docxtpl_fills_the_template(case: Case) -> None:
    read = "".join(text for _, text in outline(by_docxtpl(case)))
    assert "{%" not in re.sub(r"{% if (x|so) %}|{% endif %}", "", read)
    assert len(read) > 30


@pytest.mark.parametrize("case", CASES)
def test_docgens_class_prints_the_same(case: Case) -> None:
    own, theirs = case.by(docgen.DocxTemplate), by_docxtpl(case)
    assert not same_text(own, theirs)
    assert not (case.made()[1].same_look and same_look(own, theirs))


@pytest.mark.parametrize("case", CASES)
def test_docgens_template_prints_the_same(case: Case) -> None:
    data, filling = case.made()
    if filling.plain:
        assert not same_text(by_template(data, filling), by_docxtpl(case))


@pytest.mark.parametrize("case", SOME)
def test_it_is_the_same_however_word_has_split_the_tags(case: Case) -> None:
    noise = crc32(case.name.encode()) % 1000 + 1
    theirs = case.by(DocxTemplate, noise)
    assert not same_text(case.by(docgen.DocxTemplate, noise), theirs)


SAVED_AGAIN = [case for case in cases() if not any("replace" in idiom for idiom in case.idioms)]
SAVED_AGAIN = SAVED_AGAIN if IS_FUZZ else SAVED_AGAIN[::6]
"""LibreOffice keeps no name of a picture, by which the others replace it."""


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with those templates as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "typed").mkdir()
    files = [folder / "typed" / f"{case.name}.docx" for case in SAVED_AGAIN]
    for file, case in zip(files, SAVED_AGAIN, strict=True):
        file.write_bytes(case.made()[0])
    saved_by_libreoffice(files, folder)
    return folder


@pytest.mark.parametrize("case", SAVED_AGAIN, ids=lambda case: case.name)
def test_a_template_that_libreoffice_saved_prints_the_same(case: Case, saved_again: Path) -> None:
    data = (saved_again / f"{case.name}.docx").read_bytes()
    own, theirs = (
        case.filled(kind, data, case.made()[1]) for kind in (docgen.DocxTemplate, DocxTemplate)
    )
    assert not same_text(own, theirs)


def test_there_are_cases_for_all_that_docxtpl_documents() -> None:
    assert {idiom for case in cases() for idiom in case.idioms} >= DOCUMENTED


DOCUMENTED = {
    "{{ var }}",
    "{%p %}",
    "{%tr %}",
    "{%tc %}",
    "{%r %}",
    "{{r }}",
    "{{p }}",
    "comments {# #}",
    "{#p #}",
    "{#tr #}",
    "{#tc #}",
    "{%- -%}",
    "{_{ }_}",
    "{_% %_}",
    "colspan",
    "hm",
    "vm",
    "cellbg",
    "RichText",
    "\\n \\a \\t \\f in RichText",
    "\\n \\a \\t \\f in strings",
    "fonts by region",
    "hyperlinks",
    "RichTextParagraph",
    "InlineImage",
    "anchor",
    "new_subdoc",
    "new_subdoc of a file",
    "escape |e",
    "escape('text')",
    "autoescape",
    "Listing",
    "replace_pic",
    "replace_media",
    "custom filters",
    "jinja_env",
    "core properties",
    "footnotes",
    "headers",
    "footers",
}
"""By the headings of docxtpl's documentation."""


# The comparison itself.


def sample(change: Callable[[Document], Any] = lambda document: None) -> bytes:
    """A document of all that is compared, with one change."""
    form = Form(clean=True)
    form.header("header")
    form.footer("footer")
    form.footnotes("see a note", "see another")
    form.lines("one", "two\tthree")
    form.text_box("boxed")
    form.table(["a", "b"], ["c", lambda cell: form.table(["inner"], into=cell)])
    form.document.add_picture(io.BytesIO(picture("red")))
    document = form.document
    change(document)
    return form.data()


CHANGES: dict[str, Callable[[Document], Any]] = {
    "text": lambda document: document.paragraphs[2].add_run("x"),
    "tab": lambda document: document.paragraphs[2].add_run("\t"),
    "break": lambda document: document.paragraphs[2].add_run("\n"),
    "page break": lambda document: document.paragraphs[2].add_run().add_break(WD_BREAK.PAGE),
    "paragraph": lambda document: document.add_paragraph(),
    "header": lambda document: document.sections[0].header.paragraphs[0].add_run("x"),
    "footer": lambda document: document.sections[0].footer.add_paragraph(),
    "cell": lambda document: document.tables[0].cell(1, 0).paragraphs[0].add_run("x"),
    "cell paragraph": lambda document: document.tables[0].cell(1, 0).add_paragraph(),
    "row": lambda document: document.tables[0]._tbl.append(document.tables[0].rows[0]._tr),
    "joined": lambda document: document.tables[0].cell(0, 0).merge(document.tables[0].cell(0, 1)),
    "inner": lambda document: document.tables[0].cell(1, 1).tables[0].cell(0, 0).add_paragraph(),
    "picture": lambda document: document.add_picture(io.BytesIO(picture("red"))),
    "title": lambda document: setattr(document.core_properties, "title", "x"),
    "order": lambda document: document.element.body.insert(0, document.paragraphs[3]._p),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_a_difference(name: str) -> None:
    assert same_text(sample(CHANGES[name]), sample())


@pytest.mark.parametrize("name", ["word/footnotes.xml", "word/document.xml"])
def test_a_change_in_a_note_or_a_box_is_a_difference(name: str) -> None:
    files = entries(sample())
    files[name] = re.sub(b"a note|boxed", b"x", files[name])
    assert same_text(packed(files), sample())


def test_bold_is_a_difference_of_the_look_only() -> None:
    bold = sample(lambda document: setattr(document.paragraphs[2].runs[0], "bold", True))
    assert not same_text(bold, sample())
    assert same_look(bold, sample())


def test_one_text_is_the_same() -> None:
    assert not same_text(sample(), sample())
    assert not same_look(sample(), sample())
