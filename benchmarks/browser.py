"""The preview: from a saved file to its problems and its page, by the browser's own clock."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.timing import Goal, Row, many_units, seconds, within
from docgen.diagnostics.bilingual import Bilingual
from tests.support import ROOT

_TIMES, _PATIENCE = 20, 120_000
_WATCH = """() => {
  const note = (name) => window.noted?.(name, performance.now() - window.begun);
  new MutationObserver(() => note("told")).observe(
    document.getElementById("problems"), { childList: true, subtree: true });
  new MutationObserver(() => note("shown")).observe(
    document.getElementById("pages"), { attributeFilter: ["data-drawn"], subtree: true });
}"""
_BEGIN = """() => {
  const times = {};
  window.begun = performance.now();
  window.both = new Promise((resolve) => {
    window.noted = (name, time) => {
      times[name] ??= time;
      if (times.told && times.shown) resolve(times);
    };
  });
}"""


def previewed() -> Iterator[Row]:
    """Saves of a chapter, each with a problem more or less and another page."""
    with many_units(1) as root:
        shutil.copytree(ROOT / "fonts", root / "fonts")
        with opened_preview(root) as page:
            told, shown = _followed(page, sorted(root.glob("content/2023/*/narrative/*.md"))[0])
    yield from _rows(told, shown)


@contextmanager
def opened_preview(root: Path, *options: str) -> Iterator[Page]:
    """A preview of the project in Debian's chromium, with all that it tells of the chosen unit."""
    with sync_playwright() as playwright, _preview(root, *options) as address:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        page.wait_for_selector("#state.good, #state.draft", timeout=_PATIENCE)
        yield page
        browser.close()


def _followed(page: Page, chapter: Path) -> tuple[list[float], list[float]]:
    """Seconds from saves of a chapter to their problems, and to their pages."""
    page.locator(".page").nth(2).scroll_into_view_if_needed()  # it prints the chapter's end
    page.wait_for_selector(".page[data-drawn] >> nth=2")
    page.evaluate(_WATCH)
    return _saves(page, chapter)


@contextmanager
def _preview(root: Path, *options: str) -> Iterator[str]:
    """The address of a preview of the project, which ends with the block."""
    command = [sys.executable, "-m", "docgen", "--project", str(root), "preview", "2023"]
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": paths}
    with subprocess.Popen(
        [*command, "--no-open", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            found = re.search(r"http://\S+", line)
            assert found, line
            yield found[0]
        finally:
            process.terminate()


def _saves(page: Page, chapter: Path) -> tuple[list[float], list[float]]:
    """Seconds from each save to its problems, and to its page."""
    told, shown, text = list[float](), list[float](), chapter.read_text("utf-8")
    for number in range(_TIMES + 2):
        page.wait_for_timeout(400)  # a person pauses, and the page before is verified meanwhile
        page.evaluate(_BEGIN)
        chapter.write_text(text + ("" if number % 2 else "\n另有１２项在办。\n"), "utf-8")
        times = page.evaluate("() => window.both")
        told.append(times["told"] / 1000)
        shown.append(times["shown"] / 1000)
    return told[2:], shown[2:]  # the first are those of a process that has just begun


def _rows(told: list[float], shown: list[float]) -> Iterator[Row]:
    for name, times, bound in (
        (Bilingual("预览：从保存到看见问题", "preview: from a save to its problems"), told, 0.4),
        (Bilingual("预览：从保存到看见新的一页", "preview: from a save to its page"), shown, 1.0),
    ):
        half, slowest = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        own = within(seconds(half), seconds(slowest))
        yield Row(name, f"{bound} s", own, f"{bound} s", half / bound, Goal(1, at_most=True))
