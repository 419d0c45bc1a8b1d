"""``merge`` in nested groups covers the rows of each group, and no others."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.values import Items, Node, Text
from docgen.diagnostics import Place, Problems
from docgen.packs.pack import load_pack
from docgen.templates.fill import fill
from docgen.templates.package import zipped
from docgen.templates.template import CompiledTemplate, compile_template
from tests.support import small_project

NOWHERE = Place("report.yaml", 1, 1)
LABELS = ("一级", "二级", "三级")

labels = st.sampled_from(["产出", "效益", "", "a|b"])
rows_of_labels = st.lists(st.tuples(labels, labels, labels), min_size=1, max_size=9)


def _form(document: Document) -> None:
    document.add_paragraph("{{ 名称 }}")
    rows = document.add_table(3, 4).rows
    rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
    for cell, label in zip(rows[1].cells, LABELS, strict=False):
        cell.text = f"{{{{ 行.{label} | merge }}}}（组）"
    rows[1].cells[3].text = "{{ loop.index }}"
    rows[2].cells[0].text = "{%tr endfor %}"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> CompiledTemplate:
    project = small_project(tmp_path_factory.mktemp("form"))
    project.part(_form)
    problems = Problems()
    pack = load_pack(project.pack, project.root, problems)
    compiled = compile_template(pack, problems) if pack else None
    assert compiled is not None, problems
    return compiled


def _covered(rows: list[tuple[str, str, str]]) -> list[list[bool]]:
    """The rule, said another way: a cell is covered if its whole path equals the row above's."""
    return [
        [index > 0 and row[: depth + 1] == rows[index - 1][: depth + 1] for depth in range(3)]
        for index, row in enumerate(rows)
    ]


@given(rows=rows_of_labels)
@example(rows=[("产出", "数量", "x"), ("效益", "数量", "x")])
@example(rows=[("产出", "", "x"), ("产出", "", "x"), ("产出", "y", "x")])
def test_cells_merge_down_their_group(
    template: CompiledTemplate, rows: list[tuple[str, str, str]]
) -> None:
    data, items = Node(NOWHERE), Items(NOWHERE)
    for row in rows:
        node = Node(NOWHERE)
        node.update({label: Text(text) for label, text in zip(LABELS, row, strict=True)})
        items.append(node)
    data.update(名称=Text("表"), 行列=items)
    problems = Problems()
    entries = fill(template, data, {}, problems)
    assert entries is not None, problems
    table = docx.Document(io.BytesIO(zipped(entries))).tables[0]
    covered = _covered(rows)
    for index, (row, row_xml) in enumerate(zip(rows, table._tbl.tr_lst, strict=True)):
        cells = row_xml.tc_lst
        assert cells[3].p_lst[0].text == str(index + 1)
        for depth in range(3):
            text = "".join(paragraph.text for paragraph in cells[depth].p_lst)
            below = index + 1 < len(rows) and covered[index + 1][depth]
            if covered[index][depth]:
                assert (cells[depth].vMerge, text) == ("continue", "")
            else:
                assert cells[depth].vMerge == ("restart" if below else None)
                assert text == f"{row[depth]}（组）"
            assert len(cells[depth].p_lst) == 1
