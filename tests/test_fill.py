"""``docgen fill``: any form with any data; a bad row costs itself, and nobody's edits are lost."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from docgen import ExitCode
from docgen.cli.main import main
from docgen.diagnostics import UsageError
from docgen.sheets.workbook import open_workbook
from tests.fill_scenes import Row, data, filled, form, text, texts
from tests.support import codes
from tests.test_pictures import png

PEOPLE = [
    {"姓名": "张三", "金额": 1250, "党员": True, "备注": "a & b <c>"},
    {"姓名": "李四", "金额": 99, "党员": False, "备注": None},
    {"姓名": "王五", "金额": 0, "党员": True, "备注": "x"},
]
LETTER = ("尊敬的{{ 姓名 }}：", "金额 {{ 金额 }} 元{% if 党员 %}，党员{% endif %}。{{ 备注 }}")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is no project, in which the command is called."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "fill", *arguments])


def letter(person: dict[str, Any]) -> str:
    member = "，党员" if person["党员"] else ""
    return f"{person['姓名']}：\n金额 {person['金额']} 元{member}。{person['备注'] or ''}"


@pytest.mark.parametrize("name", ["人.json", "人.yaml", "人.yml"])
def test_a_mapping_makes_one_file_beside_where_one_works(here: Path, name: str) -> None:
    result = filled(form(here / "信.docx", *LETTER), data(here / name, PEOPLE[0]))
    assert codes(result) == []
    assert result.exit_code is ExitCode.DONE
    assert text(here / "信-人.docx") == f"尊敬的{letter(PEOPLE[0])}"


@pytest.mark.parametrize("name", ["人.json", "人.yaml", "人.xlsx"])
def test_rows_make_a_file_each_called_as_the_first_column(here: Path, name: str) -> None:
    result = filled(form(here / "信.docx", *LETTER), data(here / name, PEOPLE))
    assert codes(result) == []
    assert texts(here / "信-人") == {person["姓名"]: f"尊敬的{letter(person)}" for person in PEOPLE}


def test_a_csv_file_of_excel_is_read_as_it_is_saved(here: Path) -> None:
    lines = "姓名,金额\r\n张三,1250.50\r\n李四,0099\r\n"
    (here / "人.csv").write_bytes(lines.encode("gbk"))
    filled(form(here / "信.docx", "{{ 姓名 }} {{ 金额 }}"), here / "人.csv")
    assert texts(here / "信-人") == {"张三": "张三 1250.50", "李四": "李四 0099"}


# What is typed is what is printed.

_SIGNS = st.characters(
    blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="\u2028\u2029\xa0"
)
_TEXTS = st.text(_SIGNS, max_size=20).filter(lambda text: not text.startswith("="))
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "文": _TEXTS,
            "整": st.integers(-(10**14), 10**14),
            "数": st.decimals(-(10**6), 10**6, places=2).map(float),
            "是": st.booleans(),
            "空": st.none(),
        }
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=int(os.environ.get("DOCGEN_FILLS", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_ROWS)
def test_what_is_in_the_data_is_in_the_file_whatever_kind_it_is(
    here: Path, rows: list[dict[str, Any]]
) -> None:
    tags = "〔{{ 文 }}〕〔{{ 整 }}〕〔{{ 数 }}〕〔{{ 空 }}〕{% if 是 %}是{% else %}否{% endif %}"
    template = form(here / "信.docx", tags)
    numbered = [{"号": f"第{number}", **row} for number, row in enumerate(rows)]
    for name in ("行.json", "行.yaml", "行.xlsx"):
        out = here / f"出-{name}"
        result = filled(template, data(here / name, numbered), str(out), name="{{ 号 }}")
        assert {*codes(result)} <= {"number-shortened"}  # what Excel shows of 12 digits
        shown = shown_values(here / name, numbered)
        expected = {
            str(row["号"]): "〔{文}〕〔{整}〕〔{数}〕〔〕{是}".format(
                **(row | values | {"是": "是" if row["是"] else "否"})
            )
            for row, values in zip(numbered, shown, strict=True)
        }
        assert {key: value.replace("\n", "") for key, value in texts(out).items()} == expected
        shutil.rmtree(out)


def shown_values(path: Path, rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What a sheet shows in each row; of other files what is typed in them."""
    if path.suffix != ".xlsx":
        return [{"数": repr(row["数"])} for row in rows]
    (sheet,) = open_workbook(path, path.name).sheets
    return [
        {head: sheet.cell(line, column).text for column, head in enumerate(rows[0], 1)}
        for line in range(2, len(rows) + 2)
    ]


