"""The site of the docs in a browser, from a folder and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.doc_pages.site import build
from tests.support import ROOT

WIDTHS = (390, 900, 1440)
"""Of a telephone, of half a screen, and of a screen."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    build(ROOT, out)
    return out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window; what asks for anything from the network, or is complained of, is an error."""
    window = browser.new_page()
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda said: complaints.append(said.text) if is_error(said) else None)
    window.on("request", lambda asked: complaints.append(asked.url) if is_far(asked.url) else None)
    yield window
    window.close()
    assert not complaints


def is_error(said: ConsoleMessage) -> bool:
    return said.type == "error"


def is_far(address: str) -> bool:
    return not address.startswith(("file:", "data:", "blob:"))


def test_every_page_is_as_wide_as_the_window(page: Page, site: Path) -> None:
    for path in sorted(site.glob("*/**/*.html")):
        if path.name == "404.html":
            continue  # it is shown for any address, by a server
        page.goto(path.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            assert wide <= width, path.relative_to(site)


@pytest.mark.parametrize(
    ("language", "word", "name"),
    [("zh", "仿宋", "format"), ("zh", "工作簿", "figures"), ("en", "workbook", "figures")],
)
def test_the_search_leads_to_a_page_by_a_word_within_its_text(
    page: Page, site: Path, language: str, word: str, name: str
) -> None:
    page.goto((site / language / "index.html").as_uri())
    page.locator(".md-search__button").click()
    page.keyboard.insert_text(word)
    found = page.locator(f"a[href*='/{language}/{name}.html?h=']").first
    expect(found).to_contain_text(word)
    found.click()
    page.wait_for_url(f"**/{language}/{name}.html?*")
    expect(page.locator("article mark").first).to_have_text(word)


def test_the_first_page_leads_to_that_of_the_readers_language(browser: Browser, site: Path) -> None:
    for locale, language in (("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")):
        context = browser.new_context(locale=locale)
        window = context.new_page()
        window.goto((site / "index.html").as_uri())
        window.wait_for_url(f"**/{language}/index.html")
        context.close()
