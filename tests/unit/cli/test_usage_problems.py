"""Commands that are typed almost right: what is told, and that the line which is proposed is one.

Each of :data:`MISTAKES` is what is typed, the code of the problem, and the line to type.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

import click
import click.testing
import pytest

from docgen.cli.command import CommandFolder
from docgen.cli.main import main
from docgen.diagnostics.codes import LANGUAGES, Language
from tests.support import SmallProject

UNITS = ("株洲市第三中学", "县 一中", "school")

MISTAKES = [
    ("chekc 2023", "unknown-command", "check 2023"),
    ("rendre 2023 --draft", "unknown-command", "render 2023 --draft"),
    ("检查 2023", "unknown-command", "check 2023"),
    ("生成报告 2023", "unknown-command", "render 2023"),
    ("核对 2023", "unknown-command", "verify 2023"),
    ("build 2023", "unknown-command", "render 2023"),
    ("lint form", "unknown-command", "template lint form"),
    ("template lnit form", "unknown-command", "template lint form"),
    ("zzzzzzz", "unknown-command", "--help"),
    ("zzz2023", "unknown-command", "--help"),
    ("check2023", "unknown-command", "check 2023"),
    ("检查2023年 --unit school", "unknown-command", "check 2023年 --unit school"),
    ("'check 2023'", "unknown-command", "check 2023"),
    ("'chekc 2023 --unti \"县 一中\"'", "unknown-command", 'check 2023 --unit "县 一中"'),
    ("'template lnit form'", "unknown-command", "template lint form"),
    ("undo 2023", "unknown-command", "pull 2023 --undo"),
    ("undo 2023", "unknown-command", "check 2023 --undo"),
    ("撤销 2023", "unknown-command", "pull 2023 --undo"),
    ("fix", "unknown-command", "check 2023 --fix"),
    ("草稿 2023", "unknown-command", "render 2023 --draft"),
    ("chekc --unti shcool", "unknown-command", "check 2023 --unit shcool"),
    ("2023", "no-command", "check 2023"),
    ("２０２３年", "no-command", "check 2023"),
    ("content/2023/", "no-command", "check 2023"),
    ("报告.docx", "no-command", "diff 报告.docx"),
    ("render", "missing-argument", "render 2023"),
    ("render --draft", "missing-argument", "render 2023 --draft"),
    ("--lang {language} status", "missing-argument", "--lang {language} status 2023"),
    ("pull --undo", "missing-argument", "pull 2023 --undo"),
    ("new", "missing-argument", "new 2024 --from 2023"),
    ("new --from 2023", "missing-argument", "new 2024 --from 2023"),
    ("new --pack form --unit 甲", "missing-argument", "new 2024 --pack form --unit 甲"),
    ("template lint", "missing-argument", "template lint form"),
    ("schema", "missing-argument", "schema form"),
    ("sheet in", "missing-argument", None),
    (
        "template new 项目自评表.docx",
        "missing-argument",
        "template new 项目自评表.docx --pack 项目自评表",
    ),
    ("new 2024 --form 2023", "unknown-option", "new 2024 --from 2023"),
    ("new 2024 --form=2023", "unknown-option", "new 2024 --from=2023"),
    ("render 2023 --drfat", "unknown-option", "render 2023 --draft"),
    ("render 2023 --单位 school", "unknown-option", "render 2023 --unit school"),
    ("render 2023 --zzzzzz", "unknown-option", "render --help"),
    ("render 2023 -x", "unknown-option", "render --help"),
    ("--verison", "unknown-option", "--version"),
    ("--unit school render 2023", "misplaced-option", "render 2023 --unit school"),
    ("--unit=school render 2023", "misplaced-option", "render 2023 --unit=school"),
    ("--draft render 2023", "misplaced-option", "render 2023 --draft"),
    ("render 2023 --project .", "misplaced-option", "--project . render 2023"),
    ("render 2023 --unit", "missing-value", "render 2023 --unit school"),
    ("render 2023 --unit=", "missing-value", "render 2023 --unit school"),
    ("render 2023 --unit ' '", "missing-value", "render 2023 --unit school"),
    ("render --unit= 2023", "missing-value", "render --unit school 2023"),
    ("new 2024 --from", "missing-value", "new 2024 --from 2023"),
    ("render 2023 --draft=yes", "needless-value", "render 2023 --draft"),
    ("check 2023 --format jsno", "bad-value", "check 2023 --format json"),
    ("check 2023 --format=JSON", "bad-value", "check 2023 --format=json"),
    ("check 2023 --format pdf", "bad-value", "check 2023 --format text"),
    ("render 2023 --jobs 四", "bad-value", "render 2023 --jobs 1"),
    ("render 2023 --jobs 4个", "bad-value", "render 2023 --jobs 4"),
    ("render 2023 --jobs=0", "bad-value", "render 2023 --jobs=1"),
    (
        "template new a.docx --pack a --edition 24",
        "bad-value",
        "template new a.docx --pack a --edition 2023",
    ),
    ("--lang fr check 2023", "bad-value", "--lang zh check 2023"),
    ("--project /无 check 2023", "no-such-folder", None),
    ("render 2023 school", "extra-words", "render 2023 --unit school"),
    ("render 2023 shcool", "extra-words", "render 2023 --unit school"),
    ("render 2023 三中", "extra-words", "render 2023 --unit 株洲市第三中学"),
    ("render 2023 --unit 县 一中", "extra-words", 'render 2023 --unit "县 一中"'),
    ("render 2023 县 一中 --draft", "extra-words", 'render 2023 --unit "县 一中" --draft'),
    ("new 2024 --pack form --unit 区 二中", "extra-words", 'new 2024 --pack form --unit "区 二中"'),
    ("render 2023 unit school", "extra-words", "render 2023 --unit school"),
    ("render 2023 单位 三中", "extra-words", "render 2023 --unit 株洲市第三中学"),
    ("render 2023 unit 县 一中", "extra-words", 'render 2023 --unit "县 一中"'),
    ("render 2023 --unit 株洲市 第三中学", "extra-words", "render 2023 --unit 株洲市第三中学"),
    (
        "render 2023 --unit school 三中",
        "extra-words",
        "render 2023 --unit school --unit 株洲市第三中学",
    ),
    ("render 2023 --jobs 4 school", "extra-words", "render 2023 --jobs 4 --unit school"),
    ("new 2024 2023", "extra-words", "new 2024 --from 2023"),
    ("new 2024 from 2023", "extra-words", "new 2024 --from 2023"),
    ("new 2024 form --unit 甲", "extra-words", "new 2024 --pack form --unit 甲"),
    ("check 2023 json", "extra-words", "check 2023 --format json"),
    ("render 2023 draft", "extra-words", "render 2023 --draft"),
    ("render 2023 2022", "extra-words", "render 2023"),
    ("render 2023 -- --unit", "extra-words", "render 2023 --"),
    ("render 2023 --unit shcool", "unknown-unit", "render 2023 --unit school"),
    ("render 2023 --unit=株州市第三中学", "unknown-unit", "render 2023 --unit=株洲市第三中学"),
    (
        "render 2023 --unit 'school，县 一中'",
        "unknown-unit",
        'render 2023 --unit school --unit "县 一中"',
    ),
    (
        "render 2023 --unit=school、三中",
        "unknown-unit",
        "render 2023 --unit=school --unit=株洲市第三中学",
    ),
    ("render 2023 --unit 四十九中学校", "unknown-unit", "render 2023 --unit school"),
    ("render 2023 --unit content/2023/school/报告.md", "unknown-unit", "render 2023 --unit school"),
    ("render 2023 --unit 'C:\\内容\\2023\\school'", "unknown-unit", "render 2023 --unit school"),
    ("render 2023 --unit school，", "unknown-unit", "render 2023 --unit school"),
    ("render 2024", "unknown-edition", "new 2024 --from 2023"),
    ("check ２０２４年", "unknown-edition", "new 2024 --from 2023"),
    ("check 2032", "unknown-edition", "check 2023"),
    ("template lint from", "unknown-pack", "template lint form"),
    ("schema fomr", "unknown-pack", "schema form"),
    ("schema 一张小表（试用）", "unknown-pack", "schema form"),
    ("new 2024 --pack 小表 --unit 甲", "unknown-pack", "new 2024 --pack form --unit 甲"),
    ("new 2024 --pack from --unit 甲", "unknown-pack", "new 2024 --pack form --unit 甲"),
    (
        "new 2024 --pack form --unit 三中/初中",
        "bad-file-name",
        "new 2024 --pack form --unit 三中_初中",
    ),
    ("new 2024 --pack form --unit '三中 '", "bad-file-name", "new 2024 --pack form --unit 三中"),
    ("new 2024 --pack form --unit=con", "bad-file-name", "new 2024 --pack form --unit=con_"),
    ("pdf 报告.docx", "not-found", "pdf build/2023/报告.docx"),
    ("diff 别处/报告.docx", "not-found", "diff build/2023/报告.docx"),
    ("verify build/2023/报靠.docx", "not-found", "verify build/2023/报告.docx"),
    ("verify 完全不同的东西.docx", "not-found", None),
    ("new 2024", "from-what", "new 2024 --from 2023"),
    ("new 2024 --pack form", "from-what", "new 2024 --from 2023"),
]


@pytest.fixture
def office(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    for name in UNITS:
        (project.unit.with_name(name)).mkdir()
    project.output.mkdir(parents=True)
    (project.output / "报告.docx").touch()
    (project.unit.with_name("school") / "report.yaml").write_text(
        "封面:\n  单位名称: 四十九中学校  # 全称\n  主管部门: 教育局\n", "utf-8"
    )
    (project.pack / "schema.json").write_text('{"title": "一张小表（2023）"}', "utf-8")
    project.unit.joinpath("report.yaml").unlink()
    project.unit.rmdir()
    monkeypatch.chdir(project.root)
    return project


def typed(line: str, language: Language) -> list[str]:
    return shlex.split(line.replace("{language}", language))


def said(line: str, language: Language, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LC_ALL", {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[language])
    result = click.testing.CliRunner().invoke(main, typed(line, language))
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    return result.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("line", "code", "likely"), MISTAKES)
def test_a_command_typed_almost_right_is_told_with_the_line_to_type(
    office: SmallProject,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    line: str,
    code: str,
    likely: str | None,
) -> None:
    text = said(line, language, monkeypatch)
    problem, hint = text.splitlines()
    assert f"[{code}]" in problem
    if likely is not None:
        command = f"docgen {likely}".replace("{language}", language)
        assert re.search(rf"(?:type|输入|or|或) {re.escape(command)}(?:$|[，；,;（]| \()", hint), (
            hint
        )
        assert not refused(shlex.split(command)[1:])


def refused(words: Sequence[str]) -> bool:
    """Whether a command line is refused before anything is done."""
    if "--help" in words or "--version" in words:
        return False
    context = main.make_context("docgen", list(words))
    command: click.Command = main
    rest = [*context._protected_args, *context.args]
    try:
        while isinstance(command, CommandFolder):
            _, found, rest = command.resolve_command(context, rest)
            assert found is not None
            command, context = found, found.make_context(found.name, rest, parent=context)
            rest = [*context._protected_args, *context.args]
    except click.UsageError:
        return True
    return False


WORDS = re.compile("[A-Za-z]{2,}")
NAMED = r"「[^」]*」|'[^']*'|--?[\w-]+"
IN_CHINESE = (
    rf"{NAMED}|docgen[^，；（「\n]*|\[[a-z-]+\]|（有：[^）]*）|现有：[^；\n]*|content\S*|word_templates"
    r"|con_?(?= 是|；)|Windows|\S*\.docx"
)
IN_ENGLISH = rf"{NAMED}|\S*\.docx|there are: [^;)\n]*|docgen [^;,(\n]*|call it [^;]*"
"""Commands, files and names that were typed, which are of no language."""


@pytest.mark.parametrize(("line", "code", "likely"), MISTAKES)
def test_each_language_is_spoken_alone(
    office: SmallProject,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    code: str,
    likely: str | None,
) -> None:
    chinese, english = (said(line, language, monkeypatch) for language in ("zh", "en"))
    assert not WORDS.search(re.sub(IN_CHINESE, "", chinese))
    assert not re.search("[\u4e00-\u9fff]", re.sub(IN_ENGLISH, "", english))


def test_what_is_missing_has_a_name_in_either_language(
    office: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "没有写填好的 Excel 文件\n" in said("sheet in", "zh", monkeypatch)
    assert "the workbook is missing\n" in said("sheet in", "en", monkeypatch)


def test_what_is_understood_is_said(office: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    result = click.testing.CliRunner().invoke(main, ["status", "“2023”", "—unit", "县 一中"])
    assert result.stderr.startswith('按这条命令运行：docgen status 2023 --unit "县 一中"\n')
    assert "县 一中" in result.stdout
    silent = click.testing.CliRunner().invoke(main, ["status", "2023", "--unit", "县 一中"])
    assert "按这条命令运行" not in silent.stderr


def test_outside_of_a_project_the_line_names_the_year_before(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert re.search(r"输入 docgen render 20\d\d$", said("render", "zh", monkeypatch).strip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_bare_docgen_says_which_command_is_for_what(
    office: SmallProject, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    office.unit.parent.rename(office.unit.parent.with_name("2031"))
    lines = said("", language, monkeypatch).splitlines()
    commands = [line.split()[1] for line in lines if line.startswith("  docgen ")]
    assert commands[:3] == ["new", "check", "render"]
    assert any("docgen new 2032 --from 2031 " in line for line in lines)
    assert not any(year in line for line in lines for year in ("2023", "2024"))
    if language == "en":
        assert not re.search("[\u4e00-\u9fff]", "".join(lines))