# A bad row costs itself.


def sheet_of(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (("乙", "#REF!"), "人.xlsx!Sheet!B3 cell-error"),
        (("乙", "#N/A"), "人.xlsx!Sheet!B3 cell-error"),
        (("乙", "=SUM(B9)"), "人.xlsx!Sheet!B3 formula-without-value"),
        ((None, 5), "人.xlsx!Sheet!A3 row-name-blank"),
        (("。。。...", 5), None),
        (("...", 5), "人.xlsx!Sheet!A3 row-name-blank"),
        (("甲", 5), "人.xlsx!Sheet!A3 row-name-twice"),
        (("乙", "\ufdd0"), "人.xlsx!Sheet!B3 control-character"),
    ],
)
def test_a_bad_row_is_told_at_its_cell_and_the_others_are_as_without_it(
    here: Path, bad: tuple[object, ...], told: str | None
) -> None:
    template, head = form(here / "信.docx", "{{ 姓名 }} {{ 金额 }}"), ("姓名", "金额")
    good = [("甲", 1), ("丙", 3)]
    filled(template, sheet_of(here / "好.xlsx", head, *good), "好")
    result = filled(template, sheet_of(here / "人.xlsx", head, good[0], bad, good[1]), "坏")
    found = [f"{problem.place} {problem.code}" for problem in result.all_problems()]
    assert found == ([told] if told else [])
    assert result.exit_code is (ExitCode.CONTENT if told else ExitCode.DONE)
    for name in ("甲", "丙"):
        assert (here / "坏" / f"{name}.docx").read_bytes() == (
            here / "好" / f"{name}.docx"
        ).read_bytes()
    assert len(list((here / "坏").iterdir())) == (2 if told else 3)


def test_of_two_rows_with_one_name_both_are_told(here: Path) -> None:
    template = form(here / "信.docx", "{{ 姓名 }}")
    sheet_of(here / "人.xlsx", ("姓名",), ("Anna",), ("乙",), ("ANNA",))
    done = run("信.docx", "人.xlsx")
    assert done.exit_code == ExitCode.CONTENT
    assert "人.xlsx!Sheet!A4: error[row-name-twice]" in done.output
    assert "人.xlsx!Sheet!A2" in done.output
    assert sorted(texts(here / "信-人")) == ["Anna", "乙"]
    assert template.exists()


