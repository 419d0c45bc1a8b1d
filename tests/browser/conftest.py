"""One browser and one preview for all tests of a process; a tab of its own for each window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from docgen import Outcome
from docgen.scaffold.content.new_edition import carry_edition
from tests.browser.sample import Sample, sample_project
from tests.browser.stand_in import StandIn
from tests.preview_client import ServedProcess

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


Scheme = Literal["light", "dark"]

QUIET = """async () => {
    const { state } = await import("/static/store.js");
    const shows = (frame, number) => frame.dataset.drawn === state.view.pages[number].digest
        && frame.dataset.map === String(state.view.map);
    const frames = () => [...document.querySelectorAll(".page")];
    const isQuiet = () => ["ready", "failed"].includes(state.view?.state) && frames().length
        && frames().every((frame, number) => !frame.near || shows(frame, number));
    const next = () => new Promise(requestAnimationFrame);
    do {
        await next(); // what is near the view is told with a frame
        await next();
    } while (!isQuiet());
}"""
"""Ends when all pages near the view are those of the newest view, picture and text."""


class Contexts:
    """What windows of one language and one scheme share; the key is that of a tab."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._known: dict[tuple[str, Scheme], BrowserContext] = {}

    def of(self, language: str, scheme: Scheme) -> BrowserContext:
        """The context of these, made once: what the browser has compiled stays in it."""
        key = language, scheme
        if key not in self._known:
            made = self.browser.new_context(locale=language, color_scheme=scheme)
            self._known[key] = made
        return self._known[key]


class Windows:
    """Opens windows and keeps what was complained of in any."""

    def __init__(self, contexts: Contexts) -> None:
        self.contexts = contexts
        self.opened: list[Page | BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(
        self,
        address: str,
        *,
        width: int = 1400,
        height: int = 900,
        language: str = "zh-CN",
        scheme: Scheme = "light",
    ) -> Page:
        """A window in which the first page is drawn."""
        page = self.contexts.of(language, scheme).new_page()
        self.opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)
        page.goto(address)
        page.locator(".word").first.wait_for(state="attached")
        page.locator(".page[data-drawn]").first.wait_for()
        return page

    def fresh(self) -> Page:
        """A window of which the browser knows nothing of before."""
        context = self.contexts.browser.new_context()
        self.opened.append(context)
        return context.new_page()

    def quiet(self, page: Page) -> None:
        """Waits until the page shows the newest that it was told of, and all of it is drawn."""
        page.evaluate(QUIET)

    def close(self) -> None:
        """Closes all of them."""
        for each in self.opened:
            each.close()

    def _said(self, said: ConsoleMessage) -> None:
        # The browser itself notes each answer that is no success, and a connection that is lost.
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            self.complaints.append(said.text)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process."""
    with running_browser() as running:
        yield running


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    """Those of the process."""
    return Contexts(browser)


@pytest.fixture
def window(contexts: Contexts) -> Iterator[Windows]:
    """Opens an address in a window; at the end nothing was complained of in any."""
    windows = Windows(contexts)
    yield windows
    windows.close()
    assert not windows.complaints


@pytest.fixture(scope="session")
def pdf(report: Outcome) -> Path:
    """The sample report as a PDF."""
    assert report.pdf is not None
    return report.pdf


@pytest.fixture
def stand_in(pdf: Path) -> Iterator[StandIn]:
    """A server that tells what the test says."""
    server = StandIn(pdf)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    root = sample_project(tmp_path_factory.mktemp("preview"))
    with ServedProcess(root) as process:
        yield Sample(root, process.client)


@pytest.fixture
def sample(served: Sample) -> Iterator[Sample]:
    """The sample, which is as it was at the end."""
    yield served
    served.restore()


@pytest.fixture(scope="session")
def served_next_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    root = sample_project(tmp_path_factory.mktemp("clerk"))
    carry_edition("2024", "2023", root=root)
    with ServedProcess(root, edition="2024") as process:
        yield Sample(root, process.client, "2024")


@pytest.fixture
def next_year(served_next_year: Sample) -> Iterator[Sample]:
    """The sample of the year after, with blanks; it is as it was at the end."""
    yield served_next_year
    served_next_year.restore()
