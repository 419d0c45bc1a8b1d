"""The command line in real processes: output, exit codes, two languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import click.testing
import docx
import pytest

from docgen.cli.main import main
from docgen.version import __version__
from tests.docs.commands import commands
from tests.support import ROOT, SmallProject
from tests.warm_docgen import run

pytestmark = pytest.mark.slow


def started(
    project: SmallProject, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What comes of a command in a process that begins as one in a shell does."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "docgen", *arguments],
        cwd=project.root,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_render_says_what_it_wrote(project: SmallProject) -> None:
    process = started(project, "render", "2023", "--no-pdf")
    assert process.returncode == 0
    assert (
        process.stdout == "wrote build/2023/报告.docx\ndone 1, not done 0; errors 0, warnings 0\n"
    )
    assert process.stderr == ""
    second = started(project, "render", "2023", "--no-pdf", "--lang", "zh")
    assert second.stdout.startswith("没有变化 build/2023/报告.docx\n")


def test_errors_go_to_stderr_with_a_hint(project: SmallProject) -> None:
    project.content("名称: 甲\n")
    process = started(project, "render", "2023", "--no-pdf", LC_ALL="zh_CN.UTF-8")
    assert process.returncode == 1
    assert process.stderr == (
        "content/2023/one/report.yaml:3:1: 错误[duplicate-key] 「名称」写了两次，"
        "第一次在 content/2023/one/report.yaml:2:1\n  提示: 保留一处，删去另一处\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["render", "2022"], 2, "there are: 2023"),
        (["render", "2023", "--unit", "无"], 2, "there are: one"),
        (["render", "../2023"], 2, "there are: 2023"),
        (["pdf", "2023"], 2, "run docgen render 2023 first"),
        (["pdf", "2022"], 2, "there are: 2023"),
        (["pdf", "无.docx"], 2, "no such file"),
        (["render"], 2, "type docgen render 2023"),
        (["无"], 2, "type docgen --help"),
        (["--lang", "fr", "doctor"], 2, "type docgen --lang zh doctor"),
        ([], 2, "docgen render 2023"),
        (["template"], 2, "docgen template blank --help"),
    ],
)
def test_a_wrong_command_line_says_what_there_is(
    project: SmallProject, arguments: list[str], code: int, message: str
) -> None:
    process = run(project, *arguments)
    assert process.returncode == code
    assert message in process.stderr
    assert "Traceback" not in process.stderr


def test_outside_a_project_it_says_so(project: SmallProject) -> None:
    process = run(project, "--project", "/tmp", "render", "2023")
    assert process.returncode == 2
    assert "no-project" in process.stderr


COMMANDS = dict(commands())


CHINESE, ENGLISH = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{3,}")
TECHNICAL = re.compile(
    r"docgen[^，。；]*|-{1,2}[a-z-]+|zh\|en|[a-z]+\|[a-z|]+|PDF/A-2|PDF|Word|Excel|JSON Schema"
    r"|pack\.yaml|YAML|Tab|edited|build/|Dask|\.docx?"
)


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_has_help_in_either_language_alone_and_a_sample(
    project: SmallProject, typed: str
) -> None:
    chinese, english = (
        run(project, *typed.split()[1:], "-h", "--lang", language) for language in ("zh", "en")
    )
    assert (chinese.returncode, english.returncode) == (0, 0)
    assert " · " in str(COMMANDS[typed].help)
    for sample in COMMANDS[typed].samples:
        assert sample.line in chinese.stdout
        assert sample.line in english.stdout
        assert f"{sample.line} ".startswith(f"{typed} ")
        assert bool(sample.en) == bool(sample.zh)
    assert any(sample.en for sample in COMMANDS[typed].samples)
    lines = [sample.line for sample in COMMANDS[typed].samples]
    assert not CHINESE.search(_without(english.stdout, lines))
    assert not ENGLISH.search(TECHNICAL.sub("", _without(chinese.stdout, lines)))


def _without(text: str, lines: list[str]) -> str:
    for line in sorted(lines, key=len, reverse=True):
        text = text.replace(line, "")
    return text


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_value_has_a_name_and_what_may_be_left_out_stands_in_brackets(
    project: SmallProject, typed: str
) -> None:
    usage = run(project, *typed.split()[1:], "-h", "--lang", "en").stdout.partition("\n")[0]
    for param in COMMANDS[typed].params:
        name = (param.metavar or "").rpartition(" · ")[2]
        if isinstance(param, click.Argument):
            assert (f"[{name}]" in usage, f" {name}" in usage) == (
                not param.required,
                param.required,
            )
        elif isinstance(param, click.Option) and not param.is_flag:
            assert name or isinstance(param.type, click.Choice), param.name
        assert not set("[]") & set(param.metavar or "")


def test_every_file_of_a_command_is_found(project: SmallProject) -> None:
    folder = ROOT / "docgen" / "cli" / "commands"
    files = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py")]
    typed = {" ".join(("docgen", *file.parts)) for file in files if file.stem != "__init__"}
    assert {name.rstrip("_").replace("_", "-") for name in typed} == set(COMMANDS)
    assert len(COMMANDS) > 10
    process = run(project, "-h", "--lang", "zh")
    assert " · " not in process.stdout
    for name in COMMANDS:
        assert re.search(
            rf"^  {name.split()[1]} .*[\u4e00-\u9fff]", process.stdout, re.MULTILINE
        ), name


def test_version(project: SmallProject) -> None:
    assert run(project, "--version").stdout == f"docgen {__version__}\n"


def test_many_warnings_end_with_their_kinds(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{{p narrative.文 }}")
    project.content("甲,乙。\n\n" * 12, "narrative/文.md")
    for command in (("check", "2023"), ("render", "2023", "--no-pdf", "--no-verify")):
        process = run(project, *command, "--lang", "zh")
        assert process.stdout.splitlines()[-1] == "警告按种类：英文标点 12 处", process.stdout
    few = run(project, "check", "2023", "--format", "json")
    assert "kind" not in few.stdout


def test_a_field_without_its_path_is_told_in_words(project: SmallProject) -> None:
    project.template("{{ 名称 }}", "{{p narrative.文 }}", "{{ 申请.全年 }}{{ 申请.年初 }}")
    project.content("申请: {全年: 1, 年初: 2}\n")
    project.content("共{{ 全年 }}万元。\n", "narrative/文.md")
    process = run(project, "check", "2023", "--lang", "zh")
    assert process.stderr == (
        "content/2023/one/narrative/文.md:1:2: 错误[field-without-path] 表达式 全年 中的「全年」"
        "没有写明在哪一组里\n  提示: 写成 {{ 申请.全年 }}\n"
    )


def test_a_unit_can_be_chosen_and_the_output_folder_too(project: SmallProject) -> None:
    process = run(project, "render", "2023", "--unit", "one", "--no-pdf", "--out", "别处")
    assert process.returncode == 0
    assert [path.name for path in (project.root / "别处").iterdir()] == ["报告.docx"]


def test_no_pdf_on_a_machine_without_a_converter(project: SmallProject) -> None:
    process = started(project, "render", "2023", PATH="")
    assert process.returncode == 4
    assert "install" in process.stderr
    assert (project.output / "报告.docx").is_file()


def test_it_runs_from_a_folder_inside_the_project(project: SmallProject) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "docgen", "render", "2023", "--no-pdf"],
        cwd=project.unit,
        capture_output=True,
        check=False,
    )
    assert process.returncode == 0
    assert (project.output / "报告.docx").is_file()


def test_a_terminal_of_another_encoding_is_no_traceback(project: SmallProject) -> None:
    process = started(project, "render", "2022", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert process.returncode == 2
    assert "Traceback" not in process.stderr


def test_whose_format_a_foreign_file_has_is_asked_where_there_are_two_packs(
    project: SmallProject,
) -> None:
    foreign = project.root / "来文.docx"
    docx.Document().save(str(foreign))
    alone = run(project, "verify", foreign.name, "--lang", "zh")
    shutil.copytree(project.pack, project.pack.with_name("another"))
    several = run(project, "verify", foreign.name, "--lang", "zh")
    assert (alone.returncode, several.returncode) == (0, 2)
    assert several.stderr.startswith("来文.docx: 错误[which-pack]")
    assert "another、form" in several.stderr
    assert "--pack" in several.stderr
    assert run(project, "verify", foreign.name, "--pack", "another").returncode == 0


def test_an_exception_nobody_expected_is_told_without_a_traceback(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("docgen.runs.check.check_edition", failing)
    command = ["--lang", "en", "--project", str(project.root), "check", "2023"]
    result = click.testing.CliRunner().invoke(main, command)
    assert result.exit_code == 6
    assert "docgen failed: OSError: [Errno 24] Too many open files" in result.stderr
    assert "Traceback" not in result.output + result.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_end_no_command(project: SmallProject, closed: str) -> None:
    command = f'"{sys.executable}" -m docgen --project "{project.root}" render 2023 --no-pdf'
    done = subprocess.run(
        ["bash", "-c", f"{command} {closed}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr + done.stdout) == (0, False)
    assert len(list(project.output.glob("*.docx"))) == 1


def test_any_command_clears_what_a_killed_run_has_left(
    project: SmallProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Its temporary folder holds a copy of the content; nobody has locked it any more."""
    temporary = tmp_path_factory.mktemp("temporary")
    left = temporary / "docgen-trial-killed"
    left.mkdir()
    for name in (".docgen-lock", "report.yaml"):
        (left / name).touch()
    started(project, "status", "2023", TMPDIR=str(temporary))
    assert list(temporary.iterdir()) == []
