"""The page on what was checked: each figure once, readable without colours, and nothing loaded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from docgen.checking.check_record import record_of
from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.waivers import Waived
from docgen.diagnostics import Place, error, warning
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.runs.build import BAD_DATE
from docgen.wording.check_page import CheckedReport, check_page
from docgen.wording.verdict_texts import SIGNS, sum_text, tally_lines
from tests.figure_verdicts import every_verdict
from tests.unit.checking.units import read

FILES = {
    "report.yaml": "甲: {一: 1, 二: 22}\n说明: '3 项，4 项'\n表: [{名: 乙 <b>, 数: 5}]",
    "正/1-文.md": "## 2023年\n\n6 项 \\<i>；7 项；{{ 甲.二 }}。\n\n- 8 项\n\n"
    "| 数 & 量 | 9 |\n| --- | --- |\n| 10 | 11 |",
}
LOST = Verdict(Place("content/2023/甲/丙.yaml", 7, 2), "99", "丙", 0, Status.SEEN, sentence="<丙>")


def report() -> CheckedReport:
    data = read(FILES).data
    problem = warning(BAD_DATE, Place("content/2023/甲/report.yaml", 3, 1), date="<32>")
    first, *others = every_verdict(data)
    wrong = replace(first, status=Status.WRONG, arithmetic="1 < 2 & 3", problem=problem)
    record = record_of(data, [wrong, *others, LOST], name="甲", title="自评 <报告>")
    return CheckedReport(record, (problem,), (Waived(problem, "理由 & <b>"),))


def page(language: Language = "zh") -> etree._Element:
    return etree.fromstring(check_page([report()], language).encode())


def text_of(element: etree._Element | None) -> str:
    assert element is not None
    return "".join(map(str, element.itertext()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_is_coloured_once_and_has_its_sign(language: Language) -> None:
    verdicts = report().record.verdicts
    marks = page(language).findall(".//mark")
    assert Counter(mark.get("id") for mark in marks) == Counter(
        f"f1-{number}" for number in range(1, len(verdicts) + 1)
    )
    for mark in marks:
        verdict = verdicts[int(str(mark.get("id")).partition("-")[2]) - 1]
        assert text_of(mark) == verdict.text + SIGNS[verdict.status]
        assert mark.get("class") == verdict.status.value


def test_the_page_is_well_formed_and_what_was_typed_stays_text() -> None:
    tree = page()  # raises if it were not
    assert [text_of(title) for title in tree.findall(".//h1")] == ["自评 <报告>"]
    assert not tree.findall(".//i[@class='x']")
    words = text_of(tree)
    for typed in ("6 项○ <i>；", "乙 <b>", "1 < 2 & 3", "<丙>", "<32>", "理由 & <b>", "数 & 量"):
        assert typed.replace("○", "") in words.translate(dict.fromkeys(map(ord, "✓≈✗○"))), typed


def test_the_page_loads_and_runs_nothing() -> None:
    tree = page()
    assert not tree.findall(".//script")
    assert not tree.findall(".//link")
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert name not in ("href", "src") or str(value).startswith("#")
    assert "url(" not in str(tree.findtext(".//style"))
    assert "@import" not in str(tree.findtext(".//style"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_stand_on_top_with_what_they_mean(language: Language) -> None:
    counts = report().record.counts
    tiles = page(language).findall(".//ul[@class='tally']/li")
    assert [int(tile.findtext("b") or -1) for tile in tiles] == list(counts.values())
    assert all(tile.findtext("small") for tile in tiles)
    assert len(tally_lines(counts, language)) == len(Status)


def test_a_sum_that_the_message_says_stands_once() -> None:
    problem = warning(BAD_DATE, Place("甲/report.yaml", 1, 1), date="1 + 2 = 3")
    wrong = Verdict(Place(""), "4", "", 0, Status.WRONG, "1 + 2 = 3", (), problem)
    assert sum_text(wrong, "zh").count("1 + 2 = 3") == 1
    made = CheckedReport(record_of(read("").data, [wrong], name="甲"))
    tree = etree.fromstring(check_page([made], "zh").encode())
    assert text_of(tree.find(".//table[@class='figures stacked']")).count("1 + 2 = 3") == 1


def test_every_sum_is_printed_and_every_grey_figure_is_listed() -> None:
    tree, record = page(), report().record
    body = text_of(tree.find("body"))
    for verdict in record.verdicts:
        if verdict.arithmetic:
            assert verdict.arithmetic in body
    listed = [link.get("href") for link in tree.findall(".//table[@class='byhand stacked']//a")]
    verdicts = enumerate(record.verdicts, 1)
    grey = [number for number, verdict in verdicts if verdict.status is Status.SEEN]
    assert listed == [f"#f1-{number}" for number in grey]


def test_places_are_shown_without_the_folder_of_the_unit() -> None:
    body = text_of(page().find("body"))
    assert "丙.yaml:7" in body
    assert "content/2023" not in body


def test_a_unit_that_cannot_be_read_has_its_problems_and_says_so() -> None:
    problem = error(BAD_DATE, Place("甲/report.yaml", 3, 1), date="32日")
    broken = CheckedReport(record_of(read("").data, [], name="甲"), (problem,))
    tree = etree.fromstring(check_page([broken, report()], "zh").encode())
    assert len(tree.findall(".//section")) == 2
    words = text_of(tree.find(".//section"))
    assert "32日" in words
    assert "没有核对数字" in words


@pytest.mark.parametrize(
    ("verdict", "waived", "told"),
    [
        (Verdict(Place(""), "3", "", 0, Status.VERIFIED, "1 + 2 = 3"), "", "相符：1 + 2 = 3"),
        (Verdict(Place(""), "3", "", 0, Status.SEEN), "", "未核对"),
        (Verdict(Place(""), "3", "", 0, Status.SEEN), "见批复", "未核对：理由：见批复"),
    ],
)
def test_a_sum_is_told_with_its_status(verdict: Verdict, waived: str, told: str) -> None:
    assert sum_text(verdict, "zh", waived) == told


def test_figures_of_one_sum_are_noted_together() -> None:
    data = read({"正/1-文.md": "1 项和 2 项，共 3 项；另 4 项。"}).data
    verdicts = [
        replace(
            verdict, status=Status.VERIFIED, arithmetic="1 + 2 = 3" if verdict.text != "4" else ""
        )
        for verdict in every_verdict(data)
    ]
    made = CheckedReport(record_of(data, verdicts, name="甲"))
    tree = etree.fromstring(check_page([made], "zh").encode())
    assert [text_of(note) for note in tree.findall(".//ul[@class='sums']/li")] == [
        "✓ 1、2、3 1 + 2 = 3"
    ]
