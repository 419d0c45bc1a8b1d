"""What a worker does with the bytes that it is sent, and what it keeps."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from docgen.pdf import converter as pdf
from docgen.pdf.converter import Converter
from docgen.pool import cores
from docgen.project import Project
from docgen.runs.cluster import worker
from docgen.runs.cluster.payloads import Upload, unit_files, upload_of, versions
from docgen.runs.cluster.worker import WorkerDiffersError
from docgen.runs.edition import Edition
from docgen.runs.unit_task import Builder
from tests.support import PACK_YAML, SmallProject
from tests.unit.helpers import codes

UNIT = "content/2023/one"


@dataclass
class DaskWorker:
    """The worker of Dask that runs the task; its folder is ``scratch``."""

    local_directory: str


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(worker, "get_worker", lambda: DaskWorker(str(folder)))
    yield folder
    worker._workspace.cache_clear()
    worker._installation.cache_clear()


def packs_of(project: SmallProject) -> Upload:
    return upload_of(Project(project.root).packs, project.root)


def sent(project: SmallProject) -> Any:
    edition = Edition(Project(project.root), "2023")
    return unit_files(project.unit, edition)


def kept(scratch: Path) -> list[list[str]]:
    """The names in each folder that the worker keeps."""
    return [sorted(path.name for path in folder.iterdir()) for folder in scratch.iterdir()]


def test_a_unit_is_built_as_on_this_machine(project: SmallProject, scratch: Path) -> None:
    here = Builder(Edition(Project(project.root), "2023"))(project.unit)
    packs = packs_of(project)
    for _ in range(2):
        report, outcome, of_packs, _ = worker.build(sent(project), UNIT, "2023", packs)
        assert (report, outcome, of_packs) == (here.report, here.outcome, ())
        assert kept(scratch) == [["word_templates"]]
    assert str(scratch) not in pickle.dumps((report, outcome)).decode("latin-1")


def test_problems_name_the_files_of_the_submitting_machine(project: SmallProject) -> None:
    project.content("名称: 两次\n")
    (project.pack / "schema.json").write_text('{"type": "objekt"}', "utf-8")
    report, outcome, of_packs, _ = worker.build(sent(project), UNIT, "2023", packs_of(project))
    assert report is None
    assert {problem.place.file for problem in outcome.problems} == {f"{UNIT}/report.yaml"}
    assert {problem.place.file for problem in of_packs} == {"word_templates/form/schema.json"}


def test_after_an_error_nothing_of_the_unit_is_left(
    project: SmallProject, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyboardInterrupt

    packs = packs_of(project)
    worker.build(sent(project), UNIT, "2023", packs)
    monkeypatch.setattr(Builder, "__call__", failing)
    with pytest.raises(KeyboardInterrupt):
        worker.build(sent(project), UNIT, "2023", packs)
    assert kept(scratch) == [["word_templates"]]


def test_the_packs_of_four_submitters_are_kept(scratch: Path) -> None:
    uploads = [upload(str(number)) for number in range(6)]
    for number in (0, 1, 2, 3, 0):
        worker._workspace(uploads[number], "2023", False)
    assert len(list(scratch.iterdir())) == 4
    worker._workspace(uploads[4], "2023", False)
    gc.collect()
    names = {path.name for folder in scratch.iterdir() for path in folder.iterdir()}
    assert names == {"0", "2", "3", "4"}
    assert worker._workspace(uploads[0], "2023", False) is worker._workspace(
        uploads[0], "2023", False
    )
    assert worker._workspace(uploads[0], "2022", False) is not worker._workspace(
        uploads[0], "2023", False
    )


def upload(digest: str, theirs: tuple[tuple[str, str], ...] = versions()) -> Upload:
    return Upload(digest, {digest: None}, theirs)


def test_a_folder_that_is_gone_already_stops_nothing(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask removes it, too. An error would be printed when the object is collected."""
    monkeypatch.setattr(pdf, "find_converter", lambda fonts, chosen: None)
    errors: list[Any] = []
    monkeypatch.setattr("sys.excepthook", lambda *error: errors.append(error))
    kept_workspace = worker._Workspace(upload("1"), "2023", draft=False)
    kept_installation = worker._PdfInstallation(upload("2"), 9, False, "")
    for folder in scratch.iterdir():
        shutil.rmtree(folder)
    monkeypatch.setattr("sys.unraisablehook", errors.append)
    del kept_workspace, kept_installation
    gc.collect()
    assert errors == []


