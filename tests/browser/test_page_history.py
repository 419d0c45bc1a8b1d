"""Who changed a value, and when, on the page."""

from __future__ import annotations

import getpass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample, find_word
from tests.browser.test_preview_edits import field, typed

pytestmark = pytest.mark.slow


@pytest.fixture
def changed(sample: Sample, window: Windows) -> Page:
    """The page after a figure was typed on it."""
    page = window(sample.address, language="en")
    find_word(page, "40").dblclick()
    expect(field(page)).to_have_value("40")
    typed(page, "4381")
    expect(page.locator(".word", has_text="4381").first).to_be_visible()
    return page


def change(dialog: Locator) -> Locator:
    return dialog.locator("ul li").first


def test_the_card_of_a_value_tells_who_changed_it(changed: Page) -> None:
    find_word(changed, "4381").click()
    changed.locator(".card").get_by_role("button", name="History").click()
    dialog = changed.locator("dialog[open]")
    expect(dialog.locator("h2")).to_contain_text("督查次数")
    expect(change(dialog)).to_have_text("40 → 4381")
    expect(dialog).to_contain_text(getpass.getuser())
    expect(dialog).to_contain_text("on the page")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_the_history_of_the_unit_names_each_value(changed: Page) -> None:
    changed.locator("#history").click()
    dialog = changed.locator("dialog[open]")
    expect(change(dialog)).to_contain_text("督查次数")
    expect(change(dialog)).to_contain_text("40 → 4381")
