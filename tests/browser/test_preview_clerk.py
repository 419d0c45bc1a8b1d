"""What a clerk does: next year's report is filled in and saved, what the office edits judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from docgen.scaffold.content.new_edition import carry_edition
from tests.browser.conftest import Windows
from tests.browser.sample import Sample, sample_project
from tests.preview_client import ServedProcess

pytestmark = pytest.mark.slow

ANNEX_1 = "附件1-基础数据.yaml"


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    root = sample_project(tmp_path_factory.mktemp("clerk"))
    carry_edition("2024", "2023", root=root)
    with ServedProcess(root, edition="2024") as process:
        yield Sample(root, process.client, "2024")


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
        assert re.search(rf"{name.rpartition('.')[2]}: *{typed}\b", text), name


def test_a_blank_is_clicked_on_the_page_and_typed(next_year: Sample, window: Windows) -> None:
    page = window(next_year.address)
    blank = page.locator(".word", has_text="【待填：智能网联中心投资】").first
    find_text(page, "智能网联中心投资")
    blank.click()
    expect(page.locator("form.edit .field")).to_have_text("工作数据.智能网联中心投资")
    page.locator("form.edit input").fill("900")
    page.keyboard.press("Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    assert "智能网联中心投资: 900" in next_year.text("facts.yaml")


def find_text(page: Page, words: str) -> None:
    """Brings the page into view on which some words stand."""
    frames = page.locator(".page")
    for number in range(frames.count()):
        frames.nth(number).evaluate("frame => frame.scrollIntoView()")
        frames.nth(number).locator(".word").first.wait_for(state="attached")
        if words in "".join(frames.nth(number).locator(".word").all_text_contents()):
            return
    raise AssertionError(f"{words} is on no page")
