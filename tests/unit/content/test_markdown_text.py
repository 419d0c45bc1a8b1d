"""Markdown written back: blocks, rows and cells change, and all other lines stay as typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docgen.content.block_writer import NewBlock
from docgen.content.markdown_text import MarkdownText, blocks_markdown
from docgen.content.markdown_writer import Prose, prose_of
from docgen.roundtrip.merging.paragraph_merge import merge_texts

TEXT = """\
第一段。

## 标题

1. 甲；
2. 乙。

- 丙

末段。
"""

TABLE = """\
| 项目 | 金额 |
| --- | --- |
| 甲 | 1 |
| 乙 | 2 |
"""


def prose(text: str) -> Prose:
    return Prose(text, " " * len(text))


def new(text: str, kind: str = "same", level: int = 0) -> NewBlock:
    return NewBlock(kind, level, prose(text))


def rows(text: MarkdownText) -> list[str]:
    """The lines of a table, without its second."""
    lines = text.result().splitlines()
    delimiter = lines.index("| --- | --- |")
    assert lines[delimiter - 1].startswith("| 项目 |")
    return [line.strip("| ") for line in lines if "---" not in line]


def test_a_text_without_changes_is_as_it_was() -> None:
    assert MarkdownText(TEXT).result() == TEXT
    assert MarkdownText("").result() == ""
    assert MarkdownText("\n\n甲").result() == "\n\n甲"


@pytest.mark.parametrize(
    ("index", "lines"),
    [(0, ["第一段。"]), (1, ["## 标题"]), (3, ["2. 乙。"]), (5, ["末段。"])],
)
def test_a_block_has_its_lines(index: int, lines: list[str]) -> None:
    assert list(MarkdownText(TEXT).blocks[index].lines) == lines


def test_a_block_of_two_lines_has_both() -> None:
    assert MarkdownText("甲\n乙\n\n丙").blocks[0].lines == ("甲", "乙")


@pytest.mark.parametrize(
    ("index", "blocks", "before", "after"),
    [
        (0, [new("新")], "第一段。\n", "新\n"),
        (1, [new("新")], "## 标题", "## 新"),
        (1, [new("新", "heading", 3)], "## 标题", "### 新"),
        (2, [new("新")], "1. 甲；", "1. 新"),
        (4, [new("新")], "- 丙", "- 新"),
        (4, [new("新", "text")], "- 丙", "新"),
        (0, [new("一", "text"), new("二", "text")], "第一段。", "一\n\n二"),
        (0, [new("一\n二", "text")], "第一段。", "一\\\n二"),
        (4, [new("一\n二")], "- 丙", "- 一\\\n  二"),
        (4, [new("一"), new("二")], "- 丙", "- 一\n- 二"),
        (4, [new("一"), new("二", "bullet", 2)], "- 丙", "- 一\n  - 二"),
        (4, [new("一"), new("二", "text")], "- 丙", "- 一\n\n二"),
        (5, [new("一"), new("二", "number", 1)], "末段。", "一\n\n1. 二"),
        (5, [], "\n末段。\n", ""),
    ],
)
def test_a_block_is_replaced_in_its_place(
    index: int, blocks: list[NewBlock], before: str, after: str
) -> None:
    text = MarkdownText(TEXT)
    assert text.splice(index, index + 1, blocks)
    assert text.result() == TEXT.replace(before, after)


def test_a_block_of_two_lines_has_the_markup_of_its_first() -> None:
    text = MarkdownText("- 甲\n  乙\n- 丙\n")
    assert text.splice(0, 1, [new("新")])
    assert text.result() == "- 新\n- 丙\n"


def test_a_block_that_markdown_cannot_express_is_not_replaced() -> None:
    text = MarkdownText(TEXT)
    assert not text.splice(0, 1, [new("好"), new("新", "heading", 5)])
    assert not text.splice(0, 1, [new("好"), new("")])
    assert text.result() == TEXT


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        ("甲\n\n乙\n\n丙\n", 0, "乙\n\n丙\n"),
        ("甲\n\n乙\n\n丙\n", 1, "甲\n\n丙\n"),
        ("甲\n\n乙\n\n丙\n", 2, "甲\n\n乙\n"),
        ("甲\n\n乙\n\n丙", 2, "甲\n\n乙"),
        ("甲\n\n- 乙\n- 丙\n", 1, "甲\n\n- 丙\n"),
        ("甲\n\n- 乙\n- 丙\n", 2, "甲\n\n- 乙\n"),
        ("甲\n## 乙\n\n丙\n", 1, "甲\n\n丙\n"),
        ("\n甲\n\n乙\n", 0, "\n乙\n"),
    ],
)
def test_a_removed_block_leaves_one_blank_line(text: str, index: int, after: str) -> None:
    changed = MarkdownText(text)
    changed.splice(index, index + 1, [])
    assert changed.result() == after


@pytest.mark.parametrize(
    ("text", "first", "last", "blocks", "after"),
    [
        ("## 甲\n乙\n", 0, 1, [new("新", "text")], "新\n\n乙\n"),
        ("## 甲\n乙\n", 1, 2, [new("新")], "## 甲\n新\n"),
        ("- 甲\n- 乙\n- 丙\n", 1, 2, [new("新", "text")], "- 甲\n\n新\n\n- 丙\n"),
        ("甲\n## 乙\n丙\n", 1, 2, [], "甲\n\n丙\n"),
        ("甲\n## 乙\n丙\n", 0, 3, [new("新", "text")], "新\n"),
        ("甲\n\n乙\n\n丙", 1, 3, [new("新"), new("又")], "甲\n\n新\n\n又"),
        ("甲\n\n<!-- 注 -->\n\n乙\n\n丙\n", 1, 2, [], "甲\n\n<!-- 注 -->\n\n丙\n"),
        ("甲\n\n<!-- 注 -->\n乙\n", 1, 2, [new("新")], "甲\n\n<!-- 注 -->\n新\n"),
        ("甲\n\n- 乙\n", 1, 1, [new("新", "bullet", 1)], "甲\n\n- 新\n- 乙\n"),
        ("- 甲\n\n- 乙\n", 1, 1, [new("新", "bullet", 1)], "- 甲\n- 新\n\n- 乙\n"),
        ("- 甲\n\n乙\n", 0, 2, [new("新")], "- 新\n"),
        ("甲\n\n- 乙\n", 2, 2, [new("新")], "甲\n\n- 乙\n- 新\n"),
        ("- 甲\n- 乙\n", 1, 1, [new("新", "number", 1)], "- 甲\n1. 新\n- 乙\n"),
        ("甲\n\n乙\n\n\n丙\n", 1, 2, [], "甲\n\n\n丙\n"),
        ("甲\n\n乙\n\n<!-- 注 -->\n丙\n", 1, 2, [], "甲\n\n<!-- 注 -->\n丙\n"),
        ("<!-- 章 -->\n\n甲\n", 0, 0, [new("新")], "<!-- 章 -->\n\n新\n\n甲\n"),
        ("<!-- 章 -->\n甲\n", 0, 0, [new("新")], "新\n\n<!-- 章 -->\n甲\n"),
        ("<!-- 章 -->\n", 0, 0, [new("新")], "<!-- 章 -->\n\n新\n"),
        ("<!--\n\n章\n-->\n甲\n", 0, 0, [new("新")], "新\n\n<!--\n\n章\n-->\n甲\n"),
        ("<!--\n\n章\n-->\n\n甲\n", 0, 0, [new("新")], "<!--\n\n章\n-->\n\n新\n\n甲\n"),
    ],
)
def test_blocks_come_into_the_place_of_others_and_gaps_stay(
    text: str, first: int, last: int, blocks: list[NewBlock], after: str
) -> None:
    changed = MarkdownText(text)
    assert changed.splice(first, last, blocks)
    assert changed.result() == after


def test_a_block_is_not_changed_in_two_ways() -> None:
    text = MarkdownText(TEXT)
    assert text.splice(0, 2, [new("新", "text")])
    assert text.splice(0, 2, [new("新", "text")])
    assert not text.splice(1, 2, [new("又")])
    assert not text.splice(0, 1, [])
    assert text.result() == TEXT.replace("第一段。\n\n## 标题", "新")


COLUMNS = "|{}|{}|\n|-|-|\n|1|2|"
NOTATIONS = ("{}", "### {}", "- {}", "* {}", "1. {}", "1) {}", "{}  \n{}", "__{}__", COLUMNS)
KINDS = [new("新", *kind) for kind in (("text", 0), ("heading", 2), ("bullet", 1), ("same", 0))]


def words_of(text: MarkdownText) -> list[str]:
    """The words of each block; those of a table are its lines."""
    proses = [(block, prose_of(block.block)) for block in text.blocks]
    return [prose.text if prose else "\n".join(block.lines) for block, prose in proses]


@given(st.data())
def test_a_text_that_is_spliced_is_the_list_of_its_blocks_spliced(data: st.DataObject) -> None:
    notations = data.draw(st.lists(st.sampled_from(NOTATIONS), max_size=6))
    gaps = st.sampled_from(["\n\n", "\n\n\n", "\n"])
    typed = [note.format(f"甲{at}", f"乙{at}") for at, note in enumerate(notations)]
    source = "".join(block + data.draw(gaps) for block in typed)
    text = MarkdownText(source)
    assume(len(text.blocks) == len(typed))
    edges = sorted(data.draw(st.lists(st.integers(0, len(typed)), min_size=2, max_size=2)))
    blocks = data.draw(st.lists(st.sampled_from(KINDS), max_size=3))
    first, last = edges
    assert text.splice(first, last, blocks)
    result = MarkdownText(text.result())
    kept = [*typed[:first], *typed[last:]]
    expected = words_of(MarkdownText("\n\n".join(typed)))
    expected[first:last] = ["新"] * len(blocks)
    assert words_of(result) == expected
    marks = re.compile(r"^\d+(?=[.)])", re.MULTILINE)
    for block in kept:
        assert marks.sub("1", block) in marks.sub("1", text.result())


def test_every_block_but_one_may_go() -> None:
    text = MarkdownText("甲\n\n乙\n\n丙\n\n丁\n")
    for index in (0, 1, 3):
        text.splice(index, index + 1, [])
    assert text.result() == "丙\n"


def test_many_changes_of_one_text_are_all_made() -> None:
    text = MarkdownText(TEXT)
    assert text.splice(1, 2, [new("新标题")])
    assert text.splice(4, 4, [new("丁", "number", 1)])
    text.splice(0, 1, [])
    assert text.splice(5, 6, [new("尾")])
    assert text.result() == "## 新标题\n\n1. 甲；\n2. 乙。\n3. 丁\n\n- 丙\n\n尾\n"


@pytest.mark.parametrize(
    ("text", "after", "block", "result"),
    [
        ("甲\n", -1, new("新", "text"), "新\n\n甲\n"),
        ("甲\n", 0, new("新", "text"), "甲\n\n新\n"),
        ("甲\n\n乙\n", 0, new("新", "text"), "甲\n\n新\n\n乙\n"),
        ("## 甲\n乙\n", 0, new("新", "text"), "## 甲\n\n新\n\n乙\n"),
        ("## 甲\n乙", 1, new("新", "text"), "## 甲\n乙\n\n新"),
        ("- 甲\n- 乙\n", 0, new("新", "bullet", 1), "- 甲\n- 新\n- 乙\n"),
        ("* 甲\n* 乙\n", 1, new("新", "bullet", 1), "* 甲\n* 乙\n* 新\n"),
        ("甲\n", 0, new("新", "bullet", 1), "甲\n\n- 新\n"),
        ("- 甲\n", 0, new("新", "text"), "- 甲\n\n新\n"),
        ("- 甲\n- 乙\n", 0, new("新", "same"), "- 甲\n- 新\n- 乙\n"),
        ("1. 甲\n2. 乙\n", 0, new("新", "number", 1), "1. 甲\n2. 新\n3. 乙\n"),
        ("5. 甲\n6. 乙\n", 0, new("新", "number", 1), "5. 甲\n6. 新\n7. 乙\n"),
        ("1. 甲\n1. 乙\n", 0, new("新", "number", 1), "1. 甲\n1. 新\n1. 乙\n"),
        ("甲\n", 0, new("新", "heading", 4), "甲\n\n#### 新\n"),
        ("### 甲\n", 0, new("新", "text"), "### 甲\n\n新\n"),
        ("### 甲\n", 0, new("新", "heading", 3), "### 甲\n\n### 新\n"),
    ],
)
def test_a_block_comes_in_behind_another(
    text: str, after: int, block: NewBlock, result: str
) -> None:
    changed = MarkdownText(text)
    assert changed.splice(after + 1, after + 1, [block])
    assert changed.result() == result


@pytest.mark.parametrize(
    ("text", "blocks", "result"),
    [
        ("- 甲\n", [new("新", "text"), new("又", "bullet", 1)], "- 甲\n\n新\n\n- 又\n"),
        ("4. 甲\n", [new("新", "text"), new("又", "number", 1)], "4. 甲\n\n新\n\n4. 又\n"),
        ("甲\n", [new("新", "bullet", 1), new("又", "bullet", 1)], "甲\n\n- 新\n- 又\n"),
        ("- 甲\n", [new("新", "bullet", 1), new("又", "text")], "- 甲\n- 新\n\n又\n"),
        ("甲\n\n乙\n", [new("新", "text"), new("又", "text")], "甲\n\n新\n\n又\n\n乙\n"),
        ("## 甲\n乙\n", [new("新", "text"), new("又", "text")], "## 甲\n\n新\n\n又\n\n乙\n"),
    ],
)
def test_blocks_that_come_in_at_one_place_stay_apart(
    text: str, blocks: list[NewBlock], result: str
) -> None:
    changed = MarkdownText(text)
    assert all(changed.splice(1, 1, [block]) for block in blocks)
    assert changed.result() == result


def test_what_markdown_cannot_express_does_not_come_in() -> None:
    text = MarkdownText(TEXT)
    assert not text.splice(1, 1, [new("新", "heading", 1)])
    assert not text.splice(1, 1, [new("", "text")])
    assert text.result() == TEXT


@pytest.mark.parametrize(
    ("blocks", "markdown"),
    [
        ([], ""),
        ([new("甲", "text"), new("乙", "text")], "甲\n\n乙"),
        ([new("甲", "heading", 2), new("乙", "same")], "## 甲\n\n乙"),
        ([new("甲", "heading", 3), new("乙", "heading", 4)], "### 甲\n\n#### 乙"),
        ([new("甲", "number", 1), new("乙", "number", 2)], "1. 甲\n1) 乙"),
        ([new("甲", "bullet", 1), new("乙", "bullet", 3)], "- 甲\n    - 乙"),
        ([new("甲", "text"), new("乙", "bullet", 1)], "甲\n\n- 乙"),
        ([new("甲", "heading", 1)], None),
        ([new("甲", "heading", 5)], None),
        ([new("甲", "number", 3)], None),
        ([new("甲", "text"), new("", "text")], None),
    ],
)
def test_a_text_is_written_from_nothing(blocks: list[NewBlock], markdown: str | None) -> None:
    assert blocks_markdown(blocks) == markdown


def test_a_file_that_has_only_a_line_end_keeps_it() -> None:
    text = MarkdownText("\n")
    assert text.splice(0, 0, [new("甲", "text")])
    assert text.result() == "甲\n"


@pytest.mark.parametrize("inserted_first", [True, False])
@pytest.mark.parametrize(
    ("after", "row", "expected"),
    [
        (0, 1, ["项目 | 金额", "丙 | 3", "甲 | 9", "乙 | 2"]),
        (1, 1, ["项目 | 金额", "甲 | 9", "丙 | 3", "乙 | 2"]),
        (1, 2, ["项目 | 金额", "甲 | 1", "丙 | 3", "乙 | 9"]),
        (2, 2, ["项目 | 金额", "甲 | 1", "乙 | 9", "丙 | 3"]),
        (-1, 2, ["项目 | 金额", "丙 | 3", "甲 | 1", "乙 | 9"]),
    ],
)
def test_a_row_inserted_beside_a_changed_one_leaves_both(
    after: int, row: int, expected: list[str], inserted_first: bool
) -> None:
    text = MarkdownText(TABLE)
    if inserted_first:
        assert text.table(0).insert(after, [prose("丙"), prose("3")])
    assert text.table(0).replace_cell(row, 1, prose("9"))
    if not inserted_first:
        assert text.table(0).insert(after, [prose("丙"), prose("3")])
    assert rows(text) == expected


def test_two_cells_of_a_row_are_both_changed() -> None:
    text = MarkdownText(TABLE)
    assert text.table(0).replace_cell(1, 0, prose("丁"))
    assert text.table(0).replace_cell(1, 1, prose("7"))
    assert rows(text) == ["项目 | 金额", "丁 | 7", "乙 | 2"]


def test_cells_of_two_rows_are_both_changed() -> None:
    text = MarkdownText("文\n\n" + TABLE)
    assert text.table(1).replace_cell(1, 0, prose("丁"))
    assert text.table(1).replace_cell(2, 1, prose("7"))
    assert rows(text) == ["文", "", "项目 | 金额", "丁 | 1", "乙 | 7"]


def test_a_cell_of_the_header_is_changed() -> None:
    text = MarkdownText(TABLE)
    assert text.table(0).replace_cell(0, 1, prose("万元"))
    assert rows(text) == ["项目 | 万元", "甲 | 1", "乙 | 2"]


@pytest.mark.parametrize(
    ("row", "column", "line"),
    [("甲 | 1", 0, "| 新 | 1 |"), ("|甲|1", 1, "| 甲 | 新 |"), ("|| 1 |", 1, "|  | 新 |")],
)
def test_a_row_without_its_outer_lines_gets_them(row: str, column: int, line: str) -> None:
    text = MarkdownText(f"| 项目 | 金额 |\n| --- | --- |\n{row}\n")
    assert text.table(0).replace_cell(1, column, prose("新"))
    assert text.result().splitlines()[2] == line


def test_a_cell_and_a_row_may_become_empty() -> None:
    text = MarkdownText(TABLE)
    assert text.table(0).replace_cell(2, 1, prose(" "))
    assert text.table(0).insert(2, [prose(""), prose("3")])
    assert text.result().splitlines()[3:] == ["| 乙 |  |", "|  | 3 |"]


def test_what_a_cell_cannot_hold_is_refused() -> None:
    text = MarkdownText(TABLE)
    assert not text.table(0).replace_cell(1, 1, prose("甲\n乙"))
    assert not text.table(0).insert(1, [prose("甲"), prose("乙|丙")])
    assert text.result() == TABLE


def test_a_removed_row_stays_removed() -> None:
    text = MarkdownText(TABLE)
    text.table(0).remove(1)
    assert not text.table(0).replace_cell(1, 1, prose("9"))
    assert rows(text) == ["项目 | 金额", "乙 | 2"]


@pytest.mark.parametrize(
    ("text", "index", "kind", "level", "prefix"),
    [
        ("*  甲\n", 0, "bullet", 1, "*  "),
        ("- 甲\n  + 乙\n", 1, "bullet", 2, "  + "),
        ("- 甲\n  + 乙\n", 0, "bullet", 2, "  - "),
        ("7. 甲\n", 0, "number", 1, "7. "),
        ("3) 甲\n", 0, "number", 2, "3) "),
        ("- 甲\n  - 乙\n    - 丙\n      1. 丁\n", 3, "number", 3, "      1. "),
        ("1) 甲\n", 0, "number", 2, "1) "),
        ("1) 甲\n", 0, "number", 1, "1. "),
        ("1. 甲\n   1. 乙\n", 1, "number", 2, "   1. "),
        ("1. 甲\n   1) 乙\n", 1, "number", 2, "   1) "),
        ("- 甲\n  - 乙\n    1. 丙\n", 2, "number", 3, "    1. "),
        ("甲\n", 0, "text", 0, ""),
        ("  甲\n", 0, "text", 0, "  "),
    ],
)
def test_a_new_block_takes_the_markup_of_its_kind_beside_it(
    text: str, index: int, kind: str, level: int, prefix: str
) -> None:
    changed = MarkdownText(text)
    first = text.split("\n")[index]
    assert changed.splice(index, index + 1, [new("新", kind, level)])
    assert changed.result() == text.replace(first, f"{prefix}新")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("3. 甲\n4. 乙\n\n文\n\n1. 丙\n2. 丁\n", "3. 甲\n\n文\n\n1. 丙\n2. 丁\n"),
        ("1. 甲\n2. 乙\n   1) 丙\n   2) 丁\n3. 戊\n", "1. 甲\n   1) 丙\n   2) 丁\n2. 戊\n"),
        ("2. 甲\n5. 乙\n3. 丙\n", "2. 甲\n3. 丙\n"),
        ("1. 甲\n2. 乙\n3. 见 5. 丙\n", "1. 甲\n2. 见 5. 丙\n"),
    ],
)
def test_a_list_is_numbered_anew_if_it_was_in_order(before: str, after: str) -> None:
    text = MarkdownText(before)
    text.splice(1, 2, [])
    assert text.result() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("1. 甲\n2. 乙\n", "1. 乙\n"), ("4. 甲\n5. 乙\n", "5. 乙\n"), ("1. 甲\n7. 乙\n", "7. 乙\n")],
)
def test_a_list_that_began_with_one_goes_on_doing_so(before: str, after: str) -> None:
    text = MarkdownText(before)
    text.splice(0, 1, [])
    assert text.result() == after


TYPED = """\
全年支出{{ 合计 }}万元，其中
基本支出三百万元，
__项目支出__一百万元。

