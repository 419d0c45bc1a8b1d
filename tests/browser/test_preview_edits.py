"""What is typed on the page, with LibreOffice and a copy of the sample report."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample, find_word

pytestmark = pytest.mark.slow

FACTS, ANNEX_1, ANNEX_2 = "facts.yaml", "附件1-基础数据.yaml", "附件2-整体支出自评.yaml"
CHAPTER = "narrative/6-资金使用及绩效情况.md"


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, of two texts of equally many lines."""
    pairs = list(zip(before.split("\n"), after.split("\n"), strict=True))
    return [pair for pair in pairs if pair[0] != pair[1]]


def field(page: Page) -> Locator:
    return page.locator("form.edit :is(input, textarea)")


def typed(page: Page, text: str, key: str = "Enter") -> None:
    field(page).fill(text)
    field(page).press(key)
    expect(field(page)).to_have_count(0)


def test_a_figure_that_is_typed_on_the_page_changes_that_scalar_alone(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    before = {path: path.read_text("utf-8") for path in sample.files()}
    find_word(page, "40").dblclick()
    expect(page.locator("form.edit .field")).to_contain_text("督查次数")
    expect(field(page)).to_have_value("40")
    typed(page, "41")
    expect(page.locator(".mark.saved").first).to_be_in_viewport()
    after = {path: path.read_text("utf-8") for path in sample.files()}
    changed = {path for path in after if after[path] != before[path]}
    assert {path.name for path in changed} == {FACTS}
    (path,) = changed
    assert changed_lines(before[path], after[path]) == [("  督查次数: 40", "  督查次数: 41")]


def test_a_paragraph_and_a_heading_are_edited_as_they_are_typed_in_markdown(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    before = sample.text(CHAPTER)
    heading = next(line for line in before.split("\n") if line.startswith("## "))
    words = heading.removeprefix("## ").strip()
    find_word(page, words).dblclick()
    expect(field(page)).to_have_value(heading)
    typed(page, f"## {words}与成效", "Control+Enter")
    expect(page.locator(".word", has_text=f"{words}与成效")).to_be_in_viewport()
    assert changed_lines(before, sample.text(CHAPTER)) == [(heading, f"## {words}与成效")]


def test_undo_and_redo_by_button_and_by_key(sample: Sample, window: Windows) -> None:
    page = window(sample.address)
    find_word(page, "40").dblclick()
    typed(page, "42")
    steps = ["click undo", "click redo", "Control+z", "Control+y", "Control+z"]
    for number, step in enumerate(steps):
        button = page.locator("#redo" if number % 2 else "#undo")
        expect(button).to_be_enabled()
        with page.expect_response(re.compile("/(undo|redo)$")):
            if step.startswith("click"):
                button.click()
            else:
                page.keyboard.press(step)
        assert f"督查次数: {42 if number % 2 else 40}" in sample.text(FACTS)


def test_what_is_worked_out_says_by_which_formula_and_from_what(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    find_word(page, "2.95").dblclick()
    card = page.locator(".card")
    expect(card.locator(".formula code")).to_be_visible()
    expect(card.locator(".inputs")).to_contain_text("0.55")
    expect(field(page)).to_have_count(0)
    card.locator(".inputs button").first.click()
    expect(page.locator(".mark.chosen").first).to_be_in_viewport()


def test_what_is_refused_is_told_beside_it_and_nothing_is_written(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    before = sample.text(ANNEX_2)
    find_word(page, "431.64").dblclick()
    field(page).fill("若干")
    field(page).press("Enter")
    expect(page.locator("form.edit .wrong")).to_contain_text("若干")
    expect(field(page)).to_have_value("若干")
    assert sample.text(ANNEX_2) == before
    page.keyboard.press("Escape")


def test_the_writers_own_editor_beside_it_loses_nothing(sample: Sample, window: Windows) -> None:
    page = window(sample.address)
    find_word(page, "40").dblclick()
    sample.write(FACTS, "# 写在前面\n" + sample.text(FACTS).replace("联席会议: 25", "联席会议: 26"))
    typed(page, "43")
    text = sample.text(FACTS)
    assert text.startswith("# 写在前面\n")
    assert "联席会议: 26" in text
    assert "督查次数: 43" in text


def test_rows_of_a_list_are_moved_added_and_deleted_and_the_page_follows_them(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    card, rows = page.locator(".card"), page.locator(".card .rows")
    first, second = "职业教育发展专项", "教育经费"
    assert names(sample) == [first, second]
    find_word(page, second).click()
    expect(rows).to_contain_text("第 2 行，共 2 行")
    row_button(page, "上移一行")
    assert names(sample) == [second, first]
    expect(rows).to_contain_text("第 1 行，共 2 行")
    expect(card).to_contain_text(second)
    row_button(page, "下移一行")
    assert names(sample) == [first, second]
    expect(rows).to_contain_text("第 2 行，共 2 行")
    expect(card).to_contain_text(second)
    row_button(page, "在下面加一行")
    assert names(sample) == [first, second, ""]
    expect(field(page)).to_be_focused()
    expect(card).to_have_count(0)
    expect(field(page)).to_be_in_viewport(ratio=1)
    typed(page, "新专项")
    assert names(sample) == [first, second, "新专项"]
    added = page.locator(".word").get_by_text("新专项", exact=True).first
    expect(added).to_be_visible()
    find_word(page, second).click()
    expect(rows).to_contain_text("第 2 行，共 3 行")
    row_button(page, "删除这一行")
    assert names(sample) == [first, "新专项"]
    expect(card).to_have_count(0)


def names(sample: Sample) -> list[str]:
    """Those of the rows, as they are typed."""
    return [name.strip() for name in re.findall(r"\{名称: ?([^,]*)", sample.text(ANNEX_1))]


def row_button(page: Page, name: str) -> None:
    """Presses a button of a row, and waits until what it does is written."""
    with page.expect_response(re.compile("/rows$")) as told:
        page.get_by_role("button", name=name, exact=True).click()
    answer = told.value.json()
    assert answer["ok"], answer


def test_a_fix_is_done_by_its_button(sample: Sample, window: Windows) -> None:
    page = window(sample.address)
    sample.write(FACTS, sample.text(FACTS).replace("招聘活动场次: 1200", "招聘活动场次: １２００"))
    fix = page.locator("#problems .problem button.primary").first
    page.locator("#tab-problems").click()
    fix.click()
    expect(fix).to_have_count(0)
    assert "招聘活动场次: 1200\n" in sample.text(FACTS)


def test_a_value_is_changed_by_the_keyboard_alone(sample: Sample, window: Windows) -> None:
    page = window(sample.address)
    word = find_word(page, "40")
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_contain_text("督查次数")
    page.keyboard.press("Escape")
    expect(word).to_be_focused()
    page.keyboard.press("F2")
    expect(field(page)).to_be_focused()
    page.keyboard.type("44")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_count(0)
    assert "督查次数: 44" in sample.text(FACTS)


def test_what_is_searched_is_shown_on_its_page(sample: Sample, window: Windows) -> None:
    page = window(sample.address)
    page.keyboard.press("Control+f")
    page.keyboard.type("厉行节约保障")
    hits = page.locator(".hits li")
    expect(hits.first).to_contain_text("厉行节约保障")
    hits.first.locator("button").click()
    expect(page.locator(".mark.chosen").first).to_be_in_viewport()
