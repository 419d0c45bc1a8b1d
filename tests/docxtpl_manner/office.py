"""Forms of Chinese offices: notices, contracts, certificates, rosters, reports."""

from __future__ import annotations

import datetime
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.table import _Cell

from tests.docxtpl_manner.cases import Filling, case
from tests.docxtpl_manner.forms import Form


@case("office", "{%p %}")
def notice(form: Form) -> Filling:
    """通知书"""
    title = form.document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.type("关于召开{{ 会议.名称 }}的通知", title, bold=True)
    form.lines(
        "{% for 单位 in 主送 %}{{ 单位 }}{% if not loop.last %}、{% endif %}{% endfor %}：",
        "经研究，定于{{ 会议.时间.year }}年{{ 会议.时间.month }}月{{ 会议.时间.day }}日"
        "{% if 会议.时间.hour < 12 %}上午{% else %}下午{% endif %}在{{ 会议.地点 }}召开，"
        "现将有关事项通知如下：",
        "一、参会人员",
        "{%p for 人 in 参会 %}",
        "{{ '一二三四五'[loop.index0] }}是{{ 人 }}{% if loop.last %}。{% else %}；{% endif %}",
        "{%p endfor %}",
        "{%p if 附件 %}",
        "附件：{% for 名称 in 附件 %}{{ loop.index }}.{{ 名称 }}　{% endfor %}",
        "{%p endif %}",
        "{{ 落款 }}",
        "{{ 会议.时间.strftime('%Y-%m-%d') }}",
    )
    return Filling(
        {
            "会议": {
                "名称": "全市预算绩效管理工作会议",
                "时间": datetime.datetime(2024, 3, 8, 14, 30),
                "地点": "市政府第二会议室",
            },
            "主送": ["各县（市、区）财政局", "市直各部门"],
            "参会": ["各单位分管负责人", "财务科长"],
            "附件": ["参会回执", "座次表"],
            "落款": "某某市财政局",
        }
    )


@case("office", "{%tr %}", "macros")
def contract(form: Form) -> Filling:
    """合同"""
    form.header("合同编号：{{ 编号 }}")
    form.lines(
        "{% macro 金额(数) %}￥{{ '{:,.2f}'.format(数) }}元{% endmacro %}采购合同",
        "甲方：{{ 甲方.名称 }}　　法定代表人：{{ 甲方.代表 or '________' }}",
        "乙方：{{ 乙方.名称 }}　　法定代表人：{{ 乙方.代表 or '________' }}",
        "第一条　标的",
    )
    form.table(
        ["序号", "品名", "数量", "单价", "金额"],
        ["{%tr for 物 in 标的 %}", "", "", "", ""],
        [
            "{{ loop.index }}",
            "{{ 物.品名 }}",
            "{{ 物.数量 }}{{ 物.单位 }}",
            "{{ '%.2f'|format(物.单价) }}",
            "{{ '%.2f' % (物.单价 * 物.数量) }}",
        ],
        ["{%tr endfor %}", "", "", "", ""],
        ["合计", "", "{{ 标的|sum(attribute='数量') }}", "", "{{ 总价 }}"],
    )
    form.lines(
        "第二条　合同总价{{ 金额(总价) }}。",
        "{%p for 条 in 条款 %}",
        "第{{ '三四五六七八九'[loop.index0] }}条　{{ 条.题 }}",
        "{%p for 款 in 条.款 %}",
        "（{{ loop.index }}）{{ 款 }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{% if 质保 %}质保期{{ 质保 }}个月。{% else %}不设质保期。{% endif %}",
    )
    form.table(["甲方（盖章）", "乙方（盖章）"], ["{{ 日期 }}", "{{ 日期 }}"])
    return Filling(
        {
            "编号": "采〔2024〕017号",
            "甲方": {"名称": "第三中学", "代表": None},
            "乙方": {"名称": "某某科技有限公司", "代表": "王某"},
            "标的": [
                {"品名": "课桌", "数量": 120, "单位": "张", "单价": 185.5},
                {"品名": "黑板", "数量": 3, "单位": "块", "单价": 960},
            ],
            "总价": 25140.0,
            "条款": [
                {"题": "交货", "款": ["三十日内交货", "由乙方运送"]},
                {"题": "付款", "款": ["验收后付清"]},
            ],
            "质保": 24,
            "日期": "2024年5月1日",
        }
    )


@case("office", "page-break {%p %}")
def certificates(form: Form) -> Filling:
    """证书"""
    form.lines("{%p for 生 in 学员 %}", "结业证书", "证书编号：{{ '%03d'|format(loop.index) }}")
    form.lines(
        "{{ 生.姓名 }}（{{ 生.性别 }}，{{ 生.身份证[:6] }}********{{ 生.身份证[-4:] }}）",
        "于{{ 期间[0] }}至{{ 期间[1] }}参加培训，成绩"
        "{% if 生.分 >= 90 %}优秀{% elif 生.分 >= 60 %}合格"
        "{% else %}不合格{% endif %}，{{ '准予' if 生.分 >= 60 else '不予' }}结业。",
        "{%p if not loop.last %}",
    )
    form.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    form.lines("{%p endif %}", "{%p endfor %}")
    people = [
        {"姓名": "张某", "性别": "男", "身份证": "000000199001010011", "分": 95},
        {"姓名": "李某某", "性别": "女", "身份证": "000000199202020022", "分": 71.5},
        {"姓名": "赵某", "性别": "男", "身份证": "000000198803030033", "分": 40},
    ]
    return Filling({"学员": people, "期间": ("3月1日", "3月10日")})


