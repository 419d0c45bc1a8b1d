"""The page of a pack in a real browser: a blank is chosen on its form and put right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docgen.scaffold.pack.draft import draft_pack
from tests.blank_forms import sections
from tests.browser.conftest import Contexts
from tests.preview_client import ServedProcess
from tests.support import ROOT
from tests.told_blanks import without_tag

pytestmark = pytest.mark.slow

SPILLS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    for name in ("word_templates", "content"):
        (folder / name).mkdir()
    (folder / "fonts").symlink_to(ROOT / "fonts")
    form = sections()
    form.add_paragraph("受益群众____人。")  # its name is guessed
    form.save(str(folder / "form.docx"))
    draft_pack([folder / "form.docx"], "sections", edition=2023, root=folder)
    without_tag(folder, "sections")
    return folder


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with ServedProcess(root, "--pack", "sections", edition="") as process:
        yield process.client.address


@pytest.fixture
def page(contexts: Contexts, address: str) -> Iterator[Page]:
    """The page; at the end nothing was complained of."""
    complaints = list[str]()
    window = contexts.of("en", "light").new_page()
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda said: complaints.append(said.text))
    window.goto(address)
    picture = window.locator(".sheet img[src]").first
    picture.wait_for()
    picture.evaluate("image => image.decode()")
    yield window
    window.close()
    assert not complaints


def test_a_blank_is_chosen_on_its_form_renamed_by_keys_and_undone(page: Page, root: Path) -> None:
    schema = root / "word_templates" / "sections" / "schema.json"
    before = schema.read_bytes()
    page.get_by_role("button", name="项目基本信息 › 联系电话").last.click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    expect(name).to_have_value("联系电话")
    name.fill("电话")
    name.press("Enter")
    expect(page.locator("#fields li.chosen .field")).to_contain_text("电话")
    expect(page.locator("#undo")).to_be_enabled()
    assert '"电话"' in schema.read_text("utf-8")
    page.keyboard.press("Control+z")
    expect(page.locator("#undo")).to_be_disabled()
    assert schema.read_bytes() == before


def test_what_is_refused_is_told_and_what_was_typed_stays(page: Page) -> None:
    page.locator("#fields .field", has_text="起止时间").click()
    name = page.get_by_label("Name", exact=True)
    name.fill("项目名称")
    name.press("Enter")
    expect(page.locator(".notice.error")).to_contain_text("「项目名称」")
    expect(name).to_have_value("项目名称")


def test_what_has_no_tag_comes_first_and_stays_blank_when_it_is_said_so(page: Page) -> None:
    first = page.locator("#fields li").first
    expect(first).to_have_class("told")
    first.locator(".field").click()
    page.get_by_role("button", name="It stays blank").click()
    expect(page.locator("#state")).to_have_text("1 blank to be looked at")
    expect(page.locator(".blank.told")).to_have_count(0)
    expect(first).to_have_class("unsure")
    first.locator(".field").click()
    page.get_by_role("button", name="It is right").click()
    expect(page.locator("#state")).to_have_text("All blanks have a field")
    page.locator("#undo").click()
    expect(page.locator("#state")).to_have_text("1 blank to be looked at")
    page.locator("#undo").click()
    expect(page.locator(".blank.told")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1024, 1600])
def test_nothing_reaches_beyond_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("#fields .field").first.click()
    assert not page.evaluate(SPILLS)
    page.keyboard.press("Escape")
    expect(page.locator("#fields li.chosen")).to_have_count(0)
