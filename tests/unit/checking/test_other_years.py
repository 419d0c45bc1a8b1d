"""What last year's report, last year's content and the approved budget say of the same thing."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from docgen.checking.any_report import any_report
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.other_years import other_years
from docgen.checking.over_years.other_documents import OtherSource, is_report
from docgen.content.blocks import Document as Text
from docgen.content.markdown import parse_markdown
from docgen.content.workbook_tables import workbook_document
from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.rules import Checks
from docgen.sheets.workbook import open_workbook
from tests.any_reports import NAME, centred, read, report
from tests.unit.checking.units import checked, pack_with

LAST, BUDGET = "上年报告.docx", "批复预算.xlsx"


def this_year(*parts: object, title: str = "2023年度市林业局部门整体支出绩效自评报告") -> Document:
    return report(centred(title), *parts)  # type: ignore[arg-type]


def last_year(*parts: object) -> OtherSource:
    title = centred("2022年度市林业局部门整体支出绩效自评报告")
    return source(report(title, *parts), LAST)  # type: ignore[arg-type]


def source(document: Document, name: str) -> OtherSource:
    read_document = read(document, name)
    return OtherSource(name, read_document, is_report(read_document, name))


def workbook(rows: Sequence[Sequence[object]], name: str = BUDGET) -> OtherSource:
    made = openpyxl.Workbook()
    sheet = made["Sheet"]
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    made.save(stream)
    return OtherSource(name, workbook_document(open_workbook(stream.getvalue(), name)), False)


def problems(document: Document, *sources: OtherSource) -> list[Problem]:
    return problems_in(read(document), *sources)


def problems_in(document: Text, *sources: OtherSource) -> list[Problem]:
    unit, pack = any_report(document, NAME)
    others = [each.beside(unit.edition) for each in sources]
    return list(other_years(CheckedUnit(unit, pack, None, (), others)))


def said(found: list[Problem]) -> list[str]:
    return [
        f"{it.severity.value} {it.code} {it.words['label']} {it.words['value']} {it.words['then']}"
        for it in found
    ]


FORM = [["项目（万元）", "2022年决算数", "2023年预算数", "2023年决算数"]]
LAST_FORM = [["项目（万元）", "2021年决算数", "2022年预算数", "2022年决算数"]]
LAST_ROWS = [*LAST_FORM, ["公用经费", "98", "150", "101.6"], ["公务接待", "0.6", "2", "0.55"]]
TEXT = "2022年，全年支出合计455.04万元，其中基本支出375.10万元，项目支出79.94万元。"


def test_last_years_figure_of_a_form_is_that_of_last_years_report() -> None:
    form = [*FORM, ["公用经费", "106.1", "152", "136"], ["公务接待", "0.55", "2", "0.29"]]
    found = problems(this_year(form), last_year(LAST_ROWS))
    assert said(found) == ["error other-report-differs 公用经费 106.1万元 101.6万元"]
    assert str(found[0].place) == f"{NAME}!t1r2c2!「公用经费」"
    assert found[0].words["other"] == f"{LAST}!t1r2c4!「公用经费」"
    assert found[0].words["year"] == "2022"


SENTENCES = {
    "a base": "基本支出401.25万元，比上年的357.10万元增加44.15万元。",
    "上年 in brackets": "基本支出401.25万元（上年为357.10万元）。",
    "the year in digits": "2022年基本支出357.10万元，2023年401.25万元。",
    "上年 in front": "上年基本支出357.10万元。",
}


@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_that_names_last_years_figure_is_compared(text: str) -> None:
    found = problems(this_year("一、支出", text), last_year("一、支出", TEXT))
    assert said(found) == ["warning other-report-differs 基本支出 357.10万元 375.10万元"]


FITS = {
    "the same": "基本支出401.25万元，比上年的375.10万元增加26.15万元。",
    "with fewer digits": "基本支出401.25万元，比上年的375.1万元增加26.15万元。",
    "in 元": "上年基本支出3751000元。",
    "this year's": "基本支出401.25万元。",
    "of a part": "上年，下属林场方面基本支出20万元。",
    "of the part in the clause before": "下属林场方面，上年基本支出20万元。",
    "of the school in the clause before": "市第二小学，上年基本支出20万元。",
    "a quarter's": "2022年一季度基本支出90万元。",
    "about": "上年基本支出约380万元。",
    "another thing": "上年人员经费支出300万元。",
    "a growth": "基本支出401.25万元，比上年增长7.0%。",
    "a budget": "2022年年初预算安排基本支出400万元。",
}


@pytest.mark.parametrize("text", FITS.values(), ids=FITS)
def test_what_fits_or_is_another_figure_is_not_told(text: str) -> None:
    assert problems(this_year("一、支出", text), last_year("一、支出", TEXT)) == []


def test_a_document_that_says_two_things_itself_says_nothing() -> None:
    last = last_year("一、支出", TEXT, "二、项目", "2022年基本支出12万元。")
    assert problems(this_year("上年基本支出357.10万元。"), last) == []


def test_the_approved_budget_is_compared_with_the_budget_at_the_beginning() -> None:
    rows = [["2023年部门预算批复表"], ["", "单位：元"], ["项目", "批复数"]]
    rows += [["基本支出", 4136400], ["项目支出", 1100000]]  # type: ignore[list-item]
    form = [["资金", "年初预算数", "全年预算数", "全年执行数"]]
    form += [["基本支出", "431.64", "450", "440"], ["项目支出", "110", "130", "119.15"]]
    found = problems(this_year("单位：万元", form), workbook(rows))
    assert said(found) == ["error approved-differs 基本支出 431.64万元 4136400元"]
    assert found[0].words["other"] == f"{BUDGET}!Sheet!B4"


def test_a_budget_that_may_be_adjusted_is_only_a_warning() -> None:
    rows = [["项目", "2023年预算数", "2022年决算数"], ["公用经费", "152", "101.6"]]
    budget = workbook([["项目", "金额（万元）"], ["公用经费", 150]], "2023年批复预算.xlsx")
    assert said(problems(this_year(rows), budget)) == [
        "warning approved-differs 公用经费 152万元 150万元"
    ]


def test_the_approved_budget_may_be_a_word_file() -> None:
    budget = source(
        report(
            centred("2023年部门预算批复表"),
            "单位：万元",
            [["项目", "金额"], ["基本支出", "413.64"]],
        ),
        "批复.docx",
    )
    form = [["资金", "年初预算数", "全年执行数"], ["基本支出", "431.64", "440"]]
    assert not budget.is_report
    assert said(problems(this_year(form), budget)) == [
        "error approved-differs 基本支出 431.64万元 413.64万元"
    ]


def test_a_unit_that_nothing_says_may_be_either() -> None:
    """Neither document says 元 or 万元."""
    form = [["项目", "2022年决算数", "2023年决算数"], ["公用经费", "101.6", "136"]]
    last = [["项目", "2021年决算数", "2022年决算数"], ["公用经费", "980000", "1016000"]]
    assert problems(this_year(form), last_year(last)) == []


def test_the_report_of_another_unit_is_not_compared_and_that_is_told() -> None:
    stranger = report(centred("2022年度市水利局部门整体支出绩效自评报告"), "一、支出", TEXT)
    (found,) = problems(this_year("上年基本支出357.10万元。"), source(stranger, LAST))
    assert (found.code, dict(found.words)) == (
        "not-compared",
        {"name": "市林业局", "others": "「市水利局」"},
    )


PACK = pack_with(
    checks=Checks(year="年度", last_year_of={"上年决算数": "本年决算数"}, money=("经费",))
)
CONTENT = "年度: 2022\n经费: {公用经费: {上年决算数: 98, 本年决算数: 101.6}}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("公用经费136万元，比上年的106.1万元增加29.9万元。", ["公用经费 106.1万元 101.6万元"]),
        ("公用经费136万元，比上年的101.6万元增加34.4万元。", []),
        (
            "| 项目（万元） | 2022年决算 | 2023年决算 |\n|--|--|--|\n| 公用经费 | 106.1 | 136 |",
            ["公用经费 106.1万元 101.6万元"],
        ),
    ],
)
def test_texts_and_tables_are_compared_with_last_years_content(
    text: str, wanted: list[str]
) -> None:
    files = {"report.yaml": "年度: 2023", "narrative/一.md": text}
    unit = checked(files, last=CONTENT, pack=PACK)
    assert [each.split(" ", 2)[2] for each in said(list(other_years(unit)))] == wanted


def test_last_years_texts_count_too() -> None:
    last = {"report.yaml": "年度: 2022", "narrative/一.md": "基本支出375.10万元。"}
    files = {"report.yaml": "年度: 2023", "narrative/一.md": "上年基本支出357.10万元。"}
    found = list(other_years(checked(files, last=last, pack=PACK)))
    assert said(found) == ["warning other-report-differs 基本支出 357.10万元 375.10万元"]


LABELS = (
    "基本支出",
    "项目支出",
    "公用经费",
    "公务接待费",
    "会议费支出",
    "培训费",
    "差旅费",
    "办公费",
)
AMOUNTS = st.integers(100, 999_999).map(lambda number: f"{number / 100:.2f}")
FACTS = st.lists(
    st.tuples(st.sampled_from(LABELS), AMOUNTS, AMOUNTS, AMOUNTS),
    min_size=1,
    max_size=6,
    unique_by=lambda fact: fact[0],
)
WAYS = st.lists(st.integers(0, 3), min_size=6, max_size=6)


def both_years(
    facts: list[tuple[str, str, str, str]], ways: list[int], wrong: str = ""
) -> tuple[Text, OtherSource]:
    """A report and that of the year before, from the same facts, each fact told in some way."""
    form, last_form = [*FORM], [*LAST_FORM]
    texts, last_texts = ["一、支出"], ["一、支出"]
    for number, ((label, before, last, now), way) in enumerate(zip(facts, ways, strict=False)):
        shown = wrong if wrong and number == 0 else last
        if way % 2:
            last_form.append([label, before, last, last])
        else:
            last_texts.append(f"2022年，{label}{last}万元。")
        if way < 2:
            form.append([label, shown, now, now])
        else:
            texts.append(f"{label}{now}万元，上年为{shown}万元。")
    return told(2023, texts, form), OtherSource(LAST, told(2022, last_texts, last_form), True)


def told(year: int, texts: list[str], form: list[list[str]]) -> Text:
    """A report in Markdown."""
    head, *rows = ["|".join(row) for row in form]
    title = f"# {year}年度市林业局部门整体支出绩效自评报告"
    table = "\n".join([head, "|".join("----"), *rows])
    text = "\n\n".join([title, *texts, table])
    return parse_markdown(text, Place(f"{year}.md", 1, 1), Problems())


@given(FACTS, WAYS)
def test_reports_of_the_same_facts_do_not_contradict_each_other(
    facts: list[tuple[str, str, str, str]], ways: list[int]
) -> None:
    assert problems_in(*both_years(facts, ways)) == []


@given(FACTS, WAYS, st.integers(1, 9))
def test_a_figure_that_was_changed_is_told(
    facts: list[tuple[str, str, str, str]], ways: list[int], more: int
) -> None:
    wrong = f"{float(facts[0][2]) + more:.2f}"
    found = problems_in(*both_years(facts, ways, wrong))
    assert [(it.words["value"], it.words["then"]) for it in found] == [
        (f"{wrong}万元", f"{facts[0][2]}万元")
    ]
