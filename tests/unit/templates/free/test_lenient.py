"""What programs for docxtpl do that is not in its documentation, or is wrong, prints or is told."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import docxtpl
import jinja2
import pytest
from docxtpl import RichTextParagraph
from lxml import etree
from markupsafe import Markup

import docgen
from tests.docxtpl_manner.forms import Form
from tests.docxtpl_manner.same_text import outline


def printed(form: Form, context: Mapping[str, Any], kind: Any = docgen.DocxTemplate) -> list[str]:
    """The texts that the class prints."""
    template = kind(io.BytesIO(form.data()))
    template.render(dict(context))
    buffer = io.BytesIO()
    template.save(buffer)
    return [text for place, text in outline(buffer.getvalue()) if text and "paragraph" in place]


def typed(*texts: str) -> Form:
    form = Form(clean=True)
    form.lines(*texts)
    return form


@pytest.mark.parametrize(
    "value", ["R&D", "a < b", "<b>bold</b>", Markup("R&D"), Markup("a < b"), Markup("<b>")]
)
def test_what_is_no_xml_prints_as_it_is(value: str) -> None:
    assert printed(typed("{{ x }}|{{ x|safe }}"), {"x": value}) == [f"{value}|{value}"]
    buffer = io.BytesIO()
    docgen.Template(typed("{{ x|safe }}").data()).render({"x": value}).save(buffer)
    assert docx.Document(buffer).paragraphs[0].text == value


@pytest.mark.parametrize("tag", ["{{ x }}", "{{r x }}"])
def test_paragraphs_in_a_line_are_refused(tag: str) -> None:
    with pytest.raises(TypeError, match="paragraphs need"):
        printed(typed(f"a {tag}"), {"x": RichTextParagraph("b")})


@pytest.mark.parametrize(
    ("color", "fill"), [("#FF0000", "FF0000"), ("00ff00", "00ff00"), (None, "auto"), ("", "auto")]
)
def test_a_color_may_have_its_sign_or_be_none(color: str | None, fill: str) -> None:
    form = Form(clean=True)
    form.table(["{% cellbg color %}x"])
    template = docgen.DocxTemplate(io.BytesIO(form.data()))
    template.render({"color": color})
    shade = next(template.docx.element.body.iter("{*}shd"))
    assert next(value for name, value in shade.items() if name.endswith("fill")) == fill


@pytest.mark.parametrize("tag", ["{% vm %}x", "{% if loop.first %}x{% endif %}"])
def test_a_loop_that_is_none_is_told(tag: str) -> None:
    form = Form(clean=True)
    form.table([tag])
    with pytest.raises(docgen.TemplateError, match="name=loop"):
        docgen.Template(form.data()).render({})
    for kind in (docxtpl.DocxTemplate, docgen.DocxTemplate):
        with pytest.raises(jinja2.UndefinedError):
            printed(form, {}, kind)


@pytest.mark.parametrize("tag", ["{% if %}", "{{ a b }}", "{% no_such %}", "{{ a|no_such }}"])
def test_a_wrong_tag_raises_what_docxtpl_raises(tag: str) -> None:
    for kind in (docxtpl.DocxTemplate, docgen.DocxTemplate):
        with pytest.raises(jinja2.TemplateSyntaxError):
            printed(typed(tag), {}, kind)
    with pytest.raises(docgen.TemplateError, match="paragraph 1"):
        printed(typed(tag), {})


@pytest.mark.parametrize("tag", ["a {{- b -}} c", "{{ b -}} {{ b }} c {{- b }}", "x{%- if b -%}y"])
def test_blanks_around_a_split_tag_are_dropped_as_docxtpl_drops_them(tag: str) -> None:
    for noise in range(12):
        form = Form(noise=noise)
        form.lines(f"{tag}{{% endif %}}" if "if" in tag else tag)
        assert printed(form, {"b": "B"}) == printed(form, {"b": "B"}, docxtpl.DocxTemplate)


@pytest.mark.parametrize("value", [Path("a/b.png"), b"bytes"])
def test_a_path_is_a_text_in_programs_for_docxtpl(value: object) -> None:
    form = typed("{{ x }} {{ y }}")
    assert printed(form, {"x": value}) == printed(form, {"x": value}, docxtpl.DocxTemplate)


@pytest.mark.parametrize(
    "tag",
    [
        "{% filter upper %}shouted {{ b }} text{% endfilter %}",
        "{% set block %}a {{ b }} b{% endset %}{{ block|upper }} {{ block|length }}",
        "{% macro m(x) %}one {{ x }} two{% endmacro %}{{ m(1)|title|replace('One', '1') }}",
        "{% macro m(x) %}[{{ caller()|upper }}]{% endmacro %}{% call m(2) %}{{ b }}!{% endcall %}",
    ],
)
def test_a_text_made_of_split_tags_is_one_text(tag: str) -> None:
    for noise in range(25 if "DOCGEN_EXAMPLES" in os.environ else 8):
        form = Form(noise=noise)
        form.lines(tag)
        try:
            theirs = printed(form, {"b": "b"}, docxtpl.DocxTemplate)
        except etree.XMLSyntaxError:  # what is between the tags is split, too
            continue
        assert printed(form, {"b": "b"}) == theirs


def test_ends_that_stand_on_another_level_than_their_beginnings_are_told() -> None:
    form = typed("{% for x in xs %}")
    form.table(["{% endfor %}"])
    with pytest.raises(docgen.TemplateError, match="template-structure"):
        printed(form, {"xs": [1, 2]})
