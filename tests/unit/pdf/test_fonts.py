"""Which free font stands in for which official one, and how fontconfig is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from docgen.pdf import fonts
from docgen.pdf.fonts import (
    FETCHED,
    SUBSTITUTES,
    families_with,
    font_environment,
    installed_families,
    lacking_fonts,
    officials_of,
    substitutions,
)
from tests.support import ROOT


@pytest.mark.parametrize(
    ("name", "officials"),
    [
        ("FandolSong-Bold", ["方正小标宋简体"]),
        ("FandolSong-Regular", ["宋体"]),
        ("FandolFang R", ["仿宋_GB2312"]),
        ("FandolFang-Regular", ["仿宋_GB2312"]),
        ("FandolKai-Regular", ["楷体_GB2312"]),
        ("FandolHei-Bold", ["黑体"]),
        ("NotoSerifCJKsc-Regular", ["方正小标宋简体", "仿宋_GB2312", "宋体"]),
        ("LiberationSerif-Bold", ["Times New Roman"]),
        ("Tinos", ["Times New Roman"]),
        ("SimSun", []),
        ("仿宋", []),
        ("Arial", []),
    ],
)
def test_a_font_of_a_pdf_may_stand_in_for_official_fonts(name: str, officials: list[str]) -> None:
    assert officials_of(name) == officials


@pytest.fixture
def fc_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for fontconfig's ``fc-list``, which lists what this file holds."""
    program, families = tmp_path / "bin" / "fc-list", tmp_path / "families"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$1 $2" = "--format %{{family}}\n" ] && [ -s "$FONTCONFIG_FILE" ] &&'
        f" cat '{families}'\necho said >&2\nexit 1\n",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return families


def test_families_are_all_names_that_fontconfig_lists(
    fc_list: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fc_list.write_bytes("FandolSong\nSimSun, 宋体\n仿宋,FangSong\n".encode() + b"\xff\n")
    names = {"FandolSong", "SimSun", "宋体", "仿宋", "FangSong", "\ufffd"}
    assert installed_families(tmp_path) == names
    assert capfd.readouterr() == ("", "")


def test_without_fontconfig_no_family_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed_families(tmp_path) == set()
    assert substitutions(tmp_path) == dict.fromkeys(SUBSTITUTES)


def test_the_nearest_font_that_is_installed_stands_in(fc_list: Path, tmp_path: Path) -> None:
    families = ["黑体", "SimSun", "AR PL UMing CN", "Noto Serif CJK SC", "Tinos", "FandolKai"]
    fc_list.write_text("\n".join(families), "utf-8")
    assert substitutions(tmp_path) == {
        "方正小标宋简体": "Noto Serif CJK SC",
        "仿宋_GB2312": "Noto Serif CJK SC",
        "楷体_GB2312": "FandolKai",
        "宋体": "SimSun",
        "Times New Roman": "Tinos",
    }
    fc_list.write_text("宋体\n", "utf-8")
    others = [official for official in SUBSTITUTES if official != "宋体"]
    assert substitutions(tmp_path) == dict.fromkeys(others)


def test_fontconfig_is_asked_once_which_fonts_have_a_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, asked = tmp_path / "bin" / "fc-list", tmp_path / "asked"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\nprintf '%s|' \"$@\" >> '{asked}'\n[ -s \"$FONTCONFIG_FILE\" ] && "
        "printf 'SimSun-ExtB\nFandolSong\nSimSun-ExtB\n\n'\necho said >&2\nexit 1\n",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    for _ in range(2):
        assert families_with(tmp_path, "𬀩") == ("FandolSong", "SimSun-ExtB")
    assert asked.read_text("utf-8") == ":charset=2c029|--format|%{family[0]}\n|"


def test_a_character_that_no_font_has_is_told_from_a_machine_without_fontconfig(
    fc_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert families_with(tmp_path, "龘") == ()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert families_with(tmp_path, "齉") is None


def test_every_official_font_has_substitutes() -> None:
    assert all(SUBSTITUTES.values())


def test_fontconfig_is_told_of_folders_and_substitutes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, fetched = tmp_path / "a & b", tmp_path / "fetched"
    own.mkdir()
    fetched.mkdir()
    monkeypatch.setattr(fonts, "FETCHED", fetched)
    chosen = {"黑体": "FandolHei", "宋体": None, "Times & Co": "Tinos"}
    with font_environment(own, chosen) as environment:
        (name,) = environment
        path = Path(environment[name])
        root = etree.fromstring(path.read_bytes())
    assert name == "FONTCONFIG_FILE"
    assert not path.parent.exists()
    assert [found.text for found in root.findall("dir")] == [str(own), str(fetched)]
    assert root.findtext("include") == "/etc/fonts/fonts.conf"
    assert root.find("include").get("ignore_missing") == "yes"  # type: ignore[union-attr]
    rules = [[text.text for text in rule.iter("string")] for rule in root.findall("match")]
    fallback = ["Noto Serif CJK SC", "AR PL UMing CN", "DejaVu Sans"]
    assert rules == [
        ["FandolSong", "Bold", "FandolSong Heavy", "Regular"],
        ["黑体", "FandolHei", *fallback],
        ["Times & Co", "Tinos", *fallback],
    ]


def test_folders_that_are_not_there_or_the_same_are_not_named_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FETCHED", tmp_path)
    for folder, named in ((tmp_path / "nowhere", 1), (tmp_path, 1)):
        with font_environment(folder, {}) as environment:
            text = Path(environment["FONTCONFIG_FILE"]).read_text("utf-8")
        assert text.count("<dir>") == named


def test_in_a_checkout_docgens_own_fonts_lie_beside_its_code() -> None:
    assert FETCHED == ROOT / "fonts"


def test_without_a_checkout_docgens_own_fonts_lie_in_the_users_folder(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "docgen", tmp_path / "site" / "docgen", ignore=shutil.ignore_patterns("__pycache__")
    )
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path / "site"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    asked = "from docgen.pdf.fonts import FETCHED; print(FETCHED)"
    said = subprocess.run(
        [sys.executable, "-c", asked], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert said.stdout.strip() == str(tmp_path / "data" / "docgen" / "fonts")


@pytest.mark.parametrize(
    ("families", "lacking"),
    [
        ([], ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"]),
        (
            ["Noto Serif CJK SC", "AR PL UKai CN"],
            ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"],
        ),
        (["FandolSong", "FandolSong Heavy", "FandolFang R", "FandolKai", "FandolHei"], []),
        (["FandolSong", "FandolKai", "Noto Sans CJK SC", "FangSong"], ["方正小标宋简体", "黑体"]),
        (list(SUBSTITUTES), []),
    ],
)
def test_fonts_are_lacking_where_a_free_one_would_be_nearer(
    fc_list: Path, tmp_path: Path, families: list[str], lacking: list[str]
) -> None:
    fc_list.write_text("\n".join(families), "utf-8")
    assert lacking_fonts(tmp_path) == lacking


def test_where_fonts_cannot_be_listed_none_is_called_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacking_fonts(tmp_path) == []


@pytest.mark.usefixtures("held")
def test_a_configuration_that_a_program_still_holds_stops_nothing(tmp_path: Path) -> None:
    with font_environment(tmp_path, {}) as environment:
        pass
    assert Path(environment["FONTCONFIG_FILE"]).exists()
