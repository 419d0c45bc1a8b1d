"""``docgen.Template``: what values print, what is told, and where."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from docgen import Filled, Template, TemplateError
from docgen.content.values import Blank, Figure, Node, Text
from docgen.diagnostics import Place
from docgen.word.xml import w
from tests.support import audit
from tests.unit.templates.free.documents import form, lines, opened


def refused(*paragraphs: str, **data: object) -> list[tuple[str, int, str]]:
    """The code, the paragraph and a word of each problem of a template that is not filled."""
    with pytest.raises(TemplateError) as raised:
        Template(form(*paragraphs)).render(data)
    return [
        (problem.code, problem.template.paragraph if problem.template else 0, problem.words["name"])
        for problem in raised.value.problems
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("R&D <95%", "R&D <95%"),
        (1.5, "1.5"),
        (True, "True"),
        (None, ""),
        (Decimal("1.50"), "1.50"),
        (date(2024, 5, 1), "2024-05-01"),
        ([1, 2], "[1, 2]"),
        ("一\n二\t三", "一\n二\t三"),
        ("一\r\n二\x0b三", "一\n二\n三"),
        ("声\x00音\ud800\ufdd0", "声音"),
        (Figure.read("1.50"), "1.50"),
        (Blank(), ""),
        (Listing("甲\n<乙>"), "甲\n<乙>"),
        (RichText("红", color="FF0000"), "红"),
    ],
)
def test_a_value_prints_as_python_shows_it_and_is_no_markup(value: object, shown: str) -> None:
    assert lines("{{ 值 }}", 值=value) == [shown]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_every_text_prints_as_it_is(text: str) -> None:
    wanted = text.replace("\u2028", "\n").replace("\u2029", "\n")
    assert lines("前{{ 值 }}后", 值=text) == [f"前{wanted}后"]


def test_a_text_in_place_of_its_run_may_be_bold_and_italic_and_keeps_the_look_of_the_run() -> None:
    def write(document: Document) -> None:
        run = document.add_paragraph().add_run("{{r 值 }}")
        run.font.name = "仿宋"

    filled = Template(form(write=write)).render({"值": "甲**乙***丙*\n3*4*5 a_b_c [x](y)"})
    runs = [run for run in opened(filled).paragraphs[0].runs if run.text]
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in runs] == [
        ("甲", False, False),
        ("乙", True, False),
        ("丙", False, True),
        ("\n", False, False),
        ("3*4*5 a_b_c [x](y)", False, False),
    ]
    assert {run.font.name for run in runs if run.text.strip()} == {"仿宋"}


def test_the_text_behind_a_rich_text_keeps_its_look() -> None:
    def write(document: Document) -> None:
        document.add_paragraph().add_run("前{{r 值 }}后").bold = True

    filled = Template(form(write=write)).render({"值": RichText("中", italic=True)})
    runs = {run.text: run for run in opened(filled).paragraphs[0].runs}
    assert runs["前"].bold
    assert runs["后"].bold
    assert runs["中"].italic


def test_paragraphs_in_place_of_a_paragraph() -> None:
    data = {"段": "甲\n**乙**", "富": RichTextParagraph(RichText("丙")), "空": None}
    printed = lines("{{p 段 }}", "{{p 富 }}", "{{p 空 }}", "末", **data)
    assert printed == ["甲", "乙", "丙", "", "末"]


def test_markdown_with_headings_is_asked_for() -> None:
    filled = Template(form("{{p 段 | markdown }}")).render({"段": "## 标题\n\n正文"})
    heading, text = opened(filled).paragraphs
    assert (heading.text, text.text) == ("标题", "正文")
    assert heading.style is not None
    assert heading.style.name == "Heading 2"


def test_a_name_that_is_not_there_is_told_with_its_place_and_the_nearest() -> None:
    problems = refused(
        "{{ 姓名 }}", "{{ 单位.名称 }}", "{% for 行 in 行列 %}{% endfor %}", 姓各="某"
    )
    assert problems == [
        ("missing-field", 1, "姓名"),
        ("missing-field", 2, "单位"),
        ("missing-field", 3, "行列"),
    ]


def test_a_name_that_is_not_there_is_nothing_in_a_condition() -> None:
    asked = "{% if x %}1{% endif %}{% if x == 2 %}2{% endif %}{% if x.y is defined %}3{% endif %}"
    assert lines(asked + "{{ x | default('无') }}{% if x != 2 %}4{% endif %}") == ["无4"]


def test_filters_functions_and_methods_of_python() -> None:
    template = Template(form("{{ 名 | 倒 }}{{ f(2) }}{{ 名.upper() }}"), filters={"倒": _reversed})
    filled = template.render({"名": "ab", "f": lambda number: number * 2})
    assert opened(filled).paragraphs[0].text == "ba4AB"


def _reversed(text: str) -> str:
    return text[::-1]


def test_docgens_filters_are_there_and_jinjas_come_first() -> None:
    printed = lines(
        "{{ 0.5 | percent }} {{ [0.1, 0.2] | sum | round(1) }} {{ 名 | box('甲') }}", 名="甲"
    )
    assert printed == ["50% 0.3 ☑"]


def test_a_key_comes_before_an_attribute_of_what_holds_the_data() -> None:
    node = Node(Place("数据.json", 1, 1))
    for key in ("place", "used", "read", "items"):
        node.add(key, Text(key), node.place)
    printed = lines(
        "{{ 组.place }}{{ 组.used }}{{ 组.read }}{{ 组.items }}{{ 组.keys() | list | length }}",
        组=node,
    )
    assert printed == ["placeusedreaditems4"]


def test_what_python_hides_stays_hidden() -> None:
    assert refused("{{ ''.__class__.__mro__ }}")[0][0] == "missing-field"


def picture(width: int = 300) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, 100), "red").save(buffer, "PNG", dpi=(96, 96))
    return buffer.getvalue()


def faults(filled: Filled, folder: Path) -> list[str]:
    """What the schema says against the document."""
    found = audit(filled.to_bytes(), folder)
    return [fault for fault in found if fault.startswith("/word/document.xml")]


def sizes(filled: Filled) -> list[int]:
    """The widths of the pictures, in millimetres."""
    return [round(shape.width.mm) for shape in opened(filled).inline_shapes]


def test_pictures_by_bytes_path_and_docxtpls_object(tmp_path: Path) -> None:
    (tmp_path / "章.png").write_bytes(picture())
    paragraphs = (
        "前{{ 字节 }}后",
        "{{ 路径 }}",
        "{{ 对象 }}",
        "{{ 名 | picture('30mm') }}",
        "{{r 字节 }}",
        "{{p 路径 }}",
        "{{ 大 }}",
    )
    data = {
        "字节": picture(),
        "路径": tmp_path / "章.png",
        "对象": InlineImage(None, str(tmp_path / "章.png"), width=Mm(20)),
        "名": "章.png",
        "大": picture(3000),
    }
    filled = Template(form(*paragraphs), folder=tmp_path).render(data)
    text_width = round((21.59 - 2 * 3.175) * 10)
    assert sizes(filled) == [79, 79, 20, 30, 79, 79, text_width]
    assert opened(filled).paragraphs[0].text == "前后"
    assert faults(filled, tmp_path) == []


def test_a_picture_may_stand_in_a_header(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 章 }}"

    filled = Template(form("文", write=write)).render({"章": picture()})
    header = opened(filled).sections[0].header
    assert len(list(header._element.iter(w("drawing")))) == 1
    assert len(header.part.rels) == 1


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "照片一.png").write_bytes(picture())
    template = Template(form("{{ 名 | picture }}"), folder=tmp_path)
    with pytest.raises(TemplateError) as raised:
        template.render({"名": "照片1.png"})
    words = raised.value.problems[0].words
    assert (words["refused"], words["nearest"]) == ("no-file-like", "照片一.png")
    with pytest.raises(TemplateError) as raised:
        Template(form("{{ 名 | picture }}")).render({"名": "照片一.png"})
    assert raised.value.problems[0].words["refused"] == "no-folder"
    with pytest.raises(TemplateError) as raised:
        Template(form("{{ 图 }}")).render({"图": b"GIF89a"})
    assert raised.value.problems[0].words["refused"] == "no-image"


def test_another_document_in_place_of_a_paragraph(tmp_path: Path) -> None:
    other = docx.Document()
    other.add_heading("附件", 1)
    other.add_picture(io.BytesIO(picture()))
    other.save(str(tmp_path / "附件.docx"))
    template = Template(form("前", "{{p 附件 | document }}", "后"), folder=tmp_path)
    filled = template.render({"附件": "附件.docx"})
    assert [paragraph.text for paragraph in opened(filled).paragraphs] == ["前", "附件", "", "后"]
    assert len(sizes(filled)) == 1
    assert faults(filled, tmp_path) == []


def test_cells_that_docxtpl_merges_have_their_properties_in_order(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        rows = document.add_table(3, 2).rows
        rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
        rows[1].cells[0].text = "{% vm %}{{ 行.甲 }}"
        rows[1].cells[0].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        rows[1].cells[1].text = "{{ 行.乙 }}"
        rows[2].cells[0].text = "{%tr endfor %}"

    rows = [{"甲": "合并", "乙": str(number)} for number in range(3)]
    filled = Template(form(write=write)).render({"行列": rows})
    table = opened(filled).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["合并", "0"],
        ["合并", "1"],
        ["合并", "2"],
    ]
    assert faults(filled, tmp_path) == []


def test_text_that_a_tag_drops_is_a_warning() -> None:
    template = Template(form("丢失 {%p if x %}", "文", "{%p endif %}"))
    assert [paragraph.text for paragraph in opened(template.render({"x": 1})).paragraphs] == ["文"]
    assert [problem.code for problem in template.warnings] == ["template-text-lost"]


@pytest.mark.parametrize(
    "tag", ["{{ 名", "{% if x %}", "{% endfor %}", "{{ 名 | nofilter }}", "{{ 名 }} {{ ", "{% x %}"]
)
def test_a_wrong_tag_is_told_at_its_paragraph(tag: str) -> None:
    with pytest.raises(TemplateError) as raised:
        Template(form("好 {{ 名 }}", tag)).render({"名": "甲"})
    places = [problem.template.paragraph for problem in raised.value.problems if problem.template]
    assert places == [2]


def test_all_wrong_values_of_a_template_are_told_at_once() -> None:
    with pytest.raises(TemplateError) as raised:
        Template(
            form("{{ 金额（元） }}{{ a b }}", "{{ 名 }}", "{{ 名 | 大写 }}", "{{ 名 + }}")
        ).render({})
    found = raised.value.problems
    assert [each.template and each.template.paragraph for each in found] == [1, 1, 3, 4]


def test_braces_in_full_width_print_and_are_told() -> None:
    template = Template(form("｛｛ 姓名 ｝｝", "{{ 姓名 }}"))
    printed = opened(template.render({"姓名": "甲"})).paragraphs
    assert [paragraph.text for paragraph in printed] == ["｛｛ 姓名 ｝｝", "甲"]
    told = [(each.code, each.template and each.template.paragraph) for each in template.warnings]
    assert told == [("template-broken-tag", 1)]


def test_an_end_without_a_beginning_prints() -> None:
    assert lines("甲 }} 乙 %}") == ["甲 }} 乙 %}"]


def test_a_line_end_that_was_typed_in_a_tag_does_not_print() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("前")
        paragraph.add_run("{{ 名").add_break()
        paragraph.add_run(" }}后").add_break()
        paragraph.add_run("末")

    filled = Template(form(write=write)).render({"名": "甲"})
    assert opened(filled).paragraphs[0].text == "前甲后\n末"


def test_a_tag_that_is_split_joins_the_next_paragraph_as_a_whole_one_does() -> None:
    def write(document: Document) -> None:
        for text in ("住在{%- if x ", "-%}", "城里", "{%- endif", " -%}", "。"):
            last = document.paragraphs[-1] if text.startswith(("-", " -")) else None
            (last or document.add_paragraph()).add_run(text)

    filled = Template(form(write=write)).render({"x": 1})
    assert [paragraph.text for paragraph in opened(filled).paragraphs] == ["住在城里。"]


def test_document_properties_are_filled() -> None:
    def write(document: Document) -> None:
        document.core_properties.title = "{{ 姓名 }}的通知"

    filled = Template(form("文", write=write)).render({"姓名": "甲 & 乙"})
    assert opened(filled).core_properties.title == "甲 & 乙的通知"


def test_the_same_data_give_the_same_bytes_and_the_file_is_whole(tmp_path: Path) -> None:
    template = Template(form("{{ 名 }}"))
    first, second = (template.render({"名": "甲"}) for _ in range(2))
    assert first.to_bytes() == second.to_bytes()
    first.save(tmp_path / "甲.docx")
    buffer = io.BytesIO()
    second.save(buffer)
    assert (tmp_path / "甲.docx").read_bytes() == buffer.getvalue()


def test_a_template_is_a_path_bytes_or_an_open_file(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(form("{{ 名 }}"))
    with path.open("rb") as file:
        sources: list[Any] = [path, str(path), path.read_bytes(), file]
        texts = [
            opened(Template(source).render({"名": "甲"})).paragraphs[0].text for source in sources
        ]
    assert texts == ["甲"] * 4
    assert Template(path).names == {"名"}
