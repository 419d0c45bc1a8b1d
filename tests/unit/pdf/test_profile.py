"""The private profile is one that LibreOffice reads, and names settings that it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from docgen.pdf.libreoffice import find_libreoffice
from docgen.pdf.profile import write_profile

_OOR = "{http://openoffice.org/2001/registry}"


def settings(folder: Path) -> dict[tuple[str, str], str]:
    assert write_profile(folder) == folder.as_uri()
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
    for _, name in settings(tmp_path):
        assert re.search(f'<prop oor:name="{name}" oor:type=', schemas), name
