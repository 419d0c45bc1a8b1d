"""Cells of a table whose unit stands above it: what is between two figures is one, too."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.scaffold.pack.form_fields import Field
from docgen.scaffold.pack.formulas.field_types import is_money, is_prose

OF_NAMES = re.compile(r"(?:名称|编码|编号|代码|序号|科目|项目|内容|事项|类别)$")
"""Heads of a column of names, which are not names of a group."""
_OF_WHOM = re.compile(r"(?:人|员|方|处|地|所|对象|部门|科室|机关|机构|公司|银行)[：:]?$")


def of_one_unit(fields: list[Field]) -> list[Field]:
    """The fields of a table with units, a word between two numbers as one more of them.

    单位：亿元 above 债务限额 | … | 综合财力 | … | 债务率 | …; where labels print units of money
    themselves, the others have none.
    """
    if is_money(field.around.row for field in fields):
        return fields
    kinds = ["", *(field.kind for field in fields), ""]
    return [
        replace(field, kind="figure")
        if before == behind == "figure" and _may_be_number(field)
        else field
        for field, before, behind in zip(fields, kinds, kinds[2:], strict=False)
    ]


def _may_be_number(field: Field) -> bool:
    label = field.around.row
    is_name = is_prose(label) or OF_NAMES.search(label) or _OF_WHOM.search(label)
    return field.kind == "text" and not field.around.heads and bool(label) and not is_name
