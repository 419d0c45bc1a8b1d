"""The mutations of reports change files, and the scorer counts what was taken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.roundtrip.reading.docx_reader import open_document, read_document
from tests.support import ROOT, SOFFICE, entries
from tests.taken_reports import EDITION, SampleReport, sample_reports, score_report
from tests.taken_reports_mutations import NoPlaceError, combined, known, mutated
from tests.taken_reports_notes import notes_of
from tests.taken_reports_score import Take, names, normal

LETTER, FORM, REPORT = "education-bureau", "science-museum", "zhuzhou-vocational-park"
NOWHERE = {
    (LETTER, "columns-reordered"),
    (LETTER, "merges-empty"),
    (LETTER, "merges-repeated"),
    (LETTER, "row-added"),
    (LETTER, "row-deleted"),
    (FORM, "heading-numbers"),
    (FORM, "headings-plain"),
}
"""What a report has no place for: a letter has no form, a form no headings."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SampleReport]:
    found = sample_reports(tmp_path_factory.mktemp("taken"))
    return {sample.unit: sample for sample in found}


def copied(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
    """Stands in for the command: copies the original content."""
    shutil.copytree(ROOT / "content" / EDITION / unit, root / "content" / edition / unit)
    return []


def copied_with(old: str, new: str, file: str, *told: str) -> Take:
    """Stands in for the command: copies the original content, with one text changed."""

    def take(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
        copied(root, report, pack, unit, edition)
        path = root / "content" / edition / unit / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
        return list(told)

    return take


def test_a_copy_of_the_content_is_right(samples: dict[str, SampleReport]) -> None:
    for sample in samples.values():
        score = score_report(copied, sample, sample.file)
        assert not score.failure
        assert score.right == score.values > 30, score.details
        assert score.extra == score.told == 0


def test_one_changed_value_is_wrong(samples: dict[str, SampleReport]) -> None:
    take = copied_with("年度指标值: ≥120天", "年度指标值: ≥121天", "projects/mobile-museum.yaml")
    score = score_report(take, samples[FORM], samples[FORM].file)
    assert (score.wrong, score.right) == (1, score.values - 1)
    assert score.details[0].endswith("年度指标值: ≥120天 -> ≥121天")


def test_one_blank_value_is_blank_told_or_not(samples: dict[str, SampleReport]) -> None:
    blank = ("实际完成值: 126天", "实际完成值: ", "projects/mobile-museum.yaml")
    silent = score_report(copied_with(*blank), samples[FORM], samples[FORM].file)
    assert (silent.silent, silent.listed, silent.right) == (1, 0, silent.values - 1)
    line = "content/2022/science-museum/projects/mobile-museum.yaml:18 数量指标 实际完成值"
    told = score_report(copied_with(*blank, line), samples[FORM], samples[FORM].file)
    assert (told.silent, told.listed, told.told) == (0, 1, 1)


def test_a_value_where_there_was_none_is_extra(samples: dict[str, SampleReport]) -> None:
    old = "上年结转资金: {年初预算数: ,"
    take = copied_with(old, old.replace(" ,", " 1.00,"), "projects/mobile-museum.yaml")
    score = score_report(take, samples[FORM], samples[FORM].file)
    assert (score.extra, score.right) == (1, score.values)


def test_a_paragraph_of_a_text_is_a_value(samples: dict[str, SampleReport]) -> None:
    take = copied_with("## 人员安排", "人员的安排", "narrative/正文.md")
    score = score_report(take, samples[LETTER], samples[LETTER].file)
    assert (score.wrong, score.right) == (2, score.values - 2)  # 三、 has become 二、 too


def test_figures_in_sentences_count_as_they_are_printed(samples: dict[str, SampleReport]) -> None:
    chapter = "narrative/2-一般公共预算支出情况.md"
    old = "其中项目支出{{ 年度预算申请.按支出性质分.项目支出 }}万元"
    same = copied_with(old, "其中项目支出18.74万元", chapter)
    score = score_report(same, samples[REPORT], samples[REPORT].file)
    assert score.right == score.values, score.details
    other = copied_with(old, "其中项目支出18.75万元", chapter)
    score = score_report(other, samples[REPORT], samples[REPORT].file)
    assert (score.wrong, score.right) == (1, score.values - 1)


def test_rows_that_a_mutation_adds_and_deletes_are_expected(
    samples: dict[str, SampleReport],
) -> None:
    for unit in (FORM, REPORT):
        more = score_report(copied, samples[unit], mutated(samples[unit].file, ["row-added"]))
        assert more.silent == more.values - more.right > 2
        less = score_report(copied, samples[unit], mutated(samples[unit].file, ["row-deleted"]))
        assert (less.right, less.values + less.extra + more.silent) == (less.values, more.values)


def test_empty_chapters_are_blank(samples: dict[str, SampleReport]) -> None:
    def take(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
        copied(root, report, pack, unit, edition)
        for path in (root / "content" / edition / unit / "narrative").iterdir():
            path.write_text("", "utf-8")
        return []

    score = score_report(take, samples[REPORT], samples[REPORT].file)
    assert (score.wrong, score.extra) == (0, 0), score.details
    assert score.silent == score.values - score.right > 20


def test_a_unit_without_its_files_has_nothing_right(samples: dict[str, SampleReport]) -> None:
    def take(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
        folder = root / "content" / edition / unit
        folder.mkdir(parents=True)
        (folder / "report.yaml").write_text(f"模板: {pack}\n", "utf-8")
        return []

    score = score_report(take, samples[REPORT], samples[REPORT].file)
    assert score.silent == score.values
    assert score.failure
    assert score.problems


def test_a_command_that_fails_has_taken_nothing(samples: dict[str, SampleReport]) -> None:
    def take(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
        raise RuntimeError("no such command")

    score = score_report(take, samples[LETTER], samples[LETTER].file)
    assert score.silent == score.values > 0
    assert score.failure == "RuntimeError: no such command"


@pytest.mark.parametrize("unit", [LETTER, FORM, REPORT])
@pytest.mark.parametrize("name", sorted(known()))
def test_each_mutation_changes_a_report(
    samples: dict[str, SampleReport], unit: str, name: str
) -> None:
    if name.endswith("and-back") and SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    report = samples[unit].file
    if (unit, name) in NOWHERE:
        with pytest.raises(NoPlaceError):
            mutated(report, [name])
        return
    made = mutated(report, [name])
    before, after = (entries(file.read_bytes()) for file in (report, made))
    assert before["word/document.xml"] != after["word/document.xml"]
    assert read_document(open_document(made.read_bytes())).body
    assert set(notes_of(made).values) == set(notes_of(report).values)


def test_rows_of_mutations_are_drawn_by_a_seed() -> None:
    drawn = {seed: combined(seed) for seed in range(40)}
    assert drawn[3] == combined(3)
    assert {len(row) for row in drawn.values()} == {2, 3}
    assert {name for row in drawn.values() for name in row} == set(known())


def test_spaces_full_width_and_thousands_make_no_difference() -> None:
    assert normal("1,234,567.8 元") == normal("１２３４５６７.８元")
    assert normal("1,23") == "1,23"


def test_a_line_tells_a_field_by_its_keys_or_its_text() -> None:
    keys = ("项目资金", "0", "其他资金", "年初预算数")
    assert names("其他资金.年初预算数：看不清", keys, "4.00")
    assert not names("年初预算数：看不清", keys, "4.00")
    assert names("“两个展厅于9月28日开放，新制…”", keys, "两个展厅于9月28日开放，新制展项")
