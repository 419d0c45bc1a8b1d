"""Every key of pack.yaml is checked: each slip is an error at its place that says what to write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.diagnostics import ExitCode, Place, Problem, Problems
from docgen.packs.pack import load_pack
from docgen.wording.problem_texts import problem_text

SOUND = """\
output: '{{ 年度 }}年度报告'
properties: {title: 标题, author: 单位, date: 2024年4月26日}
parts:
  - {file: form.docx, repeat: 项目 in projects}
derived:
  组.率: (组.甲 / 组.乙) | percent
format:
  paper: {width: 210, height: 297}
  margins: {top: 37, bottom: 35, left: 28, right: 26}
  grid: {lines: 22, characters: 28}
  tolerance: 1
  body: Body Text
  table: Table Text
  styles:
    Heading 1: {font: 黑体, spacing: 30, align: both, level: 1}
    Body Text: {font: 仿宋_GB2312, latin: 仿宋_GB2312, size: 16, indent: 2, number: （%2）}
  page number: {style: footer, dash: —, below: 7, inset: 1}
  annexes: {mark: Annex Mark, title: Annex Title, listed: Annex List}
checks:
  year: 年度
  carried: {上年数: 本年数}
  unit: 单位名称
  money: [组]
  points: [得分]
  facts: [工作]
  plans: [目标]
  apart: [基金]
  titles: [报告]
next: {kept: [单位名称], dates: [日期], texts: [说明]}
rules:
  - {name: 甲不大于乙, at: 组, each: 行列, require: 甲 <= 乙, warn: 是}
