"""docgen fills a template as docxtpl does: the same elements, attributes and texts.

Each case is a template and the values it is filled with. docgen reads them as YAML, docxtpl gets
the Python values; :mod:`tests.likeness` compares. Deliberate differences are tested in
:mod:`tests.unit.templates.test_unlike_docxtpl`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
import yaml
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from docx.table import Table
from lxml import etree
from markupsafe import escape

from docgen.word.xml import WP, W
from tests.likeness import (
    NORMAL,
    by_docxtpl,
    difference,
    first_difference,
)
from tests.support import SmallProject, codes
from tests.test_pictures import png

W_AND_V = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)

PEOPLE = [
    {"名": "甲 & 乙", "年": 3, "项": ["一", "二"]},
    {"名": "丙<丁>", "年": 40, "项": []},
    {"名": "“戊”", "年": 5, "项": ["三"]},
]


@dataclass(frozen=True)
class TemplateCase:
    """A template and its values."""

    write: Callable[[Document], object]
    values: dict[str, Any]


CASES: dict[str, TemplateCase] = {}


def case(**values: Any) -> Callable[[Callable[[Document], None]], Callable[[Document], None]]:
    """Makes a case of the function that writes its template."""

    def add(write: Callable[[Document], None]) -> Callable[[Document], None]:
        CASES[write.__name__] = TemplateCase(write, values)
        return write

    return add


def schema_of(value: Any) -> dict[str, Any]:
    """What a pack's schema says of such a value: which are figures."""
    if isinstance(value, dict):
        return {
            "type": "object",
            "properties": {key: schema_of(entry) for key, entry in value.items()},
        }
    if isinstance(value, list):
        return {"type": "array", "items": schema_of(value[0]) if value else {}}
    return {"type": "number"} if isinstance(value, (int, Decimal)) else {}


def by_docgen(project: SmallProject, case: TemplateCase) -> bytes:
    project.part(case.write)
    project.schema(**{key: schema_of(value) for key, value in case.values.items()})
    project.content(yaml.safe_dump(case.values, allow_unicode=True) if case.values else "")
    result = project.render()
    assert set(codes(result)) <= {"unused-key", "not-bound", "half-width"}, list(
        result.all_problems()
    )
    path = result.outcomes[0].docx
    assert path is not None
    return path.read_bytes()


def texts(document: Document, *lines: str) -> None:
    for line in lines:
        document.add_paragraph(line)


def runs(document: Document, *parts: tuple[str, str]) -> None:
    """A paragraph of runs: the text of each, and ``b``, ``i`` or nothing."""
    paragraph = document.add_paragraph()
    for text, look in parts:
        run = paragraph.add_run(text)
        run.bold, run.italic = look == "b" or None, look == "i" or None


def table(document: Document, *rows: str) -> Table:
    """A table, cells split at ``¦``, and a paragraph behind it, as Word has it."""
    cells = [row.split("¦") for row in rows]
    drawn: Table = document.add_table(len(rows), max(map(len, cells)))
    for row, line in zip(drawn.rows, cells, strict=True):
        for cell, text in zip(row.cells, line, strict=False):
            cell.text = text
    document.add_paragraph("末")
    return drawn


def keep_cells(drawn: Table, *counts: int) -> None:
    """Leaves so many cells in each row: the first one spans the others."""
    for row, count in zip(drawn.rows, counts, strict=True):
        for cell in row._tr.tc_lst[count:]:
            row._tr.remove(cell)


# Values.


@case(甲="一", 乙="二", 组={"水费、电费": {"金额": "1,234.50"}, "丙": "三"})
def values_in_runs(document: Document) -> None:
    texts(document, "{{ 甲 }}", "前{{ 甲 }}中{{乙}}后 {{ 甲 }} ", "{{ 甲 }}{{ 乙 }}")
    texts(document, '{{ 组["水费、电费"].金额 }}元', "{{ 组.丙 }}", "{{ 组['丙'] }}")
    runs(document, ("粗{{ 甲 }}", "b"), ("斜", "i"), ("{{ 乙 }}", "i"), ("平{{ 组.丙 }}", ""))


