"""The report is saved from the page; what the office edits in its Word file comes beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample
from tests.browser.word_edits import OLD_AND_NEW, edited

pytestmark = pytest.mark.slow


def save(page: Page) -> None:
    page.locator("#save").click()
    expect(page.locator(".notice.good")).to_contain_text(".pdf")
    page.locator(".notice.good button").click()


def word_file(sample: Sample) -> Path:
    (found,) = sample.output.glob("*.docx")
    return found


def in_word(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_word_and_pdf_are_handed_over_and_edits_taken_over_left_in_word_or_put_back(
    sample: Sample, window: Windows, tmp_path: Path
) -> None:
    page = window(sample.address)
    save(page)
    are_handed_over(page, sample, tmp_path)
    edited(word_file(sample), OLD_AND_NEW)
    are_decided(page)
    text = "".join(path.read_text("utf-8") for path in sample.files())
    word = in_word(word_file(sample))
    assert sum(new in text for new in OLD_AND_NEW.values()) == 1
    assert sum(new in word for new in OLD_AND_NEW.values()) == 2
    assert sum(old in word for old in OLD_AND_NEW) == 1


def are_handed_over(page: Page, sample: Sample, tmp_path: Path) -> None:
    """Both files can be saved where their reader wants."""
    for kind, begin in (("docx", b"PK"), ("pdf", b"%PDF")):
        with page.expect_download() as handed:
            page.locator(f"#saved-{kind}").click()
        kept = tmp_path / handed.value.suggested_filename
        handed.value.save_as(kept)
        assert kept.read_bytes().startswith(begin)
        assert kept.name == next(sample.output.glob(f"*.{kind}")).name
    assert zipfile.is_zipfile(next(tmp_path.glob("*.docx")))


def are_decided(page: Page) -> None:
    """Of three edits one is taken over, one left in Word, one put back."""
    expect(page.locator("#tab-office .count")).to_have_text("3")
    page.locator("#tab-office").click()
    for button, rest in (("接受", "2"), ("留在 Word", "1"), ("退回", "")):
        entry = page.locator("li.edit-entry:not(.left)").first
        expect(entry.locator("ins, del").first).to_be_visible()
        entry.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("#tab-office .count")).to_have_text(rest)
    expect(page.locator("li.edit-entry.left")).to_have_count(1)
