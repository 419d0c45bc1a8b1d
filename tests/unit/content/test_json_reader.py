"""JSON with places: what is typed is what is there, and each slip is told at its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.json_reader import read_json
from docgen.content.source_files import SourceFile
from docgen.content.values import Blank, Figure, Items, Node, Text, Value
from docgen.diagnostics import Place
from tests.unit.helpers import collect, placed


def read(text: str) -> Value:
    problems = collect()
    value = read_json(SourceFile("数据.json", text), problems)
    assert placed(problems) == []
    return value


def told(text: str) -> list[str]:
    problems = collect()
    read_json(SourceFile("数据.json", text), problems)
    return placed(problems)


def test_numbers_print_as_they_are_typed_and_calculate_exactly() -> None:
    value = read('{"甲": 1.50, "乙": 1e3, "丙": -0.10, "丁": 123456789012345678901234567890.5}')
    assert isinstance(value, Node)
    assert list(map(str, value.values())) == [
        *("1.50", "1e3", "-0.10", "123456789012345678901234567890.5")
    ]
    amount = value["甲"]
    assert isinstance(amount, Figure)
    assert amount * 3 == 4.5


def test_true_false_and_null_are_what_they_say() -> None:
    value = read('{"是": true, "否": false, "无": null, "空": ""}')
    assert isinstance(value, Node)
    assert value["是"] is True
    assert value["否"] is False
    assert isinstance(value["无"], Blank)
    assert value["空"] == ""


def test_each_value_and_each_name_has_its_place() -> None:
    value = read('{\n  "单位": {"名称": "财务科"},\n  "行": [1,\n  "b"]\n}')
    assert isinstance(value, Node)
    assert value.key_places == {
        "单位": Place("数据.json", 2, 3),
        "行": Place("数据.json", 3, 3),
    }
    unit, rows = value["单位"], value["行"]
    assert isinstance(unit, Node)
    assert isinstance(rows, Items)
    assert (unit.place.line, unit.place.column) == (2, 9)
    assert unit["名称"].place == Place("数据.json", 2, 16)
    assert [getattr(item, "place", None) for item in rows] == [
        *(Place("数据.json", 3, 9), Place("数据.json", 4, 3))
    ]


def test_escapes_are_the_signs_they_stand_for() -> None:
    value = read(r'["\ud83d\ude00", "a\\b\"c\/", "一\r\n二\t三", "\u4e2d"]')
    assert value == ["😀", 'a\\b"c/', "一\n二\t三", "中"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"甲": 1,}', "1:9 json-slip"),
        ('{"甲": 1\n "乙": 2}', "2:2 json-slip"),
        ("{甲: 1}", "1:2 json-slip"),
        ("{'甲': 1}", "1:2 json-slip"),
        ("{“甲”：1}", "1:2 json-slip"),
        ('{"甲" 1}', "1:6 json-slip"),
        ('{"甲": }', "1:7 json-slip"),
        ('{"甲": NaN}', "1:7 json-slip"),
        ('{"甲": [-Infinity]}', "1:8 json-slip"),
        ('{"甲": "乙', "1:7 json-slip"),
        ('{"甲": "乙\n丙"}', "1:9 json-slip"),
        ('{"甲": "\\q"}', "1:8 json-slip"),
        ('{"甲": 1}\n}', "2:1 json-slip"),
        ('// 注\n{"甲": 1}', "1:1 json-slip"),
        ('{"甲": 1', "1:8 json-slip"),
        ('{"甲": 1,\n"乙": 2,\n"甲": 3}', "3:1 duplicate-key"),
        ('{"甲": "一\\u0007二"}', "1:7 control-character"),
        ('{"甲": "\\ud83d"}', "1:7 control-character"),
        ("[" * 101 + "]" * 101, "1:101 yaml-too-deep"),
    ],
)
def test_each_slip_is_told_where_it_stands(text: str, place: str) -> None:
    assert told(text) == [place]


def test_what_is_nested_a_hundred_times_is_read() -> None:
    value = read("[" * 100 + "1" + "]" * 100)
    for _ in range(100):
        assert isinstance(value, Items)
        (value,) = value
    assert value == 1


_TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    max_size=12,
).filter(lambda text: not any("\ufdd0" <= sign <= "\ufdef" for sign in text))
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), _TEXTS)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(_TEXTS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_what_python_writes_reads_as_it_was(value: object, ascii_: bool, indent: object) -> None:
    text = json.dumps(value, ensure_ascii=ascii_, indent=indent)  # type: ignore[arg-type]
    assert plain(read(text)) == plain(value)


def plain(value: object) -> object:
    """Values as Python's JSON has them; a blank is no text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, Figure):
        return int(value.text)
    if isinstance(value, Blank) or value in (None, ""):
        return None
    return str(value) if isinstance(value, Text) else value
