"""Reports of many makes, before anything private is planted in them."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import docx

from tests.planted_private.package_places import PACKAGE_PLACES
from tests.planted_private.planting import Planting
from tests.planted_private.text_places import TEXT_PLACES

PLACES = (*TEXT_PLACES, *PACKAGE_PLACES)
LIKE_NUMBERS = (
    "下达资金13,800,000,000元，执行率98.76%。",
    "依据财绩〔2023〕12号、GB/T 9704-2012。",
    "统一社会信用代码：124302007788776655，功能科目2210105。",
    "2023年1月1日至2023年12月31日，共完成13812345678元。",
    "指标值：1350、2400、3800；合同编号HT-2023-0731-001。",
    "项目负责人签字后报送；经办人、审核人分别核对。",
    "收入 138.12 3456.78 万元，支出 2868.12 万元。",
)
"""What looks like a number of a person, and is none."""


def plain_report(random: Random, shipped: list[Path]) -> bytes:
    """A report of docgen, or one of python-docx, with lines that look private and are not."""
    made = io.BytesIO()
    if shipped and random.random() < 0.4:
        return random.choice(shipped).read_bytes()
    document = docx.Document()
    document.core_properties.title = "2023年度绩效自评报告"
    document.add_heading("一、基本情况", 1)
    for line in random.sample(LIKE_NUMBERS, 5):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=3)
    for cell in table._cells:
        cell.text = random.choice(("经费", "12.5", "项目名称", "—", "2210105"))
    document.add_section()
    for line in random.sample(LIKE_NUMBERS, 3):
        document.add_paragraph(line, style="List Bullet")
    document.save(made)
    return made.getvalue()


def planted(seed: int, shipped: list[Path], count: int = 17) -> tuple[bytes, Planting, set[str]]:
    """A report as it was, what was planted in it, and the kinds of places."""
    random = Random(seed)
    plain = plain_report(random, shipped)
    planting = Planting(plain, random)
    places = random.sample(PLACES, count)
    for place in places:
        place(planting)
    return plain, planting, {place.__name__ for place in places}
