"""Expressions of forms, Markdown and pack.yaml show data, within limits, and are told their faults.

Each fault is told at its place: nothing that is typed ends as docgen's own failure.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx.document import Document
from lxml import etree

from docgen.packs.expressions import limits
from docgen.templates.lint.pack_faults import lint_pack
from tests.support import SmallProject, codes, found, paragraphs

REPORT = "content/2023/one/report.yaml"
TEXT = "content/2023/one/正文/1.md"
PACK = "word_templates/form/pack.yaml"

CONTENT = (
    "年度: 2023\n字: 某\n是否: 否\n空:\n组: {甲: 5, place: 此地}\n列: [{得分: 1}, {得分: 2}]\n"
)

TOLD = [
    "1e400",
    "-1e400",
    "9" * 300,
    "9" * 5000,
    '"\\ud800"',
    '"\\x00"',
    '"甲\\ufffe"',
    '"\\ufdd2"',
    "年度 | truncate(-5)",
    "字 | center(3000000000)",
    "字 | center(年度 * 1000000)",
    "字 | indent(3000000000, true)",
    "字 | wordwrap(-3)",
    "字 | round(2)",
    "年度 | round(3000000000)",
    "年度 | percent(-3000000000)",
    "年度 | round(500)",
    '"{:>3000000000}".format(1)',
    '"%3000000000d" | format(1)',
    '"%*d" | format(3000000000, 1)',
    '"%c" | format(0)',
    '"%.3000000000f" | format(1.5)',
    '"%3000000000d" % 1',
    '"%s" | format(列)',
    "10 ** 1000000",
    "([1] | list) * 1000000000",
    '"甲" * 1000000000',
    "10000000000 " + "* 10000000000 " * 60,
    '"inf" | float',
    '"nan" | float',
    '"1E+999999999" | float',
    "range(100000) | join",
    "range(3, 10 ** 9)",
    "列 | batch(3000000000, 0) | list | first | join",
    "列 | slice(3000000000) | list",
    '(range(9999) | join) | replace("", range(9999) | join)',
    "(range(9999) | join) | join(range(9999) | join)",
    "namespace(a=1)",
    "range(3)",
    "total",
    "total | string",
    "[total] | join",
    "total ~ ''",
    "[1] ~ ''",
    "none ~ ''",
    "列 ~ ''",
    "字.upper()",
    "字.format(1)",
    '字["upper"]()',
    "组.pop()",
    "组.update({})",
    "列.append(1)",
    "range.__class__",
    "now()",
    "open()",
    "字()",
    "年度.as_tuple()",
    "cycler('甲').__init__",
    '字 | attr("place")',
    "字 | pprint",
    "字.place",
    "字.place.file",
    "字.body",
    "年度.value",
    "年度.text",
    "年度.value.real",
    "空.place",
    "列.place",
    "组.key_places",
    "组.used",
    "组.items.__self__",
    '字["place"]',
    '组["key_places"]',
    '列 | map(attribute="place") | list | first',
    '[字] | map(attribute="place") | join',
    '[字] | sum(attribute="place")',
    '[字] | selectattr("place") | list | length',
    "(" * 300 + "1" + ")" * 300,
    "字 + " * 300 + "字",
    "not " * 900 + "字",
    "列[2:] | first",
    "字." + "甲." * 300 + "乙",
]
"""Expressions that are refused or fail; each is one problem, at its place."""


def in_markdown(project: SmallProject, text: str) -> SmallProject:
    project.template("{{ 名称 }}", '{{p 正文["1"] }}')
    project.schema(年度={"type": "number"})
    project.content(CONTENT)
    project.content(f"第一段\n\n甲{text}\n", "正文/1.md")
    return project


@pytest.mark.parametrize("expression", TOLD)
def test_what_is_no_data_is_told_at_its_line_of_the_markdown(
    project: SmallProject, expression: str
) -> None:
    problems = found(in_markdown(project, f"{{{{ {expression} }}}}").render())
    told = [problem for problem in problems if problem[0] != "unused-key"]
    assert [(file, line) for _, file, line in told] == [(TEXT, 3)] * len(told), told
    assert {code for code, _, _ in told} <= {
        *("expression-failed", "expression-refused", "unknown-name"),
    }
    assert told


@pytest.mark.parametrize("expression", TOLD)
def test_what_is_no_data_is_told_at_its_tag(project: SmallProject, expression: str) -> None:
    project.template("{{ 名称 }}", "段", f"甲{{{{ {expression} }}}}")
    project.schema(年度={"type": "number"})
    project.content(CONTENT)
    problems = [problem for problem in project.render().all_problems() if problem.is_error]
    assert {problem.code for problem in problems} <= {
        *("template-failed", "template-refused", "template-syntax", "missing-field"),
    }
    assert [problem.template and problem.template.paragraph for problem in problems] == [3]
    assert all(problem.code != "docgen-failed" for problem in lint_pack("form", root=project.root))


@pytest.mark.parametrize(
    "expression",
    [*TOLD[:8], "字 | center(3000000000)", '"%3000000000d" % 1', "字.upper()", "total"],
)
def test_what_is_no_data_is_told_at_its_line_of_the_pack(
    project: SmallProject, expression: str
) -> None:
    project.content(CONTENT)
    path = project.pack / "pack.yaml"
    text = path.read_text("utf-8").replace(
        "author: '{{ 名称 }}'", f"author: '甲{{{{ {expression} }}}}'"
    )
    path.write_text(text, "utf-8")
    assert ("expression-failed", PACK, 4) in found(project.render()) or (
        ("expression-refused", PACK, 4) in found(project.render())
    )
    lint_pack("form", root=project.root)


DOUBLED = [
    ("值='字'", "长.值 ~ 长.值"),
    ("值='字'", "长.值 + 长.值"),
    ("值=['字']", "长.值 + 长.值"),
    ("值=['字']", "[长.值, 长.值] | list"),
    ("值=10", "长.值 * 长.值"),
    ("值=年度", "长.值 * 长.值"),
    ("值=1 / 年度", "长.值 * 长.值"),
    ("值=1e200", "长.值 * 长.值"),
    ("值='字'", "'%s%s' | format(长.值, 长.值)"),
    ("值='字字'", "长.值 | replace('字', 长.值)"),
]


@pytest.mark.parametrize(("start", "more"), DOUBLED)
def test_a_loop_that_doubles_is_stopped_at_its_tag(
    project: SmallProject, start: str, more: str
) -> None:
    loop = f"{{% for 次 in range(60) %}}{{% set 长.值 = {more} %}}{{% endfor %}}"
    project.template("{{ 名称 }}", f"{{% set 长 = namespace({start}) %}}{loop}")
    project.schema(年度={"type": "number"})
    project.content("年度: 2023\n")
    result = project.render()
    assert set(codes(result)) <= {"template-refused", "unused-key"}
    (problem,) = [problem for problem in result.all_problems() if problem.is_error]
    assert problem.template is not None
    assert problem.template.paragraph == 2


NESTED = [
    "[长.{0}, 长.{0}]",
    "(长.{0}, 长.{0})",
    "{{'甲': 长.{0}, '乙': 长.{0}}}",
    "{{'甲': [长.{0}, (长.{0}, '乙')]}}",
    "[长.{0}, 1]",
]
"""Lists that are made of themselves."""


SOONER = 50_000
"""A limit for cases that differ in what the real one, which takes seconds, has no part in."""

USES = ["长.甲 == 长.乙", "长.甲 < 长.乙", "长.甲 in [长.乙]", "长.甲 is eq(长.乙)", "{长.甲: 1}"]


@pytest.mark.parametrize("used", USES)
@pytest.mark.parametrize("made", NESTED)
def test_a_list_of_itself_is_stopped_before_it_is_compared(
    project: SmallProject, made: str, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python compares and hashes lists without end, and nothing can interrupt it."""
    if used != USES[0]:
        monkeypatch.setattr(limits, "MOST_IN_ALL", SOONER)
    steps = "".join(f"{{% set 长.{name} = {made.format(name)} %}}" for name in "甲乙")
    loop = f"{{% for 次 in range(200) %}}{steps}{{% endfor %}}"
    start = "{% set 长 = namespace(甲=1, 乙=1) %}"
    project.template("{{ 名称 }}", f"{start}{loop}{{{{ 1 if {used} else 2 }}}}")
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.template and problem.template.paragraph) == (
        *("template-refused", 2),
    )
    assert problem.words["refused"] in ("too-much", "too-nested")


