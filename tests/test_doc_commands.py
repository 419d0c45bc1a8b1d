"""Each command that a page tells a reader to type is run, or declared as not run with a reason.

A page's commands run in its order, in a folder of their own. At its end pytest tells how many were
run, how many only name a command, and how many are not run, and why.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import kept_pdfs
from tests.doc_pages import scenes
from tests.doc_pages.commands import Kind, commands_of, kind_of, with_values
from tests.doc_pages.declared import DOC_COMMAND, command_lines, declared, families
from tests.doc_pages.page import Page
from tests.support import ROOT
from tests.warm_docgen import docgen_script

DECLARED = declared()
FAMILIES = families(ROOT)
RUN = {
    family: DECLARED.runnable(family, pages)
    for family, pages in FAMILIES.items()
    if DECLARED.runnable(family, pages)
}

pytestmark = pytest.mark.slow


REAL = "README.md"
"""The page whose commands start docgen as a reader does; those of other pages are forked."""


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a shell knows in which docgen is installed, whose LibreOffice makes no PDF twice."""
    found = with_docgen(tmp_path_factory.mktemp("programs"), docgen_script())
    return found | {kept_pdfs.FOLDER: str(tmp_path_factory.mktemp("pdfs"))}


def with_docgen(programs: Path, script: str) -> dict[str, str]:
    """The environment of a shell that finds ``docgen`` in a folder."""
    docgen = programs / "docgen"
    docgen.write_text(script, "utf-8")
    docgen.chmod(0o755)
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


@pytest.mark.parametrize("family", RUN)
def test_the_commands_of_a_page_do_what_it_says(
    family: str,
    shell: dict[str, str],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    needs = DECLARED.needs(family)
    if family == REAL:
        (programs := tmp_path.with_name(f"{tmp_path.name}-programs")).mkdir()
        shell = with_docgen(programs, f'#!/bin/sh\nexec "{sys.executable}" -m docgen "$@"\n')
    for name in needs.start:
        getattr(scenes, name)(tmp_path)
    folder, failed = tmp_path, []
    for command in RUN[family]:
        for name in needs.before.get(command, ()):
            getattr(scenes, name)(folder)
        done = typed(command, folder, shell)
        if done.returncode != needs.ends.get(command, 0):
            failed.append(f"{command}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
        folder = folder / needs.enters.get(command, "")
        record_property(DOC_COMMAND, command)
    assert not failed, "\n\n".join(failed)


def typed(command: str, folder: Path, shell: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What comes of a command that is typed in a folder."""
    words = ["sh", "-c", command]
    nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
    return subprocess.run(
        words,
        cwd=folder,
        env=shell,
        stdin=nothing,
        stdout=pipe,
        stderr=pipe,
        text=True,
        timeout=100,
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_each_command_of_a_page_exists_and_is_run_or_declared(family: str) -> None:
    for command in DECLARED.commands(family, FAMILIES[family]):
        kind = kind_of(command)
        assert kind is not Kind.WRONG, f"{family}: docgen has no such command or option: {command}"
        if kind is Kind.FOREIGN:
            assert command in DECLARED.reasons, f"{family}: neither run nor declared: {command}"


def test_each_command_of_make_has_its_target() -> None:
    for command in sorted(every_command()):
        if command.startswith("make "):
            dry = ["make", "--dry-run", "--silent", *command.split()[1:]]
            done = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_nothing_is_declared_that_no_page_says() -> None:
    said = every_command()
    assert not [command for command in DECLARED.reasons if command not in said]
    assert not [word for word in DECLARED.values if not is_said(word, *FAMILIES)]
    for family, needs in DECLARED.pages.items():
        assert {*needs.before, *needs.enters, *needs.ends} <= set(RUN[family]), family
        assert not [word for word in needs.values if not is_said(word, family)], family


def every_command() -> set[str]:
    """The commands of all pages."""
    return {
        command
        for family, pages in FAMILIES.items()
        for command in DECLARED.commands(family, pages)
    }


def is_said(word: str, *families: str) -> bool:
    """Whether a command of the pages has a word that something is put for."""
    return any(
        with_values(command, {word: ""}) != command
        for family in families
        for page in FAMILIES[family]
        for command in commands_of(page)
    )


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("docgen check 2023 --fix", Kind.WHOLE),
        ("docgen --project D:/reports check 2023", Kind.WHOLE),
        ("docgen check --help", Kind.WHOLE),
        ("docgen schema form > schema.json", Kind.WHOLE),
        ("docgen fill form.docx '{{ a | b }}'", Kind.WHOLE),
        ("docgen check", Kind.NAME),
        ("docgen check --fix", Kind.NAME),
        ("docgen fill form.docx", Kind.NAME),
        ("docgen check 2023 --against …", Kind.NAME),
        ("docgen chekc 2023", Kind.WRONG),
        ("docgen check 2023 --fixed", Kind.WRONG),
        ("docgen fill form.docx data.yaml more.yaml", Kind.WRONG),
        ("make docs", Kind.FOREIGN),
    ],
)
def test_what_can_be_done_with_a_command(command: str, kind: Kind) -> None:
    assert kind_of(command) is kind


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Type `docgen check 2023` or `docgen`, not `docgen.Template`.", ["docgen check 2023"]),
        (
            "```sh\ndocgen check 2023   # remark\n\n$ make docs\n```",
            ["docgen check 2023", "make docs"],
        ),
        ("```console\n$ docgen check \\\n    2023\nunits checked: 1\n```", ["docgen check 2023"]),
        ("```\nmake test   everything\n```", ["make test"]),
        ("```python\ndocgen check\n```\n\n```yaml\nmake docs: 1\n```", []),
        ("    pipx install docgen.whl\n", ["pipx install docgen.whl"]),
        ("`docgen check PACK PACKS`, `docgen check 模板包 PACKS`", ["docgen check form PACKS"]),
        (
            "| a |\n| --- |\n| `docgen check 1`, `uv tool list` |",
            ["docgen check 1", "uv tool list"],
        ),
        ("> ```powershell\n> PS> docgen doctor\n> ```", ["docgen doctor"]),
    ],
)
def test_the_commands_of_a_page(tmp_path: Path, text: str, commands: list[str]) -> None:
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    values = {"PACK": "form", "模板包": "form"}
    assert commands_of(Page(tmp_path, path), values) == commands


def test_the_end_of_a_run_tells_what_was_run_and_what_not() -> None:
    told = "\n".join(command_lines({"docgen check 2023"}))
    assert re.match(r"commands of the docs: 1 run, \d+ that only name a command, \d+ not run", told)
    for left in DECLARED.not_run:
        assert f"{len(left.commands)}: {left.reason}" in told
