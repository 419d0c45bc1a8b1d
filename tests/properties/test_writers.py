"""Content writers: a value written is read back equal, and nothing else in the file changes."""

from __future__ import annotations

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.content_edits import filled_item
from docgen.content.markdown import parse_markdown
from docgen.content.markdown_text import MarkdownText
from docgen.content.markdown_writer import BoundRange, Prose, inline_markdown
from docgen.content.source_files import apply_patches
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, Problems

BEFORE = """\
# 说明
甲: 1.35  # 万元
乙: '引：号'
丙: "双\\"引"
丁: |-
  第一行

  第三行
戊: [一, 二, {己: 三}]
庚:
  - 辛: 四  # 注
    壬:
  - 辛: 五
癸: ~
"""
NAMES = list(YamlFile("甲.yaml", BEFORE).places)

signs = st.sampled_from(
    [
        *"预算12.5%:：-#'\"{}[],&*!|>@`~?\\=% 甲a\n\t％＃｛\u3000\xa0\x85\u2028\ufeff",
        "---",
        "...",
        "<<",
        ": ",
    ]
)
values = st.lists(signs, min_size=1, max_size=12).map("".join)


@given(st.sampled_from(NAMES), values)
@example(("甲",), "yes")
@example(("癸",), "~")
@example(("庚", 0, "壬"), "- 甲\n- 乙")
@example(("戊", 0), "甲, 乙")
@example(("戊", 0), ":1")
@example(("丁",), "  前有空格\n后有空格  ")
@example(("丁",), "\t甲")
@example(("丁",), "甲\n")
@example(("甲",), "甲\u2028乙")
@example(("乙",), "甲\x85乙")
@example(("庚", 0, "壬"), " 甲\n乙")
def test_a_yaml_value_is_read_as_it_was_written(keys: tuple[str | int, ...], value: str) -> None:
    file = YamlFile("甲.yaml", BEFORE)
    after = apply_patches(BEFORE, [file.patch(file.places[keys], value)])
    read = YamlFile("甲.yaml", after)
    assert list(read.places) == NAMES
    for name in NAMES:
        expected = value if name == keys else file.value(file.places[name])
        assert read.value(read.places[name]) == expected, after
    assert comments(after) == comments(BEFORE)


ITEMS = [
    "  - 名: 甲  # 注\n    数: 1\n    文: |\n      一\n    备: \n",
    "  - {名: 甲, 数: 1, 列: [一]}\n",
    "- '甲'\n",
    '- 名: "甲"\n  列: [一, 二]\n',
    "-\n  名: >-\n    甲\n    乙\n",
]


@given(st.data(), st.sampled_from(ITEMS), values)
@example(None, ITEMS[0], "甲\n乙")
def test_a_new_item_is_read_as_it_was_written(
    data: st.DataObject | None, item: str, value: str
) -> None:
    keys = [path[1:] for path in YamlFile("甲.yaml", item).places]
    chosen = data.draw(st.sampled_from(keys)) if data else keys[-1]
    file = YamlFile("甲.yaml", filled_item(item, {chosen: value}))
    assert [path[1:] for path in file.places] == keys
    read = {path[1:]: file.value(place) for path, place in file.places.items()}
    assert read == dict.fromkeys(keys, "") | {chosen: value}


def comments(text: str) -> list[str]:
    """Those of the text before: a value may hold a ``#`` of its own."""
    return [comment for comment in ("# 说明", "# 万元", "# 注") if comment in text]


@given(st.sampled_from(NAMES))
def test_a_yaml_value_written_as_it_was_changes_nothing(keys: tuple[str | int, ...]) -> None:
    file = YamlFile("甲.yaml", BEFORE)
    place = file.places[keys]
    if file.value(place) and keys != ("癸",):
        after = apply_patches(BEFORE, [file.patch(place, file.value(place))])
        assert yaml.safe_load(after) == yaml.safe_load(BEFORE)
        assert len(after.split("\n")) == len(BEFORE.split("\n"))


letters = st.sampled_from("预算执行管理，。（）“”12.5% ab*_`<>[]()#+-!|~&\\{}")
weights = st.sampled_from("   bix")


@given(st.lists(st.tuples(letters, weights), min_size=1, max_size=16))
def test_a_paragraph_is_read_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    text = "".join(letter for letter, _ in pairs)
    looks = "".join(" " if letter == " " else weight for letter, weight in pairs)
    markdown = inline_markdown(Prose(text, looks))
    if markdown is not None:
        assert read_back(markdown) == (text.strip(), looks_of(text, looks))


@given(st.text(st.sampled_from("预算执行管理，。（）“”、；1234.5%"), min_size=1))
@example("1. 甲")
@example("# 甲")
@example("a*b*c")
@example("—— 甲 ——")
def test_plain_words_can_always_be_written(text: str) -> None:
    markdown = inline_markdown(Prose(text, " " * len(text)))
    assert markdown is not None
    assert read_back(markdown)[0] == text


@given(st.text(st.sampled_from("预算a1*#|!{%}[]()_~\\ "), min_size=1, max_size=12))
@example("**甲")
@example("##甲")
@example("| 甲 |")
@example("{% if %}")
def test_the_check_has_nothing_to_say_of_signs_that_were_written(text: str) -> None:
    markdown = inline_markdown(Prose(text, " " * len(text)))
    problems = Problems()
    parse_markdown(markdown or "", Place("文.md", 1, 1), problems)
    assert list(problems) == []


def read_back(markdown: str) -> tuple[str, str]:
    text = MarkdownText(markdown)
    (block,) = text.blocks
    found, looks = "", ""
    for part in block.block.inlines:  # type: ignore[union-attr]
        words = getattr(part, "text", "\n")
        weight = {(1, 1): "x", (1, 0): "b", (0, 1): "i"}.get((part.bold, part.italic), " ")  # type: ignore[union-attr]
        found += words
        looks += "".join(" " if sign == " " else weight for sign in words)
    return found.strip(), looks[len(found) - len(found.lstrip()) :][: len(found.strip())]


def looks_of(text: str, looks: str) -> str:
    cut = len(text) - len(text.lstrip())
    return looks[cut:][: len(text.strip())]


def test_an_expression_stays_where_it_is() -> None:
    prose = Prose("共5项。", "    ", (BoundRange(1, 2, "{{ 数 }}"),))
    assert inline_markdown(prose) == "共{{ 数 }}项。"


def test_an_item_of_a_list_goes_with_its_lines() -> None:
    file = YamlFile("甲.yaml", BEFORE)
    lines = file.item(("庚", 0))
    assert lines is not None
    assert BEFORE[slice(*lines)] == "  - 辛: 四  # 注\n    壬:\n"
    assert file.item(("戊", 0)) is None
    assert file.path(Place("甲.yaml", 1, 1)) is None
