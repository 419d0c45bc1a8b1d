"""What numbers and dates show, as Excel documents it, and as Calc shows the same."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS

from docgen.sheets.built_in_formats import BUILT_IN
from docgen.sheets.number_format import shown_number, shown_text
from docgen.sheets.workbook import open_workbook
from tests.support import needs_libreoffice
from tests.unit.sheets.sheet_files import NAME, formatted, saved_by_calc, shown_by_calc

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '

NUMBERS = [
    (420.7, "0.00", "420.70", "420.70"),
    (1234.5, "#,##0.00", "1,234.50", "1234.50"),
    (0.9364, "0.00%", "93.64%", "93.64"),
    (0.93645, "0.00%", "93.65%", "93.65"),
    (1.005, "0.00", "1.01", "1.01"),
    (2.675, "0.00", "2.68", "2.68"),
    (28.499999999999996, "0", "29", "29"),
    (0.1 + 0.2, "General", "0.3", "0.3"),
    (999.995, "#,##0.00", "1,000.00", "1000.00"),
    (0, "0.00", "0.00", "0.00"),
    (-0.001, "0.00", "-0.00", "-0.00"),
    (-5, '"¥"0.00', "-¥5.00", "-5.00"),
    (12.5, "[$¥-804]#,##0.00", "¥12.50", "12.50"),
    (12.5, "[$USD]\\ #,##0.00", "USD 12.50", "12.50"),
    (-3, "0.00;[Red]0.00", "3.00", "-3.00"),
    (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)", "-1234.50"),
    (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(1,234.50)", "-1234.50"),
    (1234.5, ACCOUNTING, "1,234.50", "1234.50"),
    (0, ACCOUNTING, "-", "0"),
    (3.5, '0.00"万元"', "3.50万元", "3.50"),
    (12345678, '0.0,,"百万"', "12.3百万", "12.3"),
    (12345, '0\\.0,"万"', "1.2万", "1.2"),
    (12345, '0!.0,"万"', "1.2万", "1.2"),
    (0.5, "#.##", ".5", "0.5"),
    (5, "#.##", "5.", "5"),
    (5, "#,##0.0#", "5.0", "5.0"),
    (5.25, "0.0??", "5.25", "5.25"),
    (5, "000000", "000005", "5"),
    (5, "0,000", "0,005", "5"),
    (8882233, "000-0000", "888-2233", "8882233"),
    (12345.678, "0.00E+00", "1.23E+04", "12300"),
    (0.00012, "0.0E+0", "1.2E-4", "0.00012"),
    (9.996, "0.00E+00", "1.00E+01", "10.0"),
    (12345.678, "##0.0E+0", "12.3E+3", "12300"),
    (420.7, "@", "420.7", "420.7"),
    (-5, "@", "-5", "-5"),
    (0, '"第"@"号"', "0", "0"),
    (-5.25, '0.00;"第"@', "-5.25", "-5.25"),
    (0, "0.00;-0.0;@", "0.00", "0.00"),
    (75, '[>=60]"合格";"不合格"', "合格", None),
    (59, '[>=60]"合格";"不合格"', "不合格", None),
    (7, "[>100]0;[>5]0.0;0.00", "7.0", "7.0"),
    (5, "[>100]0;[>5]0.0;0.00", "5.00", "5.00"),
    (-7.5, '"增长"0.0%;"下降"0.0%;"持平"', "下降750.0%", "-750.0"),
    (0, '"增长"0.0%;"下降"0.0%;"持平"', "持平", "0"),
    (7, ";;;", "", None),
    (1.5, "# ?/?", "1 1/2", None),
    (0.999, "# ?/?", "1", None),
    (2.5, "?/?", "5/2", None),
    (0.3125, "# ?/8", "3/8", None),
    (0.26, "# ?/8", "2/8", None),
    (7, "General", "7", "7"),
    (7, "", "7", "7"),
    (7, 'General"户"', "7户", "7"),
    (1234567.891, "General", "1234567.891", "1234567.891"),
    (1 / 3, "General", "0.333333333", "0.333333333"),
    (2 / 3, "General", "0.666666667", "0.666666667"),
    (100 / 3, "General", "33.33333333", "33.33333333"),
    (12345678901, "General", "12345678901", "12345678901"),
    (123456789012, "General", "1.23457E+11", "123457000000"),
    (0.0001, "General", "0.0001", "0.0001"),
    (0.000012345678, "General", "1.23457E-05", "0.0000123457"),
    (123, "[DBNum1]General", "一百二十三", "123"),
    (10, "[DBNum1][$-804]General", "一十", "10"),
    (1234.5, "[DBNum2]G/通用格式", "壹仟贰佰叁拾肆.伍", "1234.5"),
    (2005, "[DBNum1]0", "二〇〇五", "2005"),
    (1e15, "#,##0", "1,000,000,000,000,000", "1000000000000000"),
    (1e300, "0", "1" + "0" * 300, "1" + "0" * 300),
    (5e-324, "0.00", "0.00", "0.00"),
]


@pytest.mark.parametrize(("value", "code", "text", "number"), NUMBERS)
def test_a_number_shows_what_excel_shows(
    value: float, code: str, text: str, number: str | None
) -> None:
    shown = shown_number(value, code)
    assert shown is not None
    assert shown.text == text
    assert not shown.is_date
    assert shown.number == (None if number is None else Decimal(number))
    if number is not None and "E" not in text and "e" not in str(shown.number).lower():
        assert str(shown.number) == number


DATES = [
    (45170, "yyyy/m/d", "2023/9/1"),
    (45170, 'yyyy"年"m"月"d"日"', "2023年9月1日"),
    (45170, "yyyy\\年m\\月d\\日;@", "2023年9月1日"),
    (45170, "yyyy-mm-dd", "2023-09-01"),
    (45170, "yy.mm.dd", "23.09.01"),
    (45170, "[$-804]yyyy\\年m\\月", "2023年9月"),
    (45170, "e/m/d", "2023/9/1"),
    (45170, "d-mmm-yy", "1-Sep-23"),
    (45170, "[$-409]mmmm d, yyyy", "September 1, 2023"),
    (45170, "aaaa", "星期五"),
    (45170, "[$-804]dddd", "星期五"),
    (45170, "dddd", "Friday"),
    (45280, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年十二月二十日"),
    (45280, "[$-1E000804]yyyy\\年m\\月d\\日", "二〇二三年十二月二十日"),
    (45170.75, "yyyy/m/d h:mm", "2023/9/1 18:00"),
    (45170.75, "h:mm AM/PM", "6:00 PM"),
    (45170.5, "h:mm AM/PM", "12:00 PM"),
    (45170.0, "h:mm AM/PM", "12:00 AM"),
    (45170.75, '[$-804]AM/PMh"时"mm"分"', "下午6时00分"),
    (45170.75, "上午/下午h:mm", "下午6:00"),
    (0.5 + 59.6 / 86400, "h:mm:ss", "12:01:00"),
    (0.123456, "mm:ss.0", "57:46.6"),
    (1.5, "[h]:mm:ss", "36:00:00"),
    (1.5, "[mm]:ss", "2160:00"),
    (1 / 24 + 5 / 1440, "h:mm", "1:05"),
    (45170 + 5 / 1440, "mm-dd mm:ss", "09-01 05:00"),
    (1, "yyyy/m/d", "1900/1/1"),
    (59, "yyyy/m/d", "1900/2/28"),
    (60, "yyyy/m/d", "1900/2/29"),
    (61, "yyyy/m/d", "1900/3/1"),
    (2958465, "yyyy/m/d", "9999/12/31"),
]


@pytest.mark.parametrize(("value", "code", "text"), DATES)
def test_a_date_shows_what_excel_shows(value: float, code: str, text: str) -> None:
    shown = shown_number(value, code)
    assert shown is not None
    assert (shown.text, shown.number, shown.is_date) == (text, None, True)


BUILT_IN_DATES = {
    14: "2023/9/1",
    22: "2023/9/1 18:05",
    27: "2023年9月",
    28: "9月1日",
    29: "9月1日",
    30: "9/1/23",
    31: "2023年9月1日",
    32: "18时05分",
    33: "18时05分09秒",
    34: "下午6时05分",
    35: "下午6时05分09秒",
    36: "2023年9月",
    50: "2023年9月",
    51: "9月1日",
    52: "2023年9月",
    53: "9月1日",
    54: "9月1日",
    55: "下午6时05分",
    56: "下午6时05分09秒",
    57: "2023年9月",
    58: "9月1日",
}
"""What the formats of zh-cn show (ECMA-376 part 1, 18.8.30)."""


@pytest.mark.parametrize(("number", "text"), BUILT_IN_DATES.items())
def test_dates_that_files_name_by_number_are_chinese(number: int, text: str) -> None:
    shown = shown_number(45170 + (18 * 3600 + 5 * 60 + 9) / 86_400, BUILT_IN[number])
    assert shown is not None
    assert shown.text == text


def test_other_formats_that_files_name_by_number_are_those_of_libraries() -> None:
    for number, code in BUILTIN_FORMATS.items():
        if number not in (*BUILT_IN_DATES, 44, 47):  # openpyxl misspells these two
            for value in (0, 1234.5, -1234.5, 0.25):
                assert shown_number(value, BUILT_IN[number]) == shown_number(value, code), number


@pytest.mark.parametrize("value", [-1, -0.5, 2958466, 1e12])
def test_no_date_is_shown_where_excel_shows_hashes(value: float) -> None:
    assert shown_number(value, "yyyy/m/d") is None


def test_dates_of_1904_are_four_years_later() -> None:
    shown = shown_number(0, "yyyy/m/d", from_1904=True)
    assert shown is not None
    assert shown.text == "1904/1/1"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "甲 "),
        ("@", "甲 "),
        ("0.00", "甲 "),
        ("0;0;0", "甲 "),
        ('@"局"', "甲 局"),
        ('0;0;0;"["@"]"', "[甲 ]"),
        (";;;", ""),
        ('0;0;0;"无"', "无"),
        (ACCOUNTING, "甲"),
    ],
)
def test_a_text_shows_itself_but_for_a_section_of_texts(code: str, shown: str) -> None:
    assert shown_text("甲 ", code) == shown


PARTS = st.sampled_from(
    [
        *'0#?.,%/@;-+()_*\\"![]年 5',
        *("E+", "e-", "yyyy", "m", "dd", "h", "ss", ".0", "[h]", "AM/PM", "aaaa", "General"),
        *("[DBNum1]", "[DBNum2]", "[Red]", "[>=1]", "[<0]", "[$¥-804]", "[$-1E000804]", '"元"'),
    ]
)


@given(
    st.floats(allow_nan=False, allow_infinity=False) | st.floats(-1e6, 1e6),
    st.lists(PARTS, max_size=9).map("".join) | st.text(max_size=20),
)
def test_any_code_shows_something_of_any_number(value: float, code: str) -> None:
    shown_number(value, code)
    assert isinstance(shown_text("甲", code), str)


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    st.integers(0, 4),
    st.booleans(),
)
def test_the_number_is_the_one_in_the_text(value: Decimal, places: int, is_grouped: bool) -> None:
    code = ("#,##0" if is_grouped else "0") + ("." + "0" * places if places else "")
    shown = shown_number(float(value), code)
    assert shown is not None
    assert str(shown.number) == shown.text.replace(",", "")
    assert shown.number is not None
    assert abs(shown.number - value) <= Decimal(5).scaleb(-places - 1)


CODES = [
    *("0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.0", "0.000", "#,##0.0", "0.0#"),
    *("#,##0.00_);(#,##0.00)", "#,##0.00;[Red]-#,##0.00", "0.00;[Red]0.00", "0_-", "#,###"),
    *("[$¥-804]#,##0.00", '"¥"#,##0.00;"¥"-#,##0.00', '0.00"万元"', ACCOUNTING, "000-0000"),
    *("0.00E+00", "##0.0E+0", "0.0,", '#,##0.0,,"百万"', "0.0??", "000000", "\\第0\\名"),
    *('0.00;-0.00;"无"', '[>=60]0"分";[<60]0.0"分"', "[>100]0;0.00", "# ?/?", "+0.0;-0.0;0"),
    *('"增长"0.0%;"下降"0.0%;"持平"', "0.0%;;", "0\\.0,"),
]
DATE_CODES = [
    *('yyyy"年"m"月"d"日"', "yyyy/m/d", "yyyy-mm-dd", "yy.m.d", 'm"月"d"日"', "h:mm", "h:mm:ss"),
    *("yyyy/m/d h:mm", "h:mm AM/PM", "d-mmm-yy", "[$-804]yyyy\\年m\\月d\\日", "dddd"),
    *('[DBNum1][$-804]yyyy"年"m"月"d"日"', "[$-804]aaaa", "mmmm d, yyyy", "mm:ss"),
]


def random_values(seed: int, count: int) -> list[tuple[object, str]]:
    draw = random.Random(seed)
    values = list[tuple[object, str]]()
    for _ in range(count):
        if draw.random() < 0.2:
            # Calc cuts a second off where Excel rounds it.
            seconds = 60 * draw.randint(0, 1439) + 5.2
            moment = draw.randint(61, 70_000) + seconds / 86_400
            values.append((moment, draw.choice(DATE_CODES)))
        else:
            number = draw.choice(
                [
                    0,
                    round(draw.uniform(-1e5, 1e5), 2),
                    round(draw.uniform(-100, 1000), draw.randint(0, 6)),
                    draw.randint(-(10**6), 10**6),
                    draw.uniform(-1e9, 1e9),
                    draw.randint(0, 10**5) / 1000 * 1.1,
                    draw.randint(-2000, 2000) / 200 + 0.005,
                    draw.uniform(-1, 1) * 10.0 ** draw.randint(-5, 6),
                ]
            )
            values.append((number, draw.choice(CODES)))
    return values


def alike(text: str) -> str:
    """A text without what Calc does otherwise: no minus before a zero, blanks that align."""
    blank = re.sub(r"\s+", " ", text.strip())
    return blank if re.search("[1-9]", text) else blank.replace("-", "")


@needs_libreoffice
@pytest.mark.slow
def test_numbers_show_what_calc_shows(tmp_path: Path) -> None:
    values = random_values(20_231_201, 1000)
    file = tmp_path / "law.xlsx"
    file.write_bytes(formatted(values))
    calc = shown_by_calc(saved_by_calc(file, tmp_path, "csv")["csv"])
    sheet = open_workbook(file, NAME).sheets[0]
    texts = [sheet.cell(row, 1).text for row in range(1, len(values) + 1)]
    calc += [""] * (len(texts) - len(calc))
    differing = [
        (value, code, text, theirs)
        for (value, code), text, theirs in zip(values, texts, calc, strict=True)
        if alike(text) != alike(theirs)
    ]
    assert differing == []