@case(甲="R&D < 5 > 3 \"双\" '单' &amp; ]]> “弯” ℃𠮷", 乙="{{ 甲 }}{% x %}", 丙="")
def special_characters(document: Document) -> None:
    texts(document, "A&B<C>{{ 甲 }}", "{{ 甲 }}“{{ 乙 }}”", "空{{ 丙 }}空")


@case(甲="一行\n二行\n\n四行", 乙="列\t列\t\t末", 丙=" 前后 ")
def line_ends_and_tabs(document: Document) -> None:
    texts(document, "甲{{ 甲 }}乙", "{{ 乙 }}", "模板\t的{{ 丙 }}\n行", "{{ 甲 }}{{ 乙 }}")
    runs(document, ("{{ 甲 }}", "b"), ("{{ 乙 }}", "i"))
    table(document, "{{ 甲 }}¦{{ 乙 }}")


@case(甲="一", 乙="二")
def tags_split_into_runs(document: Document) -> None:
    runs(document, ("前", ""), ("{", ""), ("{ ", ""), ("甲", "b"), (" }", "i"), ("}", ""))
    runs(document, ("{{", "b"), ("甲", ""), ("}}", ""), ("后", "b"))
    runs(
        document,
        ("{%", ""),
        (" if 甲", "b"),
        (" %", ""),
        ("}", ""),
        ("是", "i"),
        ("{% endif %}", ""),
    )
    runs(document, ("{{ 甲 }}{{ ", "b"), ("乙 }}", ""))


@case(数=431, 分="431.60", 两=2)
def figures(document: Document) -> None:
    texts(document, "{{ 数 }}，{{ 分 }}，{{ 数 + 两 }}，{{ 数 - 两 * 3 }}，{{ -数 }}")
    texts(document, "{% if 数 > 430 %}大{% else %}小{% endif %}{% if 两 == 2 %}二{% endif %}")


# Control in running text.


@case(列=["甲", "乙&", "丙"], 空=[])
def loops_in_text(document: Document) -> None:
    texts(document, "{% for 一 in 列 %}{{ 一 }}、{% endfor %}末")
    texts(document, "{% for 一 in 空 %}{{ 一 }}{% else %}无{% endfor %}")
    runs(document, ("{% for 一 in 列 %}", ""), ("{{ 一 }}", "b"), ("，", "i"), ("{% endfor %}", ""))


@case(列=["甲", "乙", "丙"])
def loop_variables(document: Document) -> None:
    texts(
        document,
        "{% for 一 in 列 %}{{ loop.index }}/{{ loop.length }}{{ 一 }}"
        "{% if loop.first %}始{% endif %}{% if not loop.last %}，{% else %}。{% endif %}"
        "{% endfor %}",
        "{% for 一 in 列 %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.cycle('单', '双') }}"
        "{% if loop.previtem is defined %}{{ loop.previtem }}{% endif %}{% endfor %}",
    )


@case(甲="是", 乙="", 数=3)
def conditions_in_text(document: Document) -> None:
    texts(
        document,
        "{% if 甲 %}有{% endif %}{% if 乙 %}有{% endif %}",
        "{% if 乙 %}乙{% elif 甲 == '是' %}甲{% else %}无{% endif %}",
        "{% if 数 < 2 %}小{% elif 数 < 3 %}中{% else %}大{% endif %}",
        "{% if 甲 and not 乙 or 数 > 9 %}真{% endif %}{{ '对' if 数 >= 3 else '错' }}",
        "{% if '是' in 甲 %}含{% endif %}{% if 甲 is defined %}有{% endif %}",
    )
    runs(
        document,
        ("{% if 甲 %}", "b"),
        ("粗", "b"),
        ("{% else %}", ""),
        ("平", "i"),
        ("{% endif %}", ""),
    )


