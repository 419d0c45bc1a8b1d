"""``docgen new``: next year's content from this year's, or from a pack alone."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document

from docgen import RenderOptions, check_edition, render_edition
from docgen.content.source_files import apply_patches
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Problems, UsageError
from docgen.packs.next_year import names_field, year_later
from docgen.scaffold.content.new_edition import carry_edition, start_unit
from docgen.wording.alike_problems import alike
from tests.scripted_edits import reword, with_words
from tests.support import SmallProject, codes, found, whole_project
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

UNIT = "zhuzhou-vocational-park"
NEXT = """\
checks:
  year: 年度
  carried: {上年决算数: 本年决算数}
next:
  kept: [名称, 标签]
  dates: [日期]
  texts: [说明]
"""
LAST = """\
# 第一行
年度: 2023   # 报告的年度
日期: '2024年2月29日'

支出:   {上年决算数: 1, 本年决算数: 2.50, 本年预算数: 3}  # 万元
人数: 16
标签: [甲, 乙]
别名: [丙, 丁]
说明: "去年的话"
长文: |-
  一段
  两段
例外:
  - {规则: numbering, 位置: report.yaml, 理由: 无}
"""


@pytest.fixture
def last_year(project: SmallProject) -> SmallProject:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + NEXT, "utf-8")
    project.schema(年度={"type": "number"}, 人数={"type": "number"})
    project.template("{{ 名称 }}{{ 年度 }}{{ 日期 }}{{ 人数 }}{{ 支出.本年决算数 }}{{ 说明 }}")
    project.content(LAST)
    return project


def next_year(project: SmallProject, file: str = "report.yaml") -> str:
    (unit,) = carry_edition("2024", "2023", root=project.root)
    assert not Problems(unit.problems).has_errors
    assert unit.files == len(list(project.unit.rglob("*.*")))
    return (project.root / "content/2024/one" / file).read_text("utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


def filled(folder: Path, last: Path) -> None:
    """Fills in what is blank with last year's values, and takes the marks away."""
    for path in folder.rglob("*.yaml"):
        file = YamlFile("", path.read_text("utf-8"))
        old = YamlFile("", (last / path.relative_to(folder)).read_text("utf-8"))
        patches = [
            file.patch(place, old.value(old.places[keys]))
            for keys, place in file.places.items()
            if not file.value(place) and keys in old.places
        ]
        path.write_text(apply_patches(file.text, patches), "utf-8")
        mark = YamlFile("", path.read_text("utf-8")).entry("沿用上年")
        path.write_text(apply_patches(path.read_text("utf-8"), [mark] if mark else []), "utf-8")


def test_figures_move_names_stay_dates_are_a_year_later_and_all_else_is_blank(
    last_year: SmallProject,
) -> None:
    assert next_year(last_year) == (
        "模板: form\n名称: 报告\n# 第一行\n年度: 2024   # 报告的年度\n日期: '2025年2月28日'\n\n"
        "支出:   {上年决算数: 2.50, 本年决算数: , 本年预算数: }  # 万元\n人数:  # 人\n"
        "标签: [甲, 乙]\n别名: ['', '']\n说明: \"去年的话\"\n长文:\n\n"
        "沿用上年:  # 从上年带来；改完一个删去一行 · from last year; "
        "delete the line of what is done\n  - report.yaml\n"
    )


