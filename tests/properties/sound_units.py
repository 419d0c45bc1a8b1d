"""A project with two sound units and one that the tests damage; what must stay whatever it does."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docx.document import Document
from hypothesis import settings

from docgen import check_edition, diff_files, edition_status, pull_files, verify_files
from docgen.diagnostics import DocgenError, Problem
from docgen.runs.convert import convert_files
from tests.support import PACK, SmallProject, small_project

CONTENT = """\
模板: {pack}
名称: 报告{number}
年度: 2023
金额: 439.45
行列:
  - {{名: 甲, 分: 20, 注: 按期}}
  - {{名: 乙, 分: 19.5, 注: }}
  - {{名: 乙, 分: 3, 注: 丙}}
"""
MARKDOWN = "## 一、概况\n\n2023年支出{{ 金额 }}万元，**同比**增长5%。\n\n- 甲\n- 乙\n"
DAMAGED = "two"
"""The unit that may be damaged; it has a pack of its own."""


def make_project(root: Path) -> SmallProject:
    """A project with the units ``one``, ``two`` and ``three``, rendered."""
    project = small_project(root)
    project.schema(
        年度={"type": "number"},
        金额={"type": "number"},
        行列={
            "type": "array",
            "items": {"type": "object", "properties": {"分": {"type": "number"}}},
        },
        narrative={
            "type": "object",
            "properties": {"正文": {"contentMediaType": "text/markdown"}},
        },
    )
    project.part(_form)
    path = project.pack / "pack.yaml"
    official = re.search(
        r"^format:\n(?:  .*\n)+", (PACK / "pack.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert official is not None
    path.write_text(path.read_text("utf-8") + official[0], "utf-8")
    shutil.copytree(project.pack, project.pack.with_name("other"))
    for number, name in enumerate(("one", DAMAGED, "three"), 1):
        folder = project.unit.with_name(name)
        (folder / "narrative").mkdir(parents=True)
        pack = "other" if name == DAMAGED else "form"
        (folder / "report.yaml").write_text(CONTENT.format(pack=pack, number=number), "utf-8")
        (folder / "narrative" / "正文.md").write_text(MARKDOWN, "utf-8")
    result = project.render()
    errors = [problem for problem in result.all_problems() if problem.is_error]
    assert errors == [], errors
    return project


def _form(document: Document) -> None:
    document.add_paragraph("{{ 名称 }}（{{ 年度 }}年）", style="Heading 1")
    document.add_paragraph("{{p narrative.正文 }}")
    rows = document.add_table(5, 3).rows
    for cell, text in zip(rows[0].cells, ("名", "分", "注"), strict=True):
        cell.text = text
    rows[1].cells[0].text = "{%tr for 行 in 行列 %}"
    for cell, text in zip(
        rows[2].cells, ("{{ 行.名 | merge }}", "{{ 行.分 }}", "{{ 行.注 }}"), strict=True
    ):
        cell.text = text
    rows[3].cells[0].text = "{%tr endfor %}"
    rows[4].cells[0].text = "合计"
    rows[4].cells[1].text = '{{ 行列 | sum(attribute="分") }}'
    rows[4].cells[1].merge(rows[4].cells[2])


EXAMPLES = settings(max_examples=min(int(os.environ.get("DOCGEN_EXAMPLES", "6")), 2000))
"""An example is a whole project in every verb, so there are fewer than of other properties."""


@dataclass(frozen=True)
class Bystanders:
    """A fresh copy of the project, and what its sound units make when they are alone."""

    project: SmallProject
    reports: dict[str, bytes]

    @property
    def folder(self) -> Path:
        """The content of the unit that may be damaged."""
        return self.project.unit.with_name(DAMAGED)

    @property
    def file(self) -> Path:
        """Its Word file."""
        return self.project.output / "报告2.docx"

    def sound_files(self) -> dict[str, bytes]:
        """The Word files of the sound units."""
        return {name: (self.project.output / name).read_bytes() for name in self.reports}


@contextmanager
def bystanders(template: SmallProject) -> Iterator[Bystanders]:
    """A copy of ``template`` for one example."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "项目"
        shutil.copytree(template.root, root, symlinks=True)
        project = SmallProject(root)
        reports = {f"报告{number}.docx": b"" for number in (1, 3)}
        files = {name: (project.output / name).read_bytes() for name in reports}
        yield Bystanders(project, files)


def told(call: Callable[..., Any], *arguments: object, **options: Any) -> list[Problem]:
    """The problems that a call tells; it must neither raise nor say that docgen failed."""
    try:
        result = call(*arguments, **options)
    except DocgenError as reason:
        problems = [reason.problem]
    else:
        problems = _problems(result)
    failed = [problem for problem in problems if problem.code in ("docgen-failed", "unit-timeout")]
    assert not failed, failed
    return problems


def _problems(result: Any) -> list[Problem]:
    """The problems of a result, of its rows, or the problems that it is."""
    if hasattr(result, "all_problems"):
        return list(result.all_problems())
    rows = [row.problems if hasattr(row, "problems") else [row] for row in result]
    return [problem for row in rows for problem in row if isinstance(problem, Problem)]


def every_verb(project: SmallProject, *, pdf: bool = False) -> dict[str, list[Problem]]:
    """What each verb tells of an edition; PDFs only where they are asked for."""
    root = project.root
    found = {
        "verify": told(verify_files, "2023", root=root),
        "diff": told(diff_files, "2023", root=root),
        "pull": told(pull_files, "2023", root=root, dry_run=True),
        "check": told(check_edition, "2023", root=root),
        "render": told(project.render),
        "status": told(edition_status, "2023", root=root),
    }
    if pdf:
        found["pdf"] = told(convert_files, "2023", root=root)
    return found
