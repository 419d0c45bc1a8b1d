"""Faulty content: each case has the text typed and the problems expected, with their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docgen.wording.problem_texts import problem_text
from tests.support import SHIPPED_PACKS, SmallProject, found

TEMPLATE = ("{{ 名称 }}", "{{ 金额 }}", "{{ 组.甲 }}", "{{p 正文 }}")
GOOD = "金额: 1.50\n组:\n  甲: 一\n正文: |-\n  第一段\n"
WARNINGS = ("unused-key", "unused-file", "looks-like-markup", "pasted-table", "not-bound")
REPORT = "content/2023/one/report.yaml"
"""``report.yaml`` begins with two lines of its own, so the content's first line is line 3."""


@dataclass(frozen=True)
class ContentCase:
    name: str
    content: str
    problems: list[tuple[str, str, int]]
    files: dict[str, str] = field(default_factory=dict)


def case(name: str, content: str, *problems: tuple[str, int], **files: str) -> ContentCase:
    return ContentCase(name, content, [(code, REPORT, line) for code, line in problems], files)


CASES = [
    case("good", GOOD),
    case("a bracket that is not closed", GOOD + "坏: [1, 2\n", ("yaml-unquoted", 8)),
    case("a tab that indents", "金额: 1\n组:\n\t甲: 一\n", ("yaml-tab", 5)),
    case("a Chinese colon", GOOD.replace("金额: 1.50", "金额：1.50"), ("yaml-colon", 3)),
    case("no blank behind a colon", GOOD.replace("金额: 1.50", "金额:1.50"), ("yaml-colon", 3)),
    case("no mapping", GOOD.replace("组:\n  甲: 一", "- 一"), ("yaml-syntax", 4)),
    case("a key twice", GOOD + "金额: 2\n", ("duplicate-key", 8)),
    case("a key twice below", GOOD.replace("  甲: 一", "  甲: 一\n  甲: 二"), ("duplicate-key", 6)),
    ContentCase(
        "a key twice in two files",
        GOOD,
        [("duplicate-key", REPORT, 3)],
        {"base.yaml": "金额: 3\n"},
    ),
    case("an alias", GOOD.replace("1.50", "&a 1").replace("甲: 一", "甲: *a"), ("yaml-alias", 5)),
    case("a tag", GOOD.replace("一", "!!python/name:os.system ''"), ("yaml-tag", 5)),
    case("a missing key", GOOD.replace("金额: 1.50\n", ""), ("missing-field", 0)),
    case(
        "a missing key in a group",
        GOOD.replace("甲: 一", "乙: 一"),
        ("missing-field", 5),
    ),
    case("a text for a number", GOOD.replace("1.50", "一百"), ("wrong-type", 3)),
    case("a number with commas", GOOD.replace("1.50", "1,234.5"), ("wrong-type", 3)),
    case("a number with a unit", GOOD.replace("1.50", "1.50万元"), ("wrong-type", 3)),
    case("leading zeros", GOOD.replace("1.50", "012"), ("wrong-type", 3)),
    case("a plus", GOOD.replace("1.50", "+5"), ("wrong-type", 3)),
    case("full-width digits", GOOD.replace("1.50", "１.５"), ("wrong-type", 3)),
    case("a list for a group", GOOD.replace("  甲: 一", "  - 甲"), ("wrong-type", 5)),
    case("a group for a number", GOOD.replace("1.50", "{甲: 1}"), ("wrong-type", 3)),
    case("a control character", GOOD.replace("甲: 一", "甲: 一\x07"), ("control-character", 5)),
    case("one escaped", GOOD.replace("甲: 一", '甲: "\\x07"'), ("control-character", 5)),
    case("one docgen keeps", GOOD.replace("甲: 一", "甲: \ufdd0"), ("control-character", 5)),
    case("a key that nothing uses", GOOD + "金 额: 1\n", ("unused-key", 8)),
    case("code in Markdown", GOOD + "\n  ```\n  甲 = 1\n  ```\n", ("unsupported-markdown", 9)),
    case("a quotation", GOOD.replace("第一段", "> 引文"), ("unsupported-markdown", 7)),
    case("html", GOOD.replace("第一段", "甲<br>乙"), ("unsupported-markdown", 7)),
    case("a link", GOOD.replace("第一段", "[甲](乙)"), ("unsupported-markdown", 7)),
    case("inline code", GOOD.replace("第一段", "`甲`"), ("unsupported-markdown", 7)),
    case("a rule", GOOD.replace("第一段", "---"), ("unsupported-markdown", 7)),
    case("half a binding", GOOD.replace("第一段", "{{ 金额"), ("broken-binding", 7)),
    case("an empty binding", GOOD.replace("第一段", "{{ }}"), ("broken-binding", 7)),
    case("an unknown name", GOOD.replace("第一段", "甲\n  {{ 金客 }}"), ("unknown-name", 8)),
    case("half an expression", GOOD.replace("第一段", "{{ 金额 + }}"), ("expression-failed", 7)),
    case("an unknown filter", GOOD.replace("第一段", "{{ 金额 | 甲 }}"), ("expression-failed", 7)),
    case("a group bound", GOOD.replace("第一段", "{{ 组 }}"), ("expression-failed", 7)),
    case(
        "a loop without end",
        GOOD.replace("第一段", "{{ range(10**9) | list }}"),
        ("expression-failed", 7),
    ),
    case("Python's insides", GOOD.replace("第一段", "{{ 名称.__class__ }}"), ("unknown-name", 7)),
    case(
        "text times a number", GOOD.replace("第一段", "{{ 名称 - 金额 }}"), ("expression-failed", 7)
    ),
    case(
        "a heading of the first level", GOOD.replace("第一段", "# 甲"), ("unsupported-markdown", 7)
    ),
    case("a heading of the fifth", GOOD.replace("第一段", "##### 甲"), ("unsupported-markdown", 7)),
    case(
        "a binding that runs on",
        GOOD.replace("第一段", "{{ 金额 年，{{ 金额 }}"),
        ("broken-binding", 7),
    ),
    case("bold without end", GOOD.replace("第一段", "**甲"), ("looks-like-markup", 7)),
    case("a heading without blank", GOOD.replace("第一段", "##甲"), ("looks-like-markup", 7)),
    case(
        "a table without its second line",
        GOOD.replace("第一段", "| 甲 | 乙 |"),
        ("pasted-table", 7),
    ),
    case("block tags", GOOD.replace("第一段", "{% if 甲 %}"), ("looks-like-markup", 7)),
    case(
        "a binding in a plain field", GOOD.replace("甲: 一", "甲: '{{ 金额 }}'"), ("not-bound", 5)
    ),
    case(
        "one name missing in many places",
        GOOD.replace("第一段", "{{ 无 }}{{ 无 }}\n\n  {{ 无 }}"),
        ("unknown-name", 7),
    ),
    case(
        "several at once",
        "金额: 甲\n正文: |-\n  {{ 乙 }}\n  <b>\n",
        ("wrong-type", 3),
        ("unsupported-markdown", 6),
        ("unknown-name", 5),
        ("missing-field", 0),
    ),
]


