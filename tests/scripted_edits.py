"""Scripted edits of a Word file, each with the outcome expected from a pull."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml.parser import parse_xml
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.word.xml import W, w

EDITS: list[ScriptedEdit] = []


@dataclass(frozen=True)
class ScriptedEdit:
    """An edit.

    Attributes:
        name: for the test's output.
        make: does it to an open document.
        carried: how many edits go back into the content whole.
        stays: why each of the others stays, in order.
        content: words that stand in a content file afterwards, by a part of the file's name.
        gone: words that no content file has any more.
        follows: whether derived values change with it, so that the file then says more than before.
    """

    name: str
    make: Callable[[Document], None]
    carried: int = 1
    stays: tuple[str, ...] = ()
    content: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    follows: bool = False


def scripted(
    carried: int = 1,
    *stays: str,
    content: tuple[tuple[str, str], ...] = (),
    gone: tuple[str, ...] = (),
    follows: bool = False,
) -> Callable[[Callable[[Document], None]], Callable[[Document], None]]:
    """Registers an edit under the name of its function."""

    def register(make: Callable[[Document], None]) -> Callable[[Document], None]:
        EDITS.append(ScriptedEdit(make.__name__, make, carried, stays, content, gone, follows))
        return make

    return register


def every_paragraph(document: Document) -> Iterator[Paragraph]:
    return (Paragraph(element, document) for element in document.element.body.iter(w("p")))


def with_words(document: Document, words: str) -> Paragraph:
    return next(paragraph for paragraph in every_paragraph(document) if words in paragraph.text)


def reword(paragraph: Paragraph, old: str, new: str) -> None:
    """Replaces words inside a run, or across runs in the first of them."""
    for run in paragraph.runs:
        if old in run.text:
            run.text = run.text.replace(old, new)
            return
    texts = [run.text for run in paragraph.runs]
    at = "".join(texts).index(old)
    for run in paragraph.runs:
        size, start = len(run.text), at
        cut = max(min(size - start, len(old)), 0) if 0 <= start < size else 0
        if cut:
            run.text = run.text[:start] + new + run.text[start + cut :]
            old, new, at = old[cut:], "", 0
            if not old:
                return
        else:
            at -= size
    raise AssertionError(old)


def row_with(document: Document, words: str) -> _Row:
    rows = ((table, row) for table in document.tables for row in table._tbl.tr_lst)
    return next(_Row(row, table) for table, row in rows if words in _row_text(row))


def _row_text(row: etree._Element) -> str:
    return "".join(text.text or "" for text in row.iter(w("t")))


def cells(row: _Row) -> list[_Cell]:
    """Its own cells, each once."""
    table = Table(row._tr.getparent(), row)  # type: ignore[arg-type]
    return [_Cell(cell, table) for cell in row._tr.tc_lst]


def fill(cell: _Cell, text: str) -> None:
    paragraph = cell.paragraphs[0]
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    if paragraph.runs:
        paragraph.runs[0].text = text
    else:
        paragraph.add_run(text)


def copy_after(paragraph: Paragraph, text: str) -> Paragraph:
    copy = deepcopy(paragraph._p)
    paragraph._p.addnext(copy)
    new = Paragraph(copy, paragraph._parent)
    for run in new.runs[1:]:
        copy.remove(run._r)
    new.runs[0].text = text
    new.runs[0].bold = None
    return new


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


DEVELOPMENT = "株洲职业教育科技园管理办公室由市人民政府管理"


@scripted(content=(("基础数据", "上年决算数: 1.35,"),))
def a_figure_in_a_cell(document: Document) -> None:
    fill(cells(row_with(document, "会议费、培训费"))[-3], "1.35")


@scripted(
    content=(
        ("基本情况", "由株洲市人民政府直接管理，系公益一类"),
        ("基本情况", "{{ 年度 }}年12月"),
    )
)
def a_sentence(document: Document) -> None:
    reword(with_words(document, DEVELOPMENT), "由市人民政府管理", "由株洲市人民政府直接管理")


@scripted(
    content=(("基本情况", "单位编制核定为{{ 财政供养人员情况.编制数 }}人，到{{ 年度 }}年年底"),)
)
def a_sentence_around_bound_numbers(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    reword(paragraph, "人，至", "人，到")
    reword(paragraph, "年12月31日", "年年底")


@scripted(content=(("基本情况", "机构规格为正处级。\n\n设有综合科"),))
def a_paragraph_split_in_two(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    run = next(run for run in paragraph.runs if "机构规格为正处级。" in run.text)
    first, _, rest = run.text.partition("机构规格为正处级。")
    run.text = first + "机构规格为正处级。"
    copy = deepcopy(paragraph._p)
    paragraph._p.addnext(copy)
    second = Paragraph(copy, paragraph._parent)
    index = next(i for i, other in enumerate(paragraph.runs) if other._r is run._r)
    for other in paragraph.runs[index + 1 :]:
        remove(other._r)
    for other in second.runs[:index]:
        remove(other._r)
    second.runs[0].text = rest


@scripted(content=(("存在的问题", "因此高于年初预算数。预算编制的科学性"),))
def two_paragraphs_joined(document: Document) -> None:
    first = with_words(document, "年初预算安排的公用经费难以满足")
    second = with_words(document, "预算编制的科学性仍需提升")
    for run in second.runs:
        first._p.append(run._r)
    remove(second._p)


@scripted(content=(("基本情况", "## 机构设置与人员编制情况"),))
def a_heading_renamed(document: Document) -> None:
    reword(with_words(document, "机构设置及人员情况"), "及人员情况", "与人员编制情况")


@scripted(
    content=(("基本情况", "{{ 财政供养人员情况.编制数 }}人，至{{ 年度 }}年12月31日"),),
)
def a_paragraph_moved_under_another_heading(document: Document) -> None:
    paragraph = with_words(document, "围绕市委对职教园建设发展提出的")
    target = with_words(document, DEVELOPMENT)
    target._p.addnext(paragraph._p)


@scripted(1, "number", content=(("一般公共", "1) 落实市委、市政府"),))
def a_list_item_moved_to_another_section(document: Document) -> None:
    paragraph = with_words(document, "落实市委、市政府关于株洲职业教育科技园发展")
    with_words(document, "其中项目支出")._p.addnext(paragraph._p)


@scripted(content=(("存在的问题", "3. 部分项目的绩效指标还不够细。"),))
def a_list_item_added(document: Document) -> None:
    copy_after(with_words(document, "预算编制的科学性仍需提升"), "部分项目的绩效指标还不够细。")


@scripted(content=(("基本情况", "5) 承办市政府交给的其他事项。"),), gone=("协调处理园区安全生产",))
def a_list_item_removed(document: Document) -> None:
    remove(with_words(document, "协调处理园区安全生产")._p)


@scripted(content=(("基本情况", "6) 承办市政府、市教育局交给的其他事项。"),))
def a_list_item_changed(document: Document) -> None:
    reword(with_words(document, "承办市政府交给的其他事项"), "市政府", "市政府、市教育局")


@scripted(2, content=(("基本情况", "管理办未设下属机构。\n\n第一段新文字。\n\n第二段新文字。"),))
def two_paragraphs_added(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    copy_after(copy_after(paragraph, "第一段新文字。"), "第二段新文字。")


@scripted(1, "blank", content=(("基本情况", "管理办未设下属机构。\n\n缩进的新文字。\n"),))
def a_paragraph_added_behind_full_width_spaces(document: Document) -> None:
    copy_after(with_words(document, DEVELOPMENT), "\u3000\u3000缩进的新文字。")


@scripted(gone=("管理办未设下属机构",))
def a_paragraph_removed(document: Document) -> None:
    remove(with_words(document, DEVELOPMENT)._p)


@scripted(2, content=(("基本情况", "## 其他情况\n\n无其他需要说明的情况。"),))
def a_heading_with_a_paragraph_added(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    copy_after(paragraph, "无其他需要说明的情况。")
    heading = deepcopy(with_words(document, "机构设置及人员情况")._p)
    paragraph._p.addnext(heading)
    reword(Paragraph(heading, paragraph._parent), "机构设置及人员情况", "其他情况")


@scripted(content=(("基本情况", "系**公益一类**事业单位"),))
def words_made_bold(document: Document) -> None:
    weigh(with_words(document, DEVELOPMENT), "公益一类", bold=True)


@scripted(content=(("基本情况", "系*公益一类*事业单位"),))
def words_made_italic(document: Document) -> None:
    weigh(with_words(document, DEVELOPMENT), "公益一类", italic=True)


@scripted(content=(("存在的问题", "2. **预算编制的科学性仍需提升**"),))
def the_beginning_made_bold(document: Document) -> None:
    weigh(with_words(document, "预算编制的科学性仍需提升"), "预算编制的科学性仍需提升", bold=True)


def weigh(
    paragraph: Paragraph, words: str, *, bold: bool | None = None, italic: bool | None = None
) -> None:
    run = next(run for run in paragraph.runs if words in run.text)
    before, _, after = run.text.partition(words)
    middle, last = deepcopy(run._r), deepcopy(run._r)
    run._r.addnext(middle)
    middle.addnext(last)
    run.text = before
    runs = {run._r: run for run in paragraph.runs}
    runs[middle].text, runs[last].text = words, after
    if bold is not None:
        runs[middle].bold = bold
    if italic is not None:
        runs[middle].italic = italic


@scripted(0, "several")
def a_bound_number_that_stands_elsewhere_too(document: Document) -> None:
    reword(with_words(document, "其中基本支出"), "420.71", "420.72")


@scripted(
    1,
    "several",
    content=(("一般公共", "全年一共支出{{ 年度预算申请.全年执行数 }}万元，其中基本"),),
)
def a_bound_number_and_the_words_around_it(document: Document) -> None:
    paragraph = with_words(document, "其中基本支出")
    reword(paragraph, "全年支出合计", "全年一共支出")
    reword(paragraph, "420.71", "420.72")


@scripted(content=(("基本情况", "退休人员{{ 工作数据.退休人员 }}名"), ("facts", "退休人员: 5")))
def a_bound_number_that_stands_only_here(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    run = next(i for i, run in enumerate(paragraph.runs) if run.text.endswith("另有退休人员"))
    paragraph.runs[run + 1].text = "5"


@scripted(0, "derived")
def a_derived_number(document: Document) -> None:
    row = row_with(document, "全年执行数")
    table = row._tr.getparent()
    assert table is not None
    rate = next(text for text in table.iter(w("t")) if (text.text or "").startswith("93."))
    rate.text = "93.70%"


@scripted(0, "fixed")
def a_fixed_label(document: Document) -> None:
    reword(with_words(document, "政府采购金额"), "政府采购金额", "政府采购总金额")


@scripted(0, "margin")
def a_footer(document: Document) -> None:
    for section in document.sections:
        for footer in (section.footer, section.even_page_footer):
            for paragraph in footer.paragraphs:
                if paragraph.runs and not footer.is_linked_to_previous:
                    paragraph.add_run("（送审稿）")
                    return


def field(instruction: str, result: str) -> Iterator[etree._Element]:
    """The runs of a field: its beginning, its instruction, its result and its end."""
    mark = '<w:fldChar w:fldCharType="{}"/>'
    code = f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'
    parts = (mark.format("begin"), code, mark.format("separate"), f"<w:t>{result}</w:t>")
    for part in (*parts, mark.format("end")):
        yield parse_xml(f'<w:r xmlns:w="{W}">{part}</w:r>')


@scripted(0, "object")
def a_date_field_in_the_place_of_a_value(document: Document) -> None:
    paragraph = cells(row_with(document, "各项任务完成时间"))[-5].paragraphs[0]
    for run in paragraph.runs:
        remove(run._r)
    paragraph._p.extend(field('DATE \\@ "yyyy年M月d日"', "2024年5月6日"))


@scripted(0, "object")
def a_cross_reference_in_a_sentence(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    paragraph.add_run("（见第")
    paragraph._p.extend(field("PAGEREF _Ref1 \\h", "7"))
    paragraph.add_run("页）")


@scripted(0, "object")
def a_ticked_symbol(document: Document) -> None:
    symbol = f'<w:r xmlns:w="{W}"><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    with_words(document, DEVELOPMENT)._p.append(parse_xml(symbol))


@scripted(0, "look")
def a_figure_made_bold(document: Document) -> None:
    for run in cells(row_with(document, "会议费、培训费"))[-3].paragraphs[0].runs:
        run.bold = True


@scripted(0, "page")
def the_last_annex_turned_to_landscape(document: Document) -> None:
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


@scripted(0, "page")
def a_section_break(document: Document) -> None:
    section = deepcopy(document.sections[1]._sectPr)
    with_words(document, DEVELOPMENT)._p.get_or_add_pPr().append(section)


@scripted(0, "number")
def a_list_begun_anew(document: Document) -> None:
    numbering = document.part.numbering_part.element
    (own,) = with_words(document, "承办市政府交给的其他事项")._p.iter(w("numId"))
    instance = next(num for num in numbering.num_lst if str(num.numId) == own.get(w("val")))
    new = numbering.add_num(instance.abstractNumId.val)
    new.add_lvlOverride(1).add_startOverride(1)
    own.set(w("val"), str(new.numId))


@scripted(0, "number")
def a_heading_without_its_number(document: Document) -> None:
    properties = with_words(document, "机构设置及人员情况")._p.get_or_add_pPr()
    none = f'<w:numPr xmlns:w="{W}"><w:numId w:val="0"/></w:numPr>'
    properties.append(parse_xml(none))


@scripted(content=(("基本情况", "\n\n承办市政府交给的其他事项。\n"),))
def a_list_item_without_its_number(document: Document) -> None:
    properties = with_words(document, "承办市政府交给的其他事项")._p.get_or_add_pPr()
    (own,) = properties.iter(w("numId"))
    own.set(w("val"), "0")


@scripted(0, "markdown")
def a_second_paragraph_in_a_plain_cell(document: Document) -> None:
    cell = cells(row_with(document, "各项任务完成时间"))[-5]
    assert cell.text == "12月底前"
    copy_after(cell.paragraphs[0], "特殊情况除外")


@scripted(0, "blank")
def full_width_spaces_before_a_paragraph(document: Document) -> None:
    run = with_words(document, DEVELOPMENT).runs[0]
    run.text = f"\u3000\u3000{run.text}"


@scripted(0, "column")
def a_column_deleted(document: Document) -> None:
    table = next(row_with(document, "各项任务完成时间")._tr.iterancestors(w("tbl")))
    for row in table.findall(w("tr")):
        remove(row.findall(w("tc"))[-1])


@scripted(0, "object")
def a_picture(document: Document) -> None:
    with_words(document, DEVELOPMENT).add_run().add_picture(io.BytesIO(png()))


@scripted(0, "object")
def a_picture_of_its_own(document: Document) -> None:
    paragraph = copy_after(with_words(document, DEVELOPMENT), "")
    paragraph.add_run().add_picture(io.BytesIO(png()))


@scripted(0, "object")
def a_page_break(document: Document) -> None:
    with_words(document, "主要职能").insert_paragraph_before().add_run().add_break(WD_BREAK.PAGE)


@scripted(1, content=(("基本情况", "**管理办**未设下属机构，特此说明。"),))
def a_tracked_insertion(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    reword(paragraph, "管理办未设下属机构。", "")
    paragraph._p.append(
        tracked(
            "ins",
            "<w:r><w:rPr><w:b/></w:rPr><w:t>管理办</w:t></w:r>"
            "<w:r><w:t>未设下属机构，特此说明。</w:t></w:r>",
        )
    )


@scripted(
    content=(("存在的问题", "年中须另行追加项目工作经费。"),), gone=("项目支出决算数因此高于",)
)
def a_tracked_deletion(document: Document) -> None:
    paragraph = with_words(document, "年初预算安排的公用经费难以满足")
    reword(paragraph, "，项目支出决算数因此高于年初预算数。", "。")
    deletion = "<w:r><w:delText>，项目支出决算数因此高于年初预算数。</w:delText></w:r>"
    paragraph._p.append(tracked("del", deletion))


def tracked(kind: str, inner: str) -> etree._Element:
    return parse_xml(
        f'<w:{kind} xmlns:w="{W}" w:id="901" w:author="审核员" w:date="2024-04-01T09:00:00Z">'
        f"{inner}</w:{kind}>"
    )


@scripted(0)
def a_comment(document: Document) -> None:
    runs = with_words(document, DEVELOPMENT).runs
    document.add_comment(runs[0], text="请核实编制数", author="审核员")


_TEXT_BOX = f"""<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>
<v:shape style="width:90pt;height:30pt" type="#_x0000_t202"><v:textbox><w:txbxContent>
<w:p><w:r><w:t>办公室加的文本框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>
</w:pict></w:r>"""


@scripted(0, "object")
def a_text_box(document: Document) -> None:
    with_words(document, DEVELOPMENT)._p.append(parse_xml(_TEXT_BOX))


@scripted(0, "table")
def a_whole_table_deleted(document: Document) -> None:
    remove(document.tables[-1]._tbl)


@scripted(0, "table")
def a_table_added(document: Document) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "办公室加的表"
    with_words(document, DEVELOPMENT)._p.addnext(table._tbl)


@scripted(7, content=(("report.yaml", "部门（单位）名称: 株洲职教园管理办"),), gone=())
def the_units_name_replaced_throughout(document: Document) -> None:
    for text in document.element.body.iter(w("t")):
        if text.text and "株洲职业教育科技园管理办公室" in text.text:
            text.text = text.text.replace("株洲职业教育科技园管理办公室", "株洲职教园管理办")


@scripted(content=(("整体支出自评", "实际完成值: 年度各项任务均已提前完成"),))
def a_plain_text_in_a_cell(document: Document) -> None:
    reword(with_words(document, "年度各项任务均已按期完成"), "按期", "提前")


@scripted(content=(("整体支出自评", "偏差原因分析及改进措施: 院校数量减少"),))
def a_blank_cell_filled(document: Document) -> None:
    fill(cells(row_with(document, "院校诉求及时办理"))[-1], "院校数量减少")


@scripted(content=(("基础数据", "{上年决算数: 1.3, 本年预算数: , 本年决算数: 0.58}"),))
def a_cell_emptied(document: Document) -> None:
    fill(cells(row_with(document, "会议费、培训费"))[-2], "")


@scripted(0, "refused")
def a_figure_that_breaks_a_rule(document: Document) -> None:
    fill(cells(row_with(document, "院校诉求及时办理"))[-2], "9")


@scripted(content=(("整体支出自评", "   1. 深化“匠心党建”品牌创建，加强宣传推介。"),))
def a_paragraph_in_a_long_cell(document: Document) -> None:
    reword(
        with_words(document, "深化“匠心党建”品牌创建"),
        "，让“匠心党建”品牌为更多人知晓。",
        "。",
    )


@scripted(content=(("整体支出自评", "    7. 完成上级交办的其他任务。"),))
def a_paragraph_added_in_a_long_cell(document: Document) -> None:
    copy_after(with_words(document, "建设文明和谐平安园区"), "完成上级交办的其他任务。")


@scripted(content=(("vocational", "教授职业技能，投身教育创新。组织开展"),))
def words_removed_in_a_nested_list_of_a_project(document: Document) -> None:
    reword(
        with_words(document, "中医药高专的征拆遗留问题"),
        "化工职院一期和中医药高专的",
        "化工职院一期的",
    )


@scripted(
    3, content=(("整体支出自评", "- 三级指标: 院校走访\n"), ("整体支出自评", "年度指标值: ≥20次\n"))
)
def a_row_added(document: Document) -> None:
    row = row_with(document, "院校诉求及时办理")
    copy = deepcopy(row._tr)
    row._tr.addnext(copy)
    new = _Row(copy, Table(row._tr.getparent(), document))  # type: ignore[arg-type]
    for cell, text in zip(
        cells(new)[-6:], ("院校走访", "≥20次", "走访25次", "2", "2", ""), strict=True
    ):
        fill(cell, text)
    for cell in cells(row)[-3:-1]:
        fill(cell, "3")


@scripted(3, gone=("院校诉求及时办理",))
def a_row_removed(document: Document) -> None:
    remove(row_with(document, "院校诉求及时办理")._tr)
    for cell in cells(row_with(document, "各项任务完成时间"))[-3:-1]:
        fill(cell, "10")


@scripted(1)
def rows_of_a_list_reordered(document: Document) -> None:
    first, second = row_with(document, "职业教育发展专项"), row_with(document, "教育经费")
    second._tr.addnext(first._tr)


@scripted(content=(("基础数据", "名称: 校企合作专项"),), follows=True)
def a_row_of_figures_added(document: Document) -> None:
    row = row_with(document, "教育经费")
    copy = deepcopy(row._tr)
    row._tr.addnext(copy)
    new = _Row(copy, Table(row._tr.getparent(), document))  # type: ignore[arg-type]
    for cell, text in zip(cells(new), ("校企合作专项", "0", "1", "0"), strict=False):
        fill(cell, text)


@scripted(0, "key")
def a_merged_cells_text(document: Document) -> None:
    reword(with_words(document, "时效指标"), "时效指标", "时效")


@scripted(content=(("report.yaml", "日期: 2024年5月6日"),))
def the_date_on_the_cover(document: Document) -> None:
    reword(with_words(document, "2024年4月26日"), "2024年4月26日", "2024年5月6日")


@scripted(3, content=(("report.yaml", "填表人: 李四"),))
def who_filled_in_the_form(document: Document) -> None:
    for text in document.element.body.iter(w("t")):
        if "张三" in (text.text or ""):
            text.text = (text.text or "").replace("张三", "李四")


@scripted(content=(("存在的问题", "2. 预算编制的“科学性”\\*仍需\\*提升\\[见附件\\]"),))
def signs_that_markdown_uses(document: Document) -> None:
    reword(
        with_words(document, "预算编制的科学性仍需提升"),
        "科学性仍需提升",
        "“科学性”*仍需*提升[见附件]",
    )


@scripted(content=(("基本情况", "机构规格为正处级。\\\n设有综合科"),))
def a_line_end_in_a_paragraph(document: Document) -> None:
    reword(with_words(document, DEVELOPMENT), "机构规格为正处级。设有", "机构规格为正处级。\n设有")


@scripted(content=(("基本情况", "## 管理办未设下属机构。"),))
def a_paragraph_made_a_heading(document: Document) -> None:
    paragraph = with_words(document, DEVELOPMENT)
    new = copy_after(paragraph, "管理办未设下属机构。")
    new.style = with_words(document, "机构设置及人员情况").style
    reword(paragraph, "管理办未设下属机构。", "")


@scripted(0)
def colour_and_size_alone(document: Document) -> None:
    run = with_words(document, DEVELOPMENT).runs[0]
    run.font.color.rgb, run.font.size = RGBColor(0xC0, 0, 0), Pt(12)


@scripted(0)
def empty_lines(document: Document) -> None:
    with_words(document, DEVELOPMENT).insert_paragraph_before()


def png() -> bytes:
    """A picture of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\x80")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@scripted(0, "cells", "cells")
