"""``docgen check --fix`` as it is typed, and the program of the docs that applies fixes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from tests.support import ROOT, SmallProject
from tests.warm_docgen import docgen_program

pytestmark = pytest.mark.slow

TEXT = "第一段讲职责。\r\n\r\n第二段讲预算。\r\n"
MARKDOWN = "content/2023/one/narrative/文.md"


@pytest.fixture
def in_gbk(project: SmallProject) -> SmallProject:
    """A unit whose Markdown file is GBK, and whose YAML has the line ends of old Macs."""
    project.template("{{ 单位 }}", "{{p narrative.文 }}")
    project.content("", "narrative/文.md")
    (project.root / MARKDOWN).write_bytes(TEXT.encode("gbk"))
    (project.unit / "report.yaml").write_bytes("模板: form\r名称: 报告\r单位: 某办\r".encode())
    return project


def run(
    project: SmallProject, *arguments: str, code: int = 0, program: tuple[str, ...] = ()
) -> tuple[str, str]:
    """What a command prints to stdout and to stderr."""
    process = subprocess.run(
        [*(program or docgen_program()), *arguments],
        cwd=project.root,
        env=os.environ | {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert process.returncode == code, process.stdout + process.stderr
    return process.stdout, process.stderr


def test_check_offers_it_and_it_says_what_it_did_and_how_to_take_it_back(
    in_gbk: SmallProject,
) -> None:
    before = {path: path.read_bytes() for path in in_gbk.unit.rglob("*.*")}
    told, _ = run(in_gbk, "check", "2023", code=1)
    assert told == (
        "检查 1 个单位：错误 2，警告 0\n"
        "其中 2 处可以自动改：docgen check 2023 --fix（先看：--diff）\n"
    )
    shown, _ = run(in_gbk, "check", "2023", "--diff", code=1)
    assert f"{MARKDOWN}：转成 UTF-8 编码、通常的换行\n" in shown
    assert "只是看看，没有写" in shown
    assert {path: path.read_bytes() for path in before} == before
    done, errors = run(in_gbk, "check", "2023", "--fix")
    assert (done, errors) == (
        f"{MARKDOWN}:1 改好：这个文件是 GBK 编码，不是 UTF-8\n"
        "content/2023/one/report.yaml:1 改好："
        "这个文件的换行是旧式的（只有 CR），所有的行连成了一行\n"
        "自动改了 2 处（not-utf-8 1 处、old-line-ends 1 处），写了 2 个文件\n"
        "恢复原样：docgen check 2023 --undo\n"
        "检查 1 个单位：错误 0，警告 0\n",
        "",
    )
    assert (in_gbk.root / MARKDOWN).read_bytes() == TEXT.encode()
    again, _ = run(in_gbk, "check", "2023", "--fix", "--unit", "one")
    assert again == "没有可以自动改的\n检查 1 个单位：错误 0，警告 0\n"
    shown, _ = run(in_gbk, "check", "2023", "--undo", "--diff")
    assert shown.endswith("只是试做，没有写文件；去掉 --diff 就写入\n")
    run(in_gbk, "check", "2023", "--undo")
    assert {path: path.read_bytes() for path in before} == before
    _, errors = run(in_gbk, "check", "2023", "--undo", code=2)
    assert "[nothing-fixed]" in errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_in_the_docs_applies_what_json_says(
    language: Language, in_gbk: SmallProject
) -> None:
    page = (ROOT / "docs" / language / "writing.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert program.count("\n") <= 20
    folder = in_gbk.root / "programs"
    folder.mkdir()
    (folder / "apply.py").write_text(program, "utf-8")
    docgen = folder / "docgen"
    docgen.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m docgen "$@"\n', "utf-8")
    docgen.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path)
        run(in_gbk, "2023", program=(sys.executable, str(folder / "apply.py")))
    assert (in_gbk.root / MARKDOWN).read_bytes() == TEXT.encode()
    assert (in_gbk.unit / "report.yaml").read_bytes() == (
        "模板: form\n名称: 报告\n单位: 某办\n".encode()
    )
    told, _ = run(in_gbk, "check", "2023")
    assert told == "检查 1 个单位：错误 0，警告 0\n"


def test_json_and_github_say_the_problems_that_are_left_alone(in_gbk: SmallProject) -> None:
    assert run(in_gbk, "check", "2023", "--fix", "--format", "json") == ("[]\n", "")
    assert (in_gbk.root / MARKDOWN).read_bytes() == TEXT.encode()
    run(in_gbk, "check", "2023", "--undo", "--format", "json")
    told, _ = run(in_gbk, "check", "2023", "--diff", "--format", "json", code=1)
    assert told.count('"not-utf-8"') == 1
    assert Path(in_gbk.root / MARKDOWN).read_bytes() == TEXT.encode("gbk")