@pytest.fixture
def form(project: SmallProject) -> SmallProject:
    project.template(*TEMPLATE)
    markdown = {"type": "string", "contentMediaType": "text/markdown"}
    group = {"type": "object"}
    project.schema(金额={"type": "number"}, 正文=markdown, 组=group)
    return project


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_problem_is_found_at_its_line(form: SmallProject, case: ContentCase) -> None:
    form.content(case.content)
    for name, text in case.files.items():
        form.content(text, name)
    result = form.render()
    actual = [
        (code, file, line) if line else (code, REPORT, 0) for code, file, line in found(result)
    ]
    assert sorted(actual) == sorted(case.problems)
    errors = [code for code, _, _ in case.problems if code not in WARNINGS]
    assert form.output.exists() is not bool(errors)
    assert result.exit_code == (1 if errors else 0)


def test_a_missing_field_names_both_ends(form: SmallProject) -> None:
    form.content(GOOD.replace("  甲: 一", "  乙: 一"))
    problem = next(
        problem for problem in form.render().all_problems() if problem.code == "missing-field"
    )
    text = problem_text(problem, "en")
    assert text.startswith("content/2023/one/report.yaml:5:3: error[missing-field] 「甲」")
    assert "word_templates/form/form.docx, paragraph 3" in text
    assert "add a line `甲:`" in text


