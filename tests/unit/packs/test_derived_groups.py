"""What nobody has to type."""

from __future__ import annotations

import pytest

from docgen.packs.derived_groups import worked_out
from docgen.packs.schema import CompiledSchema
from docgen.packs.typing import Schema
from tests.unit.helpers import collect
from tests.unit.packs.nodes import read, said


def group(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": []}


NUMBER: Schema = {"type": "number"}
ROW = {"type": "array", "items": {"$ref": "#/$defs/行"}}
SCHEMA = {
    "$defs": {"行": group(小计=group(甲=NUMBER), 数=NUMBER)},
    **group(合计=group(甲=NUMBER, 乙=NUMBER), 外=group(内=group(甲=NUMBER)), 单=ROW, 空={}),
}


@pytest.mark.parametrize(
    ("derived", "groups"),
    [
        (["合计.甲"], []),
        (["合计.甲", "合计.乙"], ["合计"]),
        (["外.内.甲"], ["外.内", "外"]),
        (["外.内"], ["外"]),
        (["单[].小计.甲"], ["单[].小计"]),
        (["单[].小计.甲", "单[].数"], ["单[].小计"]),
        (["空.甲", "无.甲", "顶"], []),
    ],
)
def test_a_group_of_derived_fields_is_worked_out(derived: list[str], groups: list[str]) -> None:
    assert worked_out(SCHEMA, derived) == {*derived, *groups}


def test_a_group_that_is_worked_out_is_not_asked_for() -> None:
    """A formula added by hand leaves the group in what the unit must have."""
    schema, problems = SCHEMA | {"x-required": ["合计", "外"]}, collect()
    derived = worked_out(schema, ["合计.甲", "合计.乙"])
    CompiledSchema(schema).apply(read("年: 1"), problems, derived=derived)
    (told,) = said(problems)
    assert "name=外" in told