def test_rows_below_a_merged_cell_are_each_told_at_their_own_row(here: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["单位", "姓名"], ["财务科", "甲"], [None, "乙"], ["办公室", "丙"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save("人.xlsx")
    form(here / "信.docx", "{{ 单位 }}{{ 姓名 }}")
    done = run("信.docx", "人.xlsx")
    assert "人.xlsx!Sheet!A3: error[row-name-twice]" in done.output
    assert "this one and 人.xlsx!Sheet!A2" in done.output
    assert run("信.docx", "人.xlsx", "--name", "姓名", "-o", "二").exit_code == 0
    assert texts(here / "二") == {"甲": "财务科甲", "乙": "财务科乙", "丙": "办公室丙"}


def test_a_name_that_one_row_lacks_costs_that_row(here: Path) -> None:
    rows: list[Row] = [{"姓名": "甲", "职务": "科长"}, {"姓名": "乙"}, {"姓名": "丙", "职务": None}]
    result = filled(form(here / "信.docx", "{{ 职务 }}"), data(here / "人.json", rows))
    (problem,) = result.all_problems()
    assert (problem.code, problem.place.line) == ("missing-field", 6)
    assert problem.template is not None
    assert problem.template.paragraph == 1
    assert sorted(path.stem for path in (here / "信-人").iterdir()) == ["丙", "甲"]


def test_a_column_that_a_table_lacks_is_told_once_at_its_heads(here: Path) -> None:
    rows = [{"姓名": f"员工{number}", "金额": number} for number in range(40)]
    template = form(here / "信.docx", "{{ 姓名 }} {{ 金領 }}")
    result = filled(template, data(here / "人.xlsx", rows))
    (problem,) = result.all_problems()
    assert (str(problem.place), problem.code) == ("人.xlsx!Sheet!A1", "missing-column")
    assert problem.words["nearest"] == "金额"
    assert not any(outcome.docx for outcome in result.outcomes)
    assert len(result.outcomes) == 40


def test_what_fails_in_the_form_for_one_row_is_told_at_that_row(here: Path) -> None:
    rows: list[Row] = [{"姓名": "甲", "数": 1}, {"姓名": "乙", "数": "x"}, {"姓名": "丙", "数": 2}]
    template = form(here / "信.docx", "{{ 数 * 2.5 }}")
    result = filled(template, data(here / "人.json", rows))
    (problem,) = result.all_problems()
    assert (problem.place.file, problem.place.line) == ("人.json", 6)
    assert result.exit_code is ExitCode.CONTENT
    assert texts(here / "信-人") == {"甲": "2.5", "丙": "5.0"}


def test_a_head_that_stands_twice_costs_only_the_forms_that_use_it(here: Path) -> None:
    sheet_of(here / "人.xlsx", ("姓名", "金额", "金额"), ("甲", 1, 2))
    result = filled(form(here / "信.docx", "{{ 姓名 }}"), here / "人.xlsx")
    assert (codes(result), result.exit_code) == (["head-twice"], ExitCode.DONE)
    assert texts(here / "信-人") == {"甲": "甲"}
    result = filled(form(here / "据.docx", "{{ 金额 }}"), here / "人.xlsx")
    assert (codes(result), result.exit_code) == (["head-twice"], ExitCode.CONTENT)
    assert not (here / "据-人").exists()


def test_pictures_are_looked_for_beside_the_data(here: Path) -> None:
    (here / "数据").mkdir()
    (here / "数据" / "甲.png").write_bytes(png(30, 20))
    rows = [{"姓名": "甲", "照片": "甲.png"}, {"姓名": "乙", "照片": "乙.png"}]
    template = form(here / "信.docx", "{{ 照片 | picture }}")
    result = filled(template, data(here / "数据" / "人.json", rows))
    (problem,) = result.all_problems()
    assert problem.place.line == 6
    assert result.exit_code is ExitCode.CONTENT
    document = docx.Document(str(here / "信-人" / "甲.docx"))
    assert len(document.inline_shapes) == 1


def test_what_is_wrong_with_the_form_is_told_once(here: Path) -> None:
    result = filled(form(here / "信.docx", "{{ 姓名"), data(here / "人.xlsx", PEOPLE))
    assert result.exit_code is ExitCode.TEMPLATE
    (problem,) = result.all_problems()
    assert problem.place.file == "信.docx"
    assert not (here / "信-人").exists()


def kill(value: object) -> object:
    """A filter that ends its process for one row."""
    if value == "员工17":
        os._exit(9)
    return value


@pytest.mark.slow
def test_a_row_that_ends_its_process_costs_itself(here: Path) -> None:
    rows = [{"姓名": f"员工{number}"} for number in range(40)]
    template = form(here / "信.docx", "{{ 姓名 | kill }}")
    result = filled(template, data(here / "人.json", rows), filters={"kill": kill}, jobs=2)
    (problem,) = result.all_problems()
    assert (problem.code, problem.place.line) == ("docgen-failed", 3 * 17 + 2)
    assert len(texts(here / "信-人")) == 39


def test_filters_of_python_may_be_any_function(here: Path) -> None:
    rows = [{"姓名": f"员工{number}"} for number in range(25)]
    template = form(here / "信.docx", "{{ 姓名 | twice }}")
    filters = {"twice": lambda value: f"{value}{value}"}
    assert codes(filled(template, data(here / "人.json", rows), filters=filters)) == []
    assert texts(here / "信-人")["员工24"] == "员工24员工24"


# Names.


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("a/b\\c", "a_b_c"),
        ('一:二*三?四"五<六>七|八', "一_二_三_四_五_六_七_八"),
        ("CON", "CON_"),
        ("nul.信", "nul_.信"),
        ("结尾. ", "结尾"),
        ("  前后  ", "前后"),
        ("-选项", "选项"),
        ("第一行\n第二行", "第一行_第二行"),
        ("长" * 100, "长" * 66),
        ("..", None),
    ],
)
def test_names_are_such_as_every_system_takes(here: Path, typed: str, name: str | None) -> None:
    template = form(here / "信.docx", "{{ 甲 }}")
    result = filled(template, data(here / "人.json", [{"甲": typed}, {"甲": "其他"}]))
    made = {path.stem for path in (here / "信-人").iterdir()} - {"其他"}
    assert made == ({name} if name else set())
    assert codes(result) == ([] if name else ["row-name-blank"])