@case(人=PEOPLE)
def nested_loops(document: Document) -> None:
    texts(
        document,
        "{% for 一 in 人 %}{{ loop.index }}.{{ 一.名 }}（{% for 项 in 一.项 %}{{ 项 }}"
        "{{ loop.index }}{% if not loop.last %}、{% endif %}{% else %}无{% endfor %}）{% endfor %}",
        "{% for 键, 值 in 人[0].items() %}{% if 键 != '项' %}{{ 键 }}={{ 值 }};{% endif %}"
        "{% endfor %}",
    )


# Paragraphs, rows and columns.


@case(甲="是", 乙="", 列=["一", "二"], 空=[])
def paragraphs_by_condition(document: Document) -> None:
    texts(document, "{%p if 甲 %}", "甲{{ 甲 }}", "{%p else %}", "非甲", "{%p endif %}")
    texts(document, "{%p if 乙 %}", "乙", "{%p elif 甲 %}", "甲", "{%p endif %}", "中")
    texts(document, "{%p for 一 in 列 %}", "{{ loop.index }}{{ 一 }}")
    texts(document, "{%p if not loop.last %}", "——", "{%p endif %}", "{%p endfor %}")
    texts(document, "{%p for 一 in 空 %}", "{{ 一 }}", "{%p endfor %}", "末")


@case(人=PEOPLE)
def tables_in_a_loop(document: Document) -> None:
    texts(document, "{%p for 一 in 人 %}")
    table(document, "{{ 一.名 }}¦{{ 一.年 }}", "{% for 项 in 一.项 %}{{ 项 }}{% endfor %}¦丙")
    texts(document, "{%p endfor %}", "末")


@case(人=PEOPLE)
def rows(document: Document) -> None:
    table(
        document,
        "姓名¦年数¦序",
        "{%tr for 一 in 人 %}",
        "{{ 一.名 }}¦{{ 一.年 }}¦{{ loop.index }}",
        "{%tr endfor %}",
        "合计¦{{ 人 | length }}¦",
    )


@case(人=PEOPLE, 显="是")
def rows_with_conditions_and_loops_inside(document: Document) -> None:
    table(
        document,
        "{%tr if 显 %}",
        "姓名¦项",
        "{%tr endif %}",
        "{%tr for 一 in 人 %}",
        "{%tr if 一.年 > 10 %}",
        "老{{ 一.名 }}¦{{ 一.年 }}",
        "{%tr elif 一.项 %}",
        "{%tr for 项 in 一.项 %}",
        "{{ 一.名 }}¦{{ loop.index }}{{ 项 }}",
        "{%tr endfor %}",
        "{%tr else %}",
        "无¦无",
        "{%tr endif %}",
        "{%tr endfor %}",
        "末¦末",
    )


@case(列=["一", "二", "三", "四"])
def more_columns_than_drawn(document: Document) -> None:
    table(
        document,
        "项¦{%tc for 一 in 列 %}¦{{ 一 }}¦{%tc endfor %}",
        "值¦{%tc for 一 in 列 %}¦{{ loop.index }}¦{%tc endfor %}",
    )


@case(列=["一"])
def fewer_columns_than_drawn(document: Document) -> None:
    table(
        document,
        "项¦{%tc for 一 in 列 %}¦{{ 一 }}¦{%tc endfor %}",
        "值¦{%tc for 一 in 列 %}¦{{ 一 }}¦{%tc endfor %}",
    )


@case(显="是", 藏="")
def columns_by_condition(document: Document) -> None:
    for name in ("显", "藏"):
        tag = f"{{%tc if {name} %}}"
        table(
            document, f"甲¦{tag}¦乙{{{{ {name} }}}}¦{{%tc endif %}}", f"丙¦{tag}¦丁¦{{%tc endif %}}"
        )


@case(人=PEOPLE, 列=["一", "二", "三"])
def rows_and_columns(document: Document) -> None:
    table(
        document,
        "{%tr for 人 in 人 %}",
        "{{ 人.名 }}¦{%tc for 一 in 列 %}¦{{ 一 }}{{ 人.年 }}¦{%tc endfor %}",
        "{%tr endfor %}",
    )


# Expressions.


