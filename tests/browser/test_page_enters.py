"""How the page comes in by the key in its address, and what it keeps of that."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample

TOLD = ("docgen preview 显示的完整地址", "the whole address that docgen preview has printed")


def locked(page: Page) -> None:
    """The page says in both languages what is to be opened, and shows nothing."""
    for told in TOLD:
        expect(page.locator("#locked")).to_contain_text(told)
    expect(page.locator("#locked")).to_be_visible()
    assert page.locator(".page").count() == 0


def test_the_key_leaves_the_address_and_a_reload_needs_it_no_more(
    sample: Sample, window: Windows
) -> None:
    key = sample.address.partition("#")[2]
    page = window(sample.address)
    assert key not in page.url
    assert page.context.cookies() == []
    page.reload()
    page.locator(".page[data-drawn]").first.wait_for()
    assert page.locator("#locked").is_hidden()


def test_without_the_key_or_with_a_wrong_one_the_page_says_what_to_open(
    sample: Sample, window: Windows
) -> None:
    page, address = window.fresh(), sample.address.partition("#")[0]
    page.goto(address)
    locked(page)
    page.goto(f"{address}#{'x' * 43}")  # the fragment alone: the page loads itself anew
    locked(page)
    page.goto(sample.address)
    page.locator(".page[data-drawn]").first.wait_for()
    expect(page.locator("#locked")).to_be_hidden()


def test_another_tab_has_nothing_of_it_nor_has_another_origin(
    sample: Sample, window: Windows
) -> None:
    page, address = window(sample.address), sample.address.partition("#")[0]
    other = page.context.new_page()
    other.goto(address)
    locked(other)
    page.goto(address.replace("127.0.0.1", "localhost"))
    locked(page)


def test_a_picture_that_is_shown_no_more_is_freed(sample: Sample, window: Windows) -> None:
    page = window(sample.address)
    window.quiet(page)
    address = page.locator(".page img").first.get_attribute("src")
    assert address
    assert address.startswith("blob:")
    page.locator("#zoom-in").click()
    page.locator("#zoom-in").click()
    page.wait_for_function(
        "before => document.querySelector('.page img').src !== before", arg=address
    )
    freed = "address => new Promise((resolve) => { const image = new Image();"
    freed += " image.onload = () => resolve(false); image.onerror = () => resolve(true);"
    freed += " image.src = address; })"
    assert page.evaluate(freed, address)