- 一是*明确*职责，
  二是细化分工。
"""


@pytest.mark.parametrize(
    ("index", "before", "after"),
    [
        (0, "基本", "人员"),
        (0, "一百万", "一百多万"),
        (0, "全年支", "全年总支"),
        (0, "万元，其中\n", "万元，包括\n"),
        (1, "细化", "细化了"),
    ],
)
def test_line_ends_and_markup_stay_as_typed_beside_new_words(
    index: int, before: str, after: str
) -> None:
    expected = TYPED.replace(before, after)
    wanted = prose_of(MarkdownText(expected).blocks[index].block)
    changed = MarkdownText(TYPED)
    assert wanted is not None
    assert changed.splice(index, index + 1, [NewBlock("same", 0, wanted)], merge_texts)
    assert changed.result() == expected


def test_two_blocks_that_are_joined_keep_what_was_typed_in_both() -> None:
    changed = MarkdownText("__甲__一，\n二。\n\n三*四*\n五。\n\n六。\n")
    joined = Prose("甲一，二。三四五六。", "b     i   ")
    assert changed.splice(0, 2, [NewBlock("same", 0, joined)], merge_texts)
    assert changed.result() == "__甲__一，\n二。三*四*\n五六。\n\n六。\n"


def test_a_block_whose_typed_words_changed_with_the_markup_is_written_anew() -> None:
    changed = MarkdownText(TYPED)
    text = "全年支出四百万元。"
    assert changed.splice(0, 1, [new(text)], merge_texts)
    assert changed.result().startswith(f"{text}\n\n- 一是*明确*职责")


def test_blocks_that_are_kept_for_all_who_read_the_text_cannot_be_changed() -> None:
    """All that they are made of has a hash: there is no list and no dict in them."""
    text = "# 甲\n\n共**{{ 数 }}**个\n换行\n\n1. 一\n\n   续\n\n- 项\n\n"
    text += "表1 名称\n\n| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n\n![图](a.png){width=60% align=left}\n"
    first, second = MarkdownText(text), MarkdownText(text)
    assert len({hash(typed.block) for typed in first.blocks}) == len(first.blocks)
    pairs = zip(first.blocks, second.blocks, strict=True)
    assert all(one.block is other.block for one, other in pairs)
    assert second.retype(0, "新")
    assert first.result() == text
