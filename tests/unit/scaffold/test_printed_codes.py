"""Letters and numbers that a form's formulas call its columns and rows."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.formulas.printed_codes import PrintedCodes, codes_of, is_code, plain


def codes(*rows: str) -> PrintedCodes:
    """The codes of a table of cells with ``|`` between them."""
    return codes_of(
        (number, column, text)
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row.split("|"))
    )


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["项目|预算数（A）|执行数（B）|执行率（B/A）"], ["", "A", "B", "B/A"]),
        (["项目|预算|执行|结余", "栏次|1|2|3=1-2"], ["", "1", "2", "3=1-2"]),
        (["项目|预算|执行|结余", "甲|乙|丙|丁=乙－丙"], ["甲", "乙", "丙", "丁=乙-丙"]),
        (["内容|上级①|本级②|合计③=①＋②"], ["", "①", "②", "③=①+②"]),
        (["品名|数量①|单价②（元）|金额③=①×②"], ["", "①", "②", "③=①*②"]),
        (["名称|率（（A-B）/A）|金额（万元）|得分（10分）"], ["", "(A-B)/A", "", ""]),
        (["项目|收入a|支出b|结余c=a-b"], ["", "a", "b", "c=a-b"]),
        (["科目|合计（1）=（2）+（3）|专项（2）|自筹（3）"], ["", "1=2+3", "2", "3"]),
        (["项目|计划（a）|完成（b）|率（c）＝（b）÷（a）×100%"], ["", "a", "b", "c=b/a*100%"]),
        (["项目|预算|结余|备注", "栏次|1|2|—"], ["", "1", "2", ""]),
        (["项目|预算|执行|备注", "栏次|A|B=A/A|－"], ["", "A", "B=A/A", ""]),
        (["编码|项目|预算|执行", "—|A|B|C=B-A"], ["", "A", "B", "C=B-A"]),
        (["编码|项目|预算|执行", "—|/|—|—"], ["", "", "", ""]),
        (["名称|5|7|9"], ["", "", "", ""]),
    ],
)
def test_the_codes_of_columns(rows: list[str], found: list[str]) -> None:
    own = codes(*rows)
    assert [own.of_column(len(rows) + 1, column) for column in range(4)] == found


def test_a_code_holds_below_its_own_head_only() -> None:
    own = codes("项目|预算数（A）", "甲|", "名称|数量")
    assert (own.of_column(2, 1, 1), own.of_column(4, 1, 3)) == ("A", "")


def test_the_codes_of_rows_stand_below_a_head_that_numbers_them() -> None:
    own = codes("项目|行次|金额", "收入|1|", "支出|2|", "结余|3=1-2|")
    assert [own.of_row(row, 2) for row in (1, 2, 3, 4)] == ["", "1", "2", "3=1-2"]
    assert own.of_row(4, 1) == ""
    own = codes("指标名称|代码|本年", "总收入|01|", "结余（03=01-02）|03|")
    assert [own.of_row(row, 2) for row in (1, 2, 3)] == ["", "01", "03"]


def test_what_a_formula_speaks_of_is_counted() -> None:
    own = codes("类别（A）|预算数（B）|执行数（C）|结余（D=B-C）")
    assert [own.are_counted(code) for code in ("A", "B", "C", "D=B-C", "")] == [
        *(False, True, True, True, False),
    ]


def test_signs_are_plain() -> None:
    assert plain("丙＝ 甲÷乙 ×100％") == "丙=甲/乙*100%"
    assert all(map(is_code, ("甲", "12", "③=①+②", "B/A", "（5）=（3）÷（2）"[:3])))
    assert not any(map(is_code, ("合计", "甲局", "2023", "")))
