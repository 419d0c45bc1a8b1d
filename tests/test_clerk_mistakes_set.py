"""The set of clerks' mistakes is what it says: single, distinct, and sound without the mistake."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from docgen import check_edition
from tests.clerk_mistakes import COMMANDS, KINDS, MISTAKES
from tests.clerk_mistakes.mistake import BASES, CommandMistake, FileMistake, Mistake
from tests.support import ROOT

PASSAGES = [mistake for mistake in MISTAKES if isinstance(mistake, Mistake)]
FILES = [mistake for mistake in MISTAKES if isinstance(mistake, FileMistake)]


def name_of(mistake: Mistake | FileMistake | CommandMistake) -> str:
    return mistake.name


def test_it_is_large_and_varied() -> None:
    assert len(MISTAKES) >= 150
    assert len(COMMANDS) >= 20
    assert len(KINDS) + 1 >= 12
    of_base = Counter(mistake.base for mistake in MISTAKES)
    assert of_base.keys() == BASES.keys()
    assert of_base["school"] / len(MISTAKES) >= 0.5


def test_each_mistake_is_another_one() -> None:
    names = [name_of(mistake) for mistake in [*MISTAKES, *COMMANDS]]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    passages = Counter((each.base, each.file, each.old, each.typed) for each in PASSAGES)
    assert [passage for passage, count in passages.items() if count > 1] == []
    lines = Counter(tuple(command.typed) for command in COMMANDS)
    assert [line for line, count in lines.items() if count > 1] == []


def test_each_says_in_a_sentence_what_she_did() -> None:
    for mistake in [*MISTAKES, *COMMANDS]:
        assert mistake.name == mistake.name.lower().replace(" ", "-")
        assert mistake.why[:1].isupper()
        assert mistake.why.endswith((".", "。"))


@pytest.mark.parametrize("mistake", PASSAGES, ids=name_of)
def test_the_passage_occurs_once_and_is_changed(mistake: Mistake) -> None:
    assert mistake.path.read_text("utf-8").count(mistake.old) == 1
    assert mistake.typed != mistake.right
    assert mistake.sound != mistake.old, "leave sound out if it is what stands there"


@pytest.mark.parametrize("mistake", FILES, ids=name_of)
def test_the_folder_is_another_than_it_ought_to_be(mistake: FileMistake) -> None:
    folder = BASES[mistake.base]
    assert mistake.typed or mistake.folder
    for files in (mistake.typed, mistake.sound):
        for path, data in files.items():
            before = (folder / path).read_bytes() if (folder / path).is_file() else None
            assert data != before, path
    if mistake.typed:
        assert mistake.typed != mistake.sound


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_the_line_is_another_than_meant(command: CommandMistake) -> None:
    assert command.typed != command.meant


def test_all_is_sound_without_the_mistakes(tmp_path: Path) -> None:
    """Each base, and each base with what is right where that is not what stands there."""
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    edition = tmp_path / "content" / "2023"
    for name, folder in BASES.items():
        shutil.copytree(folder, edition / name)
    for passage in PASSAGES:
        if passage.sound is not None:
            shutil.copytree(BASES[passage.base], edition / passage.name)
            sound = passage.text(passage.right)
            (edition / passage.name / passage.file).write_text(sound, "utf-8", newline="")
    for file in FILES:
        if file.sound:
            shutil.copytree(BASES[file.base], edition / file.name)
            _lay(edition / file.name, file)
    result = check_edition("2023", root=tmp_path)
    assert len(result.outcomes) >= len(BASES)
    assert [str(problem) for problem in result.all_problems()] == []


def _lay(folder: Path, mistake: FileMistake) -> None:
    for path, data in mistake.sound.items():
        if data is None:
            (folder / path).unlink()
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
