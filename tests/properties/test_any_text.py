"""Any text in any field gives a valid .docx in which that text stands unchanged."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.blocks import Document as Blocks
from docgen.content.blocks import Paragraph, Span
from docgen.content.characters import FORBIDDEN
from docgen.content.values import Items, Node, Text
from docgen.diagnostics import Place, Problems
from docgen.packs.pack import Pack, load_pack
from docgen.templates.fill import fill
from docgen.templates.package import zipped
from docgen.templates.template import CompiledTemplate, compile_template
from tests.support import audit, small_project

pytestmark = pytest.mark.slow

NOWHERE = Place("report.yaml", 1, 1)

texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("<>&\"'{}%#\\/ \n\t　“”①℃㎡²☑—…〔〕😀𠮷ﾠ\u200b\u202e"),
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: not FORBIDDEN.search(text))


@dataclass(frozen=True)
class Form:
    pack: Pack
    template: CompiledTemplate


def _form(document: Document) -> None:
    """A placeholder in text, between texts, as a slot, in a repeated row and in a header."""
    document.add_paragraph("甲{{ 甲 }}乙")
    document.add_paragraph("{{p 乙 }}")
    document.add_paragraph("{{p 文 }}")
    rows = document.add_table(3, 2).rows
    rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
    rows[1].cells[0].text = "{{ 行.甲 | merge }}"
    rows[1].cells[1].text = "{{ 行.甲 }}"
    rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("末")
    document.sections[0].header.paragraphs[0].text = "眉{{ 甲 }}"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    project = small_project(tmp_path_factory.mktemp("form"))
    project.part(_form)
    problems = Problems()
    pack = load_pack(project.pack, project.root, problems)
    template = compile_template(pack, problems) if pack else None
    assert pack is not None
    assert template is not None, problems
    return Form(pack, template)


def _filled(form: Form, text: str) -> bytes:
    data, rows = Node(NOWHERE), Items(NOWHERE)
    row = Node(NOWHERE)
    row["甲"] = Text(text)
    rows.extend([row, row])
    spans = (Span(text, None), Span(text, None, bold=True))
    data.update(甲=Text(text), 乙=Text(text), 行列=rows)
    data["文"] = Blocks((Paragraph(spans, NOWHERE),), NOWHERE)
    problems = Problems()
    entries = fill(form.template, data, {}, problems)
    assert entries is not None, problems
    return zipped(entries)


@given(text=texts)
@example(text="R&D<95%")
@example(text="{{ 甲 }}{% endfor %}{# #}")
@example(text="]]></w:t><w:p/>")
@example(text="&lt;b&gt;")
@example(text=" 前后有空格 ")
@example(text="\n\n")
@example(text="\t列\t")
def test_text_stands_unchanged(form: Form, text: str, tmp_path: Path) -> None:
    data = _filled(form, text)
    document = docx.Document(io.BytesIO(data))
    whole = [paragraph.text for paragraph in document.paragraphs]
    lines = text.split("\n")
    assert whole == [f"甲{text}乙", *lines, text * 2, "末"]
    first, second = document.tables[0].rows
    assert first.cells[1].text == second.cells[1].text == text
    assert first.cells[0].text == text
    assert document.sections[0].header.paragraphs[0].text == f"眉{text}"
    assert audit(data, tmp_path) == []


@given(text=texts)
def test_the_same_input_gives_the_same_bytes(form: Form, text: str) -> None:
    assert _filled(form, text) == _filled(form, text)
