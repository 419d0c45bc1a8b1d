"""What a screen reader is told: the language, table heads, pictures, and headings in order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml

from docgen import Outcome, convert_files, render_edition
from docgen.word.language import LANG
from docgen.word.xml import W, w
from tests.blank_forms import FORMS
from tests.fill_scenes import data, filled
from tests.pdf_tags import language_and_tags
from tests.support import ROOT, SmallProject, codes, needs_libreoffice
from tests.test_pictures import png
from tests.test_template_new import draft

pytestmark = [pytest.mark.slow, needs_libreoffice]

SENTENCES = {
    "zh": "{{ 单位 }}全年执行数为 439.45 万元，执行率 93.64%，通过了 ISO 9001 认证。",
    "en": "{{ 单位 }} spent 4.39 million yuan in 2023, which is 93.64% of its budget (株洲).",
}
UNITS = {"zh": "市职业教育科技园管理办公室", "en": "The office of the vocational park"}
LANGS = {
    "as python-docx says": None,
    "as Word says": {"val": "en-US", "eastAsia": "zh-CN"},
    "nothing": {},
    "English alone": {"val": "en-US", "eastAsia": "en-US"},
}


def languages(pdf: Path) -> tuple[str, set[str]]:
    """The language of a PDF, and others that pieces of its text are said to be in."""
    language, tags = language_and_tags(pdf)
    return language, {tag.language for tag in tags} - {"", language}


def test_the_report_is_chinese_its_table_heads_are_heads_and_its_headings_in_order(
    report: Outcome,
) -> None:
    assert report.pdf is not None
    assert languages(report.pdf) == ("zh-CN", set())
    said = next(docx.Document(str(report.docx)).styles.element.iter(LANG))
    assert (said.get(w("val")), said.get(w("eastAsia"))) == ("zh-CN", "zh-CN")
    kinds = [tag.kind for tag in language_and_tags(report.pdf)[1]]
    assert kinds.count("TH") > 20
    levels = [int(kind[1]) for kind in kinds if kind in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("given", LANGS, ids=str)
@pytest.mark.parametrize(("text", "expected"), [("zh", "zh-CN"), ("en", "en-US")])
def test_a_template_of_others_is_in_the_language_that_it_is_filled_in(
    tmp_path: Path, given: str, text: str, expected: str
) -> None:
    form = docx.Document()
    languages_of_styles = list(form.styles.element.iter(LANG))
    assert languages_of_styles
    for lang in languages_of_styles if LANGS[given] is not None else ():
        lang.attrib.clear()
        for name, language in (LANGS[given] or {}).items():
            lang.set(w(name), language)
    form.add_paragraph(SENTENCES[text])
    form.save(str(tmp_path / "form.docx"))
    rows = data(tmp_path / "data.yaml", [{"单位": UNITS[text]}])
    result = filled(tmp_path / "form.docx", rows, out=str(tmp_path / "out"), make_pdf=True)
    pdf = result.outcomes[0].pdf
    assert pdf is not None, list(result.all_problems())
    assert languages(pdf)[0] == expected
    if text == "zh":
        assert languages(pdf)[1] == set()


@pytest.mark.parametrize("form", ["three_level_headers", "landscape", "running_text"])
def test_a_pack_of_template_new_makes_a_chinese_pdf(tmp_path: Path, form: str) -> None:
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    draft(tmp_path, {"blank.docx": FORMS[form]()})
    (outcome,) = render_edition("2023", root=tmp_path).outcomes
    assert outcome.pdf is not None
    assert languages(outcome.pdf) == ("zh-CN", set())


def test_the_office_s_own_file_keeps_what_it_says(tmp_path: Path) -> None:
    office = docx.Document()
    office.add_paragraph("办公室改过的正文，共 12 页。")
    run = office.paragraphs[0].add_run("12")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:lang xmlns:w="{W}" w:val="en-US"/>'))
    file = tmp_path / "office.docx"
    office.save(str(file))
    before = file.read_bytes()
    (outcome,) = convert_files(str(file), root=ROOT).outcomes
    assert outcome.pdf is not None
    assert languages(outcome.pdf) == ("zh-CN", set())
    assert file.read_bytes() == before


NARRATIVE = """\
## 项目支出情况

表1 支出情况

单位：万元

| 项目 | 年初预算数 | 全年执行数 |
| --- | ---: | ---: |
| 基本支出 | 120 | 118.5 |
| 项目支出 | 320 | 319 |

### 完成情况

![园区东门外的两栋新教学楼](../images/a.png "图1 园区全景")
"""


def test_what_is_typed_has_its_heads_pictures_and_headings_in_the_pdf(
    project: SmallProject,
) -> None:
    project.template("{{ 名称 }}", "{{p narrative['1'] }}", "末")
    markdown = {"contentMediaType": "text/markdown"}
    project.schema(narrative={"type": "object", "properties": {"1": markdown}})
    (project.unit / "images").mkdir()
    (project.unit / "images" / "a.png").write_bytes(png(300, 150))
    project.content(NARRATIVE, "narrative/1.md")
    result = project.render(pdf=True)
    pdf = result.outcomes[0].pdf
    assert pdf is not None, codes(result)
    tags = language_and_tags(pdf)[1]
    kinds = [tag.kind for tag in tags]
    assert (kinds.count("TH"), kinds.count("TD")) == (3, 6)
    assert [tag.alt for tag in tags if tag.kind == "Figure"] == ["园区东门外的两栋新教学楼"]
    assert [kind for kind in kinds if kind in ("H1", "H2", "H3")] == ["H2", "H3"]
