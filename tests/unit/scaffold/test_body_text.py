"""Fields outside of tables: their paths, what is certain of them, and the years."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docgen.scaffold.pack.body.body_text import add_year, field_of, read_body
from docgen.scaffold.pack.form_fields import UNNAMED_UNIT, YEAR, FormFields
from docgen.scaffold.pack.lines.form_line import Gap
from tests.unit.scaffold.drawing import form_of, line_of, paths

TABLE = ["甲|"]
PARAGRAPH = line_of("甲____").paragraph


def read(*parts: str | Sequence[str], centred: Sequence[int] = ()) -> FormFields:
    """What is found outside of tables; ``centred`` are numbers of paragraphs, from 0."""
    form, found = form_of(*parts), FormFields()
    for number in centred:
        form.paragraphs[number].alignment = WD_ALIGN_PARAGRAPH.CENTER
    read_body(form, 2023, found)
    return found


def doubts(found: FormFields) -> list[str]:
    return [f"{code} {words.get('field', words.get('text'))}" for code, _, words in found.doubts]


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        (["单位：__"], ["单位"]),
        (["  年  月  日"], ["日期"]),
        (["填报日期：  年  月  日"], ["填报日期"]),
        (["开工于  年  月  日"], ["开工日期"]),
        (["甲乙__"], ["甲乙"]),
        (["，__，"], []),
        (["单位：__", TABLE, "填表人：__"], ["单位", "落款.填表人"]),
        (
            ["甲：__", TABLE, "乙：__", TABLE, "丙：__", "丁：__"],
            ["甲", "乙", "落款.丙", "落款.丁"],
        ),
        (["甲：__", "一、工作", "乙：__", "二、问题", "", "丙：__"], ["封面.甲", "乙", "落款.丙"]),
        (
            ["甲：__", TABLE, "乙：__", "一、工作", "二、问题", "填表人：__"],
            ["封面.甲", "封面.乙", "落款.填表人"],
        ),
        (["甲：__", "一、工作", "二、问题", TABLE, "丙：__"], ["封面.甲", "落款.丙"]),
        (["甲：__", "一、工作（__）", "二、问题"], ["封面.甲", "工作"]),
        (["____年度", "甲：__"], ["年度", "甲"]),
        (["一、工作", "二、问题", "丙：__", TABLE, "  年  月"], ["丙", "落款.日期"]),
        ([TABLE, "评分口径：", "1.缺一项扣1分。", "2.扣完为止。", "丙：__"], ["落款.丙"]),
        ([TABLE, "评分人：", "1.乙：__", "丙："], ["落款.评分人", "落款.乙", "落款.丙"]),
    ],
)
def test_a_field_is_in_the_group_of_its_place(
    parts: list[str | list[str]], fields: list[str]
) -> None:
    assert paths(read(*parts).fields) == fields


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["单位：__"], []),
        (["  年  月  日"], []),
        (["甲乙__"], ["draft-guessed-name 甲乙"]),
        (["开工于  年  月  日"], ["draft-guessed-name 开工日期"]),
        (["__预算表"], []),
        ([TABLE, "，__，"], ["draft-no-name ，__，"]),
    ],
)
def test_a_name_that_is_guessed_is_told(parts: list[str | list[str]], found: list[str]) -> None:
    assert doubts(read(*parts)) == found


UNIT = UNNAMED_UNIT


@pytest.mark.parametrize(
    ("text", "centred", "path"),
    [
        ("__预算表", True, UNIT),
        ("__预算表", False, UNIT),
        ("（__）预算表", False, UNIT),
        ("(__)预算表", False, UNIT),
        ("关于__预算表", True, UNIT),
        ("关于__预算表", False, ("关于事项",)),
        ("__元 预算", True, ("金额",)),
        ("共__元", True, ("共",)),
        ("__甲__表", True, ("甲",)),
        ("部门：__", True, ("部门",)),
        ("□甲", True, ("填空",)),
    ],
)
def test_a_blank_in_the_title_is_for_the_units_name(
    text: str, centred: bool, path: tuple[str, ...]
) -> None:
    fields = read(text, centred=[0] if centred else []).fields
    assert fields[0].path == path


def test_a_blank_below_the_title_is_not_for_the_units_name() -> None:
    assert paths(read("预算表", "__甲表").fields) == ["甲表"]


@pytest.mark.parametrize(
    ("year", "shift"), [(2021, None), (2022, -1), (2023, 0), (2024, 1), (2025, None), (0, 0)]
)
def test_a_year_is_the_editions_or_next_to_it(year: int, shift: int | None) -> None:
    found = FormFields()
    add_year(Gap(1, 3, "year", year=year), PARAGRAPH, 2023, found)
    assert [(field.path, field.kind, field.shift) for field in found.fields] == (
        [] if shift is None else [((YEAR,), "year", shift)]
    )
    assert [(field.spot.start, field.spot.end, field.spot.keeps) for field in found.fields] == (
        [] if shift is None else [(1, 3, not year)]
    )


def test_years_of_the_body_are_fields_and_chapters_are_found() -> None:
    found = read("____年度总结", "一、工作", "", "二、问题", "")
    assert [(field.path, field.kind) for field in found.fields] == [((YEAR,), "year")]
    assert [chapter.path[1] for chapter in found.chapters] == ["1-工作", "2-问题"]


def test_a_heading_may_be_one_by_its_style() -> None:
    form, found = form_of("工作", "问题"), FormFields()
    for paragraph in form.paragraphs:
        paragraph.style = form.styles["Heading 1"]
    read_body(form, 2023, found)
    assert [chapter.path[1] for chapter in found.chapters] == ["1-工作", "2-问题"]


@pytest.mark.parametrize(
    ("gap", "path", "kind"),
    [
        (Gap(1, 3, "room"), ("名称",), "text"),
        (Gap(1, 3, "room"), ("经费", "金额"), "figure"),
        (Gap(1, 3, "room"), ("金额", "名称"), "text"),
        (Gap(1, 3, "room", counted=True), ("名称",), "figure"),
        (Gap(1, 3, "date"), ("数量",), "text"),
        (Gap(1, 3, "box"), ("数量",), "ticks"),
    ],
)
def test_the_kind_of_a_blank_in_a_line(gap: Gap, path: tuple[str, ...], kind: str) -> None:
    field = field_of(gap, path, PARAGRAPH)
    assert (field.path, field.kind, field.spot.paragraph) == (path, kind, PARAGRAPH)


def test_what_a_field_keeps_of_its_blank() -> None:
    field = field_of(Gap(1, 3, "box", "类型", True, '甲".'), ("类型",), PARAGRAPH)
    assert (field.label, field.option) == ("类型", "甲")
    assert (field.spot.start, field.spot.end, field.spot.keeps) == (1, 3, True)
    guessed = field_of(Gap(2, 2, "room", "共", sure=False), ("共",), PARAGRAPH)
    assert (guessed.label, guessed.spot.keeps) == ("", False)


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        (["____县2023年度计划表", "填报单位：__"], ["县", "填报单位"]),
        (["____2023年度计划表", "填报单位：__"], ["", "填报单位"]),
        (["____县2023年度计划表", "联系人：__"], ["", "联系人"]),
    ],
)
def test_a_place_in_the_title_is_not_the_unit_that_a_line_asks_for(
    parts: list[str], fields: list[str]
) -> None:
    found = read(*parts, centred=[0])
    assert [".".join(field.path) for field in found.fields if field.kind != "year"] == fields


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["成员情况请一并核实填写：", TABLE], []),
        (["乙方按期付款，付款安排为：", TABLE], []),
        (["申请人：", TABLE], ["申请人"]),
        (["单位：__，申请日期：", TABLE], ["单位", "申请日期"]),
    ],
)
def test_a_sentence_with_a_colon_over_a_table_is_no_label(
    parts: list[str | list[str]], found: list[str]
) -> None:
    assert paths(read(*parts).fields) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["注：1.甲栏：请填写原因。", "2.乙栏：在相应栏打“√”。", "3.丙栏："], []),
        (["注：1.甲栏填原因。", "2.填表人：____"], ["填表人"]),
        (["注：1.甲栏填原因。", TABLE, "2.填表人："], ["落款.填表人"]),
    ],
)
def test_a_note_has_only_blanks_with_room(parts: list[str | list[str]], found: list[str]) -> None:
    assert paths(read(*parts).fields) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["甲方按时付款。", "第六条　其他约定", " " * 20, "本合同一式两份。"], ["其他约定"]),
        (
            ["甲方按时付款。", "第六条　其他约定", "{" + " " * 20 + "}", "本合同一式两份。"],
            ["其他约定"],
        ),
        (["甲方按时付款。", "第六条　其他约定", " " * 19, "本合同一式两份。"], []),
        (["甲方按时付款。", "此页无正文", " " * 20, "本合同一式两份。"], []),
    ],
)
def test_a_line_of_spaces_below_a_numbered_line_is_its_room(
    parts: list[str | list[str]], found: list[str]
) -> None:
    assert paths(read(*parts).fields) == found


def test_days_of_a_party_are_named_by_their_unit_too() -> None:
    assert paths(read("合同", "甲方于____日内退还押金。").fields) == ["甲方于日数"]
