"""``docgen init`` and ``docgen packs``: from an empty folder to a report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from docgen import RenderOptions, check_edition, render_edition
from docgen.content.cell_references import CELL_TAG
from docgen.diagnostics import OutputError, UsageError
from docgen.packs.pack_list import listed_packs
from docgen.project import shipped
from docgen.scaffold import new_project
from docgen.scaffold.content.new_edition import start_unit
from docgen.scaffold.new_project import make_project, sample_of, start_files
from docgen.scaffold.own_pack import files_of
from tests.support import ROOT, small_project
from tests.warm_docgen import docgen_program

PACKS = shipped().own_packs()


def said(*words: str, cwd: Path) -> tuple[int, str]:
    """The exit code of a command, and what it prints."""
    done = subprocess.run(
        [*docgen_program(), *words],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_begins_a_project_whose_sample_has_no_fault(pack: str, tmp_path: Path) -> None:
    made = make_project(tmp_path / "新 项目", pack, "zh")
    assert (made.root, made.pack, made.edition) == (tmp_path / "新 项目", pack, "2023")
    result = render_edition("2023", RenderOptions(make_pdf=False), root=made.root)
    assert (result.exit_code, list(result.all_problems())) == (0, [])
    (outcome,) = (each for each in result.outcomes if each.name == made.unit.name)
    assert outcome.docx
    assert outcome.docx.is_relative_to(made.root / "build" / "2023")
    assert list(check_edition("2023", root=made.root).all_problems()) == []


def test_the_project_holds_all_that_its_reports_depend_on(tmp_path: Path) -> None:
    made = make_project(tmp_path, "official-letter", "en")
    assert files_of(tmp_path / "word_templates" / "official-letter") == files_of(
        shipped().packs / "official-letter"
    )
    assert files_of(made.unit) == files_of(sample_of("official-letter"))
    for path in (*made.unit.rglob("*.yaml"), *tmp_path.glob("word_templates/*/pack.yaml")):
        first = path.read_text("utf-8").splitlines()[0]
        if "$schema=" in first:
            assert (path.parent / first.partition("$schema=")[2]).is_file(), path


def test_git_leaves_out_what_is_made_and_what_is_open(tmp_path: Path) -> None:
    make_project(tmp_path, "official-letter", "en")
    for folder in ("build/2023", "fonts"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("build/2023/函.docx", "fonts/仿宋.ttf", "content/2023/~$函.docx"):
        (tmp_path / name).touch()
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    command = ["git", "-c", "core.quotePath=false", "ls-files"]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    names = set(listed.stdout.splitlines())
    assert {"content/2023/education-bureau/report.yaml", ".gitignore", "README.md"} <= names
    assert not any(name.startswith(("build", "fonts")) or "~$" in name for name in names)


def test_the_settings_of_the_editor_name_files_that_are_there(tmp_path: Path) -> None:
    make_project(tmp_path, "official-letter", "en")
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        assert list(tmp_path.glob(pattern))
    assert f"{CELL_TAG} scalar" in settings["yaml.customTags"]
    assert json.loads((tmp_path / ".vscode/extensions.json").read_text("utf-8"))


def test_what_is_in_the_folder_already_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / "去年的报告.docx").write_bytes(b"x")
    (tmp_path / "content").mkdir()
    make_project(tmp_path, "official-letter", "en")
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert (tmp_path / "去年的报告.docx").read_bytes() == b"x"


def test_a_project_is_no_place_for_another(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    before = files_of(tmp_path)
    with pytest.raises(UsageError) as caught:
        make_project(tmp_path, "official-letter", "zh")
    assert caught.value.problem.code == "is-project"
    assert files_of(project.root) == before


@pytest.mark.parametrize("inside", ["content", "content/2023/a", "word_templates", "content/新"])
def test_the_folders_of_a_project_are_no_place_for_another(tmp_path: Path, inside: str) -> None:
    """It would be an edition or a pack of the one around it."""
    project = small_project(tmp_path)
    before = files_of(tmp_path)
    with pytest.raises(UsageError, match="is-project"):
        make_project(tmp_path / inside, "official-letter", "zh")
    assert files_of(project.root) == before
    assert make_project(tmp_path / "beside", "official-letter", "zh").unit.is_dir()


def test_a_folder_that_is_called_content_alone_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    assert make_project(tmp_path / "content" / "new", "official-letter", "zh").unit.is_dir()


@pytest.mark.parametrize("folder", ["报告.docx", "报告.docx/新"])
def test_a_file_is_no_folder_for_a_project(tmp_path: Path, folder: str) -> None:
    (tmp_path / "报告.docx").touch()
    with pytest.raises(UsageError, match="no-folder"):
        make_project(tmp_path / folder, "official-letter", "zh")
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


@pytest.mark.slow
def test_whatever_step_init_is_stopped_at_it_can_be_typed_again(tmp_path: Path) -> None:
    """Killed in front of each file that gets its name, and each folder."""
    steps = 0
    wanted = make_project(tmp_path / "whole", "official-letter", "zh")
    while True:
        root = tmp_path / str(steps)
        code = _STOPPED.format(root=str(root), steps=steps)
        done = subprocess.run([sys.executable, "-c", code], check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -9
        assert make_project(root, "official-letter", "zh").pack == wanted.pack
        whole = {name: data for name, data in files_of(root).items() if ".docgen-" not in name}
        assert whole == files_of(wanted.root)
        assert not list((root / "content").glob("**/.docgen-*"))
        steps += 1
    assert steps > 5


_STOPPED = """
import os, signal
from pathlib import Path
from docgen.scaffold.new_project import make_project
left = {steps}
def stopping(do):
    def step(*words, **options):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return do(*words, **options)
    return step
