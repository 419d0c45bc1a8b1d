"""Opening blank forms: what is accepted, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml

from docgen.diagnostics import ExitCode, Place, Problem, UsageError
from docgen.pdf.converter import Converter
from docgen.project import Project
from docgen.runs import word_source
from docgen.scaffold.pack.opening.form_file import OpenForm, open_form
from docgen.word.xml import W, text_of
from tests.linked_files import docx, linked_files
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of


def opened(
    form: Document, root: Path, name: str = "表.docx"
) -> tuple[OpenForm | None, list[Problem]]:
    form.save(str(root / name))
    problems = collect()
    return open_form(root / name, Project(root), problems), list(problems)


def test_a_form_is_the_bytes_of_a_file_and_a_new_copy_each_time(tmp_path: Path) -> None:
    found, problems = opened(form_of("单位：____"), tmp_path)
    assert problems == []
    assert found is not None
    assert found.name == "表.docx"
    first, second = found.document(), found.document()
    first.paragraphs[0].text = "改"
    assert second.paragraphs[0].text == "单位：____"


def test_tracked_changes_are_accepted_and_controls_are_text(tmp_path: Path) -> None:
    form = form_of(["甲|", "乙|"])
    properties = form.tables[0].rows[1]._tr.get_or_add_trPr()
    properties.append(parse_xml(f'<w:del xmlns:w="{W}" w:id="1" w:author="x"/>'))
    inside = "<w:sdtContent><w:r><w:t>□</w:t></w:r></w:sdtContent>"
    form.add_paragraph()._p.append(parse_xml(f'<w:sdt xmlns:w="{W}">{inside}</w:sdt>'))
    found, _ = opened(form, tmp_path)
    assert found is not None
    body = found.document().element.body
    assert text_of(body) == "甲□"
    assert list(body.iter(f"{{{W}}}sdt")) == []


@pytest.mark.parametrize("tag", ["{{ 名称 }}", "{% if 甲 %}", "{%tr endfor %}"])
def test_a_finished_template_is_no_blank_form(tmp_path: Path, tag: str) -> None:
    found, (problem,) = opened(form_of(f"名称：{tag}"), tmp_path)
    assert found is None
    assert (problem.code, problem.place) == ("form-has-tags", Place("表.docx"))
    assert problem.exit_code is ExitCode.TEMPLATE


def test_tags_in_a_header_are_tags_too(tmp_path: Path) -> None:
    form = form_of("名称：")
    form.sections[0].header.paragraphs[0].text = "{{ 名称 }}"
    found, problems = opened(form, tmp_path)
    assert (found, [problem.code for problem in problems]) == (None, ["form-has-tags"])


@pytest.mark.parametrize(
    ("kind", "is_error"), [("picture", True), ("chunk", True), ("template", False)]
)
def test_a_form_with_links_is_told_by_its_own_name(
    tmp_path: Path, kind: str, is_error: bool
) -> None:
    (tmp_path / "表.docx").write_bytes(docx(linked_files("http://x.example/")[kind]))
    problems = collect()
    found = open_form(tmp_path / "表.docx", Project(tmp_path), problems)
    (problem,) = problems
    assert (problem.code, problem.place) == ("outside-link", Place("表.docx"))
    assert (found is None, problem.is_error) == (is_error, is_error)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        open_form(tmp_path / "表.docx", Project(tmp_path), collect())
    assert (caught.value.problem.code, caught.value.problem.place) == (
        *("no-such-form", Place("表.docx")),
    )
    with pytest.raises(UsageError):
        open_form(tmp_path, Project(tmp_path), collect())


def test_a_file_that_is_no_word_file(tmp_path: Path) -> None:
    (tmp_path / "表.docx").write_bytes(b"no zip")
    problems = collect()
    assert open_form(tmp_path / "表.docx", Project(tmp_path), problems) is None
    (problem,) = problems
    assert (problem.code, problem.place) == ("not-a-docx", Place("表.docx"))


@pytest.mark.parametrize("name", ["表.odt", "表.docx"])
def test_a_form_that_unpacks_to_too_much_goes_to_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked = list[object]()
    monkeypatch.setattr(word_source, "find_reader", lambda _: SOFFICE)
    monkeypatch.setattr(word_source, "as_docx", lambda *arguments: asked.append(arguments))
    mimetype = b"application/vnd.oasis.opendocument.text"
    (tmp_path / name).write_bytes(docx({"mimetype": mimetype, "a.bin": bytes(257 << 20)}))
    problems = collect()
    assert open_form(tmp_path / name, Project(tmp_path), problems) is None
    (problem,) = problems
    assert (problem.code, problem.place, asked) == ("docx-too-large", Place(name), [])


SOFFICE = Converter("LibreOffice", "soffice")
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD = {
    "form.doc": (CFB + "WordDocument".encode("utf-16-le"), ".doc"),
    "form.wps": (CFB, ".doc"),
    "form.rtf": (b"{\\rtf1", ".rtf"),
    "FORM.DOCX": (b"{\\rtf1", ".rtf"),
    "form.docx": (CFB + "WordDocument".encode("utf-16-le"), ".doc"),
}


@pytest.mark.parametrize("name", list(OLD))
def test_an_old_file_needs_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(word_source, "find_reader", lambda _: None)
    (tmp_path / name).write_bytes(OLD[name][0])
    problems = collect()
    assert open_form(tmp_path / name, Project(tmp_path), problems) is None
    assert [(problem.code, problem.place) for problem in problems] == [("old-format", Place(name))]


@pytest.mark.parametrize("name", list(OLD))
def test_an_old_file_is_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    form_of("单位：____").save(str(tmp_path / "made.docx"))
    data = (tmp_path / "made.docx").read_bytes()

    def as_docx(program: Converter, file: Path, ending: str, seconds: int) -> bytes:
        asked = (program, file, ending, seconds > 0)
        return data if asked == (SOFFICE, tmp_path / name, OLD[name][1], True) else b""

    monkeypatch.setattr(word_source, "find_reader", lambda _: SOFFICE)
    monkeypatch.setattr(word_source, "as_docx", as_docx)
    (tmp_path / name).write_bytes(OLD[name][0])
    found = open_form(tmp_path / name, Project(tmp_path), collect())
    assert found is not None
    assert (found.name, found.document().paragraphs[0].text) == (name, "单位：____")


def test_an_old_file_that_cannot_be_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_source, "find_reader", lambda _: SOFFICE)
    monkeypatch.setattr(word_source, "as_docx", lambda *_: "timeout")
    (tmp_path / "form.doc").write_bytes(CFB)
    problems = collect()
    assert open_form(tmp_path / "form.doc", Project(tmp_path), problems) is None
    assert [(problem.code, dict(problem.words)) for problem in problems] == [
        ("form-not-converted", {"converter": "LibreOffice", "reason": "timeout"})
    ]
