"""YAML written back: one value changes, and comments, order and quoting stay."""

from __future__ import annotations

from typing import cast

import pytest
import yaml

from docgen.content.plain_scalars import is_plain
from docgen.content.source_files import apply_patches
from docgen.content.yaml_writer import KeyPath, YamlFile, known_yaml_file, lines_of
from docgen.diagnostics import Place


def written(text: str, keys: KeyPath, value: str) -> str:
    file = YamlFile("甲.yaml", text)
    return apply_patches(text, [file.patch(file.places[keys], value)])


@pytest.mark.parametrize(
    ("text", "keys", "value", "after"),
    [
        ("甲: 一  # 注\n", ("甲",), "二", "甲: 二  # 注\n"),
        ("甲: 一\n", ("甲",), "", "甲:\n"),
        ("甲: 一  # 注\n", ("甲",), "", "甲:  # 注\n"),
        ("甲:\n乙: 1\n", ("甲",), "二", "甲: 二\n乙: 1\n"),
        ("甲:\n乙: 1\n", ("甲",), "a: b", '甲: "a: b"\n乙: 1\n'),
        ("甲: 一\n", ("甲",), "- 二", '甲: "- 二"\n'),
        ("甲: '一'\n", ("甲",), "它's", "甲: '它''s'\n"),
        ("甲: '一'\n", ("甲",), "二\n三", '甲: "二\\n三"\n'),
        ('甲: "一"\n', ("甲",), '"二"', '甲: "\\"二\\""\n'),
        ("甲: '一'\n", ("甲",), "", "甲:\n"),
        ("甲: [一, 二]\n", ("甲", 0), "三", "甲: [三, 二]\n"),
        ("甲: [一, 二]\n", ("甲", 1), "三, 四", '甲: [一, "三, 四"]\n'),
        ("甲: [一, 二]\n", ("甲", 1), "", "甲: [一, '']\n"),
        ("甲: {乙: 一}\n", ("甲", "乙"), "", "甲: {乙: }\n"),
        ("甲: {乙: 一}\n", ("甲", "乙"), "二\n三", '甲: {乙: "二\\n三"}\n'),
        ("甲:\n  - 一\n  - 二\n", ("甲", 1), "三", "甲:\n  - 一\n  - 三\n"),
        ("甲:\n  - 一\n  - 二\n", ("甲", 1), "", "甲:\n  - 一\n  -\n"),
        ("甲: 一\n乙: 1\n", ("甲",), "二\n三", "甲: |-\n  二\n  三\n乙: 1\n"),
        ("甲: 一  # 注\n", ("甲",), "二\n三", "甲: |-  # 注\n  二\n  三\n"),
        ("甲: 一\n  二\n", ("甲",), "三\n四", '甲: "三\\n四"\n'),
        ("甲: 一\n  二\n", ("甲",), "三", "甲: 三\n"),
        ("甲:\n乙: 1\n", ("甲",), "二\n三", "甲: |-\n  二\n  三\n乙: 1\n"),
        ("甲:\n  - 乙: 一\n", ("甲", 0, "乙"), "二\n三", "甲:\n  - 乙: |-\n      二\n      三\n"),
        ("甲: |\n    一\n乙: 1\n", ("甲",), "二\n\n三", "甲: |\n    二\n\n    三\n乙: 1\n"),
        ("甲: |\n\n   一\n", ("甲",), "二", "甲: |\n   二\n"),
        ("甲: >-\n  一\n  二\n", ("甲",), "三\n四", "甲: |-\n  三\n  四\n"),
        ("甲: |-\n  一\n", ("甲",), "", "甲:\n"),
        ("甲: {乙: 一}\n", ("甲", "乙"), "三, 四", '甲: {乙: "三, 四"}\n'),
        ("甲: |\n", ("甲",), "一", "甲: |\n  一\n"),
        ("甲: |\n乙: 1\n", ("甲",), "一", "甲: |\n  一\n乙: 1\n"),
        ("甲: |\n  一\n\n# 注\n乙: 1\n", ("甲",), "二", "甲: |\n  二\n\n# 注\n乙: 1\n"),
    ],
)
def test_a_value_is_written_in_its_style_and_nothing_else_changes(
    text: str, keys: KeyPath, value: str, after: str
) -> None:
    assert written(text, keys, value) == after
    file = YamlFile("甲.yaml", after)
    assert file.value(file.places[keys]) == value


def test_scalars_are_found_by_their_place_and_by_that_of_their_first_character() -> None:
    file = YamlFile("甲.yaml", "甲:\n  - 乙: |\n      一\n    丙: '二'\n丁: [三]\n")
    assert {keys: (place.line, place.column) for keys, place in file.places.items()} == {
        ("甲", 0, "乙"): (2, 8),
        ("甲", 0, "丙"): (4, 8),
        ("丁", 0): (5, 5),
    }
    for line, column, keys, value in [
        (2, 8, ("甲", 0, "乙"), "一"),
        (3, 7, ("甲", 0, "乙"), "一"),
        (4, 9, ("甲", 0, "丙"), "二"),
    ]:
        place = Place("甲.yaml", line, column)
        assert (file.path(place), file.value(place)) == (keys, value)
    assert file.path(Place("甲.yaml", 1, 1)) is None


