"""``make pictures``: the pictures of the preview in the docs, each made by doing what it shows.

Beside each picture the words that it shows are kept in ``tests/golden``. A test poses for every
picture and holds the words against those, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from docgen.scaffold.content.new_edition import carry_edition
from tests.browser.conftest import Contexts, Windows, running_browser
from tests.browser.sample import Sample, find_word, sample_project
from tests.browser.word_edits import OLD_AND_NEW, edited
from tests.preview_client import ServedProcess
from tests.support import ROOT

IMAGES = ROOT / "docs" / "images"
WORDS = ROOT / "tests" / "golden"

SHOWN = """() => {
    const lines = [];
    const carriers = "button, a, input, textarea, h1, h2, h3, p, li, label, code, strong, header";
    const isSeen = ({ width, top, bottom, left, right }) => width > 1
        && bottom > 1 && top < innerHeight - 1 && right > 0 && left < innerWidth;
    const role = (one) => one.getAttribute("role") ?? one.localName;
    const add = (carrier, text) => {
        if (lines.at(-1)?.carrier === carrier) lines.at(-1).text += ` ${text}`;
        else lines.push({ carrier, text });
    };
    const range = document.createRange();
    for (const part of document.querySelectorAll("header.bar, .card, form.edit, #panel")) {
        const kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
        const walk = document.createTreeWalker(part, kinds);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            if (node.localName === "input" || node.localName === "textarea") {
                const isShown = node.checkVisibility() && isSeen(node.getBoundingClientRect());
                if (isShown) add(node, node.type === "checkbox" ? node.ariaLabel : node.value);
            }
            const around = node.parentElement;
            if (node.nodeType !== 3 || !node.data.trim() || around.closest(".unseen")) continue;
            range.selectNodeContents(node);
            if (!around.checkVisibility() || !isSeen(range.getBoundingClientRect())) continue;
            add(around.closest(carriers) ?? part, node.data.trim());
        }
    }
    return lines.map(({ carrier, text }) => {
        const own = carrier.ariaLabel;
        return `${role(carrier)}: ${text}${own && own !== text ? ` (${own})` : ""}\\n`;
    }).join("");
}"""
"""The words around the pages that are in view, as they are read: each line with its role."""


def _source(page: Page, _: Sample) -> None:
    find_word(page, "2.95").click()
    page.locator(".card .formula").wait_for()


def _edit(page: Page, _: Sample) -> None:
    find_word(page, "40").dblclick()
    page.locator("form.edit input").fill("41")


def _fill(page: Page, _: Sample) -> None:
    count = page.locator("#tab-blanks .count")
    expect(count).not_to_have_text("")
    left = int(count.inner_text())
    page.get_by_role("button", name="逐处填写").click()
    for typed in ("4", "3"):
        page.locator("form.edit input").fill(typed)
        page.keyboard.press("Tab")
    expect(count).to_have_text(str(left - 2))
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


def posed(name: str, windows: Windows, sample: Sample) -> Page:
    """The page as a picture shows it."""
    page = windows(sample.address, width=1280, height=800)
    sample.client.settled(sample.name)
    windows.quiet(page)
    PICTURES[name][1](page, sample)
    sample.client.settled(sample.name)
    windows.quiet(page)
    page.mouse.move(0, 0)
    return page


def main(images: Path = IMAGES, words: Path = WORDS) -> None:
    """Makes every picture anew, and writes down its words."""
    with running_browser() as browser, tempfile.TemporaryDirectory() as work:
        root = sample_project(Path(work))
        carry_edition("2024", "2023", root=root)
        for name, (edition, _) in PICTURES.items():
            with ServedProcess(root, edition=edition) as process:
                sample = Sample(root, process.client, edition)
                page = posed(name, Windows(Contexts(browser)), sample)
                taken = Image.open(BytesIO(page.screenshot(animations="disabled")))
                taken.quantize(96).save(images / f"{name}.png", optimize=True)
                (words / f"{name}.txt").write_text(page.evaluate(SHOWN), "utf-8")
                page.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
