"""What becomes of each mistake: whether it is told, what its fix makes of it, what is printed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import docx

from docgen.content.fixed_text import FixedText
from docgen.content.source_files import typed_text
from docgen.diagnostics import Problem
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.word.xml import text_of, w
from docgen.wording.problem_texts import problems_json
from tests.clerk_mistakes.mistake import BASES, FileMistake, Mistake
from tests.support import ROOT

AnyMistake = Mistake | FileMistake


@dataclass(frozen=True)
class Built:
    """What a unit's build says and prints.

    Attributes:
        problems: its problems.
        printed: the paragraphs of its Word file; empty after errors.
    """

    problems: tuple[Problem, ...]
    printed: tuple[str, ...]

    @property
    def has_errors(self) -> bool:
        """Whether one of them is an error."""
        return any(problem.is_error for problem in self.problems)


def project(root: Path) -> Path:
    """A project with the packs and no content; returns the folder of its edition."""
    shutil.copytree(ROOT / "word_templates", root / "word_templates")
    edition = root / "content" / "2023"
    edition.mkdir(parents=True)
    return edition


def lay(edition: Path, mistake: AnyMistake, *, typed: bool) -> None:
    """Writes the unit of a mistake, as it was typed or as it ought to be."""
    folder = edition / mistake.name
    shutil.copytree(BASES[mistake.base], folder)
    if isinstance(mistake, Mistake):
        text = mistake.text(mistake.typed if typed else mistake.right)
        (folder / mistake.file).write_text(text, "utf-8", newline="")
        return
    for path, data in (mistake.typed if typed else mistake.sound).items():
        if data is None:
            (folder / path).unlink()
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


class Builder:
    """Builds units of a project, one after the other, without writing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._edition = find_edition("2023", root)
        self._packs = Packs(self._edition.project)
        self._printed: dict[tuple[tuple[str, bytes], ...], tuple[str, ...]] = {}

    def build(self, name: str) -> Built:
        """What building a unit says, and what it prints."""
        built = build_unit(self.root / "content" / "2023" / name, self._edition, self._packs)
        return Built(built.outcome.problems, printed(built.report.data) if built.report else ())

    def printed(self, name: str) -> tuple[str, ...]:
        """What a unit prints; most sound ones are the same, and are built once."""
        folder = self.root / "content" / "2023" / name
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        files = tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)
        if files not in self._printed:
            self._printed[files] = self.build(name).printed
        return self._printed[files]


def printed(data: bytes) -> tuple[str, ...]:
    """The paragraphs of a Word file, each behind the name of its style."""
    body = docx.Document(io.BytesIO(data)).element.body
    styles = (element.find(f"{w('pPr')}/{w('pStyle')}") for element in body.iter(w("p")))
    names = ("" if style is None else style.get(w("val")) for style in styles)
    texts = (text_of(element) for element in body.iter(w("p")))
    return tuple(f"{name}|{text}" for name, text in zip(names, texts, strict=True))


def apply_json(root: Path, problems: Iterable[Problem]) -> int:
    """Applies the fixes that ``--format json`` prints, as the docs' program does; how many."""
    objects = json.loads(problems_json(problems, "zh"))
    fixes = [each["fix"] for each in objects if each["fix"]]
    for file in {fix["file"] for fix in fixes}:
        _apply(root / file, [fix for fix in fixes if fix["file"] == file])
    return len(fixes)


def _apply(path: Path, fixes: Sequence[dict[str, Any]]) -> None:
    data = path.read_bytes()
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    stretches, last = set[tuple[int, int, str]](), len(text)
    for fix in fixes:
        ends = (fix["range"]["start"], fix["range"]["end"])
        start, stop = (starts[end["line"] - 1] + end["column"] - 1 for end in ends)
        stretches.add((start, stop, fix["text"]))
    for start, stop, new in sorted(stretches, reverse=True):
        if stop <= last:
            text, last = text[:start] + new + text[stop:], start
    path.write_text(text, "utf-8")


@dataclass(frozen=True)
class Verdict:
    """What becomes of a mistake.

    Attributes:
        mistake: the mistake.
        told: the codes of what is told of it.
        prints_right: whether the report prints what is right all the same.
        left: the codes of the errors that are left when all fixes are applied.
        mended: whether the report prints what is right then.
        astray: the codes of fixes whose old text does not stand at their place.
    """

    mistake: AnyMistake
    told: tuple[str, ...]
    prints_right: bool
    left: tuple[str, ...] = ()
    mended: bool = False
    astray: tuple[str, ...] = ()


def _astray(root: Path, problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        if problem.fix:
            text = typed_text((root / problem.fix.place.file).read_bytes())
            if problem.fix not in FixedText(text, [problem.fix]).written:
                yield problem.code


_ROUNDS = 5
"""How often fixes are applied: one may uncover the next problem."""


def verdicts(root: Path, sound: Path, mistakes: Sequence[AnyMistake]) -> Iterator[Verdict]:
    """Yields what becomes of each mistake; both folders are empty."""
    edition, sound_edition = project(root), project(sound)
    for mistake in mistakes:
        lay(edition, mistake, typed=True)
        lay(sound_edition, mistake, typed=False)
    builder, sound_builder = Builder(root), Builder(sound)
    for mistake in mistakes:
        built, right = builder.build(mistake.name), sound_builder.printed(mistake.name)
        codes = tuple(problem.code for problem in built.problems)
        first = built.printed == right
        astray = tuple(_astray(root, built.problems))
        for _ in range(_ROUNDS):
            if not apply_json(root, built.problems):
                break
            built = builder.build(mistake.name)
        left = tuple(problem.code for problem in built.problems if problem.is_error)
        mended = built.printed == right
        yield Verdict(mistake, codes, first, left, mended, astray)