@case("office", "vm", "cellbg")
def roster(form: Form) -> Filling:
    """名单"""
    form.table(
        ["部门", "序号", "姓名", "到岗"],
        ["{%tr for 部门 in 部门们 %}", "", "", ""],
        ["{%tr for 人 in 部门.人员 %}", "", "", ""],
        [
            "{% vm %}{{ 部门.名称 }}（{{ 部门.人员|length }}人）",
            "{{ loop.index }}",
            "{{ 人.姓名 }}{% if 人.职务 %}（{{ 人.职务 }}）{% endif %}",
            "{% cellbg '00B050' if 人.到岗 else 'FF0000' %}{{ '是' if 人.到岗 else '否' }}",
        ],
        ["{%tr endfor %}", "", "", ""],
        ["{%tr endfor %}", "", "", ""],
    )
    offices = [
        {
            "名称": "办公室",
            "人员": [
                {"姓名": "张某", "职务": "主任", "到岗": True},
                {"姓名": "钱某", "到岗": False},
            ],
        },
        {"名称": "财务科", "人员": [{"姓名": "孙某", "职务": "", "到岗": True}]},
    ]
    return Filling({"部门们": offices})


@case("office", "{%tc %}", "dynamic columns")
def score_sheet(form: Form) -> Filling:
    """成绩单"""
    form.table(
        ["姓名", "{%tc for 科 in 科目 %}", "{{ 科 }}", "{%tc endfor %}", "平均"],
        ["{%tr for 生 in 学生 %}", "", "", "", ""],
        [
            "{{ 生.姓名 }}",
            "{%tc for 科 in 科目 %}",
            "{{ 生.分[科] if 科 in 生.分 else '缺考' }}",
            "{%tc endfor %}",
            "{{ (生.分.values()|sum / 生.分|length)|round(1) }}",
        ],
        ["{%tr endfor %}", "", "", "", ""],
    )
    return Filling(
        {
            "科目": ["语文", "数学", "英语", "物理", "化学"],
            "学生": [
                {"姓名": "甲", "分": {"语文": 90, "数学": 88, "英语": 70, "物理": 61, "化学": 75}},
                {"姓名": "乙", "分": {"语文": 82.5, "英语": 93}},
            ],
        }
    )


@case("office", "paragraphs in cells", "joined cells in the template")
def approval_form(form: Form) -> Filling:
    """审批表"""

    def opinions(cell: _Cell) -> None:
        form.lines(
            "{%p for 见 in 意见 %}",
            "{{ 见.人 }}：{{ 见.话 }}",
            "　　{{ 见.日期 }}",
            "{%p endfor %}",
            into=cell,
        )

    def boxes(cell: _Cell) -> None:
        form.type(
            "{% for 类 in ['事假', '病假', '年假'] %}{% if 类 == 类别 %}☑{% else %}□{% endif %}"
            "{{ 类 }} {% endfor %}",
            cell.paragraphs[0],
        )

    table = form.table(
        ["请假审批表", "", "", ""],
        ["姓名", "{{ 姓名 }}", "部门", "{{ 部门 }}"],
        ["类别", boxes, "", ""],
        ["事由", "{{ 事由 }}", "", ""],
        ["意见", opinions, "", ""],
    )
    for row in (0, 2, 3, 4):
        table.cell(row, 0 if row == 0 else 1).merge(table.cell(row, 3))
    return Filling(
        {
            "姓名": "周某",
            "部门": "规划科",
            "类别": "年假",
            "事由": "探亲。\n另有他事。",
            "意见": [
                {"人": "科长", "话": "同意", "日期": "5月6日"},
                {"人": "局长", "话": "同意。", "日期": "5月7日"},
            ],
        }
    )


@case("office", "text boxes", "core properties")
def minutes(form: Form) -> Filling:
    """会议纪要"""
    form.document.core_properties.title = "{{ 名称 }}纪要"
    form.text_box("〔{{ 年 }}〕{{ 号 }}号", "{{ 机关 }}")
    form.lines(
        "{{ 名称 }}纪要",
        "出席：{{ 出席|join('、') }}",
        "{%p set 计 = namespace(数=0) %}",
        "{%p for 题 in 议题 %}",
        "{%p set 计.数 = 计.数 + 题.决定|length %}",
        "{{ loop.index }}．{{ 题.名 }}",
        "{%- for 定 in 题.决定 -%}",
        "　决定：{{ 定 }}",
        "{%- endfor -%}",
        "　（完）",
        "{%p endfor %}",
        "共{{ 计.数 }}项决定",
    )
    context: dict[str, Any] = {
        "名称": "局长办公会",
        "年": 2024,
        "号": 6,
        "机关": "某局",
        "出席": ["甲某", "乙某"],
        "议题": [{"名": "预算", "决定": ["通过", "公开"]}, {"名": "其他", "决定": []}],
    }
    return Filling(context)
