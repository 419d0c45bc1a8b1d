"""What the bundle and the folder for Windows are made with; the bundle itself: ``make bundle``."""

from __future__ import annotations

import ast
import hashlib
import os
import platform
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from docgen.version import PACKAGE
from tests.bundle import install, program
from tests.bundle.building import HERE
from tests.bundle.licences import (
    library_lines,
    package_lines,
    write_licences,
    write_licences_of_wheels,
)
from tests.bundle.wheels import lacking
from tests.bundle.windows import FILES, copy_files, gather
from tests.bundle.zipped import zipped

ANY, WINDOWS, LINUX = "py3-none-any", "cp312-cp312-win_amd64", "cp312-cp312-manylinux_2_28_x86_64"


def wheel(
    folder: Path,
    name: str,
    *requires: str,
    tag: str = ANY,
    files: Mapping[str, str] | None = None,
    licence: str = "",
) -> Path:
    """Makes a wheel; ``name`` is followed by its version."""
    plain, version = name.split()
    path = folder / f"{plain}-{version}-{tag}.whl"
    info = f"{plain}-{version}.dist-info"
    said = f"License-Expression: {licence}\n" if licence else ""
    said += "".join(f"Requires-Dist: {line}\n" for line in requires)
    texts = {
        **(files or {f"{plain}.py": ""}),
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {plain}\nVersion: {version}\n{said}",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    record = "".join(f"{inside},,\n" for inside in (*texts, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in {**texts, f"{info}/RECORD": record}.items():
            archive.writestr(inside, text)
    return path


def names_lacking(folder: Path) -> list[str]:
    return sorted(requirement.name for requirement in lacking(folder, "app"))


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ((), []),
        (("lib",), ["lib"]),
        (("lib; sys_platform == 'win32'",), ["lib"]),
        (("lib; platform_system == 'Windows' and os_name == 'nt'",), ["lib"]),
        (("lib; platform_machine == 'AMD64'",), ["lib"]),
        (("lib; sys_platform == 'linux'",), []),
        (("lib; sys_platform != 'win32'",), []),
        (("lib; python_version < '3.12'",), []),
        (("lib; python_version >= '3.12'",), ["lib"]),
        (("lib; extra == 'more'",), []),
        (("lib", "other; sys_platform == 'win32'"), ["lib", "other"]),
    ],
)
def test_what_is_needed_on_windows_is_lacking(
    tmp_path: Path, requires: tuple[str, ...], expected: list[str]
) -> None:
    wheel(tmp_path, "app 1", *requires)
    assert names_lacking(tmp_path) == expected
    for name in expected:
        wheel(tmp_path, f"{name} 1")
    assert names_lacking(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "tag", "does"),
    [
        ("lib 2.1", ANY, True),
        ("lib 2.1", WINDOWS, True),
        ("lib 2.1", "cp310-abi3-win_amd64", True),
        ("lib 2.1", "py3-none-win_amd64", True),
        ("lib 1.9", ANY, False),
        ("lib 2.1", LINUX, False),
        ("lib 2.1", "cp311-cp311-win_amd64", False),
        ("lib 2.1", "cp312-cp312-win32", False),
    ],
)
def test_a_wheel_of_another_version_or_system_is_none(
    tmp_path: Path, name: str, tag: str, does: bool
) -> None:
    wheel(tmp_path, "app 1", "lib>=2")
    wheel(tmp_path, name, tag=tag)
    assert names_lacking(tmp_path) == ([] if does else ["lib"])


def test_what_is_needed_by_what_is_needed_is_lacking_too(tmp_path: Path) -> None:
    wheel(tmp_path, "app 1", "My.Lib[more]")
    wheel(tmp_path, "my_lib 1", "deep; extra == 'more'", "not-asked; extra == 'other'", "app")
    assert names_lacking(tmp_path) == ["deep"]
    wheel(tmp_path, "deep 1", "deeper; os_name == 'nt'")
    assert names_lacking(tmp_path) == ["deeper"]


def test_an_empty_folder_lacks_all(tmp_path: Path) -> None:
    assert names_lacking(tmp_path) == ["app"]


