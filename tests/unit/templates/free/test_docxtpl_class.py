"""``docgen.DocxTemplate``: programs written for docxtpl's class."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import Any

import docx
import docxtpl
import jinja2
import pytest
from docx.document import Document

import docgen
from docgen import DocxTemplate, RichText
from docgen.templates.free import docxtpl_class
from tests.unit.templates.free.documents import form


def saved(template: Any) -> Document:
    buffer = io.BytesIO()
    template.save(buffer)
    buffer.seek(0)
    return docx.Document(buffer)


def printed(context: dict[str, Any], *paragraphs: str, **options: Any) -> list[list[str]]:
    """What docxtpl's class and docgen's print."""
    texts = []
    for kind in (docxtpl.DocxTemplate, DocxTemplate):
        template = kind(io.BytesIO(form(*paragraphs)))
        template.render(context, **options)
        texts.append([paragraph.text for paragraph in saved(template).paragraphs])
    return texts


@pytest.mark.parametrize(
    ("context", "tag"),
    [
        ({"x": None}, "{{ x }}"),
        ({}, "前{{ x }}后"),
        ({"x": True}, "{{ x }}{% if x %}是{% endif %}"),
        ({"x": escape("A < B & C")}, "{{ x }}"),
        ({"x": "A < B & C"}, "{{ x | e }}"),
        ({"x": "一</w:t><w:br/><w:t>二"}, "{{ x }}"),
        ({"x": 1.0}, "{{ x / 3 }}"),
        ({"x": [3, 1]}, "{{ x | sort }} {{ x | sum }}"),
        ({"x": RichText("甲\n乙")}, "前{{r x }}后"),
        ({"x": "甲\a乙\f丙\t丁"}, "{{ x }}"),
        ({"f": lambda: "叫"}, "{{ f() }}"),
    ],
)
def test_prints_what_docxtpl_prints(context: dict[str, Any], tag: str) -> None:
    theirs, ours = printed(context, tag)
    assert ours == theirs


def test_texts_are_escaped_that_docxtpl_would_break_the_file_with() -> None:
    template = DocxTemplate(io.BytesIO(form("{{ x }}")))
    template.render({"x": "R&D <95%"})
    assert saved(template).paragraphs[0].text == "R&D <95%"


def test_an_environment_keeps_what_its_user_set_and_is_not_changed() -> None:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.filters["倒"] = lambda text: text[::-1]
    environment.globals["局"] = "财政局"
    before = dict(environment.filters)
    theirs, ours = printed({"x": "ab"}, "{{ x | 倒 }}{{ 局 }}", jinja_env=environment)
    assert ours == theirs == ["ba财政局"]
    assert environment.filters == before
    assert environment.finalize is None
    environment.filters["倒"] = str.upper
    assert printed({"x": "ab"}, "{{ x | 倒 }}{{ 局 }}", jinja_env=environment)[1] == ["AB财政局"]
    with pytest.raises(jinja2.UndefinedError):
        printed({}, "{{ 没有 }}", jinja_env=environment)


def test_a_template_is_compiled_once_for_all_its_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    known = docxtpl_class._Compiled.__init__

    def noting(self: Any, *arguments: Any) -> None:
        compiled.append(arguments)
        known(self, *arguments)

    monkeypatch.setattr(docxtpl_class._Compiled, "__init__", noting)
    data = form("只编译一次：{{ x }}")
    for number in range(3):
        template = DocxTemplate(io.BytesIO(data))
        template.render({"x": number})
        assert saved(template).paragraphs[0].text == f"只编译一次：{number}"
    assert len(compiled) == 1


def test_a_wrong_tag_is_jinjas_error_and_says_where() -> None:
    template = DocxTemplate(io.BytesIO(form("好", "{% if x %}")))
    for _ in range(2):
        with pytest.raises(jinja2.TemplateError, match="paragraph 2"):
            template.render({})


def test_one_document_is_rendered_again() -> None:
    template = DocxTemplate(io.BytesIO(form("{{ x }}")))
    for text in ("甲", "乙"):
        template.render({"x": text})
        assert saved(template).paragraphs[0].text == text


def test_the_document_that_was_edited_before_is_filled() -> None:
    template = DocxTemplate(io.BytesIO(form("{{ x }}")))
    template.init_docx()
    template.docx.add_paragraph("又{{ x }}")
    template.render({"x": "甲"})
    assert [paragraph.text for paragraph in saved(template).paragraphs] == ["甲", "又甲"]


def test_a_subdocument_of_another_document_is_refused() -> None:
    other = DocxTemplate(io.BytesIO(form("文")))
    with pytest.raises(docgen.TemplateError) as raised:
        docgen.Template(form("{{p x }}")).render({"x": other.new_subdoc()})
    assert raised.value.problems[0].words["refused"] == "foreign-subdocument"


def test_what_docxtpls_class_does_besides_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(form("{{ x }}{{ y }}"))
    template = DocxTemplate(path)
    assert template.get_undeclared_template_variables() == {"x", "y"}
    template.render({"x": RichText("链接", url_id=template.build_url_id("https://example.org"))})
    template.save(tmp_path / "出.docx")
    assert docx.Document(str(tmp_path / "出.docx")).paragraphs[0].text == "链接"
