"""The report that a unit was taken from beside its pages, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from docgen.scaffold.taken.take_report import take_report
from tests.browser.conftest import Windows
from tests.doc_pages.scenes import old_report
from tests.preview_client import ServedProcess
from tests.support import ROOT

pytestmark = pytest.mark.slow

UNIT = "科技馆"
SPILLS = "document.documentElement.scrollWidth > innerWidth"
SIDES = """() => [...document.querySelectorAll(".page")].map((page) => {
    const own = page.getBoundingClientRect();
    const old = page.querySelector(".old img").getBoundingClientRect();
    const [top, width] = [old.top - own.top, old.width - own.width].map(Math.abs);
    return { isLeft: old.right < own.left, top, width };
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("taken")
    old_report(root)
    (root / "fonts").symlink_to(ROOT / "fonts")
    take_report(root / "report.docx", "central-project-form", UNIT, root=root)
    with ServedProcess(root) as process:
        process.client.settled(UNIT)
        yield process.client.address


def opened(page: Page) -> None:
    page.locator("#old").click()
    count = page.locator(".page").count()
    expect(page.locator(".page > .old img")).to_have_count(count, timeout=60_000)
    page.locator(".page > .old img").last.evaluate("image => image.decode()")


@pytest.mark.parametrize("width", [1400, 900, 420])
def test_old_pages_stand_left_of_the_new_ones_at_every_width(
    window: Windows, address: str, width: int
) -> None:
    page = window(address, width=width, height=900)
    opened(page)
    for side in page.evaluate(SIDES):
        assert side["isLeft"]
        assert side["top"] < 2
        assert side["width"] < 2
    assert not page.evaluate(SPILLS)
    expect(page.locator("#old")).to_have_attribute("aria-pressed", "true")


def test_a_second_click_takes_them_away_and_paper_has_none(window: Windows, address: str) -> None:
    page = window(address, width=1280, height=800)
    opened(page)
    page.emulate_media(media="print")
    expect(page.locator(".page > .old").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("#old").click()
    expect(page.locator(".page > .old")).to_have_count(0)
    expect(page.locator("#old")).to_have_attribute("aria-pressed", "false")
