"""The final paths of the fields of all forms, and which of them is the unit's name."""

from __future__ import annotations

from collections.abc import Iterable

import docx
import pytest

from docgen.scaffold.pack.form_fields import (
    UNIT,
    UNNAMED_UNIT,
    YEAR,
    Block,
    Field,
    FormFields,
    Path,
    Spot,
)
from docgen.scaffold.pack.writing.unique_names import Form, blocks_of, fields_of, resolve, unit_path
from docgen.word.xml import w
from tests.unit.scaffold.drawing import dotted, line_of, table_of

DOCUMENT = docx.Document()


def split(path: str) -> Path:
    return tuple(path.split("."))


def field(path: str, **more: object) -> Field:
    """A field of a path such as ``甲.乙``, in a paragraph of its own."""
    changes = {"kind": "text", **more}
    return Field(split(path), Spot(line_of("").paragraph), **changes)  # type: ignore[arg-type]


def block(path: str) -> Block:
    rows = tuple(table_of("甲").findall(w("tr")))
    return Block(split(path), "行", rows, (), {}, [])


def form(
    *fields: object,
    file: str = "form.docx",
    title: str = "",
    repeats: str = "",
    blocks: Iterable[str] = (),
) -> Form:
    made = [each if isinstance(each, Field) else field(str(each)) for each in fields]
    found = FormFields(made, list(map(block, blocks)), repeats=repeats)
    return Form(file, DOCUMENT, title, found)


def paths(*forms: Form) -> list[list[str]]:
    """The final paths of the fields and blocks of each form."""
    return [
        [
            *(dotted(each.path) for each in resolved.form_fields.fields),
            *(dotted(each.path) for each in resolved.form_fields.blocks),
        ]
        for resolved in resolve(list(forms))
    ]


def doubts(*forms: Form) -> list[str]:
    return [
        f"{words['field']} -> {words['name']}"
        for resolved in resolve(list(forms))
        for _, _, words in resolved.form_fields.doubts
    ]


# The unit's name.


@pytest.mark.parametrize(
    ("fields", "unit"),
    [
        ([], "单位名称"),
        (["甲"], "单位名称"),
        (["部门（单位）名称"], "部门单位名称"),
        (["市级预算部门（单位）名称"], "市级预算部门单位名称"),
        (["部门名称"], "部门名称"),
        (["主管单位名称"], "主管单位名称"),
        (["单位"], "单位"),
        (["部门"], "部门"),
        *(
            [[f"{word}单位"], f"{word}单位"]
            for word in ("填报", "申报", "承诺", "预算", "报告", "编制")
        ),
        (["采购部门"], "单位名称"),
        (["采购单位"], "采购单位"),
        (["来访单位"], "单位名称"),
        (["单位名称甲"], "单位名称"),
        (["填报单位甲"], "单位名称"),
        (["甲.单位"], "甲.单位"),
        (["甲.乙.单位"], "单位名称"),
        (["单位", "部门"], "单位"),
        (["单位", "封面.部门"], "封面.部门"),
        (["单位.甲"], "单位名称"),
    ],
)
def test_the_field_with_the_units_name(fields: list[str], unit: str) -> None:
    assert dotted(unit_path([form(*fields)])) == unit


@pytest.mark.parametrize(
    "other",
    [
        form(field("单位", kind="figure")),
        form(field("单位", kind="ticks")),
        form(field("单位", headed=True)),
        form("单位", repeats="projects"),
    ],
)
def test_other_fields_of_the_name(other: Form) -> None:
    assert unit_path([other]) == UNIT
    assert unit_path([other, form("填报单位")]) == ("填报单位",)


def test_paragraphs_are_no_name_of_the_unit() -> None:
    assert paths(form(field("单位名称", kind="prose"))) == [["单位名称2"]]