def test_the_nearest_known_key_is_proposed(form: SmallProject) -> None:
    form.content(GOOD + "金额额: 1\n")
    (problem,) = form.render().all_problems()
    assert "「金额」" in problem_text(problem, "zh")


def test_bytes_that_are_not_utf8_are_named_with_their_line(form: SmallProject) -> None:
    (form.unit / "gbk.yaml").write_bytes("甲: 1\n乙: 中文\n".encode("gbk"))
    assert ("not-utf-8", "content/2023/one/gbk.yaml", 1) in found(form.render())


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(form: SmallProject) -> None:
    path = form.unit / "report.yaml"
    text = f"模板: form\n名称: 报告\n{GOOD}"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert list(form.render().all_problems()) == []


def test_values_print_as_typed(form: SmallProject) -> None:
    form.schema(金额={"type": "number"}, 组={"type": "object"})
    for text in ("no", "010", "2023-09-01", "12:30", "1e3", "0x10", "~x", "null", ".5", "1_000"):
        form.content(GOOD.replace("一", text))
        assert form.document().paragraphs[2].text == text
    form.content(GOOD.replace("1.50", "136.60"))
    assert form.document().paragraphs[1].text == "136.60"


def test_a_blank_is_neither_zero_nor_missing(form: SmallProject) -> None:
    form.content(GOOD.replace(" 1.50", "").replace(" 一", ""))
    assert [paragraph.text for paragraph in form.document().paragraphs][1:3] == ["", ""]


def test_an_unknown_pack_lists_those_there_are(project: SmallProject) -> None:
    (project.unit / "report.yaml").write_text("模板: ../form\n名称: 报告\n", "utf-8")
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.place.line, problem.words["known_zh"]) == (
        "unknown-pack",
        1,
        f"form、{SHIPPED_PACKS}",
    )


def test_a_unit_without_a_pack_is_told(project: SmallProject) -> None:
    (project.unit / "report.yaml").write_text("名称: 报告\n", "utf-8")
    assert [problem.code for problem in project.render().all_problems()] == ["no-pack"]


def test_one_units_error_does_not_stop_the_other(project: SmallProject, tmp_path: Path) -> None:
    other = project.unit.parent / "two"
    other.mkdir()
    (other / "report.yaml").write_text("模板: form\n名称: 小报告\n", "utf-8")
    project.content("名称: 又一个\n")
    result = project.render()
    assert [outcome.docx is not None for outcome in result.outcomes] == [False, True]
    assert result.exit_code == 1
    assert [path.name for path in project.output.glob("*.*x")] == ["小报告.docx"]


def test_two_units_may_not_write_the_same_file(project: SmallProject) -> None:
    other = project.unit.parent / "two"
    other.mkdir()
    (other / "report.yaml").write_text("模板: form\n名称: 报告\n", "utf-8")
    result = project.render()
    assert [problem.code for problem in result.all_problems()] == ["same-output"]
    assert [outcome.docx is not None for outcome in result.outcomes] == [True, False]


def test_a_comma_inside_a_figure_is_told_where_yaml_would_split_it(project: SmallProject) -> None:
    project.template("{{ 组.甲 }}{{ 组.乙 }}")
    project.content("组: {甲: 1,200.00, 乙: 3}\n")
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml-comma", 3, 10)
    assert problem.words["rest"] == "200.00"
    project.content("组: {甲: 200.00, 乙: }\n")
    assert list(project.render().all_problems()) == []


def test_a_list_in_the_place_of_a_text_that_may_not_be_blank(form: SmallProject) -> None:
    form.schema(
        金额={"type": "number"}, 组={"properties": {"甲": {"type": "string", "minLength": 1}}}
    )
    form.content(GOOD.replace("甲: 一", "甲: [一]"))
    assert ("wrong-type", REPORT, 5) in found(form.render())
