"""What becomes of each mistake: whether it is told, what its fix makes of it, what is printed."""

from __future__ import annotations

import io
import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

from docgen.cli.report import problems_json
from docgen.diagnostics import Problem
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.word.xml import text_of, w
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

    def build(self, name: str) -> Built:
        """What building a unit says, and what it prints."""
        built = build_unit(self.root / "content" / "2023" / name, self._edition, self._packs)
        return Built(built.outcome.problems, printed(built.report.data) if built.report else ())


def printed(data: bytes) -> tuple[str, ...]:
    """The paragraphs of a Word file, each behind the name of its style."""
    body = docx.Document(io.BytesIO(data)).element.body
    styles = (element.find(f"{w('pPr')}/{w('pStyle')}") for element in body.iter(w("p")))
    names = ("" if style is None else style.get(w("val")) for style in styles)
    texts = (text_of(element) for element in body.iter(w("p")))
    return tuple(f"{name}|{text}" for name, text in zip(names, texts, strict=True))


def apply_json(root: Path, problems: Iterable[Problem]) -> list[str]:
    """Applies the fixes that ``--format json`` prints; returns the codes of those problems."""
    objects = [it for it in json.loads(problems_json(problems, "zh")) if it["fix"]]
    by_file = defaultdict(list)
    for each in objects:
        by_file[each["fix"]["file"]].append(each["fix"])
    for file, fixes in by_file.items():
        apply_fixes(root / file, fixes)
    return [each["code"] for each in objects]


def apply_fixes(path: Path, fixes: Sequence[dict[str, Any]]) -> None:
    """The program that an editor would have: the last fix of a file first."""
    data = path.read_bytes() if path.exists() else b""
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    for fix in sorted(fixes, key=lambda fix: tuple(fix["range"]["start"].values()), reverse=True):
        start, end = (fix["range"][name] for name in ("start", "end"))
        before = [*lines[: start["line"] - 1], lines[start["line"] - 1][: start["column"] - 1]]
        after = [lines[end["line"] - 1][end["column"] - 1 :], *lines[end["line"] :]]
        lines = ("\n".join(before) + fix["text"] + "\n".join(after)).split("\n")
    path.write_text("\n".join(lines), "utf-8")
