"""Papers with characters that no font here has, and with those that the official font lacks.

Extension E's 𬺰 (U+2CEB0), Extension H's 𱍐 (U+31350), and the private use of old name systems are
in no free font in common use. 仿宋_GB2312, 楷体_GB2312 and 方正小标宋简体 end with GB 2312;
珺 瑀 堃 喆 䶮 㛃 𬀩 are outside of it, and common in names.
"""

from __future__ import annotations

from tests.papers.draft import Draft
from tests.papers.forms import DATA, DATA_LABELS, data_head, data_rows
from tests.papers.looks import FANG, FIXED, KAI, PLAIN, SCHOOL, STANDARD, TITLE_FONT, WPS
from tests.papers.registry import Defect, paper
from tests.papers.shapes import text_box
from tests.papers.wordml import Cell, Row, font, paragraph, row, run


def roster(names: tuple[str, ...], look: str = "") -> list[Row]:
    rows = [row("序号", "姓名", "职务", "备注", height=480)]
    for number, name in enumerate(names, 1):
        rows.append(row(str(number), Cell(name, look=look), "科员", "", height=480))
    return rows


@paper(
    "人员名册：一个名字的字任何字体都没有",
    STANDARD,
    Defect("boxed", ("陈\U0002ceb0", "\U0002ceb0"), (1, 3, 2)),
)
def boxed_in_cell(draft: Draft) -> bytes:
    draft.annex("附件3", "评价工作组成员名单")
    draft.table(roster(("张一", "陈\U0002ceb0", "李二")), 1200, 2600, 2500, 2500)
    draft.paragraphs(1)
    return draft.save()


@paper(
    "通知：标题里的地名用字任何字体都没有",
    FIXED,
    Defect("boxed", ("关于\U00031350水河治理项目绩效评价的报告", "\U00031350")),
)
def boxed_in_title(draft: Draft) -> bytes:
    draft.title("关于\U00031350水河治理项目绩效评价的报告")
    draft.paragraphs(3)
    return draft.save()


@paper(
    "会议纪要：正文里有旧户籍系统的自造字", WPS, Defect("boxed", ("村民代表黄\ue5e5提出", "\ue5e5"))
)
def boxed_in_text(draft: Draft) -> bytes:
    draft.title("资金使用情况座谈会纪要")
    draft.paragraphs(1)
    draft.text("村民代表黄\ue5e5提出，机耕道验收后应明确管护责任。")
    draft.paragraphs(1)
    return draft.save()


@paper(
    "决算说明：标题和脚注里各有一个印不出的字",
    SCHOOL,
    Defect("boxed", ("\U00032b00溪校区收支情况", "\U00032b00")),
    Defect("boxed", ("原名王\U0002ceb0楼", "\U0002ceb0")),
)
def boxed_heading_and_note(draft: Draft) -> bytes:
    draft.title("2023年度决算说明")
    draft.heading("\U00032b00溪校区收支情况")
    draft.text("新建实验楼已投入使用", draft.footnote("原名王\U0002ceb0楼，2021年更名。"), "。")
    draft.paragraphs(2)
    return draft.save()


@paper("填表人姓名里的字印成方框", PLAIN, Defect("boxed", ("填表人：周\ue000", "\ue000")))
def boxed_signature(draft: Draft) -> bytes:
    draft.title("基础数据表")
    draft.table([data_head(), *data_rows(draft.prose, DATA_LABELS)], *DATA)
    draft.signed_below("填表人：周\ue000　　填报日期：2024年4月26日　　单位负责人签字：")
    return draft.save()


@paper(
    "文本框里的字任何字体都没有", STANDARD, Defect("boxed", ("联系人：吴\U00031350", "\U00031350"))
)
def boxed_in_box(draft: Draft) -> bytes:
    draft.title("项目库申报说明")
    draft.paragraphs(2)
    inner = paragraph(
        run("联系人：吴\U00031350", font("宋体", 12)),
        ppr='<w:spacing w:line="360" w:lineRule="exact"/>',
    )
    draft.add(
        paragraph(
            text_box(draft.identifier(), inner, 160, 40),
            ppr='<w:spacing w:line="240" w:lineRule="auto"/>',
        )
    )
    draft.paragraphs(1)
    return draft.save()


@paper(
    "名册用仿宋_GB2312：珺、𬀩不在该字体里",
    STANDARD,
    Defect("lacking", ("李珺", "珺"), (1, 2, 2)),
    Defect("lacking", ("孙𬀩", "𬀩"), (1, 4, 2)),
)
def lacking_in_cells(draft: Draft) -> bytes:
    draft.annex("附件1", "领导小组成员名单")
    draft.table(roster(("李珺", "张一", "孙𬀩"), font(FANG, 12)), 1200, 2600, 2500, 2500)
    draft.paragraphs(1)
    return draft.save()


@paper("报告正文：仿宋_GB2312 里没有“堃”", FIXED, Defect("lacking", ("经办人王堃介绍", "堃")))
def lacking_in_text(draft: Draft) -> bytes:
    draft.title("项目现场核查记录")
    draft.paragraphs(1)
    draft.text("经办人王堃介绍，设备已于六月安装调试完毕。")
    draft.paragraphs(1)
    return draft.save()


@paper("通知：楷体_GB2312 的小标题里有“䶮”", WPS, Defect("lacking", ("䶮山水库除险加固", "䶮")))
def lacking_in_heading(draft: Draft) -> bytes:
    draft.title("水利项目绩效评价情况")
    draft.heading("项目情况")
    draft.heading("䶮山水库除险加固", 2)
    draft.paragraphs(3)
    return draft.save()


@paper(
    "落款签字人姓名有“喆”“㛃”",
    PLAIN,
    Defect("lacking", ("评价组长：赵喆", "喆")),
    Defect("lacking", ("副组长：钱㛃", "㛃")),
)
def lacking_signatures(draft: Draft) -> bytes:
    draft.title("绩效评价工作底稿")
    draft.paragraphs(2)
    draft.text(run("评价组长：赵喆", font(KAI, 14)))
    draft.text("副组长：钱㛃")
    draft.text("成文日期：2024年4月26日")
    return draft.save()


@paper("决算说明：脚注和列表里的“瑀”用楷体_GB2312", SCHOOL, Defect("lacking", ("组员孙瑀", "瑀")))
def lacking_in_list(draft: Draft) -> bytes:
    draft.title("学校资产清查说明")
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    for name in ("组长张一", "组员孙瑀", "组员李二"):
        draft.text(run(name, font(KAI, 12)), ppr=numbered)
    draft.paragraphs(2)
    return draft.save()


@paper("标题用小标宋：地名“堃”该字体没有", FIXED, Defect("lacking", ("堃元镇财政运行分析", "堃")))
def lacking_in_title(draft: Draft) -> bytes:
    draft.add(
        paragraph(
            run("堃元镇财政运行分析", font(TITLE_FONT, 22)),
            ppr='<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        )
    )
    draft.paragraphs(3)
    return draft.save()
