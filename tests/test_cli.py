"""The command line as a writer meets it: real processes, exit codes, two languages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from docgen.version import __version__
from tests.support import SmallProject


def run(
    project: SmallProject, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "docgen", *arguments],
        cwd=project.root,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_render_says_what_it_wrote(project: SmallProject) -> None:
    done = run(project, "render", "2023", "--no-pdf")
    assert done.returncode == 0
    assert done.stdout == "wrote build/2023/报告.docx\ndone 1, not done 0; errors 0, warnings 0\n"
    assert done.stderr == ""
    again = run(project, "render", "2023", "--no-pdf", "--lang", "zh")
    assert again.stdout.startswith("没有变化 build/2023/报告.docx\n")


def test_errors_go_to_stderr_with_a_hint(project: SmallProject) -> None:
    project.content("名称: 甲\n")
    done = run(project, "render", "2023", "--no-pdf", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 1
    assert done.stderr == (
        "content/2023/one/report.yaml:3:1: 错误[duplicate-key] 「名称」写了两次，"
        "第一次在 content/2023/one/report.yaml:2:1\n  提示: 保留一处，删去另一处\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["render", "2022"], 2, "there are: 2023"),
        (["render", "2023", "--unit", "无"], 2, "there are: one"),
        (["render", "../2023"], 2, "there are: 2023"),
        (["pdf", "2023"], 2, "run docgen render 2023 first"),
        (["pdf", "2022"], 2, "there are: 2023"),
        (["pdf", "无.docx"], 2, "no such file"),
        (["render"], 2, "EDITION"),
        (["无"], 2, "No such command"),
        (["--lang", "fr", "doctor"], 2, "fr"),
    ],
)
def test_a_wrong_command_line_says_what_there_is(
    project: SmallProject, arguments: list[str], code: int, said: str
) -> None:
    done = run(project, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_project_it_says_so(project: SmallProject) -> None:
    done = run(project, "--project", "/tmp", "render", "2023")
    assert done.returncode == 2
    assert "no-project" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["render"],
        ["check"],
        ["schema"],
        ["pdf"],
        ["verify"],
        ["doctor"],
        ["new"],
        ["template", "outline"],
        ["template", "lint"],
    ],
)
def test_every_command_has_help_in_two_languages_and_an_example(
    project: SmallProject, command: list[str]
) -> None:
    done = run(project, *command, "-h")
    assert done.returncode == 0
    assert " · " in done.stdout
    assert not command or f"docgen {command[0]}" in done.stdout


def test_version(project: SmallProject) -> None:
    assert run(project, "--version").stdout == f"docgen {__version__}\n"


def test_a_unit_can_be_chosen_and_the_output_folder_too(project: SmallProject) -> None:
    done = run(project, "render", "2023", "--unit", "one", "--no-pdf", "--out", "别处")
    assert done.returncode == 0
    assert [one.name for one in (project.root / "别处").iterdir()] == ["报告.docx"]


def test_doctor_names_every_official_font(project: SmallProject) -> None:
    done = run(project, "doctor")
    assert done.returncode == 0
    assert "docgen" in done.stdout
    without = run(project, "doctor", PATH="")
    assert "no PDF can be made" in without.stdout
    if "no PDF can be made" not in done.stdout:
        assert all(name in done.stdout for name in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"))


def test_no_pdf_on_a_machine_without_a_converter(project: SmallProject) -> None:
    done = run(project, "render", "2023", PATH="")
    assert done.returncode == 4
    assert "install" in done.stderr
    assert (project.output / "报告.docx").is_file()


def test_it_runs_from_a_folder_inside_the_project(project: SmallProject) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "render", "2023", "--no-pdf"],
        cwd=project.unit,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert (project.output / "报告.docx").is_file()


def test_a_terminal_of_another_encoding_is_no_traceback(project: SmallProject) -> None:
    done = run(project, "render", "2022", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
