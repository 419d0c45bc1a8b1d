"""Tab in real shells; and what docgen offers each of them, quickly and in the user's language."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli.main import main
from tests.support import ROOT, SmallProject

pytestmark = pytest.mark.slow

BEGIN = {
    "bash": ("--norc -i", 'eval "$(docgen completion bash)"'),
    "zsh": (
        "-f -i",
        'autoload -Uz compinit && compinit -u -d .dump; eval "$(docgen completion zsh)"',
    ),
}
SHIPPED = [
    "central-project-form",
    "final-accounts-analysis",
    "hunan-self-evaluation",
    "hunan-summary",
    "official-letter",
]
"""The packs that come with docgen."""
NAMED = "县 一中（本部）"


@pytest.fixture
def place(project: SmallProject) -> Path:
    """A project of two editions and three units, and Word files in a folder with a blank."""
    project.content("单位: 某办公室\n")
    for unit in (f"2023/{NAMED}", "2022/old-unit"):
        (project.root / "content" / unit).mkdir(parents=True)
    folder = project.root / "收 到"
    folder.mkdir()
    for name in ("报告 终稿.docx", "~$锁.docx", "表.xlsx", "another.docx"):
        (folder / name).write_bytes(b"")
    return project.root


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    return kept | {"PYTHONPATH": str(ROOT), "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"} | more


def program(folder: Path) -> Path:
    """A ``docgen`` that answers shells, and else writes down the words that it is called with."""
    path = folder / "bin" / "docgen"
    path.parent.mkdir()
    python, out = shlex.quote(sys.executable), shlex.quote(str(folder / "words"))
    path.write_text(
        "#!/bin/sh\n"
        'if [ -z "$_DOCGEN_COMPLETE" ] && [ "$1" != completion ]; then\n'
        f'printf "%s\\n" "$@" >{out}; exit; fi\n'
        f'exec {python} -m docgen "$@"\n',
        "utf-8",
    )
    path.chmod(0o755)
    return path


def typed_in(shell: str, line: str, folder: Path) -> list[str]:
    """The words that docgen gets when somebody types ``line`` in a terminal with that shell."""
    options, begin = BEGIN[shell]
    path = f"{program(folder).parent}{os.pathsep}{os.environ['PATH']}"
    mine, its = pty.openpty()
    env = environment(PATH=path, TERM="dumb", HISTFILE="", LC_ALL="C.UTF-8")
    process = subprocess.Popen(
        [shell, *options.split()], stdin=its, stdout=its, stderr=its, cwd=folder, env=env
    )
    os.close(its)
    os.write(mine, f"{begin}\n{line}\nexit\n".encode())
    shown = b""
    try:
        while part := os.read(mine, 4096):
            shown += part
    except OSError:  # the shell has ended
        pass
    process.wait()
    os.close(mine)
    words = folder / "words"
    assert words.exists(), shown.decode(errors="replace")
    return words.read_text("utf-8").splitlines()


@pytest.mark.parametrize("shell", BEGIN)
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("docgen rend\t2023 --uni\ton\t", ["render", "2023", "--unit", "one"]),
        ("docgen che\t2023 --unit 县\t", ["check", "2023", "--unit", NAMED]),
        ('docgen check 2023 --unit "县\t', ["check", "2023", "--unit", NAMED]),
        ("docgen check 2023 --unit '县\t", ["check", "2023", "--unit", NAMED]),
        ("docgen check 2022 --unit \t", ["check", "2022", "--unit", "old-unit"]),
        ("docgen --la\te\tdiff 2022\t", ["--lang", "en", "diff", "2022"]),
        ("docgen temp\to\tfo\t", ["template", "outline", "form"]),
        ("docgen check 收\\ 到/报\t", ["check", "收 到/报告 终稿.docx"]),
        (
            "docgen new 2024 --from 2022\t --unit o\t",
            ["new", "2024", "--from", "2022", "--unit", "o"],
        ),
    ],
)
def test_tab_completes_in_a_real_shell(
    shell: str, line: str, words: list[str], place: Path
) -> None:
    assert typed_in(shell, line, place) == words


def offered(line: str, folder: Path, language: str = "zh") -> list[tuple[str, str, str]]:
    """What docgen answers a shell behind ``line``: kind, value, and what it does."""
    words = ["docgen", *shlex.split(line)] + ([""] if line.endswith(" ") or not line else [])
    env = {
        "_DOCGEN_COMPLETE": "zsh_complete",
        "COMP_WORDS": "\n".join(map(shlex.quote, words)),
        "COMP_CWORD": str(len(words) - 1),
        "DOCGEN_LANG": language,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = CliRunner().invoke(main, [], env=env)
    assert done.stderr == ""
    rows = done.stdout.removesuffix("\n").split("\n") if done.stdout.strip() else []
    return [tuple(rows[at : at + 3]) for at in range(0, len(rows), 3)]  # type: ignore[misc]


def values(line: str, folder: Path) -> list[str]:
    return [value for _, value, _ in offered(line, folder)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("render ", ["2022", "2023"]),
        ("render 2023 --unit ", ["one", NAMED]),
        ("render --unit ", ["old-unit", "one", NAMED]),
        ("check 2023年 --unit ", ["one", NAMED]),
        ("new 2024 --from ", ["2022", "2023"]),
        ("new 2024 --pack ", ["form", *SHIPPED]),
        ("template lint fo", ["form"]),
        ("schema ", ["form", *SHIPPED, "pack.yaml"]),
        ("check 2023 --format ", ["text", "json", "github"]),
        ("check --lang ", ["zh", "en"]),
        ("check 2023 --jo", ["--jobs"]),
        ("check 2023 --fix --f", ["--format"]),
        ("completion ", ["bash", "zsh", "fish", "powershell"]),
        ("sheet ", ["in", "out"]),
        ("diff ", ["2022", "2023"]),
        ("diff '收 到/'", ["收 到/another.docx", "收 到/报告 终稿.docx"]),
        ("check 2023 --unit none-such", []),
        ("render 2023 2022 x ", []),
        ("—lang=en rend", ["render"]),
    ],
)
def test_values_are_those_of_the_project(line: str, expected: list[str], place: Path) -> None:
    assert values(line, place) == expected


def test_another_project_is_asked_if_it_is_named(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "content/2019").mkdir(parents=True)
    assert values("--project other render ", place) == ["2019"]
    (other / "content/2019").rmdir()
    (other / "content").rmdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("/")
        assert values("render ", Path("/")) == []


def test_a_file_that_docgen_does_not_know_is_left_to_the_shell(place: Path) -> None:
    assert offered("check 2023 --against ", place) == [("file", "", "_")]
    assert offered("diff 没有/", place) == [("file", "没有/", "_")]


def test_every_command_and_option_is_offered_with_what_it_does_in_one_language(
    place: Path,
) -> None:
    """Options of every command; the commands of every group."""
    from click import Context

    context = Context(main, obj=("en", None))
    lines = [" ".join(words) for words, _ in main.commands_below(context)]
    groups = {line.rpartition(" ")[0] for line in lines}
    asked = [f"{line} --" for line in lines] + [f"{group} ".lstrip() for group in groups]
    assert len(asked) > 20
    for line in asked:
        chinese, english = offered(line, place, "zh"), offered(line, place, "en")
        assert [row[:2] for row in chinese] == [row[:2] for row in english] != []
        for (_, _, zh), (_, _, en) in zip(chinese, english, strict=True):
            assert re.search("[一-鿿]", zh), (line, zh)
            assert not re.search("[一-鿿]", en), (line, en)
            assert en != "_"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_says_how_to_have_it(shell: str) -> None:
    for language, sign in (("zh", "补全 docgen 的命令"), ("en", "Tab completes")):
        done = CliRunner().invoke(main, [f"--lang={language}", "completion", shell])
        assert done.exit_code == 0
        line = done.stdout.splitlines()[-1]
        assert sign in done.stdout
        assert f"docgen completion {shell}" in line
        assert "_DOCGEN_COMPLETE" in done.stdout
    for broken in ("tcsh", ""):
        assert CliRunner().invoke(main, ["completion", broken]).exit_code == 2


def test_a_shell_that_click_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from click import shell_completion

    monkeypatch.delitem(shell_completion._available_shells, "powershell")
    for language in ("zh", "en"):
        done = CliRunner().invoke(main, [f"--lang={language}", "completion", "powershell"])
        assert (done.exit_code, done.stdout) == (2, "")
        assert "shell-not-known" in done.stderr
        assert len(done.stderr.splitlines()) == 2


def modules(env: dict[str, str], *words: str, folder: Path) -> set[str]:
    """What docgen has imported when it ends."""
    code = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from docgen.cli.main import main\n"
        f"main({[*words]!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(**env),
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_it_loads_hardly_more_than_a_page_of_help(place: Path) -> None:
    asked = {"_DOCGEN_COMPLETE": "bash_complete", "COMP_CWORD": "4"}
    asked["COMP_WORDS"] = "docgen\ncheck\n2023\n--unit\n"
    of_help = modules({}, "check", "--help", folder=place)
    more = {
        name
        for name in modules(asked, folder=place) - of_help
        if "." not in name or "docgen" in name
    }
    assert more <= {"shlex", "_posixshmem"}, more
