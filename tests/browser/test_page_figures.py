"""Figures of workbooks on the page, in chromium: the cell, what changed, and taking it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docgen import RenderOptions, render_edition
from tests.browser.conftest import Windows
from tests.browser.sample import Sample, find_word
from tests.preview_client import is_settled
from tests.workbooks import save_workbook

pytestmark = pytest.mark.slow

ANNEX = "附件2-整体支出自评.yaml"
TYPED, TAKEN = "全年执行数: 439.45", "全年执行数: !cell 决算表.xlsx!财决01表!F12"


def export(sample: Sample, figure: float) -> None:
    """Saves the workbook that the figure is taken from."""
    path = sample.folder / "figures" / "决算表.xlsx"
    save_workbook(path, 财决01表={"A12": "合计", "F12": (figure, "#,##0.00")})


def shown(sample: Sample, figure: float, text: str = "") -> None:
    """Waits for the pages of the report with the export, and with the text of the annex."""
    version = sample.client.unit(sample.name)["version"]

    def save() -> None:
        export(sample, figure)
        if text:
            sample.write(ANNEX, text)

    sample.client.until(
        sample.name, lambda unit: is_settled(unit) and unit["version"] > version, save
    )


@pytest.mark.parametrize(
    ("language", "kind", "why"),
    [("zh-CN", "取自工作簿", "取自单元格"), ("en", "From a workbook", "comes from a cell")],
)
def test_a_click_shows_the_cell_and_offers_no_form(
    sample: Sample, window: Windows, language: str, kind: str, why: str
) -> None:
    shown(sample, 439.45, sample.text(ANNEX).replace(TYPED, TAKEN))
    page = window(sample.address, language=language)
    find_word(page, "439.45").click()
    card = page.locator(".card")
    expect(card.locator(".kind")).to_have_text(kind)
    expect(card.locator(".from-cell")).to_have_text("决算表.xlsx!财决01表!F12")
    expect(card.locator(".why")).to_contain_text(why)
    expect(card.locator(".place")).to_contain_text(f"{ANNEX}:7:")
    page.keyboard.press("Escape")
    find_word(page, "439.45").dblclick()
    expect(card.locator(".why")).to_contain_text(why)
    expect(page.locator("form.edit")).to_have_count(0)


def test_a_changed_export_is_listed_with_its_places_and_taken_by_a_button(
    sample: Sample, window: Windows
) -> None:
    shown(sample, 439.45, sample.text(ANNEX).replace(TYPED, TAKEN))
    options = RenderOptions(make_pdf=False, verify=False, jobs=1)
    render_edition("2023", options, root=sample.root)
    shown(sample, 439.46)
    page = window(sample.address)
    page.locator("#tab-problems").click()
    entry = page.locator(".problem[data-code='figure-changed']")
    expect(entry).to_contain_text("原来是 439.45，现在是 439.46")
    expect(entry).to_contain_text("全年执行数")
    expect(entry.locator(".from-cell")).to_have_text("决算表.xlsx!财决01表!F12")
    entry.locator("button.link").first.click()
    page.get_by_role("button", name="采用新数").click()
    expect(page.locator(".problem[data-code='figure-changed']")).to_have_count(0)
    record = sample.text("figures/taken.yaml")
    assert 'F12: "439.46"' in record