def test_all_forms_share_the_units_name() -> None:
    assert paths(form("填报单位", "甲"), form("填报单位", file="b.docx")) == [
        *(["填报单位", "甲"], ["填报单位"]),
    ]
    assert doubts(form("填报单位"), form("填报单位", file="b.docx")) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([UNNAMED_UNIT[0], "填报单位"], ["填报单位", "填报单位"]),
        (["填报单位", "填报单位"], ["填报单位", "填报单位2"]),
        (["填报单位", "市填报单位"], ["填报单位", "市填报单位"]),
        (["举办单位", "封面.单位"], ["举办单位", "封面.单位"]),
        (["主管部门", "封面.部门"], ["主管部门", "封面.部门"]),
        ([UNNAMED_UNIT[0]], ["单位名称"]),
        ([UNNAMED_UNIT[0], UNNAMED_UNIT[0]], ["单位名称", "单位名称"]),
    ],
)
def test_the_unit_in_one_form(fields: list[str], found: list[str]) -> None:
    assert paths(form(*fields)) == [found]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (["市级填报单位"], ["填报单位"]),
        (["市级填报单位", "县级填报单位"], ["填报单位", "县级填报单位"]),
        (["甲.市级填报单位"], ["甲.市级填报单位"]),
        ([field("市级填报单位", headed=True)], ["市级填报单位"]),
        (["填报单位甲"], ["填报单位甲"]),
    ],
)
def test_a_label_that_ends_in_the_units_asks_for_the_unit(
    second: list[Field | str], found: list[str]
) -> None:
    first = form("填报单位", file="a.docx")
    assert paths(first, form(*second))[1] == found


# Paths.


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (["甲", "乙"], ["甲", "乙"]),
        (["甲", "甲", "甲"], ["甲", "甲2", "甲3"]),
        (["甲9", "甲9"], ["甲9", "甲10"]),
        (["甲.乙", "甲.乙"], ["甲.乙", "甲.乙2"]),
        (["甲", "甲.乙"], ["甲", "甲2.乙"]),
        (["甲.乙", "甲"], ["甲.乙", "甲2"]),
        (["甲.乙.丙", "甲.乙"], ["甲.乙.丙", "甲.乙2"]),
        (["甲.乙", "甲.乙.丙"], ["甲.乙", "甲.乙2.丙"]),
        (["甲.乙", "甲.丙"], ["甲.乙", "甲.丙"]),
        (
            ["年度", "模板", "例外", "沿用上年", "待填写", "单位名称"],
            ["年度2", "模板2", "例外2", "沿用上年2", "待填写2", "单位名称"],
        ),
        (["水费、电费", "QQ"], ["水费电费", "项QQ"]),
        (["水费、电费.水费、电费"], ["水费电费.水费、电费"]),
        (["projects[].甲", "narrative.甲"], ["projects[].甲", "narrative.甲"]),
    ],
)
def test_no_path_is_taken_twice_or_inside_another(fields: list[str], found: list[str]) -> None:
    assert paths(form(*fields)) == [found]


def test_a_path_that_is_changed_is_told() -> None:
    assert doubts(form("甲", "甲", "乙")) == ["甲 -> 甲2"]
    assert doubts(form("水费、电费", "水费、电费")) == ["水费电费 -> 水费电费2"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("甲表", "乙表", "乙表.甲"),
        ("甲表", "", "甲2"),
        ("", "乙、表", "乙表.甲"),
        ("甲表", "甲", "甲2"),
    ],
)
def test_another_forms_path_is_left_to_it(first: str, second: str, found: str) -> None:
    forms = form("甲", file="a.docx", title=first), form("甲", file="b.docx", title=second)
    assert paths(*forms) == [["甲"], [found]]


def test_in_its_own_group_a_path_is_numbered() -> None:
    first = form("甲", "乙表.甲", file="a.docx")
    assert paths(first, form("甲", file="b.docx", title="乙表")) == [
        *(["甲", "乙表.甲"], ["乙表.甲2"]),
    ]
    first, second = form("甲.乙", file="a.docx"), form("甲", file="b.docx", title="乙表")
    assert paths(first, second) == [["甲.乙"], ["乙表.甲"]]


def test_a_reserved_name_is_numbered_in_every_form() -> None:
    forms = form("年度", file="a.docx", title="甲表"), form("年度", file="b.docx", title="乙表")
    assert paths(*forms) == [["年度2"], ["乙表.年度2"]]


def test_cover_and_sign_off_are_shared_and_unique_in_each_form() -> None:
    forms = (
        form("封面.甲", "封面.甲", "落款.乙", file="a.docx"),
        form("封面.甲", "落款.乙", "落款.丙", file="b.docx", title="乙表"),
    )
    assert paths(*forms) == [
        *(["封面.甲", "封面.甲2", "落款.乙"], ["封面.甲", "落款.乙", "落款.丙"]),
    ]