@pytest.mark.parametrize(
    ("rest", "arguments"), [("varargs", "{0}, {0}"), ("kwargs", "a={0}, b={0}")]
)
def test_nor_is_one_of_the_arguments_of_a_macro(
    project: SmallProject, rest: str, arguments: str
) -> None:
    macro = f"{{% macro 存() %}}{{% set 长.值 = {rest} %}}{{% endmacro %}}"
    loop = f"{{% for 次 in range(60) %}}{{{{ 存({arguments.format('长.值')}) }}}}{{% endfor %}}"
    project.template("{{ 名称 }}", f"{{% set 长 = namespace(值=1) %}}{macro}{loop}")
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.words["refused"]) == ("template-refused", "too-much")


TWICE = (
    "{% macro 印(层) %}{% if 层 < 60 %}{{ 印(层 + 1) }}{{ 印(层 + 1) }}{% endif %}{% endmacro %}"
)
LOOP_TWICE = (
    "{% for 项 in [1, 2] recursive %}{% if loop.depth < 60 %}{{ loop([1, 2]) }}{% endif %}"
    "{% endfor %}"
)


@pytest.mark.parametrize(
    ("text", "limit"),
    [(f"{TWICE}{{{{ 印(1) }}}}", limits.MOST_IN_ALL), (LOOP_TWICE, SOONER)],
)
def test_what_calls_itself_twice_is_told_at_once(
    project: SmallProject, text: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty levels of it are more calls than a machine could ever make."""
    monkeypatch.setattr(limits, "MOST_IN_ALL", limit)
    project.template("{{ 名称 }}", text)
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.words["refused"]) == ("template-refused", "too-much")
    assert problem.template is not None
    assert problem.template.paragraph == 2
    project.template("{{ 名称 }}")
    path = project.pack / "pack.yaml"
    path.write_text(
        path.read_text("utf-8").replace("output: '{{ 名称 }}'", f"output: '{text}'"), "utf-8"
    )
    assert found(project.render()) == [("expression-refused", PACK, 1)]


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 字 | upper }}{{ 字 | center(5) }}", "某  某  "),
        ('{{ "%.2f" | format(年度) }}{{ "%s%%" % 字 }}', "2023.00某%"),
        ("{{ 组.place }}{{ 组['place'] }}", "此地此地"),
        ("{% for 键, 值 in 组.items() %}{{ 键 }}{{ 值 }}{% endfor %}", "甲5place此地"),
        ("{% for 值 in 组.values() %}{{ 值 }}{% endfor %}{{ 组.keys() | join }}", "5此地甲place"),
        (
            "{% for 组, 项 in 列 | groupby('得分') %}{{ 组 }}:{{ 项 | length }}{% endfor %}",
            "1:12:1",
        ),
        (
            "{% for 组 in 列 | groupby('得分') %}{{ 组.grouper }}{{ 组.list | count }}{% endfor %}",
            "1121",
        ),
        ("{% set 轮 = cycler('单', '双') %}{{ 轮.next() }}{{ 轮.current }}", "单双"),
        ("{% set 号 = joiner('、') %}{{ 号() }}一{{ 号() }}二", "一、二"),
        (
            "{% set 记 = namespace(数=0) %}{% set 记.数 = 记.数 + 1 %}{{ 记.数 }}{{ 记['数'] }}",
            "11",
        ),
        (
            "{% macro 括(文) %}（{{ 文 }}）{% endmacro %}{{ 括(字) }}{{ 括(字) ~ '末' }}",
            "（某）（某）末",
        ),
        (
            "{% macro 点() %}.{% endmacro %}{% for 次 in range(5000) %}{{ 点() }}{% endfor %}",
            "." * 5000,
        ),
        (
            "{% macro 全() %}{{ varargs | join }}{{ kwargs.末 }}{% endmacro %}"
            "{{ 全(字, 字, 末='。') }}",
            "某某。",
        ),
        ("{{ '同' if [字, [年度]] == [字, [年度]] and 字 in ['某', 字] else '不同' }}", "同"),
        (
            "{% set 甲, 乙 = 字, 年度 %}{{ 甲 }}{{ 乙 }}{{ (甲, 乙) | join('、') }}",
            "某2023某、2023",
        ),
        ("{{ {'甲': 字, 字: [字]}[字] | first }}", "某"),
        ("{% for 行 in 列 %}{{ loop.index }}{{ loop.cycle('甲', '乙') }}{% endfor %}", "1甲2乙"),
        ("{{ {'甲': 1}.甲 }}{{ {'甲': 1}['甲'] }}", "11"),
        (
            "{{ 字 | default('无') }}{{ 没有 | default(100000) }}{{ 年度 | int(2000) }}",
            "某1000002023",
        ),
        ("{{ 列 | map(attribute='得分') | join('、') }}{{ 字[0] }}", "1、2某"),
    ],
)
def test_what_forms_need_goes_on_working(project: SmallProject, tag: str, printed: str) -> None:
    project.template("{{ 名称 }}", tag)
    project.schema(年度={"type": "number"})
    project.content(CONTENT)
    assert paragraphs(project.document("unused-key"))[1] == printed


# Conditions.


@pytest.mark.parametrize("word", ["false", "no", "否", "0", "False", "NO", "off", "0.00", '"否"'])
@pytest.mark.parametrize(
    "tag",
    [
        "{% if 已缴 %}甲{% endif %}",
        "{% if 空 %}甲{% elif 已缴 %}乙{% endif %}",
        "{{ '甲' if 已缴 else '乙' }}",
        "{% if 字 and 已缴 %}甲{% endif %}",
        "{% if 空 or 已缴 %}甲{% endif %}",
        "{% if not 已缴 %}甲{% endif %}",
        "{{ 已缴 or '无' }}",
        "{% if (已缴) %}甲{% endif %}",
        "{% if 已缴 | trim %}甲{% endif %}",
        "{% if 组.已缴 %}甲{% endif %}",
        "{% for 行 in 行列 if 行.已缴 %}甲{% endfor %}",
        "{{ 行列 | selectattr('已缴') | list | length }}",
        "{{ 行列 | rejectattr('已缴') | list | length }}",
        "{{ 行列 | map(attribute='已缴') | select | list | length }}",
        "{% set 记 = 已缴 %}{% if 记 %}甲{% endif %}",
        "{% if (已缴 if 字 else 字) %}甲{% endif %}",
    ],
)
def test_a_word_that_says_no_is_not_taken_for_yes(
    project: SmallProject, tag: str, word: str
) -> None:
    project.template("{{ 名称 }}", tag)
    project.content(f"已缴: {word}\n字: 某\n空:\n组: {{已缴: {word}}}\n行列: [{{已缴: {word}}}]\n")
    (problem,) = [each for each in project.render().all_problems() if each.is_error]
    assert (problem.code, problem.words["refused"]) == ("template-refused", "bare-text")
    assert problem.template is not None
    assert problem.template.paragraph == 2
    assert problem.words["owner"].startswith(REPORT) or "trim" in tag


def test_the_field_of_a_bare_condition_is_named(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{% if 组.已缴 %}甲{% endif %}")
    project.content("组: {已缴: 否}\n")
    (problem,) = project.render().all_problems()
    assert problem.words["name"] == "组.已缴"
    assert problem.words["owner"] == f"{REPORT}:3:9"


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("true", "是"),
        ("yes", "是"),
        ("是", "是"),
        ("false", "否"),
        ("no", "否"),
        ("否", "否"),
        ("", "否"),
    ],
)
@pytest.mark.parametrize(
    "tag",
    [
        "{% if 已缴 %}是{% else %}否{% endif %}",
        "{{ '否' if not 已缴 else '是' }}",
        "{{ '是' if 已缴 == true else '否' }}",
        "{% if 已缴 and 已缴 %}是{% else %}否{% endif %}",
        "{{ '是' if 行列 | selectattr('已缴') | list else '否' }}",
    ],
)
def test_a_field_of_the_type_boolean_is_true_or_false(
    project: SmallProject, tag: str, word: str, printed: str
) -> None:
    flag = {"type": "boolean"}
    project.template("{{ 名称 }}", tag)
    rows = {"type": "array", "items": {"type": "object", "properties": {"已缴": flag}}}
    project.schema(已缴=flag, 行列=rows)
    project.content(f"已缴: {word}\n行列: [{{已缴: {word}}}]\n")
    assert paragraphs(project.document("unused-key"))[1] == printed


def test_a_flag_prints_as_it_is_typed(project: SmallProject) -> None:
    project.template("{{ 名称 }}", '{{ 已缴 }}{{ 已缴 | box("是") }}{{ (已缴 == "是") | string }}')
    project.schema(已缴={"type": "boolean"})
    project.content("已缴: 是\n")
    assert paragraphs(project.document())[1] == "是☑True"


def test_what_is_neither_yes_nor_no_is_of_the_wrong_type(project: SmallProject) -> None:
    project.template("{{ 名称 }}{{ 已缴 }}")
    project.schema(已缴={"type": "boolean"})
    project.content("已缴: 也许\n")
    assert found(project.render()) == [("wrong-type", REPORT, 3)]


@pytest.mark.parametrize(
    ("value", "tag", "printed"),
    [
        ("某", "{% if 说明 %}有{% else %}无{% endif %}", "有"),
        ("", "{% if 说明 %}有{% else %}无{% endif %}", "无"),
        ("无", "{% if 说明 %}有{% else %}无{% endif %}", "有"),
        ("是", "{% if 说明 and 名称 %}有{% endif %}", "有"),
        ("否", '{% if 说明 == "否" %}否{% endif %}', "否"),
        ("否", '{{ 名称 and "末" }}{% if 说明 in ["是", "否"] %}填{% endif %}', "末填"),
        ("", "{{ 说明 or '否' }}", "否"),
        ("否", "{{ 空 or 说明 }}", "否"),
    ],
)
def test_a_condition_asks_whether_a_text_is_filled_in(
    project: SmallProject, value: str, tag: str, printed: str
) -> None:
    project.template("{{ 名称 }}", tag)
    project.content(f"说明: {value}\n空:\n")
    assert paragraphs(project.document("unused-key"))[1] == printed


def test_markdown_that_is_blank_is_not_filled_in(project: SmallProject) -> None:
    project.template("{{ 名称 }}{% if 说明 %}有{% else %}无{% endif %}")
    project.schema(说明={"contentMediaType": "text/markdown"})
    project.content("说明:\n")
    assert paragraphs(project.document()) == ["报告无"]


@pytest.mark.parametrize("zero", ["0", "0.00"])
def test_the_figure_0_is_not_taken_for_blank(project: SmallProject, zero: str) -> None:
    project.template("{{ 名称 }}", "{% if 金额 %}有{% endif %}")
    project.schema(金额={"type": "number"})
    project.content(f"金额: {zero}\n")
    (problem,) = project.render().all_problems()
    assert (problem.code, problem.words["refused"]) == ("template-refused", "bare-zero")
    project.content("金额: 0.5\n")
    assert paragraphs(project.document())[1] == "有"


def test_a_rule_and_markdown_are_told_of_bare_conditions(project: SmallProject) -> None:
    in_markdown(project, "{{ '甲' if 是否 else '乙' }}")
    assert ("expression-refused", TEXT, 3) in found(project.render())
    in_markdown(project, "{{ 字 }}")
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "rules:\n  - {name: 规则, require: 是否}\n", "utf-8")
    assert ("expression-refused", PACK, 9) in found(project.render())


# Forms.


def test_a_part_whose_prefix_is_not_w(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        rows = document.add_table(3, 1).rows
        for row, text in zip(
            rows, ("{%tr for 行 in 列 %}", "{{ 行 }}", "{%tr endfor %}"), strict=True
        ):
            row.cells[0].text = text

    project.part(write)
    project.content("列: [甲, 乙]\n")
    usual, faults = project.document(), lint_pack("form", root=project.root)
    rename_prefix(project.pack / "form.docx")
    project.render(force=True)
    assert canonical(project.document()) == canonical(usual)
    assert lint_pack("form", root=project.root) == faults


def canonical(document: Document) -> bytes:
    return etree.tostring(document.element, method="c14n", exclusive=True)


def rename_prefix(path: Path) -> None:
    """Writes the prefix ``w`` of a .docx as another, which XML allows."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            if name.startswith("word/") and name.endswith(".xml"):
                for old, new in ((b"<w:", b"<ns0:"), (b"</w:", b"</ns0:"), (b" w:", b" ns0:")):
                    data = data.replace(old, new)
                data = data.replace(b"xmlns:w=", b"xmlns:ns0=")
            package.writestr(name, data)
