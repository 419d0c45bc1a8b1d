"""Random units in which every clause, row and cell holds a word that stands nowhere else.

    甲子片区道路养护角奎按期完成，    an anchor 甲子, a topic 角奎; what an edit adds: 乾泰艮

So a test can tell by the words alone what was lost, and what has come to a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

from docx.document import Document

from tests.support import SmallProject, small_project

ANCHOR, TOPIC = (
    ("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"),
    ("角亢氐箕斗女虚危室壁", "奎娄胃昴毕觜参井柳翼"),
)
MARKER = ("乾坤屯蒙讼履", "泰谦豫蛊贲噬夬姤萃", "艮巽兑坎离震恒损益")
ANCHORS, TOPICS, MARKERS = (
    tuple("".join(signs) for signs in product(*alphabets)) for alphabets in (ANCHOR, TOPIC, MARKER)
)
FIGURE = re.compile(r"\d+(?:\.\d+)?")
WHOLE = re.compile(
    "|".join(
        [r"\{\{.*?\}\}", FIGURE.pattern, r"\*\*"]
        + ["".join(f"[{signs}]" for signs in word) for word in (ANCHOR, TOPIC, MARKER)]
    )
)
"""What no change cuts in two."""

_BEGINNINGS = (
    "片区道路养护",
    "单位全年支出",
    "中心设备购置",
    "专项资金使用",
    "项目绩效自评",
    "部门预算编制",
    "年度重点工作",
    "信息系统建设",
)
_ENDS = (
    "按期完成",
    "较上年有所增长",
    "符合管理办法的规定",
    "达到预期目标",
    "进度偏慢",
    "由综合科负责落实",
    "仍需进一步规范",
    "已通过竣工验收",
)
_BOUND = ("共{{ 甲 }}个项目", "支出{{ 支出 }}万元", "占{{ 比重 }}%")


@dataclass
class Words:
    """Draws words of which each is given once, and figures."""

    random: Random

    def __post_init__(self) -> None:
        self.anchors = self._drawn(ANCHORS)
        self.topics = self._drawn(TOPICS)
        self.markers = self._drawn(MARKERS)
        self.figures = (
            f"{number / 100:.2f}" for number in self.random.sample(range(10000, 99999), 500)
        )

    def _drawn(self, words: tuple[str, ...]) -> Iterator[str]:
        return iter(self.random.sample(words, len(words)))

    def clause(self, *, plain: bool = False) -> str:
        beginning, end = self.random.choice(_BEGINNINGS), self.random.choice(_ENDS)
        anchor = next(self.anchors)
        if not plain and self.random.random() < 0.15:
            anchor = f"**{anchor}**"
        topic = next(self.topics)
        if not plain and self.random.random() < 0.35:
            end = self.random.choice(_BOUND)
        return f"{anchor}{beginning}{topic}{end}"

    def paragraph(self, *, bound: bool = True) -> str:
        clauses = [self.clause(plain=not bound) for _ in range(self.random.randint(2, 4))]
        signs = [self.random.choice("，；。") for _ in clauses[1:]]
        return "".join(clause + sign for clause, sign in zip(clauses, [*signs, "。"], strict=True))


def form(document: Document) -> None:
    """Bound sentences, a slot, cells of a form, and a row for each item with merged cells."""
    document.add_paragraph("本单位{{ 名称 }}共{{ 甲 }}项，全年支出{{ 支出 }}万元。")
    document.add_paragraph("{{p narrative.文 }}")
    cells = document.add_table(3, 2, document.styles["Normal Table"])
    for row, texts in zip(cells.rows, _CELLS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("收支表")
    table = document.add_table(4, 4, document.styles["Normal Table"])
    for cell, text in zip(table.rows[0].cells, ("类别", "名称", "数额", "说明"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for 行 in 行列 %}"
    for cell, text in zip(table.rows[2].cells, _ROW, strict=True):
        cell.text = text
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("完")


_CELLS = (("负责人", "{{ 表.负责 }}"), ("工作内容", "{{ 表.内容 }}"), ("支出总额", "{{ 支出 }}"))
_ROW = ("{{ 行.类 | merge }}", "{{ 行.名 }}", "{{ 行.数 }}", "{{ 行.注 }}")


def narrative(words: Words) -> str:
    """Headings, paragraphs, lists and a table."""
    random = words.random
    blocks = ["## " + words.clause(plain=True), words.paragraph(), words.paragraph()]
    numbers = (f"{number}. {words.clause()}；" for number in range(1, random.randint(3, 5)))
    blocks += ["\n".join(numbers), words.paragraph(), "### " + words.clause(plain=True)]
    if random.random() < 0.5:
        blocks.append("\n".join(f"- {words.clause()}；" for _ in range(random.randint(2, 3))))
    blocks.append(words.paragraph())
    rows = (
        f"| {words.clause(plain=True)} | {next(words.figures)} |"
        for _ in range(random.randint(2, 4))
    )
    blocks.append("\n".join(["| 事项 | 金额 |", "| --- | --- |", *rows]))
    blocks += [words.paragraph() for _ in range(random.randint(1, 3))]
    return "\n\n".join(blocks) + "\n"


def rows(words: Words) -> str:
    lines = ["行列:\n"]
    for kind in sorted(words.random.choice("一二") for _ in range(words.random.randint(3, 6))):
        name, note = words.clause(plain=True), words.clause(plain=True)
        lines.append(f"  - 类: 第{kind}类\n    名: {name}  # 注\n")
        lines.append(f"    数: {next(words.figures)}\n    注: {note}\n")
    return "".join(lines)


def content(words: Words) -> dict[str, str]:
    """Two files of a unit."""
    figures = f"甲: {words.random.randint(1000, 9999)}\n"
    figures += f"支出: {next(words.figures)}\n比重: {next(words.figures)}\n"
    cells = f"表:\n  负责: {words.clause(plain=True)}\n  内容: {words.clause(plain=True)}\n"
    return {"report.yaml": figures + cells + rows(words), "narrative/文.md": narrative(words)}


def blank(root: Path) -> SmallProject:
    """A small project with the form, without content."""
    project = small_project(root)
    project.part(form)
    numbers = {name: {"type": "number"} for name in ("甲", "支出", "比重")}
    project.schema(**numbers)
    return project


def built(root: Path, words: Words) -> tuple[SmallProject, Path]:
    """A small project with its report."""
    project = blank(root)
    for name, text in content(words).items():
        project.content(text, name)
    return project, rendered(project)


def rendered(project: SmallProject, out: Path | None = None) -> Path:
    outcome = project.render(out=out).outcomes[0]
    assert outcome.docx is not None, outcome.problems
    return outcome.docx