for name in ("rename", "replace"):
    setattr(Path, name, stopping(getattr(Path, name)))
make_project(Path({root!r}), "official-letter", "zh")
"""


def test_a_project_that_cannot_be_written_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OutputError(new_project.IS_PROJECT, None)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(new_project, "write_folder", full)
        with pytest.raises(OutputError):
            make_project(tmp_path, "official-letter", "zh")
    assert not (tmp_path / "content").exists()
    make_project(tmp_path, "official-letter", "zh")  # what lies there does no harm
    assert (tmp_path / "content").is_dir()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_readme_names_commands_that_there_are(language: str) -> None:
    (text,) = (data.decode() for path, data in start_files(language) if path == "README.md")  # type: ignore[arg-type]
    commands = [part.split()[1] for part in text.split("`") if part.startswith("docgen ")]
    assert set(commands) >= {"preview", "render", "check", "diff", "pull", "new", "packs", "doctor"}
    assert all((ROOT / "docgen/cli/commands" / f"{name}.py").is_file() for name in commands)


def test_init_says_what_to_type_next(tmp_path: Path) -> None:
    code, text = said("--lang", "en", "init", "my reports", cwd=tmp_path)
    assert (code, text.splitlines()) == (
        0,
        [
            "made a project in my reports: the pack hunan-self-evaluation, and a sample in "
            "content/2023/zhuzhou-vocational-park",
            'first go there: cd "my reports"',
            "next, the Word file and the PDF: docgen render 2023",
            "or the pages in the browser, to fill in and put right: docgen preview 2023",
        ],
    )
    code, text = said("--lang", "zh", "init", cwd=tmp_path / "my reports")
    assert (code, "is-project" in text, "docgen render 2023" in text) == (2, True, True)
    code, text = said("--lang", "zh", "init", "b", "--pack", "no", cwd=tmp_path)
    assert (code, "unknown-pack" in text, (tmp_path / "b").exists()) == (2, True, False)


def test_an_empty_folder_is_told_the_one_command_that_helps(tmp_path: Path) -> None:
    for words in (["render", "2023"], ["check", "2023"], ["status", "2023"], ["preview", "2023"]):
        code, text = said("--lang", "en", *words, cwd=tmp_path)
        assert (code, "type docgen init" in text) == (2, True), words
    code, text = said("--lang", "en", cwd=tmp_path)
    assert "docgen init reports" in text.splitlines()[2]


def test_every_pack_is_listed_with_what_it_is_and_its_picture(tmp_path: Path) -> None:
    found = listed_packs(tmp_path)
    assert [pack.name for pack in found] == PACKS
    for pack in found:
        assert " · " in pack.about
        assert pack.picture
        assert pack.picture.is_file()
        assert not pack.is_own
    code, text = said("--lang", "zh", "packs", cwd=tmp_path)
    assert (code, all(pack.name in text for pack in found)) == (0, True)


def test_the_own_packs_come_first_and_in_the_place_of_docgens(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    make = tmp_path / "word_templates" / "official-letter"
    make.mkdir()
    (make / "pack.yaml").write_text("about: 我局的函 · our letter\n", "utf-8")
    (tmp_path / "word_templates" / "broken").mkdir()
    (tmp_path / "word_templates" / "broken" / "pack.yaml").write_text("a: [", "utf-8")
    odd = tmp_path / "word_templates" / "odd"
    odd.mkdir()
    (odd / "pack.yaml").write_text("about: 2023-99-99\n", "utf-8")
    found = listed_packs(project.root)
    assert [(pack.name, pack.is_own) for pack in found] == [
        ("broken", True),
        ("form", True),
        ("odd", True),
        ("official-letter", True),
        ("central-project-form", False),
        ("final-accounts-analysis", False),
        ("hunan-self-evaluation", False),
        ("hunan-summary", False),
    ]
    assert [pack.about for pack in found[2:4]] == ["2023-99-99", "我局的函 · our letter"]


def test_a_report_is_made_with_a_pack_that_comes_with_docgen(tmp_path: Path) -> None:
    unit = tmp_path / "content" / "2023" / "局"
    unit.parent.mkdir(parents=True)
    for name, data in files_of(sample_of("official-letter")).items():
        (unit / name).parent.mkdir(parents=True, exist_ok=True)
        (unit / name).write_bytes(data)
    result = render_edition("2023", RenderOptions(make_pdf=False), root=tmp_path)
    assert (result.exit_code, list(result.all_problems())) == (0, [])
    code, text = said("verify", "2023", cwd=tmp_path)
    assert code == 0, text


def test_a_new_unit_takes_its_pack_into_the_project(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    assert not start_unit("2024", "official-letter", "局", root=tmp_path).problems
    own = project.root / "word_templates" / "official-letter"
    assert files_of(own) == files_of(shipped().packs / "official-letter")
    kept = yaml.safe_load((own / "pack.yaml").read_text("utf-8"))
    (own / "pack.yaml").write_text(yaml.safe_dump(kept | {"about": "改过"}, allow_unicode=True))
    assert not start_unit("2024", "official-letter", "局二", root=tmp_path).problems
    assert yaml.safe_load((own / "pack.yaml").read_text("utf-8"))["about"] == "改过"
