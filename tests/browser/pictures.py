"""``make pictures``: the pictures of the preview in the docs, each made by doing what it shows."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from docgen.scaffold.content.new_edition import carry_edition
from tests.browser.conftest import Contexts, Windows, running_browser
from tests.browser.sample import Sample, find_word, sample_project
from tests.browser.word_edits import OLD_AND_NEW, edited
from tests.preview_client import ServedProcess
from tests.support import ROOT

IMAGES = ROOT / "docs" / "images"
DRAWN = """() => [...document.querySelectorAll('.page')].every(page => {
    const box = page.getBoundingClientRect();
    return box.bottom < 0 || box.top > innerHeight || page.dataset.drawn;
})"""


def _source(page: Page, _: Sample) -> None:
    find_word(page, "2.95").click()
    page.locator(".card .formula").wait_for()


def _edit(page: Page, _: Sample) -> None:
    find_word(page, "40").dblclick()
    page.locator("form.edit input").fill("41")


def _fill(page: Page, _: Sample) -> None:
    page.get_by_role("button", name="逐处填写").click()
    for typed in ("4", "3"):
        page.locator("form.edit input").fill(typed)
        page.keyboard.press("Tab")
    page.locator("form.edit input").wait_for()


def _office(page: Page, sample: Sample) -> None:
    page.locator("#save").click()
    page.locator(".notice.good button").click()
    edited(next(sample.output.glob("*.docx")), OLD_AND_NEW)
    page.locator("#tab-office").click()
    page.locator("li.edit-entry").nth(2).wait_for()
    page.locator("li.edit-entry .where button").first.click()


PICTURES: dict[str, tuple[str, Callable[[Page, Sample], None]]] = {
    "preview-source": ("2023", _source),
    "preview-edit": ("2023", _edit),
    "preview-fill": ("2024", _fill),
    "preview-office": ("2023", _office),
}
"""Each picture with the edition that it shows, and what is done before it is taken."""


def main(folder: Path = IMAGES) -> None:
    """Makes every picture anew in ``folder``."""
    with running_browser() as browser, tempfile.TemporaryDirectory() as work:
        root = sample_project(Path(work))
        carry_edition("2024", "2023", root=root)
        for name, (edition, act) in PICTURES.items():
            with ServedProcess(root, edition=edition) as process:
                sample = Sample(root, process.client, edition)
                windows = Windows(Contexts(browser))
                page = windows(sample.address, width=1280, height=800)
                sample.client.settled(sample.name)
                windows.quiet(page)
                act(page, sample)
                page.wait_for_function(DRAWN)
                windows.quiet(page)
                page.mouse.move(0, 0)
                taken = Image.open(BytesIO(page.screenshot(animations="disabled")))
                taken.quantize(96).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