LIST = """\
甲:  # 注
  - 乙: 一
    丙: |
      二

      三  # 不是注

  -
    乙: 四 # 注
  - - 五
    - 六
  - []
丁: [七]"""


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (("甲", 0), "  - 乙: 一\n    丙: |\n      二\n\n      三  # 不是注\n"),
        (("甲", 1), "  -\n    乙: 四 # 注\n"),
        (("甲", 2), "  - - 五\n    - 六\n"),
        (("甲", 2, 1), "    - 六\n"),
        (("甲", 3), "  - []\n"),
        (("丁", 0), None),
    ],
)
def test_an_item_has_the_lines_from_its_dash_to_its_last_value(
    keys: KeyPath, lines: str | None
) -> None:
    item = YamlFile("甲.yaml", LIST).item(keys)
    assert (LIST[slice(*item)] if item else None) == lines


def test_the_last_item_of_a_file_without_line_end_ends_with_the_file() -> None:
    text = "甲:\n- 一\n- 二"
    assert YamlFile("甲.yaml", text).item(("甲", 1)) == (7, 10)
    assert YamlFile("甲.yaml", text).item(("甲", 0)) == (3, 7)
    assert YamlFile("甲.yaml", "- 一\n").item((0,)) == (0, 4)
    assert YamlFile("甲.yaml", "\n- 一\n").item((0,)) == (1, 5)


@pytest.mark.parametrize(
    ("key", "rest"),
    [
        ("甲", '# 头\n乙:\n  - 2\n丙: "3"'),
        ("乙", '# 头\n甲: 1  # 注\n丙: "3"'),
        ("丙", "# 头\n甲: 1  # 注\n乙:\n  - 2\n"),
    ],
)
def test_a_top_level_key_goes_with_its_lines(key: str, rest: str) -> None:
    text = '# 头\n甲: 1  # 注\n乙:\n  - 2\n丙: "3"'
    patch = YamlFile("甲.yaml", text).entry(key)
    assert patch is not None
    assert apply_patches(text, [patch]) == rest


@pytest.mark.parametrize(
    ("text", "key"), [("甲: 1\n", "乙"), ("{甲: 1}\n", "甲"), ("- 甲\n", "甲"), ("", "甲")]
)
def test_a_key_that_has_no_lines_of_its_own_cannot_go(text: str, key: str) -> None:
    assert YamlFile("甲.yaml", text).entry(key) is None


def test_a_blank_key_goes_with_its_line() -> None:
    patch = YamlFile("甲.yaml", "甲:\n乙: 1\n").entry("甲")
    assert patch is not None
    assert apply_patches("甲:\n乙: 1\n", [patch]) == "乙: 1\n"


def test_comments_go_and_signs_inside_of_values_stay() -> None:
    text = "# 头\n甲: 长长长  # 注\n  # 中\n乙: 'a # b'\n丙: |\n  c # d\n  # e\n丁: 2#3\n"
    assert YamlFile("甲.yaml", text).without_comments() == (
        "甲: 长长长\n乙: 'a # b'\n丙: |\n  c # d\n  # e\n丁: 2#3\n"
    )


@pytest.mark.parametrize(
    ("value", "outside", "inside"),
    [
        ("甲", True, True),
        ("1.50", True, True),
        ("no", True, True),
        ("~", False, False),
        ("null", False, False),
        ("NULL", False, False),
        ("nullo", True, True),
        ("0123", True, True),
        ("甲\n乙", False, False),
        ("a, b", True, False),
        ("a]", True, False),
        ("{a", False, False),
        ("a: b", False, False),
        ("- a", False, False),
        ("a #b", False, False),
        ("'a'", False, False),
        (" a", False, False),
        ("%a", False, False),
        ("]", False, False),
        ("", True, False),
    ],
)
def test_a_value_is_plain_if_yaml_reads_it_unchanged(
    value: str, outside: bool, inside: bool
) -> None:
    assert (is_plain(value), is_plain(value, in_flow=True)) == (outside, inside)


def test_values_as_lines_keep_their_order_and_blanks() -> None:
    value = {"甲": None, "乙": ["一", {"丙": "字" * 400}]}
    assert lines_of(value) == ["甲:", "乙:", "- 一", f"- 丙: {'字' * 400}"]
    assert lines_of({"甲": "a " * 499 + "a"}) == ["甲: " + "a " * 499 + "a"]


def test_a_file_that_is_kept_for_all_who_ask_is_changed_by_none() -> None:
    file = known_yaml_file("a.yaml", "甲: 1\n乙:\n  - 丙: 2\n")
    before = yaml.serialize(file.node(()))
    for found in (file.places, file.bodies):
        with pytest.raises(TypeError):
            cast("dict[KeyPath, Place]", found)[("丁",)] = Place("a.yaml", 1, 1)
    for place in file.places.values():
        assert file.patch(place, "新").text == "新"
    assert yaml.serialize(file.node(())) == before
    assert known_yaml_file("a.yaml", file.text) is file