def test_names_are_expressions_of_the_row(here: Path) -> None:
    template, file = form(here / "信.docx", "{{ 姓名 }}"), data(here / "人.xlsx", PEOPLE)
    filled(template, file, "一", name="{{ 姓名 }}-{{ 金额 * 2 }}.docx")
    assert sorted(texts(here / "一")) == ["张三-2500", "李四-198", "王五-0"]
    filled(template, file, "二", name="备注")
    assert sorted(texts(here / "二")) == ["a & b _c_", "x"]
    filled(template, data(here / "一.yaml", PEOPLE[0]), "三", name="给{{ 姓名 }}")
    filled(template, data(here / "一.yaml", PEOPLE[0]), "三", name="姓名")
    assert sorted(texts(here / "三")) == ["张三", "给张三"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--name", "信"), "one-name-for-all"),
        (("--name", "{{ 姓 }}"), "no-such-head"),
        (("--name", "{{ 姓名"), "expression-failed"),
        (("--name", "{{ 姓名 | nofilter }}"), "expression-failed"),
        (("-o", "出" * 70), "bad-file-name"),
        (("-o", f"{'出' * 99}/一"), "bad-file-name"),
        (("-o", f"{'出' * 99}.docx", "--together"), "bad-file-name"),
        (("-o", "人.xlsx", "--together"), "out-is-input"),
        (("-o", "笔记.txt", "--together"), "out-is-no-docx"),
        (("-o", "笔记.md", "--together"), "out-is-no-docx"),
        (("-o", "出.docx"), "out-is-a-file"),
        (("-o", "人.xlsx"), "out-is-a-file"),
        (("-o", "出.pdf", "--together"), "out-is-no-docx"),
        (("-o", "信.docx", "--together"), "out-is-input"),
        (("--together", "--name", "{{ 姓名 }}"), "needless-name"),
        (("--sheet", "名单"), "unknown-sheet"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    here: Path, arguments: tuple[str, ...], told: str
) -> None:
    form(here / "信.docx", "{{ 姓名 }}")
    data(here / "人.xlsx", PEOPLE)
    (here / "笔记.md").write_text("笔记", "utf-8")
    before = sorted(here.iterdir())
    done = run("信.docx", "人.xlsx", *arguments)
    assert done.output.count(f"error[{told}]") == 1
    assert done.exit_code in (ExitCode.USAGE, ExitCode.CONTENT)
    assert sorted(here.iterdir()) == before


# Files.


def test_either_order_will_do(here: Path) -> None:
    form(here / "信.docx", *LETTER)
    data(here / "人.yaml", PEOPLE[0])
    assert run("人.yaml", "信.docx").exit_code == 0
    assert (here / "信-人.docx").is_file()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("信件.docx", "人.xlsx"), "fill 信.docx 人.xlsx"),
        (("信.docx", "人员.xlsx"), "fill 信.docx 人.xlsx"),
        (("信.docx", "人.xls"), "fill 信.docx 人.xlsx"),
    ],
)
def test_a_file_that_is_not_there_is_told_with_the_one_most_like_it(
    here: Path, arguments: tuple[str, str], line: str
) -> None:
    form(here / "信.docx", *LETTER)
    data(here / "人.xlsx", PEOPLE)
    done = run(*arguments)
    assert done.exit_code == ExitCode.USAGE
    assert "error[no-such-file]" in done.output
    assert f"type docgen --lang en {line}" in done.output


