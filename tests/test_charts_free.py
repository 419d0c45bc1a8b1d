"""Charts in templates that belong to no pack: ``docgen.Template``, and docxtpl's class."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document

import docgen
from tests.charts.filled_charts import filled_charts
from tests.charts.word_charts import Drawn, add_chart
from tests.support import audit, blank_part, entries

DATA: dict[str, Any] = {
    "名称": "甲",
    "收支": [{"年": 2022, "收": 1, "支": 2.5}, {"年": 2023, "收": "1,234.5", "支": None}],
    "构成": [{"项": "一", "额": 3}],
    "名单": [{"表": [{"项": "一", "额": n}]} for n in (4, 5)],
}
FOUND = [
    {"收": [1.0, 1234.5], "支": [2.5, None]},
    {"额": [3.0]},
    {"额": [4.0]},
    {"额": [5.0]},
]


def template() -> Document:
    document = blank_part()
    document.add_paragraph("{{ 名称 }}")
    add_chart(document.add_paragraph(), Drawn(), "{{ 收支 }}")
    add_chart(document.add_paragraph(), Drawn((("pieChart", 1),)), "{{ 构成 }}")
    document.add_paragraph("{%p for 项 in 名单 %}")
    add_chart(document.add_paragraph(), Drawn((("lineChart", 2),)), "{{ 项.表 }}")
    document.add_paragraph("{%p endfor %}")
    return document


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(params=["Template", "DocxTemplate"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    """The template filled by one of the classes."""
    path = tmp_path / "form.docx"
    path.write_bytes(saved(template()))
    if request.param == "Template":
        return docgen.Template(path).render(DATA).to_bytes()
    made = docgen.DocxTemplate(str(path))
    made.render(DATA)
    made.save(str(path))
    return path.read_bytes()


def test_charts_are_drawn_from_plain_data(filled: bytes, tmp_path: Path) -> None:
    files = entries(filled)
    charts = filled_charts(files)
    assert [chart.figures for chart in charts] == FOUND
    assert [chart.in_workbook[1] for chart in charts] == FOUND
    assert sum(name.endswith(".xlsx") for name in files) == len(FOUND)
    assert not audit(filled, tmp_path)


def test_a_text_in_the_place_of_a_number_is_refused() -> None:
    wrong = DATA | {"构成": [{"项": "一", "额": 3}, {"项": "二", "额": "很多"}]}
    with pytest.raises(docgen.TemplateError) as raised:
        docgen.Template(saved(template())).render(wrong)
    assert [problem.code for problem in raised.value.problems] == ["chart-text"]
    made = docgen.DocxTemplate(io.BytesIO(saved(template())))
    with pytest.raises(docgen.TemplateError):
        made.render(wrong)


@pytest.mark.parametrize("kind", ["Template", "DocxTemplate"])
def test_a_chart_that_is_no_list_s_stays_as_docxtpl_leaves_it(kind: str, tmp_path: Path) -> None:
    document = blank_part()
    add_chart(document.add_paragraph(), Drawn((("stockChart", 1),)), "股价 {{ 名称 }}")
    add_chart(document.add_paragraph(), Drawn(title="{{ 名称 }}"), "没有标签")
    path = tmp_path / "form.docx"
    path.write_bytes(saved(document))
    if kind == "Template":
        data = docgen.Template(path).render(DATA).to_bytes()
    else:
        made = docgen.DocxTemplate(str(path))
        made.render(DATA)
        made.save(str(path))
        data = path.read_bytes()
    files = entries(data)
    assert 'descr="股价 甲"' in files["word/document.xml"].decode()
    assert len(filled_charts(files)) == 2
