"""A digest differs when any input differs, and there is none while a file is too new to tell."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.project import Project
from docgen.runs import inputs_digest
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import InputDigests, content_states, digest, file_states

SECOND = 10**9


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Two editions with one unit, and two packs."""
    for folder in ("content/2023/one", "content/2022/one", "word_templates/form", "fonts"):
        (tmp_path / folder).mkdir(parents=True)
    for file in (
        "content/2023/one/report.yaml",
        "content/2023/one/narrative/文.md",
        "content/2022/one/report.yaml",
        "word_templates/form/pack.yaml",
        "word_templates/other/pack.yaml",
        "fonts/甲.ttf",
    ):
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text("1", "utf-8")
    return Edition(Project(tmp_path), "2023")


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute after the files were written."""
    now = time.time_ns() + 60 * SECOND
    monkeypatch.setattr(time, "time_ns", lambda: now)


def unit(edition: Edition) -> Path:
    return edition.project.content / "2023" / "one"


def of_unit(edition: Edition) -> str:
    return InputDigests(edition).of_unit(unit(edition))


def write(path: Path, text: str = "2") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def same_size_and_time(path: Path) -> None:
    stat = path.stat()
    time.sleep(0.01)
    path.write_text("2", "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda unit: write(unit / "narrative" / "文.md", "22"),
    "the time": lambda unit: os.utime(unit / "report.yaml", ns=(1, 1)),
    "what a backup puts back": lambda unit: same_size_and_time(unit / "report.yaml"),
    "a file more": lambda unit: write(unit / "more.yaml"),
    "a workbook": lambda unit: write(unit / "figures" / "决算表.xlsx"),
    "a file more, deep": lambda unit: write(unit / "a" / "b" / "c.png"),
    "a file less": lambda unit: (unit / "report.yaml").unlink(),
    "another name": lambda unit: (unit / "report.yaml").rename(unit / "reports.yaml"),
    "a broken link": lambda unit: (unit / "link").symlink_to("nowhere"),
    "last year": lambda unit: write(unit.parents[1] / "2022" / "one" / "report.yaml", "22"),
    "no last year": lambda unit: (unit.parents[1] / "2022").rename(unit.parents[1] / "2021"),
}


@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize("change", CHANGES)
def test_each_change_of_the_content_is_noticed(edition: Edition, change: str) -> None:
    before = of_unit(edition)
    assert len(before) == 32
    assert of_unit(edition) == before
    CHANGES[change](unit(edition))
    assert of_unit(edition) not in (before, "")


@pytest.mark.usefixtures("_later")
def test_what_is_not_content_is_not_looked_at(edition: Edition) -> None:
    before = of_unit(edition)
    of_docgen = "figures/taken.yaml"  # a run that was asked for a report writes it itself
    for name in (".cache", "~$report.yaml", ".~lock.report.yaml#", ".git/config", of_docgen):
        write(unit(edition) / name)
    write(unit(edition).parent / "two" / "report.yaml")
    assert of_unit(edition) == before


@pytest.mark.usefixtures("_later")
def test_content_behind_a_link_is_looked_at_once(edition: Edition) -> None:
    shared = unit(edition) / ".shared"
    write(shared / "deep" / "文.md")
    (unit(edition) / "linked").symlink_to(shared)
    (shared / "circle").symlink_to(shared)
    (unit(edition) / "up").symlink_to(unit(edition).parent)
    (shared / "dead").symlink_to("nowhere")
    names = [Path(path).relative_to(unit(edition)).as_posix() for path, _ in states(edition)]
    assert names == ["linked/dead", "linked/deep/文.md", "narrative/文.md", "report.yaml", "up"]
    before = of_unit(edition)
    write(shared / "deep" / "文.md", "22")
    assert of_unit(edition) != before


@pytest.mark.usefixtures("_later")
def test_content_behind_a_link_out_of_the_unit_is_not_looked_at(
    edition: Edition, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    write(outside / "文.md")
    without = of_unit(edition)
    (unit(edition) / "linked").symlink_to(outside)
    (unit(edition) / "文.md").symlink_to(outside / "文.md")
    before = of_unit(edition)
    assert before != without
    assert dict(states(edition))[str(unit(edition) / "文.md")] == ()
    write(outside / "文.md", "22")
    assert of_unit(edition) == before


def states(edition: Edition) -> list[tuple[str, tuple[int, ...]]]:
    return list(content_states(unit(edition), edition.project.root))


def test_of_each_file_path_size_and_times_are_known(edition: Edition, tmp_path: Path) -> None:
    path = unit(edition) / "report.yaml"
    stat = path.stat()
    (unit(edition) / "a").symlink_to("nowhere")
    found = dict(states(edition))
    assert found[str(path)] == (1, stat.st_mtime_ns, stat.st_ctime_ns)
    assert found[str(unit(edition) / "a")] == ()
    assert len(found) == 3
    assert list(file_states(tmp_path / "nowhere")) == []
    assert list(file_states(path)) == []


@pytest.mark.parametrize("where", ["content/2023/one/report.yaml", "content/2022/one/report.yaml"])
@pytest.mark.parametrize(
    ("fraction", "age", "is_known"),
    [
        # times with fractions of a second: twenty milliseconds
        (1, 20_000_000 - 1, False),
        (1, 20_000_000, True),
        (999_999_999, 20_000_000 - 1, False),
        (999_999_999, 20_000_000, True),
        # whole seconds, as on a memory stick: two of them
        (0, 2 * SECOND - 1, False),
        (0, 2 * SECOND, True),
        # a clock that was ahead
        (1, -3600 * SECOND, False),
    ],
)
def test_a_file_that_may_change_once_more_within_the_tick_of_its_clock_has_no_digest(
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    fraction: int,
    age: int,
    is_known: bool,
) -> None:
    moment = (time.time_ns() // SECOND + 7200) * SECOND + fraction
    os.utime(edition.project.root / where, ns=(moment, moment))
    monkeypatch.setattr(time, "time_ns", lambda: moment + age)
    assert (of_unit(edition) != "") is is_known


@pytest.mark.usefixtures("_later")
def test_a_unit_without_files_has_a_digest(edition: Edition) -> None:
    empty = edition.project.content / "2023" / "two"
    empty.mkdir()
    assert len(InputDigests(edition).of_unit(empty)) == 32


@pytest.fixture(autouse=True)
def looked_at_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is looked at each time, as by a process that has just started."""
    monkeypatch.setattr(inputs_digest, "_program", inputs_digest._program.__wrapped__)