@pytest.mark.slow
def test_pip_is_asked_until_nothing_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By pip itself, which takes the wheels from a folder here."""
    shop, folder = tmp_path / "shop", tmp_path / "folder"
    shop.mkdir()
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shop))
    wheel(folder, "app 1", "lib>=2", "win-only; sys_platform == 'win32'", "no; os_name == 'posix'")
    for name, tag in {"lib 1": ANY, "lib 2": WINDOWS, "lib 3": LINUX, "no 1": ANY}.items():
        wheel(shop, name, tag=tag)
    wheel(shop, "win_only 1", "deep; sys_platform == 'win32'", tag=WINDOWS)
    wheel(shop, "deep 1")
    gather(folder, "app")
    assert {path.name.split("-")[0] for path in folder.iterdir()} == {
        *("app", "lib", "win_only", "deep")
    }
    assert (folder / f"lib-2-{WINDOWS}.whl").is_file()


@pytest.mark.slow
def test_what_is_not_there_for_windows_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "shop"))
    (tmp_path / "shop").mkdir()
    wheel(tmp_path, "app 1", "lib")
    wheel(tmp_path / "shop", "lib 1", tag=LINUX)
    with pytest.raises(subprocess.CalledProcessError):
        gather(tmp_path, "app")


@pytest.fixture
def windows_folder(tmp_path: Path) -> Path:
    """What is unpacked on Windows, with a docgen that only says its arguments."""
    folder = tmp_path / "某 镇 (2023)"
    (folder / "wheels").mkdir(parents=True)
    copy_files(folder)
    says = {"docgen/__init__.py": "", "docgen/__main__.py": "import sys\nprint(sys.argv[1:])\n"}
    wheel(folder / "wheels", "docgen_gongwen 1", "lib", files=says)
    wheel(folder / "wheels", "lib 1")
    return folder


@pytest.mark.slow
def test_the_folder_installs_itself(windows_folder: Path) -> None:
    command = [sys.executable, "-I", "-X", "utf8", str(windows_folder / "install.py")]
    done = subprocess.check_output(command, encoding="utf-8")
    assert install.DONE in done
    python = windows_folder / "venv" / "bin" / "python"
    said = subprocess.check_output([python, "-I", "-m", "docgen", "一 份"], encoding="utf-8")
    assert said == "['一 份']\n"


@pytest.mark.parametrize("length", [259, 260])
def test_what_is_not_installed_is_said(
    windows_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    length: int,
) -> None:
    """There is no Python in the venv, as where it could not be copied to."""
    longest = "docgen_gongwen-1.dist-info/METADATA"
    monkeypatch.setattr(install, "WHEELS", windows_folder / "wheels")
    beside = len(f"/venv/Lib/site-packages/{longest}")
    monkeypatch.setattr(install, "VENV", Path("/" + "长" * (length - beside - 1), "venv"))
    monkeypatch.setattr("venv.create", lambda *_, **__: None)
    assert install.main() == 1
    said = capsys.readouterr()
    assert (install.FAILED in said.out) == (length <= install.LONGEST)
    assert (install.LONG in said.out) == (length > install.LONGEST)
    assert "python" in said.err


def test_windows_reads_what_it_runs(tmp_path: Path) -> None:
    """ASCII and CRLF, or cmd loses its place; and every file that is called is there."""
    copy_files(tmp_path)
    beside = {path.name for path in tmp_path.iterdir()}
    assert beside == set(FILES)
    for path in tmp_path.glob("*.bat"):
        data = path.read_bytes()
        assert data.isascii()
        assert data.count(b"\r\n") == data.count(b"\n") > 0
        called = re.findall(r"%~dp0([\w.-]+)", data.decode())
        assert set(called) <= beside | {"venv"}
        labels = {line[1:] for line in data.decode().splitlines() if line.startswith(":")}
        assert set(re.findall(r"goto (\w+)", data.decode())) == labels


def test_every_file_for_windows_goes_along() -> None:
    scripts = {path.name for path in HERE.iterdir() if path.suffix in (".bat", ".txt")}
    assert scripts - {"LGPL-2.1-only.txt"} <= set(FILES)


def test_a_folder_of_wheels_has_their_licences(tmp_path: Path) -> None:
    folder = tmp_path / "wheels"
    folder.mkdir()
    wheel(folder, "app 1", licence="MIT", files={"app-1.dist-info/licenses/COPYING": "MIT …"})
    wheel(folder, "forms 2", licence="LGPL-2.1-only")
    write_licences_of_wheels(tmp_path, folder)
    head, _, _, *lines = (tmp_path / "LICENCES.txt").read_text("utf-8").splitlines()
    assert "wheels/<name>.whl" in head
    assert lines == ["app 1: MIT", "forms 2: LGPL-2.1-only"]
    assert {path.name for path in tmp_path.iterdir()} == {
        *("LICENCES.txt", "LGPL-2.1-only.txt", "wheels")
    }
    wheel(folder, "strong 1", licence="AGPL-3.0-only")
    with pytest.raises(ValueError, match="strong may not"):
        write_licences_of_wheels(tmp_path, folder)


def test_a_zip_keeps_programs_and_links(tmp_path: Path) -> None:
    folder = tmp_path / "docgen-1"
    (folder / "里面").mkdir(parents=True)
    (folder / "program").write_text("#!/bin/sh\necho 好\n", "utf-8")
    (folder / "program").chmod(0o755)
    (folder / "里面" / "link").symlink_to("../program")
    made = zipped(folder)
    checksum, name = made.with_name(f"{made.name}.sha256").read_text("ascii").split()
    assert (name, checksum) == ("docgen-1.zip", hashlib.sha256(made.read_bytes()).hexdigest())
    subprocess.run(["unzip", "-q", made, "-d", tmp_path / "there"], check=True)
    link = tmp_path / "there" / "docgen-1" / "里面" / "link"
    assert link.is_symlink()
    assert subprocess.check_output([link], encoding="utf-8") == "好\n"


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("License-Expression: ISC\nLicense: something", "ISC"),
        ("License: long\n        text\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: BSD", "BSD-3-Clause"),
    ],
)
def test_a_package_has_the_licence_that_it_states(tmp_path: Path, said: str, licence: str) -> None:
    assert list(package_lines([_distribution(tmp_path, said)])) == [f"lib 1: {licence}"]


@pytest.mark.parametrize("said", ["Classifier: Topic :: Office", "License: AGPL-3.0-only"])
def test_a_package_that_may_not_be_handed_on_is_not_packed(tmp_path: Path, said: str) -> None:
    with pytest.raises(ValueError, match="lib may not"):
        list(package_lines([_distribution(tmp_path, said)]))


def _distribution(folder: Path, said: str) -> Distribution:
    info = folder / "_internal" / "lib-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: lib\nVersion: 1\n{said}\n")
    return Distribution.at(info)


def test_libraries_of_the_system_have_their_licences(tmp_path: Path) -> None:
    for name in ("libz.so.1", "libpython3.11.so.1.0"):
        (tmp_path / name).touch()
    (tmp_path / "libjpeg-e87d.so.62").symlink_to("pillow.libs/libjpeg-e87d.so.62")
    assert list(library_lines(tmp_path)) == ["libpython3.11.so.1.0: PSF-2.0", "libz.so.1: Zlib"]
    (tmp_path / "libreadline.so.8").touch()
    with pytest.raises(ValueError, match="libreadline"):
        list(library_lines(tmp_path))


def test_all_licences_are_in_one_file(tmp_path: Path) -> None:
    _distribution(tmp_path, "License-Expression: LGPL-2.1-only")
    (tmp_path / "_internal" / "libz.so.1").touch()
    write_licences(tmp_path)
    lines = (tmp_path / "LICENCES.txt").read_text("utf-8").splitlines()
    assert lines[3:5] == ["lib 1: LGPL-2.1-only", "libz.so.1: Zlib"]
    assert lines[5] == f"Python {platform.python_version()}: PSF-2.0"
    assert "GNU LESSER" in (tmp_path / "LGPL-2.1-only.txt").read_text("utf-8")


def test_a_licence_without_its_text_is_not_packed(tmp_path: Path) -> None:
    _distribution(tmp_path, "License-Expression: ISC")
    with pytest.raises(FileNotFoundError, match=r"ISC\.txt"):
        write_licences(tmp_path)


def test_what_is_imported_by_its_name_is_named_for_the_bundle() -> None:
    text = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    by_name = set(re.findall(r'import_module\("([\w.]+)"\)', text)) - sys.stdlib_module_names
    assert "docx2pdf" in by_name
    said = re.findall(r"BY_NAME = (\[.*\])", (HERE / "docgen.spec").read_text("utf-8"))
    assert by_name <= set(ast.literal_eval(said[0]))


@pytest.mark.parametrize(
    ("found", "kept", "expected", "was_ours"),
    [
        ("/b/_internal", None, None, True),
        ("/b/_internal:/own", "/own", "/own", True),
        ("/own", None, "/own", False),
        (None, None, None, False),
    ],
)
def test_the_search_path_is_given_back(
    monkeypatch: pytest.MonkeyPatch,
    found: str | None,
    kept: str | None,
    expected: str | None,
    was_ours: bool,
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/b/_internal", raising=False)
    for name, value in {"LD_LIBRARY_PATH": found, "LD_LIBRARY_PATH_ORIG": kept}.items():
        monkeypatch.delenv(name, raising=False)
        if value:
            monkeypatch.setenv(name, value)
    assert program._give_back_path() is was_ours
    assert os.environ.get("LD_LIBRARY_PATH") == expected
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
