"""The preview of fifty units, one of about a hundred pages: clicks, scrolling, another unit."""

from __future__ import annotations

import random
import re
import shutil
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Page, Request

from benchmarks.browser import opened_preview
from benchmarks.timing import Goal, Row, Said, many_units, seconds, within
from docgen.diagnostics.bilingual import Bilingual
from tests.browser.conftest import QUIET
from tests.browser.test_page_alone import THROUGH
from tests.support import ROOT

_PATIENCE = 120_000
_UNITS, _CLICKS, _CHAPTERS, _INDICATORS = 50, 40, 15, 320
_FIRST = "unit-00000"
_DRAWN = """(number) => new Promise((resolve) => {
  const frame = document.querySelectorAll(".page")[number];
  const begun = performance.now();
  const look = () => frame.dataset.drawn && frame.querySelector(".word")
    ? resolve((performance.now() - begun) / 1000) : requestAnimationFrame(look);
  frame.scrollIntoView();
  look();
})"""
"""Seconds from the scroll to a page until that page is drawn."""

_SEEK = """([number, part]) => {
  const words = [...document.querySelectorAll(".page")[number].querySelectorAll(".word")]
    .filter((word) => word.span.source >= 0);
  window.sought = words[Math.floor(part * words.length)];
  window.sought.scrollIntoView({ block: "center" });
}"""
"""Brings a word of a page into the middle of the view."""

_CLICK = """() => new Promise((resolve) => {
  const word = window.sought;
  const box = word.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  const how = { ...at, bubbles: true, cancelable: true };
  const begun = performance.now();
  word.dispatchEvent(new PointerEvent("pointerdown", how));
  word.dispatchEvent(new MouseEvent("click", how));
  const look = () => {
    if (!document.querySelector(".card .kind")) return requestAnimationFrame(look);
    resolve((performance.now() - begun) / 1000);
    word.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  };
  look();
})"""
"""Seconds from the press on that word to the frame that has its card."""

_CHOOSE = """(name) => new Promise((resolve) => {
  const begun = performance.now();
  const button = [...document.querySelectorAll("#units-list button")]
    .find((one) => one.textContent.includes(name));
  button.click();
  const look = () => document.getElementById("title").textContent.includes(name)
    ? resolve((performance.now() - begun) / 1000) : requestAnimationFrame(look);
  look();
})"""
"""Seconds from the choice of a unit in the list until the page tells of it."""


def long_preview() -> Iterator[Row]:
    """What a person does in the unit of a hundred pages, while nothing is built."""
    with many_units(_UNITS) as root:
        shutil.copytree(ROOT / "fonts", root / "fonts")
        _lengthen(root / "content" / "2023" / _FIRST)
        with opened_preview(root, "--unit", _FIRST) as page:
            _built(page)
            count = page.locator(".page").count()
            passed = _passed_quickly(page)
            choose = random.Random(5)
            scrolled, clicked = list[float](), list[float]()
            for number in choose.sample(range(count), _CLICKS):
                scrolled.append(page.evaluate(_DRAWN, number))
                page.evaluate(QUIET)
                page.evaluate(_SEEK, [number, choose.random()])
                page.evaluate(QUIET)
                clicked.append(page.evaluate(_CLICK))
            chosen = [page.evaluate(_CHOOSE, f"{number}") for number in range(20, 30)]
    zh, en = f"预览，{count} 页，{_UNITS} 个单位：", f"preview, {count} pages, {_UNITS} units: "
    yield _row(Bilingual(f"{zh}点一个字到看见卡片", f"{en}a click, to its card"), clicked, 0.1)
    yield _row(Bilingual(f"{zh}翻到远处的一页", f"{en}to a far page, drawn"), scrolled, 0.5)
    yield _row(Bilingual(f"{zh}换一个单位", f"{en}another unit chosen"), chosen, 0.1)
    most = Goal(0.1, at_most=True, share=True)
    passing = Bilingual(
        f"{zh}一秒翻过全部，要了几张图", f"{en}pictures while all are passed in a second"
    )
    pages = Bilingual("全部的页", "all pages")
    yield Row(passing, pages, str(passed), str(count), passed / count, most)


def _lengthen(unit: Path) -> None:
    """Makes a chapter and a list of indicators so long that the unit has a hundred pages."""
    (chapter,) = unit.glob("narrative/6-*.md")
    text = chapter.read_text("utf-8")
    chapter.write_text("\n\n".join([text] * _CHAPTERS), "utf-8")
    (annex,) = unit.glob("附件2-*.yaml")
    text = annex.read_text("utf-8")
    found = re.search(r"(?ms)^    数量指标:\n(      - .*?\n)(?=^      - |^    \S)", text)
    assert found
    row = re.sub(r"分值: .*|得分: .*", lambda match: f"{match[0][:3]} 0", found[1])
    rows = (row.replace("出刊", f"{number}、出刊", 1) for number in range(_INDICATORS))
    annex.write_text(text.replace(found[1], found[1] + "".join(rows)), "utf-8")


def _built(page: Page) -> None:
    """Waits until no unit is to be built any more."""
    page.wait_for_selector("#units-list .dot.ready", timeout=_PATIENCE)
    page.wait_for_function(
        "() => !document.querySelector('#units-list :is(.waiting, .building)')", timeout=_PATIENCE
    )
    page.evaluate(QUIET)


def _passed_quickly(page: Page) -> int:
    """How many pictures are asked for while all pages are passed in about a second."""
    asked = list[str]()

    def note(request: Request) -> None:
        if ".png" in request.url:
            asked.append(request.url)

    page.on("request", note)
    height = page.evaluate("document.getElementById('pages').scrollHeight")
    page.evaluate(THROUGH, height / 60)
    page.wait_for_function("() => [...document.querySelectorAll('.page')].at(-1).dataset.drawn")
    page.remove_listener("request", note)
    return len(asked)


def _row(work: Said, times: Sequence[float], bound: float) -> Row:
    half, slowest = (
        statistics.median(times),
        statistics.quantiles(times, n=20, method="inclusive")[-1],
    )
    own = within(seconds(half), seconds(slowest), seconds(max(times)))
    return Row(work, f"{bound} s", own, f"{bound} s", slowest / bound, Goal(1, at_most=True))
