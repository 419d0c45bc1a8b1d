"""``docgen preview`` as a writer has it: a browser, LibreOffice, a copy of the sample report."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample, find_word

pytestmark = pytest.mark.slow

CLICKS = """async ([number, letters]) => {
    const page = document.querySelectorAll('.page')[number];
    const words = page.querySelectorAll('.word');
    const seen = (find) => new Promise((resolve) => {
        if (find()) return resolve();
        const watch = new MutationObserver(() => find() && (watch.disconnect(), resolve()));
        watch.observe(document.body, { childList: true, subtree: true });
    });
    const told = [];
    for (const [word, letter] of letters) {
        const target = words[word];
        const { span } = target;
        target.scrollIntoView({ block: 'nearest' });
        const frame = page.getBoundingClientRect();
        const scale = frame.width / Number(page.style.getPropertyValue('--width'));
        const right = span.xs[letter + 1] ?? span.x + span.width;
        const clientX = frame.left + scale * (span.xs[letter] + right) / 2;
        const clientY = frame.top + scale * (span.y + span.height / 2);
        const hit = document.elementFromPoint(clientX, clientY);
        const how = { clientX, clientY, bubbles: true, cancelable: true };
        hit.dispatchEvent(new PointerEvent('pointerdown', how));
        hit.dispatchEvent(new MouseEvent('click', how));
        await seen(() => span.source < 0 ? document.querySelector('.notice.brief')
            : document.querySelector('.card .kind'));
        const card = document.querySelector('.card');
        told.push({
            hit: hit === target,
            kind: card?.querySelector('.kind').className.replace('kind ', '') ?? 'unknown',
            place: card?.querySelector('.place code')?.textContent ?? '',
            numbered: span.start < 0,
        });
        hit.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        document.querySelector('.notice.brief')?.remove();
    }
    return told;
}"""


FACTS, REPORT = "facts.yaml", "report.yaml"
PHONE = "0000-00000000"
SCROLL = "document.getElementById('pages').scrollTop"


def letters_of(page: Page, number: int) -> list[tuple[int, int, str]]:
    """The letters of a page once it is drawn: word, letter within it, and what it is."""
    frame = page.locator(".page").nth(number)
    frame.evaluate("frame => frame.scrollIntoView()")
    frame.locator(".word").first.wait_for(state="attached")
    return [
        (word, letter, character)
        for word, text in enumerate(frame.locator(".word").all_text_contents())
        for letter, character in enumerate(text)
        if character.strip()
    ]


def test_of_200_letters_clicked_nearly_every_place_holds_the_letter(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    choose = random.Random(17)
    right, silent, wrong = 0, [], []
    for number in range(page.locator(".page").count()):
        letters = letters_of(page, number)
        chosen = choose.sample(letters, min(13, len(letters)))
        told = page.evaluate(CLICKS, [number, [letter[:2] for letter in chosen]])
        for (_, _, glyph), said in zip(chosen, told, strict=True):
            if not said["hit"]:
                wrong.append((number, glyph, said))
            elif said["kind"] in ("form", "derived") and not said["place"]:
                right += 1
            elif said["numbered"] or not said["place"]:
                silent.append((number, glyph, said))
            elif sample.character(said["place"]) == glyph:
                right += 1
            else:
                wrong.append((number, glyph, said))
    assert right + len(silent) >= 200
    assert not wrong
    assert len(silent) <= 0.01 * right


def number_of(word: Locator) -> int:
    """The number of the page on which a word stands."""
    number: int = word.evaluate(
        "word => [...document.querySelectorAll('.page')].indexOf(word.closest('.page'))"
    )
    return number


def text_of(page: Page, number: int) -> Locator:
    return page.locator(".page").nth(number).locator(".text")


def save_as_vim(path: Path, text: str) -> None:
    """A new file takes the place of the old one, of which a copy is kept meanwhile."""
    copy, swap = path.with_name(path.name + "~"), path.with_name(f".{path.name}.swp")
    swap.write_text("vim", "utf-8")
    path.rename(copy)
    path.write_text(text, "utf-8")
    copy.unlink()
    swap.unlink()


def save_in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("save", [save_as_vim, save_in_place])
def test_a_save_renews_its_page_alone_and_keeps_the_scroll(
    sample: Sample, window: Windows, save: Callable[[Path, str], None]
) -> None:
    page = window(sample.address)
    number = number_of(find_word(page, PHONE))
    window.quiet(page)
    place = page.evaluate(SCROLL)
    drawn: list[str] = []
    page.on("request", lambda asked: drawn.append(asked.url) if ".png" in asked.url else None)
    save(sample.folder / REPORT, sample.text(REPORT).replace(PHONE, "0731-55555555"))
    expect(text_of(page, number)).to_contain_text("0731-55555555")
    expect(page.locator(".page").nth(number).locator(".mark.saved")).to_be_in_viewport()
    window.quiet(page)
    assert page.evaluate(SCROLL) == place
    assert [address.split("/")[-1].partition(".")[0] for address in drawn] == [str(number)]


def test_of_fifty_saves_in_a_burst_the_last_is_shown_and_stays(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    number = number_of(find_word(page, PHONE))
    drawn: list[str] = []
    page.on("request", lambda asked: drawn.append(asked.url) if ".png" in asked.url else None)
    text = sample.text(REPORT)
    for count in range(50):
        save = save_as_vim if count % 2 else save_in_place
        save(sample.folder / REPORT, text.replace(PHONE, f"0731-{count:08}"))
        time.sleep(0.01)
    expect(text_of(page, number)).to_contain_text("0731-00000049")
    unit = sample.client.settled(sample.name)
    window.quiet(page)
    expect(text_of(page, number)).to_contain_text("0731-00000049")
    expect(page.locator(".page").nth(number)).to_have_attribute(
        "data-drawn", unit["pages"][number]["digest"]
    )
    assert len(drawn) < 10


def test_a_heading_that_is_saved_is_found_and_a_broken_file_keeps_the_pages(
    sample: Sample, window: Windows
) -> None:
    page = window(sample.address)
    name = "narrative/6-资金使用及绩效情况.md"
    text = sample.text(name)
    heading = next(line for line in text.split("\n") if line.startswith("## "))
    sample.write(name, text.replace(heading, f"{heading}（改）"))
    found = page.locator("[role=heading] .word", has_text="（改）")
    expect(found).to_be_in_viewport()
    expect(page.locator(".mark.saved").first).to_be_in_viewport()
    sample.write(FACTS, sample.text(FACTS) + "工作数据: [\n")
    expect(page.locator("#pages")).to_have_class("stale")
    expect(page.locator("#problems .problem").first).to_contain_text("facts.yaml")
    assert page.locator(".page").count() >= 17
    expect(found).to_be_in_viewport()
