"""The report is saved from the page; what the office edits in its Word file comes beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.sample import Sample


def save(page: Page) -> None:
    page.locator("#save").click()
    expect(page.locator(".notice.good")).to_contain_text(".pdf")
    page.locator(".notice.good button").click()


def word_file(sample: Sample) -> Path:
    (found,) = sample.output.glob("*.docx")
    return found


def edited(path: Path, changes: dict[str, str]) -> None:
    """The office types other words over some in the Word file."""
    document = docx.Document(str(path))
    left = dict(changes)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for old in [old for old in left if old in run.text]:
                run.text = run.text.replace(old, left.pop(old))
    assert not left
    document.save(str(path))


def in_word(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_word_and_pdf_are_saved_and_handed_over(
    sample: Sample, window: Windows, tmp_path: Path
) -> None:
    page = window(sample.address)
    save(page)
    for kind, begin in (("docx", b"PK"), ("pdf", b"%PDF")):
        with page.expect_download() as handed:
            page.locator(f"#saved-{kind}").click()
        kept = tmp_path / handed.value.suggested_filename
        handed.value.save_as(kept)
        assert kept.read_bytes().startswith(begin)
        assert kept.name == next(sample.output.glob(f"*.{kind}")).name
    assert zipfile.is_zipfile(next(tmp_path.glob("*.docx")))


OLD = ("增强绩效管理责任意识", "年初预算中基本支出的个别", "通过单位门户网站公开")
NEW = ("增强全员绩效管理责任意识", "年初预算中基本支出的少数", "在单位门户网站公开")
"""Words of three chapters that the office types others over."""


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_edits_are_taken_over_left_in_word_or_put_back(
    sample: Sample, window: Windows, language: str
) -> None:
    take, leave, back = (
        ("接受", "留在 Word", "退回")
        if language == "zh-CN"
        else ("Take over", "Leave in Word", "Put back")
    )
    page = window(sample.address, language=language)
    save(page)
    changes = dict(zip(OLD, NEW, strict=True))
    edited(word_file(sample), changes)
    expect(page.locator("#tab-office .count")).to_have_text("3")
    page.locator("#tab-office").click()
    for number, button in enumerate((take, leave, back)):
        entry = page.locator("li.edit-entry", has_text=NEW[number])
        expect(entry.locator("ins").first).to_be_visible()
        entry.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("#office")).not_to_have_class("busy")
        expect(page.locator("#tab-office .count")).to_have_text(
            str(2 - number) if number < 2 else ""
        )
    text = "".join(path.read_text("utf-8") for path in sample.files())
    word = in_word(word_file(sample))
    assert [new in text for new in NEW] == [True, False, False]
    assert [new in word for new in NEW] == [True, True, False]
    assert OLD[2] in word
    expect(page.locator("#undo")).to_be_enabled()
