"""The rows of a long table are printed as they would be with the whole document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml.parser import OxmlElement, parse_xml
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.values import Blank, Items, Node, Text, Unfilled, Value
from docgen.diagnostics import Place, Problems
from docgen.packs.pack import load_pack
from docgen.templates import fill as filling
from docgen.templates import finishing, long_tables
from docgen.templates.fill import fill
from docgen.templates.template import CompiledTemplate, compile_template
from tests.support import small_project

NOWHERE = Place("report.yaml", 1, 1)
STORY = "word/document.xml"
FEW, ALL = 900, 10**9
"""Characters of rows that are finished together: some of them; all."""

texts = st.sampled_from(["", "产出", "<a> & \"b\" 'c'", "两行\n第二行\t末", "字" * 2000, " "])
values: st.SearchStrategy[Value] = st.one_of(
    texts.map(lambda text: Text(text, NOWHERE)),
    st.just(Blank(NOWHERE)),
    st.just(Unfilled("人数", NOWHERE)),
)
rows_of_values = st.lists(st.tuples(values, values, st.booleans()), max_size=12)


def _form(document: Document) -> None:
    document.add_paragraph("{{ 名称 }}")
    for label in ("{{ 行.甲 }}", "{{ 行.甲 | merge }}"):
        rows = document.add_table(5, 3).rows
        rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
        rows[1].cells[0].text = "{%tr if 行.有 %}"
        rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        rows[2].cells[0].text = label
        rows[2].cells[1].text = "共{{ 行.乙 }}个"
        rows[2].cells[2].paragraphs[0].add_run("{%r if 行.乙 %}{{ 行.乙 }}{%r endif %}")
        rows[3].cells[0].text = "{%tr endif %}"
        rows[4].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("末")


def _compiled(folder: Path) -> CompiledTemplate:
    project = small_project(folder)
    project.part(_form)
    problems = Problems()
    pack = load_pack(project.pack, project.root, problems)
    compiled = compile_template(pack, problems) if pack else None
    assert compiled is not None, problems
    return compiled


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> CompiledTemplate:
    return _compiled(tmp_path_factory.mktemp("form"))


def _data(rows: Iterable[tuple[Value, Value, bool]]) -> Node:
    data, items = Node(NOWHERE), Items(NOWHERE)
    for first, second, is_there in rows:
        row = Node(NOWHERE)
        row.update({"甲": first, "乙": second, "有": Text("有") if is_there else Blank()})
        items.append(row)
    data.update({"名称": Text("报告"), "行列": items})
    return data


def _filled(template: CompiledTemplate, data: Node, together: int) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_tables, "_SOME", together)
        entries = fill(template, data, {}, Problems())
    assert entries is not None
    return entries[STORY]


@given(rows=rows_of_values)
@example(rows=[(Text("产出"), Unfilled("人数", NOWHERE), True)] * 9)
@example(rows=[(Text("字" * 2000), Text("两行\n第二行"), True)] * 9)
def test_rows_finished_a_few_at_a_time_are_printed_as_all_at_once(
    template: CompiledTemplate, rows: list[tuple[Value, Value, bool]]
) -> None:
    data = _data(rows)
    assert _filled(template, data, FEW) == _filled(template, data, ALL)


def test_the_rows_of_a_long_table_are_never_all_elements(
    template: CompiledTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = list[int]()

    def parsed(xml: bytes) -> object:
        sizes.append(len(xml))
        return parse_xml(xml)

    for module in (filling, finishing):
        monkeypatch.setattr(module, "parse_xml", parsed)
    rows = [(Text(f"第{number}项"), Text("2"), True) for number in range(50)]
    whole = len(_filled(template, _data(rows), FEW))
    assert len(sizes) > 20
    # The second table merges, which is done over all its rows.
    assert max(sizes) < whole * 0.6


@pytest.mark.parametrize("rows", [1, 40])
def test_a_table_without_an_end_is_told_as_ever(tmp_path: Path, rows: int) -> None:
    def broken(document: Document) -> None:
        lines = document.add_table(4, 2).rows
        lines[0].cells[0].text = "{%tr for 行 in 行列 %}"
        lines[1].cells[0].text = "{{ 行.甲 }}"
        lines[2].cells[0].text = "{%tr endfor %}"
        lines[3].cells[0].text = "{% if 有 %}"
        document.add_paragraph("{% endif %}末")

    project = small_project(tmp_path)
    project.part(broken)
    project.content("有:\n行列: [" + "{甲: 1}, " * rows + "]\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_tables, "_SOME", FEW)
        problems = list(project.render().all_problems())
    assert [problem.code for problem in problems] == ["template-structure"]
