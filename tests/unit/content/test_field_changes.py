"""Fields and groups that are missing, as new lines of their file, with what is typed in them."""

from __future__ import annotations

import pytest

from docgen.content.field_changes import with_field, with_group
from docgen.content.yaml_writer import KeyPath
from docgen.diagnostics import Place, UsageError

FIELDS: dict[KeyPath, str] = {
    ("上年", "决算"): "1",
    ("上年", "预算"): "",
    ("行", 0, "名"): "甲: 乙",
}
LINES = "上年:\n  决算: 1\n  预算:\n行:\n  - 名: '甲: 乙'\n"


def indented(by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in LINES.replace("'", '"').splitlines())


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("甲: 1\n", Place("a.yaml"), "甲: 1\n新:\n" + indented(2)),
        ("", Place("a.yaml"), "新:\n" + indented(2)),
        ("甲:\n  乙: 2  # 注\n丙: 3\n", Place("a.yaml", 2, 3), None),
        (
            "甲: {乙: 2}\n丙: 3\n",
            Place("a.yaml", 1, 4),
            '甲: {乙: 2, 新: {上年: {决算: 1, 预算: }, 行: [{名: "甲: 乙"}]}}\n丙: 3\n',
        ),
    ],
)
def test_a_group_comes_whole_to_the_end_of_that_which_lacks_it(
    before: str, place: Place, after: str | None
) -> None:
    changed = with_group(place, "新", FIELDS)("a.yaml", before)
    expected = "甲:\n  乙: 2  # 注\n  新:\n" + indented(4) + "丙: 3\n"
    assert changed.text == (expected if after is None else after)


def test_the_rows_of_a_list_that_is_missing_begin_with_one() -> None:
    values: dict[KeyPath, str] = {(0, "名"): "", (0, "值"): "7"}
    changed = with_group(Place("a.yaml"), "表", values)("a.yaml", "甲: 1\n")
    assert changed.text == "甲: 1\n表:\n  - 名:\n    值: 7\n"
    assert changed.place == Place("a.yaml", 3, 7)


def test_nothing_is_added_where_no_group_is() -> None:
    for place, values in ((Place("a.yaml", 1, 4), FIELDS), (Place("a.yaml"), {})):
        with pytest.raises(UsageError) as refused:
            with_group(place, "新", values)("a.yaml", "甲: 1\n")
        assert refused.value.problem.code == "no-group"


@pytest.mark.parametrize(("step", "joint"), [("组", "."), ("[]", "")])
def test_a_field_lies_in_as_many_groups_and_lists_as_forms_can_have(step: str, joint: str) -> None:
    name = joint.join(["组", *[step] * 19])
    assert with_field(Place("a.yaml", 1, 1), name, "新")("a.yaml", "名称: 一\n").text.endswith(
        "新\n"
    )
    for more in (20, 5000):
        with pytest.raises(UsageError) as told:
            with_field(Place("a.yaml", 1, 1), joint.join(["组", *[step] * more]), "新")(
                "a.yaml", "名称: 一\n"
            )
        assert told.value.problem.code == "no-group"