@case(甲="hello", 乙="", 列=["丙", "甲", "乙"], 人=PEOPLE, 句="一；二")
def filters(document: Document) -> None:
    texts(
        document,
        "{{ 甲 | upper }}{{ 甲 | title }}{{ 甲 | length }}{{ 甲 | replace('l', '<') }}",
        "{{ 列 | join('、') }}{{ 列 | first }}{{ 列 | last }}{{ 列 | sort | join }}",
        "{{ 无 | default('没有') }}{{ 乙 | default('空', true) }}{{ 甲[1:3] }}{{ 甲 | reverse }}",
        "{{ 人 | map(attribute='名') | join('，') }}{{ 人 | selectattr('项') | list | length }}",
        "{{ 人 | sum(attribute='年') }}{{ 人 | map(attribute='年') | max }}{{ 甲 ~ '+' ~ 句 }}",
        "{{ 句 | replace('；', '\\n') }}{{ '%s，%s' | format(甲, 句) }}{{ 甲 | center(9) }}",
        "{{ 甲 | e }}{{ 句 | escape }}{{ '<w:br/>' | safe }}",
    )


@case(甲="一\n二\t&", 乙="abc\n")
def line_ends_that_filters_see(document: Document) -> None:
    texts(
        document, "{{ 甲 | e }}", "{{ 甲 | escape }}", "{{ 甲 | forceescape }}", "{{ 乙 | length }}"
    )
    texts(document, "{% filter upper %}x{{ 乙 }}y{% endfilter %}")
    texts(
        document, "{% set 丙 %}{{ 乙 }}{% endset %}{{ 丙 | length }}{{ 丙 | trim }}{{ 丙 | upper }}"
    )
    texts(document, "{% macro 丁() %}{{ 甲 }}{% endmacro %}{{ 丁() | replace('二', '三') }}", "末")


@case(甲="一", 人=PEOPLE)
def variables(document: Document) -> None:
    texts(
        document,
        "{% set 乙 = 甲 ~ '二' %}{{ 乙 }}",
        "{{ 乙 }}",
        "{%p set 丙 = 人[1] %}",
        "{{ 丙.名 }}",
    )
    texts(document, "{% set 丁 %}块{{ 甲 }}&{% endset %}{{ 丁 }}{{ 丁 }}")
    texts(document, "{% with 戊 = 人[0].年 + 1 %}{{ 戊 }}{% endwith %}")
    texts(
        document,
        "{% set 数 = namespace(共=0) %}{% for 一 in 人 %}{% set 数.共 = 数.共 + 一.年 %}"
        "{{ 数.共 }}，{% endfor %}共{{ 数.共 }}",
    )


@case(甲="一&", 列=["二", "三"])
def macros(document: Document) -> None:
    texts(
        document,
        "{% macro 括(文, 左='（', 右='）') %}{{ 左 }}{{ 文 }}{{ 右 }}{% endmacro %}{{ 括(甲) }}",
    )
    texts(document, "{{ 括(甲, '〔', 右='〕') }}{% for 一 in 列 %}{{ 括(一) }}{% endfor %}")
    texts(document, "{%p macro 段(文) %}", "段{{ 文 }}", "——", "{%p endmacro %}", "{%p if 甲 %}")
    texts(
        document,
        "{% macro 包() %}【{{ caller() }}】{% endmacro %}{% call 包() %}内{{ 甲 }}{% endcall %}",
    )
    texts(document, "{%p endif %}", "末")


@case(甲="一")
def comments(document: Document) -> None:
    texts(
        document,
        "前{# 说明 {{ 无 }} #}后{{ 甲 }}",
        "{#只有说明#}",
        "{#p 一段说明 #}",
        "中{#r 说明 #}",
    )
    table(document, "{{ 甲 }}¦{#tc 一格说明 #}¦乙", "{#tr 一行说明 #}", "丙¦{#tc 说明 #}¦丁")
    texts(document, "末", "{#p 最后一段说明 #}")


@case(甲="一")
def signs_of_tags(document: Document) -> None:
    texts(
        document,
        "{_{ 甲 }_}",
        "{_% if %_}{{ 甲 }}{_{尾",
        "{% raw %}{{ 甲 }}{% if %}{% endraw %}",
        "末",
    )


