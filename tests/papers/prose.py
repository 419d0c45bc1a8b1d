"""Sentences in the manner of reports on budgets; no unit and no figure in them is real."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_SUBJECTS = (
    "我单位",
    "县财政局",
    "各乡镇",
    "局属各单位",
    "项目主管科室",
    "预算绩效管理领导小组",
    "资产管理中心",
    "内控监督小组",
)
_TIMES = (
    "2023年度",
    "年初以来",
    "在预算执行中",
    "按照绩效目标",
    "根据批复的部门预算",
    "经集体研究",
)
_DEEDS = (
    "严格执行预算管理制度，压减一般性支出{a}万元",
    "完成项目支出{a}万元，占调整后预算的{b}%",
    "组织业务培训{c}期，参训人员满意度达到{b}%",
    "健全内部控制制度{c}项，堵塞了管理漏洞",
    "盘活闲置资产{c}处，新增收益{a}万元",
    "对{c}个项目开展了事前绩效评估，核减资金{a}万元",
    "及时公开部门预决算信息，接受社会监督",
    "将绩效评价结果作为下一年度预算安排的重要依据",
    "完善了合同签订、验收和支付的全过程管理",
    "实地核查项目点{c}个，发现问题全部整改到位",
)
_SHORT = (
    "资金支付进度达到{b}%，符合序时要求。",
    "项目档案{c}卷已按规定归集。",
    "{c}处资产的台账与实物核对一致。",
    "{c}项指标均按期完成。",
    "{c}个整改事项已经逐项销号。",
    "印发制度{c}项，均已执行。",
    "拨付项目进度款{a}万元。",
    "组织现场核查{c}次，未见异常。",
    "压减会议培训经费{a}万元。",
    "抽样调查{c}个单位，满意度{b}%。",
)
_TITLES = (
    *("部门基本情况", "预算安排情况", "收入支出情况", "基本支出管理", "项目支出管理"),
    *("资产管理情况", "政府采购执行", "三公经费控制", "绩效目标设定", "绩效指标完成"),
    *("产出指标分析", "效益指标分析", "满意度调查", "存在的主要问题", "偏离原因分析"),
    *("改进措施", "结果应用", "信息公开", "内部控制建设", "机构设置", "人员编制"),
    *("评价工作组织", "评价方法与过程", "资金使用合规性", "项目组织实施", "项目效果"),
    *("工作要求", "保障措施", "任务分工", "时间安排", "重点工作", "总体目标"),
)


_BEFORE = ("", "乡镇", "学校", "医院", "园区")
"""What stands before titles when all were taken."""


class Prose:
    """Sentences and titles, other ones for another seed, and none of them twice in a row."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._titles: list[str] = []
        self._count = 0

    def sentence(self) -> str:
        """A sentence of 20 to 45 characters."""
        dice = self._random
        return f"{dice.choice(_TIMES)}，{dice.choice(_SUBJECTS)}{self._filled(_DEEDS)}。"

    def sentences(self, count: int) -> str:
        return "".join(self.sentence() for _ in range(count))

    def short(self) -> str:
        """A sentence that fits a line."""
        return self._filled(_SHORT)

    def _filled(self, patterns: Sequence[str]) -> str:
        dice = self._random
        numbers = {"b": dice.randint(80, 99), "c": dice.randint(2, 30)}
        return dice.choice(patterns).format(a=self.figure(), **numbers)

    def title(self) -> str:
        """A title that no other heading of the paper begins with."""
        if not self._titles:
            before = _BEFORE[self._count] if self._count < len(_BEFORE) else f"{self._count}类单位"
            self._count += 1
            self._titles = [before + title for title in _TITLES]
            self._random.shuffle(self._titles)
        return self._titles.pop()

    def figure(self) -> str:
        return f"{self._random.randint(100, 99999) / 100:.2f}"
