"""The private profile is one that LibreOffice reads, and names settings that it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from docgen.pdf.libreoffice import find_libreoffice
from docgen.pdf.profile import write_profile

_PRODUCT, _SET_UP = "/org.openoffice.Setup/Product", "/org.openoffice.Setup/Office"
_OOR = "{http://openoffice.org/2001/registry}"


def settings(folder: Path, program: str = "/none/soffice") -> dict[tuple[str, str], str]:
    assert write_profile(folder, program) == folder.as_uri()
    root = etree.parse(folder / "user" / "registrymodifications.xcu").getroot()
    return {
        (item.get(f"{_OOR}path", ""), item[0].get(f"{_OOR}name", "")): item[0][0].text or ""
        for item in root
    }


def test_links_macros_and_the_network_are_forbidden(tmp_path: Path) -> None:
    found = settings(tmp_path / "a" / "profile")
    scripting = "/org.openoffice.Office.Common/Security/Scripting"
    assert found[scripting, "BlockUntrustedRefererLinks"] == "true"
    assert found[scripting, "DisableMacrosExecution"] == "true"
    assert found["/org.openoffice.Office.Writer/Content/Update", "Link"] == "0"
    assert found["/org.openoffice.Inet/Settings", "ooInetProxyType"] == "2"
    assert (scripting, "DisableActiveContent") not in found  # charts would not be drawn


def test_lines_are_not_laid_out_from_pieces_of_other_files(tmp_path: Path) -> None:
    assert settings(tmp_path)["/org.openoffice.Office.Common/Cache/Font", "GlyphsCacheSize"] == "1"


def test_libreoffice_has_each_setting(tmp_path: Path) -> None:
    """A misspelt one would be ignored without a word."""
    program = find_libreoffice()
    registry = Path(program or "/").resolve().parent.parent / "share" / "registry"
    schemas = "".join(path.read_text("utf-8") for path in registry.glob("*.xcd"))
    if not schemas:
        pytest.skip("LibreOffice is not installed, or its schemas lie elsewhere")
    assert program
    found = settings(tmp_path, program)
    assert (_PRODUCT, "ooSetupLastVersion") in found
    for _, name in found:
        assert re.search(f'<prop oor:name="{name}" oor:type=', schemas), name


PRODUCT = "[Bootstrap]\r\nProductKey=LibreOffice 25.2\r\nUserInstallation=x\r\n"
BUILD = "[Version]\r\nAllLanguages=zh-CN\r\nbuildid=520(Build:2) & <1>\r\nVendor=x\r\n"


@pytest.mark.parametrize(
    "files",
    [
        {"program/bootstraprc": PRODUCT, "program/versionrc": BUILD},
        {"program/bootstrap.ini": PRODUCT, "program/version.ini": BUILD},
        {"Resources/bootstraprc": PRODUCT, "Resources/versionrc": BUILD},
    ],
)
def test_a_profile_says_that_this_version_is_set_up(tmp_path: Path, files: dict[str, str]) -> None:
    program = installed(tmp_path, files)
    found = settings(tmp_path / "a", program)
    assert found[_PRODUCT, "ooSetupLastVersion"] == "25.2"
    assert found[_SET_UP, "ooSetupInstCompleted"] == "true"
    assert found[_SET_UP, "LastCompatibilityCheckID"] == "520(Build:2) & <1>"
    build = tmp_path / "a" / "user" / "extensions" / "buildid"
    assert build.read_text("utf-8") == "520(Build:2) & <1>"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"program/bootstraprc": PRODUCT},
        {"program/versionrc": BUILD},
        {"program/bootstraprc": "ProductKey=LibreOffice\n", "program/versionrc": BUILD},
        {"program/bootstraprc": PRODUCT, "program/versionrc": "buildid=\n"},
    ],
)
def test_where_the_version_is_not_said_libreoffice_sets_itself_up(
    tmp_path: Path, files: dict[str, str]
) -> None:
    found = settings(tmp_path / "a", installed(tmp_path, files))
    assert not any("Setup/Product" in path or "Setup/Office" in path for path, _ in found)
    assert not (tmp_path / "a" / "user" / "extensions").exists()


def installed(folder: Path, files: dict[str, str]) -> str:
    """The program of a LibreOffice with these files; a link leads to it, as on Debian."""
    for name in ("program/soffice", *files):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(files.get(name, "").encode())
    (folder / "link").symlink_to(folder / "program" / "soffice")
    return str(folder / "link")
