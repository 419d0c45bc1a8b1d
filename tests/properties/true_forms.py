"""Evaluation forms made from true figures, in random words, order and rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

UNITS = ("项", "次", "人次", "公里", "家", "台", "场", "户", "件", "个")
TOPICS = ("培训", "养护", "检测", "巡查", "宣传", "建设", "服务", "维修", "调解", "义诊")
REASONS = ("受汛情影响推迟", "两家单位中途退出", "设备到货晚于计划", "部分群众外出")
WORDS = ("有所提升", "健全", "有效保障", "较好", "长期")
HEADS = {
    "name": ("三级指标", "指标名称", "指标"),
    "target": ("年度指标值", "目标值", "指标值", "年初目标值", "预期指标值"),
    "actual": ("实际完成值", "完成值", "全年完成值", "实际值", "实际完成情况"),
    "weight": ("分值", "权重", "分值（权重）", "标准分"),
    "score": ("得分", "自评得分", "自评分", "实际得分"),
    "reason": ("偏差原因分析及改进措施", "未完成原因", "扣分原因", "偏差原因"),
    "budget": ("全年预算数", "预算数", "调整后预算数", "全年预算数（A）"),
    "spent": ("全年执行数", "执行数", "决算数", "全年执行数（B）"),
    "rate": ("执行率", "预算执行率", "执行率（B/A）"),
}


@dataclass(frozen=True)
class TrueForm:
    """A form as lines of cells, and what may be changed in it.

    Attributes:
        rows: its cells.
        slips: cells, each with a text that makes the form wrong, and what that is.
    """

    rows: list[list[str]]
    slips: list[tuple[int, int, str, str]]

    @property
    def lines(self) -> str:
        """Its rows with ``|`` between the cells."""
        return "\n".join(map("|".join, self.rows))

    def changed(self, slip: tuple[int, int, str, str]) -> str:
        """Its lines after a slip."""
        rows = [list(row) for row in self.rows]
        rows[slip[0]][slip[1]] = slip[2]
        return "\n".join(map("|".join, rows))


def rounded(number: Decimal, places: int) -> Decimal:
    """Rounded half up."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class FormMaker:
    """Makes one form; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.rows: list[list[str]] = []
        self.slips: list[tuple[int, int, str, str]] = []
        self.heads = {kind: self.random.choice(words) for kind, words in HEADS.items()}

    def form(self) -> TrueForm:
        """A whole form: money, indicators, total."""
        weights = self._weights(90)
        money = self._money()
        heads = ("name", "target", "actual", "weight", "score", "reason")
        self._row(*(self.heads[kind] for kind in heads))
        scores = [self._indicator(weight) for weight in weights]
        total = money + sum(scores, Decimal(0))
        self._row("总分", "", "", "100", f"{total:f}", "")
        self._slip(4, f"{total - Decimal('1.5'):f}", "total-score-differs")
        self._slip(3, "110", "weights-differ")
        return TrueForm(self.rows, self.slips)

    def _row(self, *cells: str) -> None:
        self.rows.append(list(cells))

    def _slip(self, column: int, text: str, code: str) -> None:
        self.slips.append((len(self.rows) - 1, column, text, code))

    def _weights(self, whole: int) -> list[int]:
        weights = []
        while whole > 0:
            weights.append(min(whole, self.random.choice((5, 8, 10, 15, 20))))
            whole -= weights[-1]
        return weights

    def _money(self) -> Decimal:
        budget = Decimal(self.random.randint(10_000, 9_999_999)) / 100
        spent = rounded(budget * self.random.randint(700, 1000) / 1000, 2)
        rate = spent / budget
        places = self.random.choice((0, 1, 2, 2))
        score = rounded(10 * rate, 2)
        self._row("", self.heads["budget"], self.heads["spent"], "分值", self.heads["rate"], "得分")
        shown = rounded(rate * 100, places)
        comma = self.random.choice(("", ","))
        self._row(
            "年度资金总额", f"{budget:{comma}}", f"{spent:{comma}}", "10", f"{shown}%", f"{score}"
        )
        self._slip(4, f"{shown - 5}%", "execution-rate-differs")
        self._slip(5, f"{score - Decimal('0.57')}", "budget-score-differs")
        return score

    def _indicator(self, weight: int) -> Decimal:
        make = self.random.choice((self._count, self._share, self._limit, self._words, self._plain))
        return make(weight)

    def _name(self) -> str:
        return f"{self.random.choice(TOPICS)}任务{len(self.rows)}"

    def _count(self, weight: int) -> Decimal:
        unit, aim = self.random.choice(UNITS), self.random.randint(20, 3000)
        done = aim + self.random.randint(-aim // 3, aim // 3)
        sign = self.random.choice(("≥{}", "不少于{}", "不低于{}", "{}以上", "达到{}"))
        return self._attained(
            weight, sign.format(f"{aim}{unit}"), Decimal(done), Decimal(aim), unit
        )

    def _share(self, weight: int) -> Decimal:
        aim = Decimal(self.random.randint(70, 98))
        done = aim + Decimal(self.random.randint(-90, 19)) / 10
        sign = self.random.choice(("≥{}", ">={}", "{}以上", "不低于{}", "≥ {}"))
        return self._attained(weight, sign.format(f"{aim}%"), done, aim, "%")

    def _plain(self, weight: int) -> Decimal:
        unit, aim = self.random.choice(UNITS), self.random.randint(1, 200)
        shown = f"{aim}{unit}"
        self._row(self._name(), shown, shown, str(weight), str(weight), "")
        self._slip(4, str(weight + 1), "score-over-weight")
        self._slip(2, "", "actual-blank")
        return Decimal(weight)

    def _limit(self, weight: int) -> Decimal:
        aim = Decimal(self.random.randint(50, 5000)) / 10
        done = aim - Decimal(self.random.randint(0, int(aim * 3))) / 10
        sign = self.random.choice(("≤{}", "{}以内", "不超过{}", "控制在{}以内"))
        target = sign.format(f"{aim}万元")
        self._row(self._name(), target, f"{done}万元", str(weight), str(weight), "")
        self._slip(2, f"{aim + Decimal('1.3')}万元", "not-attained-full")
        self._slip(2, target, "target-copied")
        return Decimal(weight)

    def _words(self, weight: int) -> Decimal:
        word = self.random.choice(WORDS)
        self._row(self._name(), word, word, str(weight), str(weight), "")
        self._slip(4, str(weight + 2), "score-over-weight")
        return Decimal(weight)

    def _attained(
        self, weight: int, target: str, done: Decimal, aim: Decimal, unit: str
    ) -> Decimal:
        """A row that is met and has all points, or is short, has less and says why."""
        name, is_met = self._name(), done >= aim
        score = Decimal(weight) if is_met else rounded(weight * done / aim, 1)
        is_full = score == weight
        reason = "" if is_full else self.random.choice(REASONS)
        if is_full and not is_met:
            done, is_met = aim, True
        self._row(name, target, f"{done}{unit}", str(weight), f"{score:f}", reason)
        self._slip(2, target, "target-copied")
        if is_met:
            self._slip(2, f"{aim - 1}{unit}", "not-attained-full")
        else:
            self._slip(2, f"{aim}{unit}", "attained-less")
            self._slip(5, "", "no-reason")
            self._slip(4, str(weight), "not-attained-full")
        return score