@pytest.mark.parametrize(
    ("name", "begins", "told"),
    [
        ("信.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-a-docx"),
        ("信.docx", b"", "empty-docx"),
        ("信.docx", b"PK\x03\x04", "damaged-docx"),
        ("信.pdf", b"%PDF-1.7", "not-a-docx"),
    ],
)
def test_a_form_that_is_none_is_told(here: Path, name: str, begins: bytes, told: str) -> None:
    (here / name).write_bytes(begins)
    data(here / "人.xlsx", PEOPLE)
    done = run(name, "人.xlsx")
    assert f"{name}: error[{told}]" in done.output
    assert done.exit_code != 0


def test_where_it_is_written(here: Path) -> None:
    template = form(here / "信.docx", *LETTER)
    one, many = data(here / "一.yaml", PEOPLE[0]), data(here / "人.json", PEOPLE)
    (here / "有").mkdir()
    for out, path in (
        ("", "信-一.docx"),
        ("有", "有/信-一.docx"),
        ("新/", "新/信-一.docx"),
        ("没有", "没有/信-一.docx"),
        ("深/名.docx", "深/名.docx"),
        ("大.DOCX", "大.DOCX"),
    ):
        assert codes(filled(template, one, out)) == []
        assert (here / path).is_file(), path
    for out, path in (("", "信-人/张三.docx"), ("有", "有/张三.docx"), ("a/b", "a/b/张三.docx")):
        assert codes(filled(template, many, out)) == []
        assert (here / path).is_file(), path


def test_the_form_is_never_written_over(here: Path) -> None:
    template = form(here / "张三.docx", *LETTER)
    before = template.read_bytes()
    result = filled(template, data(here / "人.json", PEOPLE), ".")
    assert codes(result) == ["out-is-input"]
    assert template.read_bytes() == before
    assert (here / "李四.docx").is_file()


# Nobody's edits are lost.


def edit(path: Path) -> bytes:
    document = docx.Document(str(path))
    document.add_paragraph("手工加的一段")
    document.save(str(path))
    return path.read_bytes()


def test_what_was_filled_before_is_filled_again(here: Path) -> None:
    template, file = form(here / "信.docx", *LETTER), data(here / "人.json", PEOPLE)
    filled(template, file)
    again = filled(template, file)
    assert [outcome.changed for outcome in again.outcomes] == [False] * 3
    data(file, [PEOPLE[0] | {"金额": 7}, *PEOPLE[1:]])
    third = filled(template, file)
    assert [outcome.changed for outcome in third.outcomes] == [True, False, False]
    assert "金额 7 元" in text(here / "信-人" / "张三.docx")


def test_an_edited_file_is_kept_and_told(here: Path) -> None:
    template, file = form(here / "信.docx", *LETTER), data(here / "人.json", PEOPLE)
    filled(template, file)
    path = here / "信-人" / "张三.docx"
    edited = edit(path)
    same = filled(template, file)
    assert codes(same) == []  # it has all that would be written
    assert same.outcomes[0].edited
    data(file, [PEOPLE[0] | {"金额": 7}, *PEOPLE[1:]])
    result = filled(template, file)
    assert codes(result) == ["filled-and-edited"]
    assert result.exit_code is ExitCode.EDITS_AT_RISK
    assert path.read_bytes() == edited