def test_a_worker_of_other_versions_builds_nothing(scratch: Path) -> None:
    own = dict(versions())
    theirs = tuple((own | {"lxml": "0", "zlib": "9"}).items())
    with pytest.raises(WorkerDiffersError) as caught:
        worker._unpacked(upload("1", theirs))
    assert caught.value.args == (f"zlib 9 ≠ {own['zlib']}", f"lxml 0 ≠ {own['lxml']}")
    with pytest.raises(WorkerDiffersError, match="new 1 ≠ None"):
        worker._unpacked(upload("1", (*versions(), ("new", "1"))))
    assert list(scratch.iterdir()) == []


def test_files_are_verified_by_the_format_of_their_pack(
    project: SmallProject, scratch: Path
) -> None:
    pack = PACK_YAML + "format:\n  paper: {width: 100, height: 100}\n"
    (project.pack / "pack.yaml").write_text(pack, "utf-8")
    project.render(jobs=1)
    data = (project.output / "报告.docx").read_bytes()
    files = {"verified/报告.docx": data, "verified/报告.pdf": b"none"}
    problems, count = worker.verify(files, "2023", packs_of(project))
    assert (codes(problems), count) == (["format-paper", "not-measured"], 1)
    assert {problem.place.file for problem in problems} == set(files)
    assert kept(scratch) == [["word_templates"]]
    unknown = {"verified/报告.docx": data}
    (project.pack).rename(project.pack.with_name("new"))
    problems, count = worker.verify(unknown, "2023", packs_of(project))
    assert (codes(problems), count) == (["unknown-pack"], 0)
    assert [problem.place.file for problem in problems] == ["verified/报告.docx"]


def converting(monkeypatch: pytest.MonkeyPatch, converter: Converter | None) -> list[Any]:
    """What conversion is asked for."""
    asked: list[Any] = []

    def found(fonts: Path, chosen: str) -> Converter | None:
        assert chosen == ""
        asked.append(sorted(path.name for path in fonts.iterdir()))
        return converter

    class Noting:
        def __init__(self, _: Converter, fonts: Path, *limits: int, **chosen: Any) -> None:
            asked.append((fonts.name, *limits, chosen))

        def convert(self, files: list[Path]) -> Any:
            assert all(file.parent.parent.name == "scratch" for file in files)
            return ((file, b"%PDF " + file.read_bytes()) for file in files)

        def close(self) -> None:
            asked.append("closed")

    monkeypatch.setattr(pdf, "find_converter", found)
    monkeypatch.setattr(pdf, "offices_of", Noting)
    return asked


FONTS = {"fonts": None, "fonts/a.ttf": b"1"}


def test_files_are_converted_by_the_converter_of_the_worker(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = converting(monkeypatch, Converter("LibreOffice", "soffice", {"宋体": None}))
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")
    fonts = Upload("1", FONTS, versions())
    for data in (b"1", b"2", b"3"):
        archive = data == b"3"
        assert worker.convert(data, fonts, 9, archive) == (b"%PDF " + data, {"宋体": None})
    made = [(["a.ttf"], ("fonts", 9, {"archive": archive, "jobs": cores()})) for archive in (0, 1)]
    assert asked == [call for calls in made for call in calls]
    assert "MALLOC_TRIM_THRESHOLD_" not in os.environ
    assert kept(scratch) == [["fonts"], ["fonts"]]
    worker._installation.cache_clear()
    gc.collect()
    assert asked[4:] == ["closed"] * 2
    assert kept(scratch) == []


def test_without_a_converter_each_file_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    converting(monkeypatch, None)
    fonts = Upload("1", FONTS, versions())
    assert worker.convert(b"1", fonts, 9, False) == ("LibreOffice: not found", {})


def test_a_copy_that_libreoffice_still_holds_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise OSError(16, "busy")

    converting(monkeypatch, Converter("LibreOffice", "soffice"))
    fonts = Upload("1", FONTS, versions())
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", busy)
        patch.setattr(os, "rmdir", busy)
        assert worker.convert(b"1", fonts, 9, False) == (b"%PDF 1", {})


def test_an_upload_is_returned_as_it_is() -> None:
    given = upload("1")
    assert worker.return_upload(given) is given