def cells_merged_by_hand(document: Document) -> None:
    first, second = (cells(row_with(document, words)) for words in ("新增产业学院", "新增社区学院"))
    at = next(i for i, cell in enumerate(first) if cell.text == "新增产业学院")
    below = next(i for i, cell in enumerate(second) if cell.text == "新增社区学院")
    first[at].add_paragraph("新增社区学院")
    first[at]._tc.vMerge = "restart"
    second[below]._tc.vMerge = "continue"
    fill(second[below], "")


@scripted(0, "markdown", "nowhere")
def a_chapter_of_its_own(document: Document) -> None:
    before = with_words(document, "政府性基金预算支出情况")
    heading = copy_after(before, "新的一章")
    before._p.addprevious(heading._p)
    text = deepcopy(with_words(document, DEVELOPMENT)._p)
    heading._p.addnext(text)
    paragraph = Paragraph(text, heading._parent)
    for run in paragraph.runs[1:]:
        remove(run._r)
    paragraph.runs[0].text = "新的一章的正文。"


@scripted(0, "object")
def a_formula(document: Document) -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t>a=b</m:t></m:r></m:oMath>'
    with_words(document, DEVELOPMENT)._p.append(parse_xml(formula))


@scripted(0, "several")
def a_bound_percentage_in_one_of_its_places(document: Document) -> None:
    reword(with_words(document, "去向落实率为"), "91.4", "92.5")


@scripted(0, "figure")
def a_figure_in_words(document: Document) -> None:
    reword(with_words(document, DEVELOPMENT), "退休人员3名", "退休人员三名")