@case(甲="一", 列=["二", "三"])
def paragraphs_drawn_together(document: Document) -> None:
    texts(document, "前：", "{%- if 甲 -%}", "{{ 甲 }}", "{%- endif -%}", "后")
    texts(document, "列：{% for 一 in 列 -%}", "{{ 一 }}、", "{%- endfor %}末")


@case(甲="一")
def paragraphs_drawn_into_the_last(document: Document) -> None:
    """The page setup, which docgen keeps in the last paragraph until it is filled, stays."""
    texts(document, "{% if 甲 -%}", "", "{{ 甲 }}{% endif %}")


# docxtpl's own.


@case(甲="一", 乙="", 列=["二", "三"])
def runs_by_condition(document: Document) -> None:
    texts(document, "前{%r if 甲 %}甲{%r endif %}{%r if 乙 %}乙{%r else %}非乙{%r endif %}后")
    runs(
        document,
        *(("{%r if 甲 %}", ""), ("甲{{ 甲 }}", "b"), ("{%r endif %}", ""), ("中", "i")),
        *(("{%r if 乙 %}", "b"), ("乙", "b"), ("{%r endif %}", "i"), ("末", "")),
    )
    runs(
        document,
        *(("{%r for 一 in 列 %}", "i"), ("{{ 一 }}", "b"), ("、", "i"), ("{%r endfor %}", "b")),
        *(("{", ""), ("%r if 甲", ""), (" %}", ""), ("是", "b"), ("{%r endif %}", "")),
    )
    table(document, "{%r if 甲 %}甲{%r endif %}¦{%r if 乙 %}乙{%r endif %}")


@case(列=["一", "二", "三"], 两=2, 题="题<")
def cells_over_columns(document: Document) -> None:
    lines = ("{% colspan 列 | length %}{{ 题 }}", "{%tc for 一 in 列 %}¦{{ 一 }}¦{%tc endfor %}")
    keep_cells(table(document, *lines, "{% colspan 两 + 1 %}甲{{ 题 }}"), 1, 3, 1)
    keep_cells(table(document, "{% colspan 2 if 列[0] > '' else 1 %}甲", "乙¦丙"), 1, 2)
    keep_cells(table(document, "甲{% colspan 两 %}{% cellbg '123456' %}乙¦丙", "乙¦丙¦丁"), 2, 3)


@case(列=["FF0000", "00ff00"], 空="", 甲="一")
def cells_with_a_colour(document: Document) -> None:
    table(
        document, '{% cellbg "D9D9D9" %}甲¦乙{% cellbg 列[1] %}{{ 甲 }}', "{% cellbg '123456' %}¦丙"
    )
    table(document, "{%tr for 一 in 列 %}", "{% cellbg 一 %}{{ 一 }}¦{{ 一 }}", "{%tr endfor %}")
    drawn = table(document, '{% cellbg "auto" if 空 else "ABCDEF" %}甲¦乙')
    for xml in (f'<w:shd {W_AND_V} w:val="nil"/>', f"<w:noWrap {W_AND_V}/>"):
        drawn.rows[0].cells[0]._tc.get_or_add_tcPr().append(parse_xml(xml))


# Places.


