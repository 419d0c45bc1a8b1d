"""A pack over many units, 汇总: the ``over`` of pack.yaml.

    over:
      units:                              a row for each unit: the fields that the summary reads
        单位: 封面["部门（单位）名称"]
        预算数: 年度预算申请.全年预算数
        等级: '"优" if 总分 >= 90 else "良"'
      packs: [hunan-self-evaluation]      of which packs; without it, of all that sum nothing up

Each is an expression over the content of the unit, which it may be typed in or follow from. A unit
that is summed up this way has the list ``units`` among its data, and ``left_out``: the units that
have errors, each with what it is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.content.values import Text
from docgen.packs.records import key
from docgen.packs.typing import Schema

UNITS, LEFT_OUT = "units", "left_out"
"""The lists that a summary has: the units, and those that are not in it."""

LEFT_OUT_NAME = "单位"
"""The field of a unit that is left out: what it is called."""


@dataclass(frozen=True)
class Over:
    """Which units a pack sums up, and the fields of each."""

    units: Mapping[str, Text] = key(
        "每个单位取哪些字段：名称: 单位内容里的字段或表达式 · the fields of each unit, each an "
        "expression over its content",
        dict,
        required=True,
    )
    packs: tuple[Text, ...] = key(
        "汇总用哪些模板包的单位，不写就是全部 · of which packs the units are; all without it",
        (),
    )

    def __bool__(self) -> bool:
        """Whether the pack sums anything up."""
        return bool(self.units)

    def takes(self, pack: str) -> bool:
        """Whether units of ``pack``, which sums nothing up, are among those summed up."""
        return bool(self) and (not self.packs or pack in self.packs)

    def added_to(self, schema: Schema) -> dict[str, Any]:
        """The schema of the content with the lists of units, which nobody types."""
        if not self:
            return dict(schema)
        lists = {
            UNITS: _list_of(self.units),
            LEFT_OUT: _list_of((LEFT_OUT_NAME,)),
        }
        return {**schema, "properties": {**schema.get("properties", {}), **lists}}

    @property
    def lists(self) -> frozenset[str]:
        """The paths of the lists that nobody types."""
        return frozenset({UNITS, LEFT_OUT}) if self else frozenset()


def _list_of(names: Any) -> Schema:
    row = {"type": "object", "properties": {name: {} for name in names}}
    return {"type": "array", "items": row, "readOnly": True}
