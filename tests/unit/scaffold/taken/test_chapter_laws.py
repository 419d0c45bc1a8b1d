"""What docgen prints of a chapter is read back as that chapter; no word of a hand-made one goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.blocks import Heading
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems
from docgen.roundtrip.reading.docx_reader import read_document
from tests.support import small_project
from tests.unit.scaffold.taken.chapter_files import (
    Printer,
    between,
    made,
    numbers_in,
    printer,
    read_back,
    taken,
    words_in,
)
from tests.unit.scaffold.taken.drawn_chapters import chapters, office_chapters


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    return printer(small_project(tmp_path_factory.mktemp("chapters")))


@given(markdown=chapters())
@example(markdown="## 甲\n\n### 乙\n\n#### 丙\n\n正文。\n\n## 丁\n\n正文。")
@example(markdown="1. 甲。\n   1) 乙。\n      1. 丙。\n2. 丁。\n\n1) 戊。")
@example(markdown="- 甲。\n  - 乙。\n- 丙。\n\n| 甲 | 乙 |\n| --- | --- |\n|  | **丙** |")
@example(
    markdown="表1 支出\n\n单位：万元\n\n| 甲 | 乙 |\n| --- | ---: |\n| 丙 | 1.2 |\n\n注：含结转。"
)
@example(markdown="1. 甲。\n2. 乙。\n\n<!-- 以下另起编号 -->\n\n1. 丙。")
@example(markdown="1. 甲。\n\n正文。\n\n2. 乙。\n   - 丙。")
@example(markdown="甲。\\\n1\\. 乙\\\n\\- 丙")
@example(markdown="①不是条目。\n\n1.5倍。")
def test_markdown_that_is_printed_is_read_back(form: Printer, markdown: str) -> None:
    once = form.printed(markdown)
    back = read_back(once)
    again = form.printed(back.markdown, back.pictures)
    assert [block.key for block in between(again)] == [block.key for block in between(once)]
    assert numbers_in(again, between(again)) == numbers_in(once, between(once))
    assert back.left == ()
    assert read_back(again).markdown == back.markdown


@given(parts=office_chapters())
def test_no_word_of_a_chapter_made_by_hand_goes(form: Printer, parts: list[object]) -> None:
    document = made(*parts)  # type: ignore[arg-type]
    text = taken(document)
    assert [part for part in text.left if not part.is_written] == []
    problems = Problems()
    blocks = parse_markdown(text.markdown, Place("narrative/1.md", 1, 1), problems).blocks
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert list(problems) == []
    assert all(below <= above + 1 for above, below in pairwise([1, *levels]))
    printed = form.printed(text.markdown, text.pictures)
    before = words_in(document, read_document(document).body)
    assert "".join(words_in(printed, between(printed))) == "".join(before)


@given(text=st.text(st.sampled_from('甲乙ab12 .。*_#-+|\\<>{}[]()!&~`=:：、（）"%$^/'), min_size=1))
@example(text="# 甲 #")
@example(text="<!-- 甲")
@example(text="![甲](a.png){width=3}")
@example(text="甲 | 乙")
def test_any_signs_print_as_they_stood(form: Printer, text: str) -> None:
    document = made(text, "末句。", text)
    printed = form.printed(taken(document).markdown)
    before = words_in(document, read_document(document).body)
    assert words_in(printed, between(printed)) == before
