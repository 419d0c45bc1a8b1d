"""Command lines of the set of clerks' mistakes: each is understood, or told with the line to type.

All run in one process, in a project that has what they name.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli.main import main
from docgen.cli.typed_line import line_of
from tests.clerk_mistakes import COMMANDS
from tests.clerk_mistakes.mistake import BASES, CommandMistake
from tests.support import ROOT

COVER = Path("qingxi-school", "report.yaml")
"""What of the units' content is there: the name on a cover, which one of the lines gives."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the packs and units that the lines name; they are empty, as that is fast."""
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "word_templates", root / "word_templates")
    edition = root / "content" / "2023"
    for folder in BASES.values():
        (edition / folder.name).mkdir(parents=True)
    shutil.copy(BASES["school"].with_name(COVER.parent.name) / COVER.name, edition / COVER)
    return root


@pytest.fixture(autouse=True)
def _at_the_office(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def said(words: Sequence[str]) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_line_is_understood_or_told_with_the_line_that_is_meant(
    command: CommandMistake,
) -> None:
    answer, wanted = said(command.typed), line_of(command.meant)
    if wanted in answer.stderr:
        return
    if command.meant and answer.exit_code == 2 and "--help" not in command.meant:
        pytest.fail(f"{wanted} is not in the answer:\n{answer.output}")
    if command.meant:
        right = said(command.meant)
        assert (answer.exit_code, answer.stdout) == (right.exit_code, right.stdout)
    else:
        assert answer.exit_code == 2
        assert "输入 docgen " in answer.stderr
