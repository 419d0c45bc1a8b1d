"""Fields that say only their own name, and dates and years that are those of another report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.content.values import Figure
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import paths_in_text

OWN_LABEL = problem_code(
    "own-label",
    en=("「{field}」 says only its own name", "fill it in"),
    zh=("「{field}」填的只是栏目名", "填上内容"),
    to_do="blank",
)
BEGUN_DATE = problem_code(
    "begun-date",
    en=("「{field}」 is still {text}, as a new unit begins", "write the day of the report"),
    zh=("「{field}」还是新建时的 {text}", "写上报告的日期"),
    to_do="blank",
)
YEAR_DIFFERS = problem_code(
    "year-differs",
    en=("the year is {found}", "it should be {wanted}"),
    zh=("年度写成了 {found}", "应为 {wanted}"),
)

_NEW_YEARS_DAY = re.compile(r"\d{4}年1月1日")


@check(
    Finding(
        OWN_LABEL,
        Severity.WARNING,
        en="`项目支出名称: 项目支出名称`: the label in the place of its value",
        zh="`项目支出名称: 项目支出名称`，填的是栏目名",
    ),
    of_source=True,
)
def own_labels(unit: CheckedUnit) -> Iterator[Problem]:
    """Fields whose text is their own name, which ``docgen new`` writes where none may be blank."""
    counts = Counter(paragraph.field for paragraph in unit.paragraphs)
    for paragraph in unit.paragraphs:
        key = paragraph.field.rpartition(".")[2]
        if paragraph.text == key and counts[paragraph.field] == 1:
            yield warning(OWN_LABEL, paragraph.place(0), field=key)


@check(
    Finding(
        BEGUN_DATE,
        Severity.WARNING,
        en="2024年1月1日, with which a new unit begins",
        zh="还是新建单位时的 2024年1月1日",
    ),
    of_source=True,
)
def begun_dates(unit: CheckedUnit) -> Iterator[Problem]:
    """The date of the report, if it is still New Year's Day, with which ``docgen new`` begins."""
    fields = paths_in_text(unit.pack.properties.date)
    for paragraph in unit.paragraphs:
        if paragraph.field in fields and _NEW_YEARS_DAY.fullmatch(paragraph.text):
            words = {"field": paragraph.field.rpartition(".")[2], "text": paragraph.text}
            yield warning(BEGUN_DATE, paragraph.place(0), **words)


@check(
    Finding(
        YEAR_DIFFERS,
        Severity.ERROR,
        en="“年度 2022” (year) in the folder 2023, last year's title, "
        "or “2022年” before this year's figure",
        zh="文件夹 2023 里写年度 2022，标题是上年的，或本年的数前写「2022年」",
    )
)
def years(unit: CheckedUnit) -> Iterator[Problem]:
    """Errors where the report's year is not the edition's, or a title has another year.

    Titles in 《》 are quotations, and those before words such as 中 or 提出 are references to last
    year's report; neither is an error. An edition whose name is no number is not compared.
    """
    year, edition = unit.data.get(unit.pack.checks.year), unit.unit.edition
    titles = unit.pack.checks.titles
    if not isinstance(year, Figure) or not edition.isdecimal():
        return
    if year.text != edition:
        place = year.place or unit.data.place
        yield error(YEAR_DIFFERS, place, found=year.text, wanted=edition)
    if not titles:
        return
    any_title = "|".join(map(re.escape, titles))
    title = re.compile(
        rf"(20\d\d)年度[^，。；：》]{{0,30}}?(?:{any_title})(?![》中所提指反发列显])"
    )
    for paragraph in unit.paragraphs:
        for match in title.finditer(paragraph.text):
            if match[1] != year.text:
                words = {"found": match[1], "wanted": year.text}
                yield error(YEAR_DIFFERS, paragraph.place(match.start()), **words)