@case(甲="一&\n二", 列=["a", "b"])
def headers_and_footers(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "眉{{ 甲 }}"
    section.footer.paragraphs[0].text = "{% for 一 in 列 %}{{ 一 }}{% endfor %}"
    section.first_page_header.paragraphs[0].text = "{% if 甲 %}首{% endif %}"
    section.first_page_footer.paragraphs[0].text = "没有标签"
    for line in ("{%p for 一 in 列 %}", "段{{ 一 }}", "{%p endfor %}"):
        section.header.add_paragraph(line)
    drawn = section.footer.add_table(1, 2, Pt(200))
    drawn.rows[0].cells[1].text = "{{ 甲 }}"
    section.footer.add_paragraph("末")
    texts(document, "{{ 甲 }}")


@case(甲="一", 乙="二")
def several_sections(document: Document) -> None:
    texts(document, "{{ 甲 }}")
    for number, name in enumerate("甲乙甲"):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"{number}{{{{ {name} }}}}"
        texts(document, f"节{number}{{{{ {name} }}}}", "末")


BOX = (
    f"<w:r {W_AND_V}><w:pict><v:shape><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>框{{{{ 甲 }}}}</w:t></w:r></w:p>{more}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


@case(甲="一&", 列=["二", "三"])
def text_boxes(document: Document) -> None:
    lines = ("{%p for 一 in 列 %}", "{{ 一 }}", "{%p endfor %}")
    more = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    paragraph = document.add_paragraph("前{{ 甲 }}")
    paragraph._p.append(parse_xml(BOX.format(more=more)))
    paragraph.add_run("后{{ 甲 }}")
    texts(document, "末")


@case(人=[person for person in PEOPLE if person["项"]])
def tables_in_tables(document: Document) -> None:
    outer = table(document, "{%tr for 一 in 人 %}", "{{ 一.名 }}¦", "{%tr endfor %}")
    cell = outer.rows[1].cells[1]
    inner = cell.add_table(3, 2)
    inner.rows[0].cells[0].text = "{%tr for 项 in 一.项 %}"
    inner.rows[1].cells[0].text, inner.rows[1].cells[1].text = "{{ 项 }}", "{{ 一.年 }}"
    inner.rows[2].cells[0].text = "{%tr endfor %}"
    cell.add_paragraph("共{{ 一.项 | length }}项")


@case(人=PEOPLE)
def merged_cells_of_the_form(document: Document) -> None:
    drawn = table(
        document,
        "甲¦乙¦丙",
        "{%tr for 一 in 人 %}",
        "{{ 一.名 }}¦¦{{ 一.年 }}",
        "{%tr endfor %}",
        "末¦末¦末",
    )
    drawn.rows[0].cells[0].merge(drawn.rows[0].cells[1])
    drawn.rows[2].cells[0].merge(drawn.rows[2].cells[1])


LINK = (
    f'<w:hyperlink {W_AND_V} w:anchor="a"><w:r><w:t>链{{{{ 甲 }}}}</w:t></w:r></w:hyperlink>',
    f"<w:sdt {W_AND_V}><w:sdtContent><w:r><w:t>控{{{{ 甲 }}}}</w:t></w:r></w:sdtContent></w:sdt>",
    f'<w:fldSimple {W_AND_V} w:instr=" TITLE "><w:r><w:t>域{{{{ 甲 }}}}</w:t></w:r></w:fldSimple>',
    f"<w:r {W_AND_V}><w:instrText>QUOTE {{{{ 甲 }}}}</w:instrText></w:r>",
)


@case(甲="一&")
def links_fields_and_controls(document: Document) -> None:
    for xml in LINK:
        paragraph = document.add_paragraph("前{{ 甲 }}")
        paragraph._p.append(parse_xml(xml))
        paragraph.add_run("后{{ 甲 }}")
    texts(document, "末")


def with_notes(document: Document, kind: str, *texts_of_notes: str) -> Part:
    """Gives the document notes as Word makes them, each with a paragraph that refers to it."""
    separators = (("-1", "separator"), ("0", "continuationSeparator"))
    notes = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in separators
    )
    for number, text in enumerate(texts_of_notes, 1):
        document.add_paragraph(f"注{number}")._p.append(
            parse_xml(f'<w:r {W_AND_V}><w:{kind}Reference w:id="{number}"/></w:r>')
        )
        line = f"<w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        notes += f'<w:{kind} w:id="{number}">{line}</w:{kind}>'
    package = document.part.package
    assert package is not None
    xml = f"<w:{kind}s {W_AND_V}>{notes}</w:{kind}s>".encode()
    type_ = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = Part(PackURI(f"/word/{kind}s.xml"), type_, xml, package)
    document.part.relate_to(part, RT.FOOTNOTES if kind == "footnote" else RT.ENDNOTES)
    return part


@case(甲="一&\n二", 列=["三", "四"])
def footnotes(document: Document) -> None:
    with_notes(
        document,
        "footnote",
        "见{{ 甲 }}",
        "没有标签",
        "{% for 一 in 列 %}{{ 一 }}{% if not loop.last %}、{% endif %}{% endfor %}",
    )
    texts(document, "{{ 甲 }}", "末")


@case(列=["一", "二"])
def lists_and_styles_in_loops(document: Document) -> None:
    document.add_paragraph("{%p for 一 in 列 %}")
    document.add_paragraph("{{ 一 }}", style="List Number")
    document.add_paragraph("{{ 一 }}", style="Heading 2").paragraph_format.space_after = Pt(3)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    texts(document, "{%p endfor %}", "末")


@case(列=["一", "二"])
def pictures_in_loops(document: Document) -> None:
    texts(document, "{%p for 一 in 列 %}", "{{ 一 }}")
    document.add_picture(io.BytesIO(png(4, 3)))
    texts(document, "{%p endfor %}", "末")


@pytest.mark.parametrize("name", CASES)
def test_the_filled_template_is_docxtpls_own(name: str, project: SmallProject) -> None:
    own = by_docgen(project, CASES[name])
    values = {"名称": "报告", **CASES[name].values}
    assert first_difference(own, by_docxtpl(project.pack / "form.docx", values)) == ""


# What makes two documents alike.


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", ""),
        ("<w:r><w:t>甲</w:t></w:r>", "<w:r><w:t>乙</w:t></w:r>", "x/r[1]/t[1]"),
        ("<w:r><w:t> 甲</w:t></w:r>", "<w:r><w:t>甲</w:t></w:r>", "x/r[1]/t[1]"),
        ('<w:p w:val="1"/>', '<w:p w:val="2"/>', "x/p[1]"),
        ('<w:p w:val="1"/>', "<w:p/>", "x/p[1]"),
        ("<w:p/><w:p/>", "<w:p/>", "x: only docgen"),
        ("<w:p/>", "<w:p/><w:tbl/>", "x: only docxtpl"),
        ("<w:p/><w:tbl/>", "<w:tbl/><w:p/>", "x/p[1]"),
        # what NORMAL makes alike
        ('<w:p w:rsidR="1"/><w:proofErr/>', "<w:p/>", ""),
        ('<w:r><w:t xml:space="preserve">甲</w:t></w:r>', "<w:r><w:t>甲</w:t></w:r>", ""),
        ('<wp:docPr id="1" name="甲"/>', '<wp:docPr id="2" name="甲"/>', ""),
        ('<wp:docPr id="1" name="甲"/>', '<wp:docPr id="1" name="乙"/>', "x/docPr[1]"),
        ("<w:p><w:pPr/></w:p>", "<w:p/>", ""),
        ("<w:p><w:pPr><w:jc/></w:pPr></w:p>", "<w:p/>", "x/p[1]: only docgen"),
        (
            "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>",
            "<w:r><w:t>甲</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t/></w:r><w:r><w:t>乙</w:t></w:r>",
            "",
        ),
        (
            "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r>",
            "<w:r><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t></w:r>",
            "x/r[1]/t[2]",
        ),
        ("<w:tcPr><w:tcW/><w:shd/></w:tcPr>", "<w:tcPr><w:shd/><w:tcW/></w:tcPr>", ""),
        ("<w:tcPr><w:tcW/><w:shd/></w:tcPr>", "<w:tcPr><w:shd/></w:tcPr>", "x/tcPr[1]"),
    ],
)
def test_the_comparison_sees_what_differs(ours: str, theirs: str, found: str) -> None:
    names = f'xmlns:w="{W}" xmlns:wp="{WP}"'
    own, other = (etree.fromstring(f"<w:x {names}>{xml}</w:x>") for xml in (ours, theirs))
    for tree, make_alike in product((own, other), NORMAL):
        make_alike(tree)
    message = difference(own, other, "x")
    assert message.startswith(found)
    assert bool(message) == bool(found)