@pytest.mark.parametrize("option", ["--replace", "--force"])
def test_with_replace_an_edited_file_is_moved_aside(here: Path, option: str) -> None:
    template, file = form(here / "信.docx", *LETTER), data(here / "人.json", PEOPLE)
    filled(template, file)
    edited = edit(here / "信-人" / "张三.docx")
    data(file, [PEOPLE[0] | {"金额": 7}, *PEOPLE[1:]])
    done = run("信.docx", "人.json", option)
    assert done.exit_code == 0
    assert "filled-moved" in done.output
    (aside,) = (here / "信-人" / "edited").iterdir()
    assert aside.read_bytes() == edited
    assert "金额 7 元" in text(here / "信-人" / "张三.docx")


def test_a_file_of_somebody_else_is_not_overwritten(here: Path) -> None:
    template, file = form(here / "信.docx", *LETTER), data(here / "一.yaml", PEOPLE[0])
    for name, content in (("别人的.docx", template.read_bytes()), ("坏的.docx", b"x")):
        (here / name).write_bytes(content)
        assert codes(filled(template, file, name)) == ["filled-and-edited"]
        assert (here / name).read_bytes() == content


def test_a_file_that_is_open_is_not_overwritten(here: Path) -> None:
    template, file = form(here / "信.docx", *LETTER), data(here / "一.yaml", PEOPLE[0])
    filled(template, file, "出.docx")
    before = (here / "出.docx").read_bytes()
    (here / "~$出.docx").write_bytes(b"\x04\x00")
    data(file, PEOPLE[1])
    assert codes(filled(template, file, "出.docx")) == ["file-open"]
    assert (here / "出.docx").read_bytes() == before


def test_properties_of_the_form_stay_with_the_fingerprint_beside_them(here: Path) -> None:
    template, file = form(here / "信.docx", *LETTER), data(here / "一.yaml", PEOPLE[0])
    document = docx.Document(str(template))
    document.core_properties.title = "原来的题目"
    document.save(str(template))
    filled(template, file, "出.docx")
    assert docx.Document(str(here / "出.docx")).core_properties.title == "原来的题目"
    # What was filled may be a form itself.
    again = here / "出.docx"
    assert codes(filled(again, file, "二.docx")) == ["form-reads-nothing"]
    edit(again)
    assert codes(filled(again, file, "二.docx")) == ["form-reads-nothing"]


# All rows in one file.


def test_together_all_rows_are_in_one_file(here: Path) -> None:
    template = form(here / "信.docx", *LETTER, header="致{{ 姓名 }}")
    result = filled(template, data(here / "人.xlsx", PEOPLE), together=True)
    assert codes(result) == []
    document = docx.Document(str(here / "信-人.docx"))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "\n".join(lines) == "\n".join(f"尊敬的{letter(person)}" for person in PEOPLE)
    headers = [section.header.paragraphs[0].text for section in document.sections]
    assert headers == ["致张三", "致李四", "致王五"]
    assert filled(template, here / "人.xlsx", together=True).outcomes[0].changed is False


def test_together_a_bad_row_is_left_out_and_told(here: Path) -> None:
    template = form(here / "信.docx", "{{ 姓名 }} {{ 金额 }}")
    sheet_of(here / "人.xlsx", ("姓名", "金额"), ("甲", 1), ("乙", "#REF!"), ("丙", 3))
    result = filled(template, here / "人.xlsx", "全.docx", together=True)
    assert codes(result) == ["cell-error"]
    assert result.exit_code is ExitCode.CONTENT
    assert text(here / "全.docx") == "甲 1\n丙 3"


def test_together_nothing_is_written_where_no_row_is_good(here: Path) -> None:
    template = form(here / "信.docx", "{{ 地址 }}")
    result = filled(template, data(here / "人.xlsx", PEOPLE), "全.docx", together=True)
    assert codes(result) == ["missing-column"]
    assert not (here / "全.docx").exists()