def test_the_forms_labels_stand_behind_what_is_to_be_filled_in(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    carry_edition("2024", "2023", root=root)
    text = (root / "content/2024" / UNIT / "附件1-基础数据.yaml").read_text("utf-8")
    assert "  实际在职人数:  # 2024年实际在职人数，人\n" in text
    assert "上年决算数: 136.60, 本年预算数: , 本年决算数: }  # 2024年预算数、2024年决算" in text


def test_a_chapter_of_which_only_the_comment_is_there_is_not_to_be_revised(
    last_year: SmallProject,
) -> None:
    last_year.content("<!-- 写什么 -->\n", "narrative/甲.md")
    assert next_year(last_year, "narrative/甲.md") == "<!-- 写什么 -->\n"
    report = last_year.root / "content/2024/one/report.yaml"
    assert "narrative/甲.md" not in report.read_text("utf-8")


def test_other_files_come_along_byte_for_byte(last_year: SmallProject) -> None:
    last_year.content("上年的一段。\n", "narrative/甲.md")
    (last_year.unit / "图.png").write_bytes(b"\x89PNG")
    assert next_year(last_year, "narrative/甲.md") == "上年的一段。\n"
    folder = last_year.root / "content/2024/one"
    assert (folder / "图.png").read_bytes() == b"\x89PNG"
    assert "  - narrative/甲.md\n  - report.yaml\n" in (folder / "report.yaml").read_text("utf-8")


def test_a_second_run_changes_nothing_and_says_so(last_year: SmallProject) -> None:
    first = run(last_year, "new", "2024", "--from", "2023")
    assert first.stdout.startswith("made content/2024/one, 1 file\n")
    path = last_year.root / "content/2024/one/report.yaml"
    path.write_text("模板: form\n", "utf-8")
    second = run(last_year, "new", "2024", "--from", "2023")
    assert (second.returncode, second.stdout) == (
        0,
        "already there, left as it is: content/2024/one\n",
    )
    assert path.read_text("utf-8") == "模板: form\n"
    assert [folder.name for folder in path.parent.parent.iterdir()] == ["one"]


def test_the_check_lists_what_a_writer_has_to_do_and_nothing_else(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    carry_edition("2024", "2023", root=root)
    result = check_edition("2024", root=root)
    assert set(codes(result)) == {"still-blank", "still-last-years"}
    fields = {
        problem.words["field"] for problem in result.all_problems() if problem.code == "still-blank"
    }
    assert "经费控制情况.公车购置.本年决算数" in fields
    assert "经费控制情况.部门基本支出预算调整.本年决算数" not in fields, "it was blank last year"
    assert "年度预算申请.按收入性质分.其他资金" not in fields
    assert len(codes(result)) > 150


def test_filled_in_it_renders(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    carry_edition("2024", "2023", root=root)
    unit = root / "content/2024" / UNIT
    assert render_edition("2024", RenderOptions(make_pdf=False), root=root).exit_code == 1
    filled(unit, root / "content/2023" / UNIT)
    result = render_edition("2024", RenderOptions(make_pdf=False), root=root)
    assert not [
        problem
        for problem in result.all_problems()
        if problem.code.startswith(("still", "file-done"))
    ]
    assert result.exit_code == 0, list(result.all_problems())
    assert result.outcomes[0].docx is not None
    assert result.outcomes[0].docx.name.startswith("2024年度")


def test_a_paragraph_is_last_years_until_it_is_rewritten_or_the_mark_is_gone(
    last_year: SmallProject,
) -> None:
    last_year.content("做了{{ 人数 }}件。\n\n又一段。\n\n{{ 人数 }}%\n", "narrative/甲.md")
    last_year.template("{{ 名称 }}{{ 年度 }}", "{{p narrative.甲 }}")
    next_year(last_year)
    unit = last_year.root / "content/2024/one"
    text = (unit / "report.yaml").read_text("utf-8").replace("  - report.yaml\n", "")
    (unit / "report.yaml").write_text(text.replace("人数:", "人数: 17"), "utf-8")

    def lines_to_do() -> list[tuple[str, int]]:
        problems = found(check_edition("2024", root=last_year.root))
        return [(code, line) for code, _, line in problems if code[:5] in ("still", "file-")]

    assert lines_to_do() == [("still-last-years", 1), ("still-last-years", 3)], (
        "not what is only bound"
    )
    (unit / "narrative/甲.md").write_text("办了{{ 人数 }}件。\n\n又一段。\n", "utf-8")
    assert lines_to_do() == [("still-last-years", 3)]
    (unit / "narrative/甲.md").write_text("办了{{ 人数 }}件。\n", "utf-8")
    line = text.split("\n").index("  - narrative/甲.md") + 1
    assert lines_to_do() == [("file-done", line)]
    mark = YamlFile("", (unit / "report.yaml").read_text("utf-8")).entry("沿用上年")
    assert mark is not None
    (unit / "report.yaml").write_text(
        apply_patches(text.replace("人数:", "人数: 17"), [mark]), "utf-8"
    )
    (unit / "narrative/甲.md").write_text("又一段。\n", "utf-8")
    assert lines_to_do() == []


def test_a_quoted_key_is_found_too(last_year: SmallProject) -> None:
    path = last_year.unit / "report.yaml"
    path.write_text(path.read_text("utf-8").replace("模板:", "'模板':"), "utf-8")
    last_year.content("别的: 1\n", "a.yaml")
    assert "沿用上年:" in next_year(last_year)


def test_marks_of_last_year_are_not_carried(last_year: SmallProject) -> None:
    last_year.content(LAST + "沿用上年:\n  - facts.yaml\n")
    assert next_year(last_year).count("facts.yaml") == 0


def test_an_unfinished_year_is_told(last_year: SmallProject) -> None:
    last_year.content(LAST + "沿用上年:\n  - facts.yaml\n")
    (unit,) = carry_edition("2024", "2023", root=last_year.root)
    (problem,) = unit.problems
    assert (problem.code, problem.words["count"]) == ("from-unfinished", "1")
    assert str(problem.place).startswith("content/2023/one/report.yaml:")


def test_comments_of_last_year_get_the_new_year(last_year: SmallProject) -> None:
    def write(document: Document) -> None:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "{{ 年度 }}年人数", "{{ 人数 }}"

    last_year.part(write)
    last_year.content(LAST.replace("人数: 16", "人数: 16  # 2023年人数，人"))
    assert "人数:  # 2024年人数，人\n" in next_year(last_year)


def test_words_to_choose_from_stand_behind_a_blank(last_year: SmallProject) -> None:
    either = {"enum": ["是", "否", None], "description": "填：是或否"}
    last_year.schema(年度={"type": "number"}, 人数={"type": "number"}, 涉密=either)
    last_year.content(LAST + "涉密: 是\n")
    assert "涉密:  # 填：是或否\n" in next_year(last_year)


@pytest.mark.parametrize(
    ("edition", "last", "code"),
    [
        ("2025", "2023", "not-last-year"),
        ("2022", "2023", "not-last-year"),
        ("../x", "2023", "bad-edition"),
        ("2025", "2024", "unknown-edition"),
    ],
)
def test_editions_follow_each_other(
    last_year: SmallProject, edition: str, last: str, code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        carry_edition(edition, last, root=last_year.root)
    assert caught.value.problem.code == code


def test_a_unit_with_errors_is_not_carried_and_others_are(last_year: SmallProject) -> None:
    shutil.copytree(last_year.unit, last_year.unit.parent / "two")
    last_year.content("年度: 2023\n年度: 2023\n")
    first, second = carry_edition("2024", "2023", root=last_year.root)
    assert [problem.code for problem in first.problems] == ["duplicate-key"]
    assert not first.folder.exists()
    assert second.files == 1
    process = run(last_year, "new", "2024", "--from", "2023", "--unit", "one")
    assert process.returncode == 1


def test_from_nothing_it_renders_and_the_check_asks_for_what_may_not_be_blank(
    tmp_path: Path,
) -> None:
    root = whole_project(tmp_path)
    unit = start_unit("2024", "hunan-self-evaluation", "new-unit", root=root)
    for path in unit.folder.rglob("*.yaml"):
        text = path.read_text("utf-8")
        assert text.startswith("# yaml-language-server: $schema=../../../")
        schema = path.parent / text.split("$schema=")[1].split("\n")[0]
        assert schema.is_file()
        assert yaml.safe_load(text)
    result = render_edition("2024", RenderOptions(units=["new-unit"], make_pdf=False), root=root)
    assert result.exit_code == 0
    assert set(codes(result)) == {"own-label", "not-filled", "begun-date"}
    assert start_unit("2024", "hunan-self-evaluation", "new-unit", root=root).files == 0


def test_from_nothing_the_check_lists_each_blank_until_its_file_is_done(
    project: SmallProject,
) -> None:
    project.template("{{ 年度 }}{{ 名称 }}{{ 支出.甲 }}", "{{p 说明 }}", "{{p narrative.甲 }}")
    with (project.pack / "pack.yaml").open("a", encoding="utf-8") as settings:
        settings.write("checks:\n  year: 年度\n")
    number = {"type": ["number", "null"]}
    project.schema(
        模板={"type": "string"},
        年度=number,
        名称={"type": ["string", "null"]},
        支出={"type": "object", "properties": {"甲": number}},
        组={"type": "object", "additionalProperties": number},
        说明={"type": ["string", "null"], "contentMediaType": "text/markdown"},
        narrative={"type": "object", "properties": {"甲": {"contentMediaType": "text/markdown"}}},
    )
    report = start_unit("2024", "form", "new", root=project.root).folder / "report.yaml"

    def blank() -> set[str]:
        problems = list(check_edition("2024", root=project.root).all_problems())
        assert {problem.code for problem in problems} <= {"not-filled", "file-done", "unused-key"}
        return {
            problem.words.get("field", problem.code)
            for problem in problems
            if problem.code != "unused-key"
        }

    assert blank() == {"名称", "支出.甲", "组", "说明", "narrative.甲"}
    replace(report, "\n名称:", "\n名称: 乙")
    replace(report, "  甲:", "  甲: 1")
    assert blank() == {"组", "说明", "narrative.甲"}
    (report.parent / "narrative/甲.md").write_text("写好了。\n", "utf-8")
    assert blank() == {"组", "说明", "file-done"}
    replace(report, "  - narrative/甲.md\n", "")
    replace(report, "  - report.yaml\n", "")
    assert blank() == set(), "what is blank then is meant"
    carry_edition("2025", "2024", root=project.root)
    later = (project.root / "content/2025/new/report.yaml").read_text("utf-8")
    assert "待填写" not in later


@pytest.mark.parametrize(
    ("language", "first", "next_step"),
    [
        (
            "zh",
            "提示: 下一处：content/2024/new/report.yaml 第 5 行的「部门（单位）名称」",
            "填一些",
        ),
        (
            "en",
            "hint: next is 「部门（单位）名称」 in content/2024/new/report.yaml, line 5",
            "fill in some",
        ),
    ],
)
def test_a_unit_from_nothing_ends_with_where_to_begin(
    tmp_path: Path, language: str, first: str, next_step: str
) -> None:
    project = SmallProject(whole_project(tmp_path))
    words = ("new", "2024", "--pack", "hunan-self-evaluation", "--unit", "new", "--lang", language)
    process = run(project, *words)
    assert process.returncode == 0
    lines = [line.strip() for line in process.stdout.splitlines()]
    files = [line.partition(".")[0] for line in lines[2:-3]]
    assert files[:4] == ["report", "附件1-基础数据", "附件2-整体支出自评", "projects/1"]
    assert len(files) == 13
    assert first in lines
    assert lines[-1].startswith(next_step)
    assert "docgen check 2024" in lines[-1]
    checked = run(project, "check", "2024", "--lang", language)
    assert lines[1] in checked.stderr
    assert checked.stdout.count("196") == 2, "the warnings, and that they are blanks"


def test_what_is_to_be_done_about_many_in_a_row_is_said_once(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    start_unit("2024", "hunan-self-evaluation", "new-unit", root=root)
    problems = list(check_edition("2024", root=root).all_problems())
    process = run(SmallProject(root), "check", "2024", "--all")
    lines = process.stderr.splitlines()
    codes_and_hints = [line.partition("[")[2].partition("]")[0] or "hint" for line in lines]
    told = [code for code in codes_and_hints if code != "hint"]
    assert told == [group[0].code for group in alike(problems)]
    runs = [(code, len(list(group))) for code, group in groupby(codes_and_hints)]
    assert [code for code, _ in runs[1::2]] == ["hint"] * (len(runs) // 2)
    assert {count for _, count in runs[1::2]} == {1}
    assert max(count for _, count in runs) > 60


def test_a_skeleton_names_every_field_that_is_required(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    unit = start_unit("2024", "hunan-self-evaluation", "new-unit", root=root)
    result = check_edition("2024", root=root)
    assert not {"required-field", "missing-file", "unused-key"} & set(codes(result))
    texts = "".join(path.read_text("utf-8") for path in unit.folder.rglob("*.yaml"))
    assert "\n      - 三级指标: 三级指标  # " in texts
    assert "执行率" not in texts, "it is derived"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2024"], "--from"),
        (["2024", "--from", "2023", "--pack", "form"], "--from"),
        (["2024", "--pack", "form"], "--unit"),
        (["2024", "--pack", "form", "--unit", "x", "--pull"], "--from"),
        (["2024", "--pack", "form", "--unit", "../x"], "bad-file-name"),
        (["2024", "--pack", "无", "--unit", "x"], "unknown-pack"),
        (["24", "--pack", "form", "--unit", "x"], "bad-edition"),
    ],
)
def test_a_wrong_command_line_makes_nothing(
    last_year: SmallProject, arguments: list[str], message: str
) -> None:
    process = run(last_year, "new", *arguments)
    assert process.returncode in (1, 2)
    assert message in process.stderr
    assert not (last_year.root / "content/2024").exists()


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2024年4月26日", "2025年4月26日"),
        ("2024.02.29", "2025.02.28"),
        ("无", "无"),
        ("2023年2月28日", "2024年2月28日"),
        ("2027-02-29", "2028-02-29"),
    ],
)
def test_a_year_later(text: str, later: str) -> None:
    assert year_later(text) == later


def test_a_field_is_named_by_its_last_keys() -> None:
    keys = ("封面", "名称")
    assert all(names_field([name], keys) for name in ("名称", "封面", "封面.名称"))
    assert not names_field(["称", "面.名称", "名称.封面"], keys)


def test_a_wrong_next_is_the_packs_fault(last_year: SmallProject) -> None:
    path = last_year.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("kept: [", "keep: ["), "utf-8")
    assert codes(last_year.render()) == ["pack-key"]


def test_what_moved_there_as_a_blank_is_not_asked_for(last_year: SmallProject) -> None:
    last_year.content(LAST.replace("本年决算数: 2.50", "本年决算数: "))
    assert "{上年决算数: , 本年决算数: , 本年预算数: }" in next_year(last_year)
    problems = check_edition("2024", root=last_year.root).all_problems()
    blank = {problem.words["field"] for problem in problems if problem.code == "still-blank"}
    assert blank == {"支出.本年预算数", "人数", "别名", "长文"}


@pytest.fixture
def corrected(last_year: SmallProject) -> SmallProject:
    """Last year's report as the office gets it."""
    tags = ("{{ 年度 }}", "{{ 日期 }}", "{{ 人数 }}", "{{ 支出.本年决算数 }}", "说明：{{ 说明 }}")
    last_year.template("名称：{{ 名称 }}", *tags, "{{ 标签 | join }}")
    last_year.content(LAST.partition("例外:")[0])
    assert last_year.render().exit_code == 0
    return last_year


def office(project: SmallProject, *edits: tuple[str, str]) -> Path:
    path = project.output / "报告.docx"
    document = docx.Document(str(path))
    for old, new in edits:
        reword(with_words(document, old), old, new)
    document.save(str(path))
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def new_report(project: SmallProject) -> str:
    return (project.root / "content/2024/one/report.yaml").read_text("utf-8")


def test_what_the_office_corrected_in_word_is_told_when_the_year_begins(
    corrected: SmallProject,
) -> None:
    office(corrected, ("名称：报告", "名称：新报告"), ("说明：去年的话", "备注：去年的话"))
    last = files_of(corrected.unit)
    (unit,) = carry_edition("2024", "2023", root=corrected.root)
    assert [(problem.code, problem.words["count"]) for problem in unit.problems] == [
        ("not-pulled", "1"),
        ("only-in-word", "1"),
    ]
    assert unit.files == 1
    assert files_of(corrected.unit) == last, "only --pull writes there"
    assert "名称: 报告\n" in new_report(corrected)
    shutil.rmtree(corrected.root / "content/2024")
    process = run(corrected, "new", "2024", "--from", "2023", "--lang", "zh")
    assert process.returncode == 0
    assert process.stderr.splitlines()[:2] == [
        "build/2023/报告.docx: 警告[not-pulled] 办公室在这里改了 1 处，没有写回上年的内容，"
        "2024 的内容里也就没有",
        "  提示: 删去 content/2024/one，运行 docgen new 2024 --from 2023 --pull，先写回再新建；"
        "docgen diff 2023 逐处列出",
    ]
    assert "content/2024/one" in process.stdout.splitlines()[0]


def test_with_pull_the_new_year_has_what_the_office_corrected(corrected: SmallProject) -> None:
    office(corrected, ("名称：报告", "名称：新报告"), ("说明：去年的话", "备注：去年的话"))
    process = run(corrected, "new", "2024", "--from", "2023", "--pull")
    assert process.returncode == 0
    assert "名称: 新报告\n" in new_report(corrected)
    assert "名称: 新报告\n" in (corrected.unit / "report.yaml").read_text("utf-8")
    assert "content/2023/one/report.yaml" in process.stdout
    assert [line.partition("[")[2].partition("]")[0] for line in process.stderr.splitlines()] == [
        "only-in-word",
        "",
    ]


def test_without_edits_nothing_is_said_and_pull_changes_nothing(corrected: SmallProject) -> None:
    last = files_of(corrected.unit)
    (unit,) = carry_edition("2024", "2023", pull=True, root=corrected.root)
    assert (unit.problems, unit.pulled) == ((), ())
    assert files_of(corrected.unit) == last


def test_edits_that_cannot_be_compared_are_told_and_stop_a_pull(corrected: SmallProject) -> None:
    office(corrected, ("名称：报告", "名称：新报告"))
    shutil.rmtree(corrected.output / ".docgen")
    replace(corrected.unit / "report.yaml", "人数: 16", "人数: 17")
    (unit,) = carry_edition("2024", "2023", pull=True, root=corrected.root)
    assert ([problem.code for problem in unit.problems], unit.files) == (["base-unknown"], 0)
    assert not (corrected.root / "content/2024").exists()
    (unit,) = carry_edition("2024", "2023", root=corrected.root)
    assert ([problem.code for problem in unit.problems], unit.files) == (["edits-unknown"], 1)


def test_of_a_damaged_word_file_the_new_year_is_made_all_the_same(corrected: SmallProject) -> None:
    path = office(corrected, ("名称：报告", "名称：新报告"))
    path.write_bytes(path.read_bytes()[:-40])
    (unit,) = carry_edition("2024", "2023", root=corrected.root)
    assert unit.files == 1


def test_only_the_edits_of_the_units_that_are_made_are_pulled(corrected: SmallProject) -> None:
    other = corrected.root / "content/2023/two"
    shutil.copytree(corrected.unit, other)
    replace(other / "report.yaml", "名称: 报告", "名称: 别的")
    assert corrected.render().exit_code == 0
    office(corrected, ("名称：报告", "名称：新报告"))
    last = files_of(corrected.unit)
    carry_edition("2024", "2023", units=["two"], pull=True, root=corrected.root)
    assert files_of(corrected.unit) == last
