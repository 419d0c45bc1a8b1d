"""What lies in a folder before commands of a page are typed there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx

from tests.fill_scenes import data, form
from tests.scripted_edits import a_sentence
from tests.support import ROOT, whole_project

Scene = Callable[[Path], object]

_ROWS = [
    {"姓名": "张小明", "性别": "男", "金额": 1280, "日期": "2026年3月1日", "单位承担": "80%"},
    {"姓名": "李小红", "性别": "女", "金额": 960.5, "日期": "2026年3月1日", "单位承担": "80%"},
]


def project(folder: Path) -> None:
    """The packs, and the content of 2023."""
    whole_project(folder)


def nothing(folder: Path) -> None:
    """An empty folder."""


def report(folder: Path) -> None:
    """A report that is nobody's any more, as ``report.docx``, and its forerunner."""
    for name in ("report.docx", "last-year.docx"):
        shutil.copy(_rendered(folder), folder / name)


def reply(folder: Path) -> None:
    """The report as the office sends it back, ``reply.docx``."""
    shutil.copy(_rendered(folder), folder / "reply.docx")
    _edit(folder / "reply.docx")


def edited(folder: Path) -> None:
    """The office has edited the report where it lies."""
    _edit(_rendered(folder))


def letters(folder: Path) -> None:
    """A letter, ``letter.docx`` and ``form.docx``, and who gets it, in files of each kind."""
    text = "致{{ 姓名 }}：{{ 金额 }} 元已于 {{ 日期 }} 报销，其中单位承担 {{ 单位承担 }}。"
    for name in ("letter.docx", "form.docx"):
        form(folder / name, text)
    for name in ("staff.xlsx", "rows.json"):
        data(folder / name, _ROWS)
    for name in ("one.yaml", "data.yaml", "data.json"):
        data(folder / name, _ROWS[0])
    lines = [",".join(_ROWS[0]), *(",".join(map(str, row.values())) for row in _ROWS)]
    (folder / "staff.csv").write_text("\n".join(lines), "utf-8")


def blank_form(folder: Path) -> None:
    """A form of an authority, blank, as ``project-form.docx``."""
    shutil.copy(ROOT / "docs" / "examples" / "project-form.docx", folder)


def _rendered(folder: Path) -> Path:
    return next(path for path in (folder / "build" / "2023").glob("*.docx"))


def _edit(path: Path) -> None:
    document = docx.Document(str(path))
    a_sentence(document)
    document.save(str(path))
