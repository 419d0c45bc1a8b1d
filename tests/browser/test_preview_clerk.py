"""What a clerk does: next year's report is filled in and saved, what the office edits judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from docgen.scaffold.content.new_edition import start_unit
from tests.browser.conftest import Windows
from tests.browser.sample import Sample
from tests.preview_client import ServedProcess
from tests.unit.preview.mapped_units import pack_of

pytestmark = pytest.mark.slow

ANNEX_1 = "附件1-基础数据.yaml"


def test_blanks_are_found_and_filled_in_one_after_the_other(
    next_year: Sample, window: Windows
) -> None:
    page = window(next_year.address)
    count = page.locator("#tab-blanks .count")
    expect(count).not_to_have_text("")
    before = int(count.inner_text())
    bar = page.locator("#blanks progress")
    filled = int(bar.get_attribute("value") or "0")
    page.get_by_role("button", name="逐处填写").click()
    names = []
    for typed in ("11", "12", "13"):
        names.append(page.locator("form.edit .field").inner_text())
        page.locator("form.edit input").fill(typed)
        page.keyboard.press("Tab")
    assert len(set(names)) == 3
    page.keyboard.press("Escape")
    expect(count).to_have_text(str(before - 3))
    expect(bar).to_have_attribute("value", str(filled + 3))
    text = "".join(path.read_text("utf-8") for path in next_year.files())
    for name, typed in zip(names, ("11", "12", "13"), strict=True):
        assert re.search(rf"{name.rpartition('／')[2]}: *{typed}\b", text), name


def test_a_blank_is_clicked_on_the_page_and_typed(next_year: Sample, window: Windows) -> None:
    page = window(next_year.address)
    blank = page.locator(".word", has_text="【待填：智能网联中心投资】").first
    find_text(page, "智能网联中心投资")
    click_until(blank, page.locator("form.edit .field"))
    expect(page.locator("form.edit .field")).to_have_text("工作数据／智能网联中心投资")
    page.locator("form.edit input").fill("900")
    page.keyboard.press("Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    assert "智能网联中心投资: 900" in next_year.text("facts.yaml")


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Sample]:
    """A unit of which nothing is filled in."""
    pack_of(tmp_path, "hunan-self-evaluation")
    (tmp_path / "content").mkdir()
    start_unit("2024", "hunan-self-evaluation", "zhuzhou-vocational-park", root=tmp_path)
    with ServedProcess(tmp_path, edition="2024") as process:
        yield Sample(tmp_path, process.client, "2024")


def test_a_text_has_paragraphs_and_its_guidance_and_a_file_that_is_done_leaves_the_list(
    begun: Sample, window: Windows
) -> None:
    page = window(begun.address)
    blanks, box = page.locator("#blanks"), page.locator("form.edit")
    blanks.get_by_role("button", name="年度总体目标／预期目标").first.click()
    expect(box.locator(".field")).to_have_text("年度总体目标／预期目标")
    page.keyboard.type("第一段。")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("第二段。")
    page.keyboard.press("Control+Enter")
    expect(box).to_have_count(0)
    assert "    第一段。\n\n    第二段。\n" in begun.text("附件2-整体支出自评.yaml")
    chapter = blanks.locator("h3", has_text="三、政府性基金预算支出情况")
    expect(chapter).to_have_count(1)
    blanks.get_by_role("button", name="正文").nth(2).click()
    expect(box.locator(".hint")).to_contain_text("写什么：政府性基金安排的支出")
    box.locator("textarea").fill("没有发生。")
    page.keyboard.press("Control+Enter")
    expect(box).to_have_count(0)
    page.get_by_role("tab", name="问题").click()
    done = page.locator("#problems [data-code=file-done]")
    expect(done).to_contain_text("3-政府性基金预算支出情况.md")
    done.get_by_role("button", name="删去").click()
    expect(done).to_have_count(0)
    assert "3-政府性基金预算支出情况.md" not in begun.text("report.yaml")


def click_until(target: Locator, opened: Locator) -> None:
    """Clicks as a person does, once more where the page was being drawn and took no click."""
    for _ in range(3):
        target.click()
        with suppress(Error):
            opened.wait_for(timeout=5_000)
            return
    raise AssertionError("nothing was opened by three clicks")


def find_text(page: Page, words: str) -> None:
    """Brings the page into view on which some words stand."""
    frames = page.locator(".page")
    for number in range(frames.count()):
        frames.nth(number).evaluate("frame => frame.scrollIntoView()")
        frames.nth(number).locator(".word").first.wait_for(state="attached")
        if words in "".join(frames.nth(number).locator(".word").all_text_contents()):
            return
    raise AssertionError(f"{words} is on no page")