def with_pack(edition: Edition, pack: str = "form", files: str = "1") -> str:
    return InputDigests(edition).with_pack(files, pack)


def test_a_digest_with_a_pack_differs_when_the_pack_does(edition: Edition) -> None:
    before = with_pack(edition)
    assert (len(before), with_pack(edition)) == (32, before)
    assert len({before, with_pack(edition, "other"), with_pack(edition, files="2")}) == 3
    write(edition.project.packs / "form" / "pack.yaml", "22")
    assert with_pack(edition) != before
    other = with_pack(edition, "other")
    write(edition.project.packs / "form" / "a" / "schema.json")
    assert with_pack(edition, "other") == other


def test_a_digest_with_a_pack_differs_when_the_program_does(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = [with_pack(edition)]
    package = tmp_path / "docgen"
    write(package / "module.py")
    for name, value in (
        ("__version__", "9.9"),
        ("PACKAGES", ("click",)),
        ("PACKAGE", package),
    ):
        monkeypatch.setattr(inputs_digest, name, value)
        found.append(with_pack(edition))
    write(package / "module.py", "22")
    found.append(with_pack(edition))
    monkeypatch.setattr(sys, "version", "4.0")
    found.append(with_pack(edition))
    assert len(set(found)) == len(found)


def test_a_module_that_python_compiles_meanwhile_is_the_same_program(
    edition: Edition, machine: Path
) -> None:
    before = with_pack(edition), InputDigests(edition).converter
    write(machine / "docgen" / "pdf" / "__pycache__" / "fonts.cpython-311.pyc")
    assert (with_pack(edition), InputDigests(edition).converter) == before


@pytest.mark.parametrize(("files", "pack"), [("", "form"), ("1", ""), ("", "")])
def test_without_files_or_pack_nothing_is_known(edition: Edition, files: str, pack: str) -> None:
    assert with_pack(edition, pack, files) == ""


def test_packs_are_those_at_the_beginning_of_the_run(edition: Edition) -> None:
    inputs = InputDigests(edition)
    before = inputs.with_pack("1", "form")
    write(edition.project.packs / "form" / "pack.yaml", "22")
    assert inputs.with_pack("1", "form") == before


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fonts and programs of a machine: ``fetched``, ``system``, ``bin`` and ``docgen``."""
    folder = tmp_path / "machine"
    for file in ("fetched/a.otf", "system/family/b.ttf", "bin/soffice", "docgen/pdf/fonts.py"):
        write(folder / file)
    (folder / "bin" / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"))
    monkeypatch.setattr(inputs_digest, "FETCHED", folder / "fetched")
    monkeypatch.setattr(inputs_digest, "PACKAGE", folder / "docgen")
    places = (str(folder / "system"), str(folder / "nowhere"), "~/.no-fonts-of-a-test")
    monkeypatch.setattr(inputs_digest, "_SYSTEM_FONTS", places)
    return folder


MACHINE_CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a font of the project": lambda root, _: write(root / "fonts" / "乙.ttf"),
    "a fetched font": lambda _, machine: write(machine / "fetched" / "a.otf", "22"),
    "a font of the system": lambda _, machine: write(machine / "system" / "c.ttf"),
    "a font in a family": lambda _, machine: write(machine / "system" / "family" / "c.ttf"),
    "another LibreOffice": lambda _, machine: write(machine / "bin" / "soffice", "22"),
    "no LibreOffice": lambda _, machine: (machine / "bin" / "soffice").unlink(),
    "LibreOffice elsewhere": lambda _, machine: (machine / "bin" / "soffice").rename(
        machine / "bin" / "libreoffice"
    ),
    "how it is called": lambda _, machine: write(machine / "docgen" / "pdf" / "fonts.py", "22"),
}


@pytest.mark.parametrize("change", MACHINE_CHANGES)
def test_each_change_of_what_makes_pdfs_is_noticed(
    edition: Edition, machine: Path, change: str
) -> None:
    before = InputDigests(edition).converter
    assert (len(before), InputDigests(edition).converter) == (32, before)
    time.sleep(0.01)  # the time of a folder has the tick of its clock
    MACHINE_CHANGES[change](edition.project.root, machine)
    assert InputDigests(edition).converter != before


def test_what_makes_no_pdfs_is_not_looked_at(
    edition: Edition, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = InputDigests(edition).converter
    write(machine / "docgen" / "other.py")
    write(machine / "bin" / "other")
    monkeypatch.chdir(machine)
    assert InputDigests(edition).converter == before


def test_digests_of_different_parts_differ() -> None:
    parts: list[list[object]] = [[], [""], ["", ""], ["a", "b"], ["ab"], ["a, b"], [("a", 1)]]
    parts += [["a", 1], ["\udce4"]]
    found = {digest(iter(part)) for part in parts}
    assert len(found) == len(parts)
    assert all(len(text) == 32 and text.isalnum() for text in found)