"""


def faults(folder: Path, text: str) -> list[Problem]:
    """The problems of a pack with this pack.yaml, in order."""
    (folder / "form.docx").touch()
    (folder / "pack.yaml").write_text(text, "utf-8")
    problems = Problems()
    load_pack(folder, folder, problems, partial=True)
    return list(problems)


def place_of(text: str, mark: str, start: int) -> Place:
    """Where ``mark`` stands in ``text``, behind its character ``start``."""
    before = text[: text.index(mark, start)]
    return Place("pack.yaml", before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_a_sound_pack_file_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, SOUND) == []


@dataclass(frozen=True)
class Slip:
    """``sound`` is typed as ``typed``; the problem is at ``at`` within that, and says ``says``."""

    sound: str
    typed: str
    code: str
    says: tuple[str, ...] = ()
    at: str = ""


MISSPELT_KEYS = [
    Slip("spacing: 30", "spacng: 30", "pack-key", ("spacing",)),
    Slip("output:", "outputs:", "pack-key", ("output",)),
    Slip("properties:", "propertis:", "pack-key", ("properties",)),
    Slip("parts:", "part:", "pack-key", ("parts",)),
    Slip("derived:", "derive:", "pack-key", ("derived",)),
    Slip("format:", "formats:", "pack-key", ("format",)),
    Slip("checks:", "check:", "pack-key", ("checks",)),
    Slip("next:", "nxet:", "pack-key", ("next",)),
    Slip("rules:", "rule:", "pack-key", ("rules",)),
    Slip("author:", "auther:", "pack-key", ("author",)),
    Slip("file:", "fiel:", "pack-key", ("file",)),
    Slip("repeat:", "repaet:", "pack-key", ("repeat",)),
    Slip("each:", "every:", "pack-key", ("name, at, each, require, warn",)),
    Slip("require:", "requires:", "pack-key", ("require",)),
    Slip("warn:", "warning:", "pack-key", ("name, at, each, require, warn",)),
    Slip("carried:", "caried:", "pack-key", ("carried",)),
    Slip("points:", "point:", "pack-key", ("points",)),
    Slip("kept:", "keep:", "pack-key", ("kept, dates, texts",)),
    Slip("dates:", "date:", "pack-key", ("dates",)),
    Slip("paper:", "papers:", "pack-key", ("paper",)),
    Slip("width:", "widht:", "pack-key", ("width",)),
    Slip("top:", "tpo:", "pack-key", ("top",)),
    Slip("right:", "rigth:", "pack-key", ("right",)),
    Slip("characters:", "charcters:", "pack-key", ("characters",)),
    Slip("styles:", "style:", "pack-key", ("styles",)),
    Slip("indent:", "ident:", "pack-key", ("indent",)),
    Slip("page number:", "page-number:", "pack-key", ("page number",)),
    Slip("below:", "bellow:", "pack-key", ("below",)),
    Slip("listed:", "list:", "pack-key", ("listed",)),
]

WRONG_VALUES = [
    Slip("spacing: 30", "spacing: thirty", "wrong-type", ("number",), "thirty"),
    Slip("spacing: 30", "spacing: -30", "schema-rule", ("at least 0",), "-30"),
    Slip("spacing: 30", "spacing: 30pt", "wrong-type", ("number",), "30pt"),
    Slip("spacing: 30", "spacing: [30]", "wrong-type", ("number",), "[30]"),
    Slip("top: 37", "top: 37毫米", "wrong-type", ("number",), "37毫米"),
    Slip("top: 37", "top: -1", "schema-rule", ("at least 0",), "-1"),
    Slip("width: 210", "width: {mm: 210}", "wrong-type", ("number",), "{mm: 210}"),
    Slip("lines: 22", "lines: 22.5", "wrong-type", ("number",), "22.5"),
    Slip("lines: 22", "lines: 0", "schema-rule", ("at least 1",), "0, char"),
    Slip("level: 1}", "level: 10}", "schema-rule", ("at most 9",), "10}"),
    Slip("below: 7", "below: 低", "wrong-type", ("number",), "低"),
    Slip("tolerance: 1", "tolerance: 1 mm", "wrong-type", ("number",), "1 mm"),
    Slip("align: both", "align: centre", "not-allowed", ("center", "left, center"), "centre"),
    Slip("warn: 是", "warn: maybe", "not-allowed", ("是, yes, true, 否, no, false",), "maybe"),
    Slip("warn: 是", "warn: ", "left-blank", (), "}"),
    Slip("font: 黑体", "font: [黑体]", "wrong-type", ("text",), "[黑体]"),
    Slip("paper: {width: 210, height: 297}", "paper: A4", "wrong-type", ("group",), "A4"),
    Slip("grid: {lines: 22, characters: 28}", "grid: [22, 28]", "wrong-type", ("group",), "[22"),
    Slip("kept: [单位名称]", "kept: 单位名称", "wrong-type", ("list",), "单位名称, dates"),
    Slip("kept: [单位名称]", "kept: {单位名称: 是}", "wrong-type", ("list",), "{单位名称: 是"),
    Slip("kept: [单位名称]", "kept: [[单位名称]]", "wrong-type", ("text",), "[单位名称]]"),
    Slip("money: [组]", "money: [组, '']", "left-blank", (), "''"),
    Slip("carried: {上年数: 本年数}", "carried: 本年数", "wrong-type", ("group",), "本年数"),
    Slip("(组.甲 / 组.乙) | percent", "[甲, 乙]", "wrong-type", ("text",), "[甲, 乙]"),
    Slip("(组.甲 / 组.乙) | percent", "", "left-blank"),
    Slip("项目 in projects", "项目 of projects", "schema-rule", ("项目 in projects",), "项目 of"),
    Slip("项目 in projects", "甲-乙 in projects", "schema-rule", ("项目 in projects",), "甲-乙"),
    Slip("项目 in projects", "甲、乙 in projects", "schema-rule", ("项目 in projects",), "甲、乙"),
    Slip("- {file: form.docx, repeat: 项目 in projects}", "- form.docx", "wrong-type", ("group",)),
    Slip("title: 标题", "title: ", "left-blank"),
    Slip("require: 甲 <= 乙", "require: ", "left-blank"),
]

MISSING_KEYS = [
    Slip(
        "output: '{{ 年度 }}年度报告'\n", "", "required-field", ("「pack.yaml」 lacks 「output」",)
    ),
    Slip("title: 标题, ", "", "required-field", ("title",), "{author"),
    Slip(", date: 2024年4月26日", "", "required-field", ("date",)),
    Slip("file: form.docx, ", "", "required-field", ("file",), "{repeat"),
    Slip("name: 甲不大于乙, ", "", "required-field", ("name",), "{at"),
    Slip(", require: 甲 <= 乙", "", "required-field", ("require",)),
    Slip(", height: 297", "", "required-field", ("height",)),
    Slip("lines: 22, ", "", "required-field", ("lines",), "{characters"),
]


@pytest.mark.parametrize(
    "slip",
    [*MISSPELT_KEYS, *WRONG_VALUES, *MISSING_KEYS],
    ids=lambda slip: slip.typed or slip.sound,
)
def test_a_slip_is_told_once_at_its_place_with_what_to_write(tmp_path: Path, slip: Slip) -> None:
    assert SOUND.count(slip.sound) == 1
    text = SOUND.replace(slip.sound, slip.typed)
    (problem,) = faults(tmp_path, text)
    assert (problem.code, problem.exit_code) == (slip.code, ExitCode.TEMPLATE)
    if slip.at or slip.code == "pack-key":
        start = SOUND.index(slip.sound)
        assert problem.place == place_of(text, slip.at or slip.typed, start if slip.typed else 0)
    assert problem.place.line > 0
    for language in ("en", "zh"):
        assert problem_text(problem, language).count("\n") == 1
    for words in slip.says:
        assert words in problem_text(problem, "en")


def test_all_slips_of_a_file_are_told_in_its_order(tmp_path: Path) -> None:
    text = SOUND
    for slip in (*MISSPELT_KEYS[:1], WRONG_VALUES[12], MISSPELT_KEYS[-1], MISSPELT_KEYS[10]):
        text = text.replace(slip.sound, slip.typed)
    found = faults(tmp_path, text)
    assert [problem.code for problem in found] == ["pack-key"] * 2 + ["not-allowed", "pack-key"]
    assert [problem.place for problem in found] == sorted(problem.place for problem in found)


def test_a_key_that_is_there_already_is_not_offered(tmp_path: Path) -> None:
    (problem,) = faults(tmp_path, SOUND.replace("width: 210,", "width: 210, widths: 210,"))
    assert (problem.code, problem.words["nearest"]) == ("pack-key", "")


@pytest.mark.parametrize(
    ("typed", "warns"),
    [("是", True), ("yes", True), ("true", True), ("否", False), ("no", False), ("false", False)],
)
def test_a_rule_warns_if_it_says_yes(tmp_path: Path, typed: str, warns: bool) -> None:
    faults(tmp_path, SOUND.replace("warn: 是", f"warn: {typed}"))
    problems = Problems()
    pack = load_pack(tmp_path, tmp_path, problems)
    assert pack is not None
    assert [rule.warn for rule in pack.rules] == [warns]


def test_values_are_records_with_their_places(tmp_path: Path) -> None:
    faults(tmp_path, SOUND)
    pack = load_pack(tmp_path, tmp_path, Problems())
    assert pack is not None
    assert (pack.output, pack.output.place) == ("{{ 年度 }}年度报告", Place("pack.yaml", 1, 9))
    assert [part.loop for part in pack.parts] == [("项目", "projects")]
    (derived,), (rule,) = pack.derived, pack.rules
    assert (derived.field, derived.formula) == ("组.率", "(组.甲 / 组.乙) | percent")
    assert derived.place == Place("pack.yaml", 6, 3)
    assert (rule.name, rule.at, rule.each) == ("甲不大于乙", "组", "行列")
    assert (rule.require, rule.place) == ("甲 <= 乙", Place("pack.yaml", 31, 5))
    assert (pack.checks.last_year_of, pack.checks.other_money) == ({"上年数": "本年数"}, ("基金",))
    assert (pack.next.kept, pack.next.dates) == (("单位名称",), ("日期",))


def test_groups_that_are_left_blank_have_their_defaults(tmp_path: Path) -> None:
    start = SOUND.index("derived:")
    text = f"{SOUND[:start]}derived:\nformat:\nchecks:\nnext:\nrules:\n"
    assert faults(tmp_path, text) == []
    pack = load_pack(tmp_path, tmp_path, Problems())
    assert pack is not None
    assert (pack.derived, pack.rules, pack.checks.money) == ((), (), ())


def test_a_formula_and_a_text_may_look_like_a_number(tmp_path: Path) -> None:
    text = SOUND.replace("output: '{{ 年度 }}年度报告'", "output: 2023")
    assert faults(tmp_path, text.replace("(组.甲 / 组.乙) | percent", "100")) == []
    pack = load_pack(tmp_path, tmp_path, Problems())
    assert pack is not None
    assert (pack.output, pack.derived[0].formula) == ("2023", "100")
    assert pack.output.place == Place("pack.yaml", 1, 9)