# What is said.


@pytest.mark.parametrize("word", ["填表", "套打", "邮件合并", "mailmerge", "letters", "fil"])
def test_the_command_is_known_by_what_people_call_it(word: str) -> None:
    done = CliRunner().invoke(main, ["--lang", "en", word, "信.docx", "人.xlsx"])
    assert "type docgen --lang en fill 信.docx 人.xlsx" in done.output


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ((), "fill FORM.docx DATA.xlsx"),
        (("信.docx",), "fill 信.docx DATA.xlsx"),
        (("人.xlsx",), "fill 人.xlsx FORM.docx"),
        (("信.docx", "--pdf"), "fill 信.docx --pdf DATA.xlsx"),
        (("信.docx", "人.xlsx", "李.xlsx"), "fill 信.docx 人.xlsx"),
    ],
)
def test_what_is_missing_is_told_with_the_line_to_type(typed: tuple[str, ...], line: str) -> None:
    done = run(*typed)
    assert done.exit_code == ExitCode.USAGE
    assert f"type docgen --lang en {line}\n" in done.output


def test_problems_as_json_name_sheet_and_cell(here: Path) -> None:
    form(here / "信.docx", "{{ 金额 }}")
    sheet_of(here / "人.xlsx", ("姓名", "金额"), ("甲", "#REF!"))
    (problem,) = json.loads(run("信.docx", "人.xlsx", "--format", "json").output)
    assert (problem["code"], problem["cell"]) == ("cell-error", "人.xlsx!Sheet!B2")


def test_what_was_written_is_said(here: Path) -> None:
    form(here / "信.docx", *LETTER)
    data(here / "人.xlsx", PEOPLE)
    done = run("信.docx", "人.xlsx")
    assert done.output == (
        "wrote 信-人/张三.docx\nwrote 信-人/李四.docx\nwrote 信-人/王五.docx\n"
        "done 3, not done 0; errors 0, warnings 0\n"
    )


def test_of_many_files_the_number_is_said(here: Path) -> None:
    form(here / "信.docx", "{{ 姓名 }}")
    data(here / "人.json", [{"姓名": f"员工{number}"} for number in range(40)])
    done = run("信.docx", "人.json")
    assert done.output.startswith("40 with new files, 0 unchanged, ")
    assert done.output.endswith("done 40, not done 0; errors 0, warnings 0\n")


def test_progress_is_told(here: Path) -> None:
    from docgen import fill_files

    told = list[tuple[str, int, int]]()
    template = form(here / "信.docx", *LETTER)
    fill_files(template, data(here / "人.json", PEOPLE), progress=lambda *step: told.append(step))
    assert told == [("fill", number, 3) for number in (1, 2, 3)]


def test_a_file_that_is_not_there_is_an_exception_in_python(here: Path) -> None:
    with pytest.raises(UsageError):
        filled(here / "没有.docx", data(here / "人.json", PEOPLE))


def test_a_row_without_a_name_is_called_by_its_place(here: Path) -> None:
    form(here / "信.docx", "{{ 姓名 }}")
    rows = [{"姓名": f"人{number}", "注": "x"} for number in range(12)]
    rows.append({"姓名": "", "注": "x"})
    data(here / "人.xlsx", rows)
    done = run("信.docx", "人.xlsx")
    assert "not done: 人.xlsx!Sheet!A14: " in done.output


def test_a_form_that_reads_nothing_is_told_and_written(here: Path) -> None:
    result = filled(form(here / "表.docx", "姓名：____"), data(here / "人.json", PEOPLE[0]))
    (problem,) = result.all_problems()
    assert (problem.code, problem.place.file) == ("form-reads-nothing", "表.docx")
    assert problem.words["example"] == "姓名"
    assert result.exit_code is ExitCode.DONE
    assert text(here / "表-人.docx") == "姓名：____"
