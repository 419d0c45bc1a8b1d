"""Every command that reads content or packs refuses those of another format, at their place."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import docx
import openpyxl
import pytest
from click.testing import CliRunner

from docgen.cli.main import main
from docgen.content.formats import CONTENT_FORMAT, Format, renamed
from docgen.packs.pack_yaml import PACK_FORMAT
from tests.scripted_edits import reword
from tests.support import PACK_YAML, SmallProject

CONTENT, PACK = "content/2023/one/report.yaml", "word_templates/form/pack.yaml"

OF_CONTENT = {
    "check": ("check 2023", "check 2023 --fix", "check 2023 --bind --yes", "check 2023 --report"),
    "diff": ("diff 2023",),
    "new": ("new 2024 --from 2023",),
    "pull": ("pull 2023",),
    "render": ("render 2023 --no-pdf", "render 2023 --no-pdf --draft"),
    "sheet in": ("sheet in 表.xlsx",),
    "sheet out": ("sheet out 2023 -o 新.xlsx",),
    "migrate": ("migrate", "migrate 2023"),
}
OF_CONTENT_ALONE = {"figures": ("figures 2023",)}
OF_PACKS = {
    "take": ("take word_templates/form/form.docx --pack form --unit 四 --edition 2023",),
    "template lint": ("template lint form",),
    "template outline": ("template outline form",),
    "template update": ("template update form word_templates/form/form.docx --as other",),
    "verify": ("verify 2023",),
    "new": ("new 2023 --pack form --unit 三",),
}
OF_NEITHER = {
    "bundle": "hands in what is fixed, which content of another format never is",
    "completion": "prints a script",
    "doctor": "looks at this machine",
    "fill": "fills any form with any data",
    "fonts": "brings fonts, and reads no content",
    "freeze": "fixes what is built and is up to date, which content of another format never is",
    "history": "tells of changes, in whatever format they were written",
    "init": "copies what docgen brings along",
    "packs": "lists packs by their names, whatever is in them",
    "pdf": "makes PDFs of finished files",
    "preview": "serves; what it builds is built as by check",
    "schema": "prints the file as it is",
    "status": "counts the errors of each unit, this one too",
    "template blank": "takes values out of any form",
    "template new": "reads blank forms",
}


def names() -> set[str]:
    context = click.Context(main, **main.context_settings)
    return {" ".join(words) for words, _ in main.commands_below(context)}


def test_every_command_is_known_here() -> None:
    assert names() | {"completion"} == {*OF_CONTENT, *OF_CONTENT_ALONE, *OF_PACKS, *OF_NEITHER}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """A project with a report, an edit of the office in it, and an exported workbook."""
    from tests.support import small_project

    project = small_project(tmp_path_factory.mktemp("formats"))
    project.template("{{ 单位 }}", "{{p narrative.文 }}")
    project.schema(单位={"type": "string"}, 名称={"type": "string"})
    project.content("单位: 某办公室\n")
    project.content("第一段。\n", "narrative/文.md")
    assert run(project.root, "render 2023 --no-pdf")[0] == 0
    report = next(project.output.glob("*.docx"))
    document = docx.Document(str(report))
    reword(document.paragraphs[1], "第一段。", "改过的一段。")
    document.save(str(report))
    assert run(project.root, "sheet out 2023 -o 表.xlsx")[0] == 0
    book = openpyxl.load_workbook(project.root / "表.xlsx")
    for cell in (cell for sheet in book for row in sheet for cell in row):
        cell.value = "另一个办公室" if cell.value == "某办公室" else cell.value
    book.save(project.root / "表.xlsx")
    code, told = run(project.root, "sheet in 表.xlsx --dry-run")
    assert (code, "另一个办公室" in told) == (0, True)
    return project


@pytest.fixture(autouse=True)
def restored(scene: SmallProject) -> Iterator[None]:
    files = [scene.root / name for name in (CONTENT, PACK)]
    before = {path: path.read_bytes() for path in files}
    yield
    for path, data in before.items():
        path.write_bytes(data)
    for known in (CONTENT_FORMAT, PACK_FORMAT):
        known.migrations.clear()


def run(root: Path, line: str, language: str = "en") -> tuple[int, str]:
    words = [f"--lang={language}", "--project", str(root), *shlex.split(line)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        done = CliRunner().invoke(main, words, catch_exceptions=False)
    return done.exit_code, done.stderr + done.stdout


def lines(table: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [line for known in table.values() for line in known]


def numbered(path: Path, line: str) -> None:
    path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")


@pytest.mark.parametrize("line", lines(OF_CONTENT | OF_CONTENT_ALONE))
def test_content_of_the_future_is_refused_in_one_sentence(scene: SmallProject, line: str) -> None:
    before = {path: path.read_bytes() for path in scene.root.rglob("*.docx")}
    numbered(scene.root / CONTENT, "内容格式: 99")
    for language, sentence in (("en", "written in format 99"), ("zh", "第 99 版格式")):
        code, told = run(scene.root, line, language)
        assert code == 1, told
        assert f"{CONTENT}:1:7: " in told
        assert told.count(sentence) == 1, told
        assert "docgen_gongwen-….whl" in told
        assert told.count("[") == told.count("[format-newer]"), told
    assert {path: path.read_bytes() for path in scene.root.rglob("*.docx")} == before
    assert not (scene.root / "content/2024").exists()


@pytest.mark.parametrize(
    "line", [line for line in (*lines(OF_CONTENT), *lines(OF_PACKS)) if line != "migrate 2023"]
)
def test_a_pack_of_the_future_is_refused_in_one_sentence(scene: SmallProject, line: str) -> None:
    numbered(scene.root / PACK, "pack format: 99")
    (scene.root / PACK).write_text("pack format: 99\nno key of today: 1\n", "utf-8")
    for language, sentence in (("en", "written in format 99"), ("zh", "第 99 版格式")):
        code, told = run(scene.root, line, language)
        assert code in (1, 3), told
        assert f"{PACK}:1:14: " in told
        assert told.count(sentence) == 1, told
        assert "docgen_gongwen-….whl" in told
        assert told.count("[") == told.count("[format-newer]"), told


@pytest.mark.parametrize("of", [CONTENT_FORMAT, PACK_FORMAT])
def test_what_is_older_is_told_with_the_command_that_mends_it(
    scene: SmallProject, of: Format
) -> None:
    file, key = (CONTENT, "单位") if of is CONTENT_FORMAT else (PACK, "output")
    of.migrations.append(lambda texts: {of.file: renamed(texts[of.file], {"旧": key})})
    path = scene.root / file
    path.write_text(path.read_text("utf-8").replace(f"{key}:", "旧:"), "utf-8")
    for line in ("check 2023", "render 2023 --no-pdf", "new 2024 --from 2023"):
        code, told = run(scene.root, line)
        assert code in (1, 3), told
        assert told.count("[format-older]") == told.count("[") == 1, told
        assert "run docgen migrate" in told
    code, told = run(scene.root, "migrate --diff")
    assert code == 0
    assert f"+{key}: " in told
    assert f"+{of.line}" in told
    assert "leave out --diff" in told
    code, told = run(scene.root, "migrate")
    place = file.rpartition("/")[0]
    assert (code, told.splitlines()) == (
        0,
        [
            f"{place}: in format 2 now, 1 file",
            "to have the content as it was: docgen migrate --undo",
        ],
    )
    assert run(scene.root, "check 2023")[0] == 0
    assert run(scene.root, "migrate", "zh") == (0, "都已经是现在的格式\n")
    if of is CONTENT_FORMAT:
        code, told = run(scene.root, "migrate --undo")
        assert (code, "旧: 某办公室" in path.read_text("utf-8")) == (0, True)
        assert file in told


def test_status_counts_it(scene: SmallProject) -> None:
    assert "errors" not in run(scene.root, "status 2023")[1]
    numbered(scene.root / CONTENT, "内容格式: 99")
    assert "errors 1" in run(scene.root, "status 2023")[1]


def test_what_is_no_number_is_told(scene: SmallProject) -> None:
    for file, line, code in ((CONTENT, "内容格式: 新", 1), (PACK, "pack format: 新", 3)):
        numbered(scene.root / file, line)
        found, told = run(scene.root, "check 2023", "zh")
        assert found == code
        assert "[no-format] 「新」不是格式的编号" in told
        (scene.root / file).write_text(
            (scene.root / file).read_text("utf-8").removeprefix(f"{line}\n"), "utf-8"
        )


def test_the_present_number_may_be_typed(scene: SmallProject) -> None:
    numbered(scene.root / CONTENT, "内容格式: 1")
    numbered(scene.root / PACK, "pack format: 1")
    assert run(scene.root, "check 2023") == (0, "units checked: 1; errors 0, warnings 0\n")
    assert "pack format" not in run(scene.root, "template lint form")[1]
    assert PACK_YAML in (scene.root / PACK).read_text("utf-8")


def test_nothing_else_is_told_of_content_of_the_future(project: SmallProject) -> None:
    """What today is a fault may be right then: a file of another kind, a key given twice."""
    project.content("名称: 甲\n")
    (project.unit / "新.toml").write_text("x", "utf-8")
    code, told = run(project.root, "check 2023")
    assert (code, "[duplicate-key]" in told, "[unused-file]" in told) == (1, True, True)
    numbered(project.root / CONTENT, "内容格式: 99")
    code, told = run(project.root, "check 2023")
    assert (code, told.count("["), told.count("[format-newer]")) == (1, 1, 1)
