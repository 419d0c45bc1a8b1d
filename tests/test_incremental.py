"""Incremental runs: unchanged units are not built again; any changed input causes a build."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

import docgen.runs.build
import docgen.runs.inputs_digest
import docgen.runs.unit_task
from docgen import Result
from tests.support import SmallProject, codes, needs_libreoffice

pytestmark = pytest.mark.slow

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8"
    "ffff3f0005fe02fea72d1f9f0000000049454e44ae426082"
)
FORMAT = """\
format:
  paper: {width: 100, height: 100}
"""


@pytest.fixture
def built_units(monkeypatch: pytest.MonkeyPatch, in_this_process: None) -> list[str]:
    """The units that were really built, in order; all by this process."""
    built: list[str] = []
    real = docgen.runs.build.build_unit

    def noting(folder: Path, *rest: object) -> object:
        built.append(folder.name)
        return real(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(docgen.runs.unit_task, "build_unit", noting)
    return built


def render(project: SmallProject, built: list[str], **options: Any) -> tuple[Result, bool]:
    """A run, and whether the unit was built."""
    built.clear()
    time.sleep(0.03)  # two changes within a tick of the clock are always built
    result = project.render(jobs=1, **options)
    return result, built == ["one"]


@pytest.fixture
def built_project(project: SmallProject, built_units: list[str]) -> SmallProject:
    project.template("{{ 名称 }}", "{{p narrative.文 }}")
    project.content("一段。\n", "narrative/文.md")
    project.content("多余: 1\n")
    (project.root / "content" / "2022" / "one").mkdir(parents=True)
    last = project.root / "content" / "2022" / "one" / "report.yaml"
    last.write_text("模板: form\n名称: 报告\n", "utf-8")
    result, was_built = render(project, built_units)
    assert was_built
    assert codes(result) == ["unused-key"]
    return project


def test_unchanged_it_is_not_built_and_says_the_same(
    built_project: SmallProject, built_units: list[str]
) -> None:
    for _ in range(2):
        result, was_built = render(built_project, built_units)
        assert not was_built
        assert codes(result) == ["unused-key"]
        assert not result.outcomes[0].changed
        assert result.outcomes[0].docx == built_project.output / "报告.docx"
    assert render(built_project, built_units, force=True)[1]


CHANGES: dict[str, Callable[[SmallProject], object]] = {
    "a value": lambda project: project.content("多余: 2\n"),
    "a text": lambda project: project.content("另一段。\n", "narrative/文.md"),
    "a file more": lambda project: project.content("甲: 1\n", "more.yaml"),
    "a file less": lambda project: (project.unit / "narrative" / "文.md").unlink(),
    "a picture": lambda project: (project.unit / "a.png").write_bytes(PICTURE),
    "last year": lambda project: (project.root / "content/2022/one/report.yaml").write_text(
        "名称: 甲\n"
    ),
    "the template": lambda project: project.template("{{ 名称 }}", "新{{p narrative.文 }}"),
    "pack.yaml": lambda project: commented(project.pack / "pack.yaml"),
    "the schema": lambda project: project.schema(多余={"type": "number"}),
    "the Word file": lambda project: touch(project.output / "报告.docx"),
    "no Word file": lambda project: (project.output / "报告.docx").unlink(),
    "the records": lambda project: records_of(project).unlink(),
}


def commented(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n# 注\n", "utf-8")


def touch(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("办公室加的")
    document.save(str(path))


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_input_is_noticed(
    built_project: SmallProject, built_units: list[str], name: str
) -> None:
    CHANGES[name](built_project)
    assert render(built_project, built_units)[1]


def test_the_same_size_and_time_are_not_believed(
    built_project: SmallProject, built_units: list[str]
) -> None:
    """As when a backup is put back: the time of the change cannot be set."""
    path = built_project.unit / "report.yaml"
    stat, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("多余: 1", "多余: 2"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert render(built_project, built_units)[1]


@pytest.mark.parametrize("what", ["__version__", "PACKAGES"])
def test_another_version_builds_again(
    built_project: SmallProject, built_units: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    digests = docgen.runs.inputs_digest
    monkeypatch.setattr(digests, "_program", digests._program.__wrapped__)  # as in another process
    monkeypatch.setattr(digests, what, "9.9" if what == "__version__" else ("click",))
    assert render(built_project, built_units)[1]


def test_content_that_changes_in_this_moment_is_built_next_time_too(
    built_project: SmallProject, built_units: list[str]
) -> None:
    built_project.content("多余: 2\n")
    ahead = time.time_ns() + 10**12
    os.utime(built_project.unit / "report.yaml", ns=(ahead, ahead))  # a clock that is ahead
    assert render(built_project, built_units)[1]
    assert render(built_project, built_units)[1]


def records_of(project: SmallProject) -> Path:
    return project.output / ".docgen" / "actions.jsonl"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]\n3\nnull\n",
        b'{"unit": "one", "step": "docx"}\n',
        b'{"unit": "one", "step": "docx", "key": "1", "files": 3, "output": {}}\n',
        b'{"unit": "one", "step": "docx", "key": "1", "files": {}, "output": {"pack": 1}}\n',
    ],
)
def test_damaged_records_are_no_records(
    built_project: SmallProject, built_units: list[str], damage: bytes
) -> None:
    records_of(built_project).write_bytes(damage)
    result, was_built = render(built_project, built_units)
    assert was_built
    assert codes(result) == ["unused-key"]
    assert not render(built_project, built_units)[1]


def test_a_record_that_holds_and_says_nothing_useful_is_no_record(
    built_project: SmallProject, built_units: list[str]
) -> None:
    """As one that another version of docgen has written."""
    text = records_of(built_project).read_text("ascii").replace('"problems"', '"troubles"')
    records_of(built_project).write_text(text, "ascii")
    assert render(built_project, built_units)[1]
    assert not render(built_project, built_units)[1]


def test_what_is_done_is_recorded_at_once(
    built_project: SmallProject, built_units: list[str]
) -> None:
    for number in range(6):
        unit = built_project.unit.parent / f"unit-{number}"
        shutil.copytree(built_project.unit, unit)
        (unit / "report.yaml").write_text(f"模板: form\n名称: 报告{number}\n", "utf-8")

    def stop(_step: str, done: int, _total: int) -> None:
        if done == 5:  # the first was up to date
            raise KeyboardInterrupt

    time.sleep(0.03)
    with pytest.raises(KeyboardInterrupt):
        built_project.render(jobs=1, progress=stop)
    built_units.clear()
    built_project.render(jobs=1)
    assert built_units == ["unit-4", "unit-5"]


def test_a_line_that_was_cut_off_costs_its_unit_alone(
    built_project: SmallProject, built_units: list[str]
) -> None:
    records = records_of(built_project)
    records.write_bytes(records.read_bytes() + b'{"unit": "one", "step": "docx", "ke')
    assert not render(built_project, built_units)[1]


def test_records_do_not_grow_with_the_number_of_runs(
    built_project: SmallProject, built_units: list[str]
) -> None:
    for _ in range(20):
        render(built_project, built_units, force=True)
    assert len(records_of(built_project).read_text("ascii").splitlines()) <= 8
    assert not render(built_project, built_units)[1]


def test_an_error_is_told_every_time(built_project: SmallProject, built_units: list[str]) -> None:
    built_project.content("名称: 重复\n")
    for _ in range(2):
        result, was_built = render(built_project, built_units)
        assert was_built
        assert codes(result) == ["duplicate-key"]


def test_an_edited_file_is_left_alone_without_reading_it_again(
    built_project: SmallProject, built_units: list[str]
) -> None:
    touch(built_project.output / "报告.docx")
    assert render(built_project, built_units)[0].outcomes[0].edited
    result, was_built = render(built_project, built_units)
    assert not was_built
    assert result.outcomes[0].edited


def test_content_behind_a_link_is_looked_at_too(
    built_project: SmallProject, built_units: list[str]
) -> None:
    shared = built_project.unit / ".shared"
    (built_project.unit / "narrative").rename(shared)
    (built_project.unit / "narrative").symlink_to(shared, target_is_directory=True)
    (built_project.unit / "circle").symlink_to(built_project.unit, target_is_directory=True)
    render(built_project, built_units)
    assert not render(built_project, built_units)[1]
    (shared / "文.md").write_text("另一段。\n", "utf-8")
    assert render(built_project, built_units)[1]


def test_another_output_folder_has_records_of_its_own(
    built_project: SmallProject, built_units: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "别处"
    assert render(built_project, built_units, out=out)[1]
    assert not render(built_project, built_units, out=out)[1]
    assert not render(built_project, built_units)[1]
    assert [path.name for path in out.iterdir()] == ["报告.docx"]


def test_two_units_with_one_name_are_told_also_when_one_is_unchanged(
    built_project: SmallProject, built_units: list[str]
) -> None:
    other = built_project.unit.parent / "two"
    other.mkdir()
    (other / "report.yaml").write_text("模板: form\n名称: 报告\nnarrative: {文: 甲}\n", "utf-8")
    result, _ = render(built_project, built_units)
    assert "same-output" in codes(result)


@needs_libreoffice
def test_a_pdf_is_made_again_when_it_has_to_be(
    built_project: SmallProject, built_units: list[str]
) -> None:
    def pdf_changed() -> bool:
        result, _ = render(built_project, built_units, pdf=True)
        assert result.outcomes[0].pdf is not None
        return result.outcomes[0].pdf_changed

    pdf = built_project.output / "报告.pdf"
    assert pdf_changed()
    assert not pdf_changed()
    built_project.content("一段。\n\n", "narrative/文.md")
    assert not pdf_changed()  # the Word file has the same bytes as before
    pdf.unlink()
    assert pdf_changed()
    pdf.write_bytes(b"%PDF another")
    assert pdf_changed()
    touch(built_project.output / "报告.docx")
    assert pdf_changed()
    (built_project.root / "fonts").mkdir()
    (built_project.root / "fonts" / "新.ttf").write_bytes(b"")
    assert pdf_changed()
    assert not pdf_changed()
    render(built_project, built_units)
    assert not pdf_changed()  # a run without PDFs in between


def test_what_was_measured_is_told_again(
    built_project: SmallProject, built_units: list[str]
) -> None:
    pack = built_project.pack / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + FORMAT, "utf-8")
    first, second = (render(built_project, built_units)[0] for _ in range(2))
    assert first.verified == second.verified == 1
    assert codes(first) == codes(second)
    assert any(code.startswith("format-") for code in codes(first))


def test_records_are_readable_text(built_project: SmallProject) -> None:
    lines = records_of(built_project).read_text("ascii").split("\n")[1:]
    docx_record, format_record = map(json.loads, lines)
    assert (docx_record["unit"], docx_record["step"]) == ("one", "docx")
    assert docx_record["output"]["problems"][0]["code"] == "unused-key"
    assert format_record["step"] == "format"