def test_boxes_of_one_cell_are_one_field_and_those_of_another_are_not() -> None:
    def boxes(table: str, number: int) -> list[Field]:
        paragraphs = table_of(table).iter(w("p"))
        first, *others = [Spot(paragraph) for paragraph in paragraphs]
        spots = [first, *others][:number]
        return [Field(("类型",), spot, "ticks", option=f"项{at}") for at, spot in enumerate(spots)]

    assert paths(form(*boxes("甲\n乙|丙", 2), *boxes("甲|丙", 1))) == [["类型", "类型", "类型2"]]
    assert paths(form(*boxes("甲|乙", 2))) == [["类型", "类型2"]]
    text = Field(("类型",), boxes("甲\n乙|", 1)[0].spot)
    assert paths(form(*boxes("甲\n乙|", 1), text)) == [["类型", "类型2"]]


def test_years_stay() -> None:
    year = field(YEAR, kind="year")
    assert paths(form(year, year, "甲")) == [[YEAR, YEAR, "甲"]]


@pytest.mark.parametrize(
    ("fields", "blocks", "found"),
    [
        (["甲"], ["甲[]"], ["甲", "甲2[]"]),
        (["甲.乙"], ["甲[]"], ["甲.乙", "甲2[]"]),
        ([], ["甲[]", "甲[]"], ["甲[]", "甲2[]"]),
        ([], ["甲.乙[]", "甲.乙[]"], ["甲.乙[]", "甲.乙2[]"]),
        (["甲.乙"], ["甲.乙[].丙"], ["甲.乙", "甲.乙2[].丙"]),
        ([], ["水、电[]"], ["水电[]"]),
        ([], ["甲.水、电[]"], ["甲.水、电[]"]),
    ],
)
def test_blocks_have_paths_too(fields: list[str], blocks: list[str], found: list[str]) -> None:
    assert paths(form(*fields, blocks=blocks)) == [found]


def test_a_repeated_form_is_in_its_list() -> None:
    fields = ["甲", "封面.乙", "落款.丙", field(YEAR, kind="year"), "甲"]
    assert paths(form(*fields, repeats="projects", blocks=["丁[]"])) == [
        ["projects[].甲", "封面.乙", "落款.丙", YEAR, "projects[].甲2", "projects[].丁[]"]
    ]
    first = form("甲", repeats="projects", file="a.docx", title="甲表")
    second = form("甲", repeats="projects", file="b.docx", title="乙表")
    assert paths(first, second) == [["projects[].甲"], ["projects[].甲2"]]


# Rows.


def total(row: str, *columns: str) -> list[Field]:
    """The fields of the total row of a list."""
    spots = [Spot(paragraph) for paragraph in table_of("|".join(["x"] * len(columns))).iter(w("p"))]
    return [
        Field((row, column), spot, "figure", in_total=True)
        for column, spot in zip(columns, spots, strict=True)
    ]


def test_nothing_else_is_in_the_total_row_of_a_list() -> None:
    first, second = total("合计", "数量", "金额"), total("合计", "人数", "金额")
    assert paths(form(*first, *second)) == [["合计.数量", "合计.金额", "合计2.人数", "合计2.金额"]]
    assert paths(form("合计.甲", *first)) == [["合计.甲", "合计2.数量", "合计2.金额"]]
    assert paths(form(*first, "合计.甲")) == [["合计.数量", "合计.金额", "合计2.甲"]]
    assert doubts(form(*first, *second)) == []


def test_the_total_rows_of_two_forms_are_two() -> None:
    forms = (
        form(*total("合计", "数量"), file="a.docx"),
        form(*total("合计", "人数"), file="b.docx", title="乙表"),
    )
    assert paths(*forms) == [["合计.数量"], ["乙表.合计.人数"]]


def test_what_else_a_form_has_stays() -> None:
    made = form("甲", repeats="projects")
    cell = line_of("").paragraph
    made.form_fields.hints.append(cell)
    made.form_fields.doubt("x", cell, field="甲")  # type: ignore[arg-type]
    (resolved,) = resolve([made])
    assert resolved.form_fields.repeats == "projects"
    assert resolved.form_fields.hints == [cell]
    assert resolved.form_fields.doubts == [("x", cell, {"field": "甲"})]
    assert (resolved.file, resolved.document) == (made.file, made.document)


def test_the_fields_and_blocks_of_all_forms() -> None:
    forms = [form("甲", field(YEAR, kind="year"), blocks=["乙[]"]), form("丙", blocks=["丁[]"])]
    assert [dotted(each.path) for each in fields_of(forms)] == ["甲", "丙"]
    assert [dotted(each.path) for each in blocks_of(forms)] == ["乙[]", "丁[]"]
