"""Whatever the pages ``writing.md`` teach a writer passes the official format of the pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from docgen import render_edition, verify_files
from docgen.diagnostics import Problem
from docgen.diagnostics.codes import LANGUAGES
from tests.docs.markdown_examples import PICTURE, MarkdownExample, markdown_examples
from tests.support import PACK, UNIT, needs_libreoffice, whole_project
from tests.test_pictures import png

pytestmark = [pytest.mark.slow, needs_libreoffice]

TAUGHT = {language: list(markdown_examples(language)) for language in LANGUAGES}
EXAMPLES = list(dict.fromkeys(example for taught in TAUGHT.values() for example in taught))
OF_LENGTH = {"format-short-page"}
"""Warnings of how much was written, which is not taught."""

OF_FONTS = {"font-substituted"}
CHAPTERS = [path.name for path in sorted((UNIT / "narrative").glob("*.md"))]
GROUPS = [
    EXAMPLES[start : start + len(CHAPTERS)] for start in range(0, len(EXAMPLES), len(CHAPTERS))
]
"""Examples that one report has, each in a chapter of its own: a report takes seconds."""


def as_it_is(pack: Path) -> None:
    """The pack's own format."""


def other_looks(pack: Path) -> None:
    """A format that asks for other captions and tables, of a template that has no such styles."""
    change_format(
        pack,
        Caption="{font: 楷体_GB2312, size: 14, align: center, spacing: 22, indent: 0}",
        Text_Table="{font: 仿宋_GB2312, size: 14, align: left, spacing: 20, indent: 0}",
    )


def no_styles(pack: Path) -> None:
    """A format that has never heard of captions and tables of a text."""
    change_format(pack, Caption="", Text_Table="", Table_Text="")


def change_format(pack: Path, **rules: str) -> None:
    """Gives styles other rules; none where a rule is empty."""
    path = pack / "pack.yaml"
    text = path.read_text("utf-8")
    for name, rule in rules.items():
        style = name.replace("_", " ")
        text, count = re.subn(rf"\n    {style}: .*", f"\n    {style}: {rule}" if rule else "", text)
        assert count == 1
    path.write_text(text, "utf-8")


def told(root: Path, examples: Sequence[MarkdownExample]) -> list[Problem]:
    """What a report with examples, each in a chapter of its own, is told of, its PDF included."""
    (unit,) = (root / "content" / "2023").iterdir()
    (picture := unit / "narrative" / PICTURE).parent.mkdir()
    picture.write_bytes(png(900, 500))
    project = next((unit / "projects").glob("*.yaml")).read_text("utf-8")
    name = next(line for line in project.splitlines() if line.startswith("项目支出名称"))
    for chapter, example in zip(CHAPTERS, examples, strict=False):
        text = example.text.replace("某专项", name.partition(":")[2].strip())
        path = unit / "narrative" / chapter
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{text}\n", "utf-8")
    result = render_edition("2023", root=root, out=root / "build")
    (outcome,) = result.outcomes
    assert outcome.docx is not None, list(result.all_problems())
    assert outcome.pdf is not None
    files = (str(outcome.docx), str(outcome.pdf))
    found = [problem for file in files for problem in verify_files(file, root=root).all_problems()]
    return [problem for problem in found if problem.code not in OF_LENGTH | OF_FONTS]


@pytest.mark.parametrize("pack", [as_it_is, other_looks, no_styles], ids=lambda pack: pack.__name__)
@pytest.mark.parametrize("group", GROUPS, ids=range(len(GROUPS)))
def test_what_is_taught_passes(
    tmp_path: Path, group: Sequence[MarkdownExample], pack: Callable[[Path], None]
) -> None:
    root = whole_project(tmp_path)
    pack(root / "word_templates" / PACK.name)
    assert told(root, group) == []


def test_the_pages_of_all_languages_teach_the_same() -> None:
    assert TAUGHT["en"] == TAUGHT["zh"]


def test_every_sign_of_the_page_is_in_an_example() -> None:
    taught = " ".join(example.taught for example in EXAMPLES)
    for sign in (
        "##",
        "1)",
        "**",
        "{{",
        "where(",
        "---:",
        "表1",
        "注：",
        "![",
        "width=60%",
        "\\{{",
    ):
        assert sign in taught
    assert any("align=right" in example.text for example in EXAMPLES)


def test_what_is_not_as_the_format_has_it_is_told(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    other_looks(root / "word_templates" / PACK.name)
    form = root / "word_templates" / PACK.name / "report.docx"
    document = docx.Document(str(form))
    style = document.styles.add_style("Caption", WD_STYLE_TYPE.PARAGRAPH)
    style.font.name = "Arial"
    document.save(str(form))
    (example,) = (each for each in EXAMPLES if each.taught.startswith("表1"))
    assert {"format-font", "format-size"} <= {problem.code for problem in told(root, [example])}
