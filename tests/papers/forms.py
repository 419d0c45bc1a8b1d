"""Tables of official forms: evaluation forms, basic data, rosters, task lists."""

from __future__ import annotations

from collections.abc import Sequence

from tests.papers.prose import Prose
from tests.papers.wordml import Cell, Row, row

EVALUATION = (1000, 1100, 2200, 1100, 1100, 700, 700, 940)
"""The columns of an evaluation form, 8840 twips in all."""

DATA = (3000, 1946, 1946, 1946)
"""The columns of basic data."""

_INDICATORS = (
    ("产出指标", "数量指标", ("组织业务培训期数", "完成资产清查单位数", "印发制度汇编册数")),
    ("产出指标", "质量指标", ("培训合格率", "清查数据准确率")),
    ("产出指标", "时效指标", ("项目按期完成率", "资金支付及时率")),
    ("效益指标", "社会效益", ("公共服务能力提升", "群众办事便利程度")),
    ("效益指标", "可持续影响", ("长效管理机制健全性",)),
    ("满意度指标", "服务对象满意度", ("参训人员满意度", "办事群众满意度")),
)


def evaluation_head(*, head: bool = False, height: int = 0, exact: bool = False) -> Row:
    """The row of labels of an evaluation form."""
    labels = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    return row(*labels, "偏差原因及改进措施", head=head, height=height, exact=exact)


def evaluation_rows(*, height: int = 0, exact: bool = False, times: int = 1) -> list[Row]:
    """Rows of indicators, those of one group merged down."""
    made, last = [], ""
    groups = [group for _ in range(times) for group in _INDICATORS]
    for first, second, thirds in groups:
        for number, third in enumerate(thirds):
            starts = (first != last, number == 0)
            merges = [
                Cell(text, down=_down(start))
                for text, start in zip((first, second), starts, strict=True)
            ]
            made.append(
                row(*merges, third, "≥95%", "98%", "5", "5", "无", height=height, exact=exact)
            )
            last = first
    return made


def _down(start: bool) -> str:
    return "restart" if start else "continue"


def evaluation_sum(height: int = 0, exact: bool = False) -> Row:
    return row(Cell("总分", span=5), "100", "98.5", "", height=height, exact=exact)


def data_rows(prose: Prose, labels: Sequence[str], *, height: int = 0) -> list[Row]:
    """Rows of a label and three figures."""
    return [
        row(Cell(label, align="left"), *(prose.figure() for _ in range(3)), height=height)
        for label in labels
    ]


DATA_LABELS = (
    "三公经费",
    "1、公务用车购置和维护经费",
    "其中：公车购置",
    "公车运行维护",
    "2、出国经费",
    "3、公务接待",
    "项目支出",
    "1、业务工作经费",
    "2、运行维护经费",
    "3、市级专项资金",
    "公用经费",
    "其中：办公经费",
    "水费、电费、差旅费",
    "会议费、培训费",
    "政府采购金额",
    "部门基本支出预算调整",
)


def data_head(*, head: bool = False, height: int = 0) -> Row:
    return row(
        "经费控制情况（万元）",
        "2022年决算数",
        "2023年预算数",
        "2023年决算数",
        head=head,
        height=height,
    )


def listed_rows(prose: Prose, count: int, *, height: int = 500, exact: bool = False) -> list[Row]:
    """Rows of a list: number, item, unit in charge, date."""
    return [
        row(
            str(number),
            Cell(prose.title(), align="left"),
            "县财政局",
            "2023年6月",
            height=height,
            exact=exact,
        )
        for number in range(1, count + 1)
    ]


LISTED = (800, 4440, 1800, 1800)


def listed_head(*, head: bool = False, height: int = 500) -> Row:
    return row("序号", "事项", "责任单位", "完成时限", head=head, height=height)


SIGNED = "填表人：　　　　填报日期：　　　　联系电话：　　　　单位负责人签字："
