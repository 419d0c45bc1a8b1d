"""The table of ``checks.md``: how many planted defects of each kind the checks find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.support import ROOT

PAGES: Mapping[Language, Path] = {
    language: ROOT / "docs" / language / "checks.md" for language in LANGUAGES
}
_MARKS = re.compile(r"(?<=<!-- truth: make truth -->\n).*?(?=<!-- /truth -->)", re.DOTALL)
KIND_NAMES = {
    "growth-rate": ("growth rate", "增长率"),
    "fall-rate": ("rate of a fall", "下降率"),
    "growth-difference": ("amount of growth", "增减额"),
    "percent-points": ("per cent points", "百分点"),
    "direction": ("a rise for a fall", "增减方向"),
    "share": ("a share", "占比"),
    "completion-rate": ("rate of completion", "完成率"),
    "execution-rate": ("rate of execution", "执行率"),
    "average": ("average, per head", "平均、人均"),
    "product": ("count times price", "数量乘单价"),
    "sum": ("total of what is listed", "合计"),
    "part": ("a part of a list", "其中一项"),
    "whole": ("a total before its parts", "其中的总数"),
    "difference": ("difference, balance", "差额、结余"),
    "saving": ("saving against a budget", "节约"),
    "rank": ("a rank", "名次"),
    "extreme": ("highest, lowest", "最高、最低"),
    "listed-count": ("count of measures listed", "措施的条数"),
    "names-count": ("count of names listed", "名称的个数"),
    "other-year": ("a figure of another year", "别的年度的数"),
    "wrong-unit": ("`元` for `万元`", "「万元」写成「元」"),
    "text-table": ("text unlike its table", "正文与表"),
    "two-values": ("two sentences of one thing", "前后两句"),
    "row-rate": ("rate of a row", "表中的率"),
    "row-growth": ("growth of a row", "表中的增长率"),
    "row-difference": ("difference of a row", "表中的增减额"),
    "row-share": ("share of a row", "表中的占比"),
    "column-total": ("total of a column", "表中的合计"),
    "score-over-weight": ("points above the most", "得分超过分值"),
    "score-total": ("total of points", "总分"),
    "weight-total": ("total of the most points", "分值合计"),
    "rate-score": ("points by a rate", "按比例得分"),
    "unmet-full": ("target not met, full points", "未达标满分"),
    "met-deducted": ("target met, points off", "达标扣分"),
    "no-reason": ("points off without a reason", "扣分无原因"),
    "copied-target": ("actual copied from target", "照抄指标值"),
    "unit-name": ("the unit's name", "单位名称"),
    "project-name": ("a project's name", "项目名称"),
    "missing-unit": ("`万元` lost", "少了「万元」"),
    "missing-percent": ("% lost", "少了 %"),
    "full-width": ("full-width digits", "全角数字"),
    "doubled-mark": ("`，。`", "「，。」"),
    "ellipsis-left": ("`……` left over", "留下的「……」"),
    "english-mark": ("English marks", "英文标点"),
    "line-end-mark": ("English marks at a line's end", "行末英文标点"),
    "document-number": ("`〔〕` of a document number", "发文字号的括号"),
    "unpaired": ("half of a pair", "不配对"),
    "numbering": ("numbering", "编号"),
    "placeholder": ("a placeholder", "没填的空"),
    "prompt": ("a prompt of the form", "表里的提示语"),
}


_HEADS: Mapping[Language, str] = {
    "en": "| kind | planted | found |",
    "zh": "| 错误 | 植入 | 查出 |",
}


def write_table(recall: Mapping[str, tuple[int, int]]) -> None:
    """Writes how many of each kind are found into the page of each language, the worst first."""
    for language, page in PAGES.items():
        lines = "".join(f"{line}\n" for line in _rows(recall, language))
        page.write_text(_MARKS.sub(lines, page.read_text("utf-8")), "utf-8")


def _rows(recall: Mapping[str, tuple[int, int]], language: Language) -> Iterator[str]:
    yield _HEADS[language]
    yield "| --- | --- | --- |"
    for kind, (found, count) in recall.items():
        english, chinese = KIND_NAMES[kind]
        name = {"en": english, "zh": chinese}[language]
        yield f"| {name} | {count} | {found / count:.0%} |"
