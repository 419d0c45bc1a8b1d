"""Names of files and folders: which are good, which is meant, and what to type instead."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.file_names import (
    LONGEST,
    NameFault,
    composed,
    existing,
    good_name,
    name_fault,
    name_problem,
    refuse_bad_name,
    safe_name,
    the_one_meant,
)

NAMES = st.text(st.one_of(st.characters(), st.sampled_from("<>/\\ .~-_　（）株洲COMNUL1\n\u200b")))


@pytest.mark.parametrize(
    "name",
    [
        "株洲市第三中学",
        "株洲市第三中学（本级）",
        "县 一中",
        "县　一中",
        "湖南省自评报告-2024_终",
        "2024",
        "annex-1-base-data",
        "1、概况",
        "《办法》",
        "图1：收入.png",
        "a.b",
        "CONX",
        "𠮷野",
        "长" * 66,
        "a" * 200,
    ],
)
def test_what_people_call_things_is_a_name(name: str) -> None:
    assert name_fault(name) is None
    assert good_name(name) == name


@pytest.mark.parametrize(
    ("name", "fault", "good"),
    [
        ("", NameFault("blank"), ""),
        (" 　", NameFault("blank"), ""),
        (" 三中", NameFault("edges"), "三中"),
        ("三中　", NameFault("edges"), "三中"),
        ("三中\n", NameFault("edges"), "三中_"),
        ("株洲/三中", NameFault("sign", "/"), "株洲_三中"),
        ("株洲:三中", NameFault("sign", ":"), "株洲_三中"),
        ("a\\b", NameFault("sign", "\\"), "a_b"),
        ("三中?", NameFault("sign", "?"), "三中_"),
        ("a\x07b", NameFault("unseen", "U+0007"), "a_b"),
        ("三\u200b中", NameFault("unseen", "U+200B"), "三中"),
        ("三\ufdd0中", NameFault("unseen", "U+FDD0"), "三中"),
        ("三\udcb5中", NameFault("unseen", "U+DCB5"), "三中"),
        ("../三中", NameFault("sign", "/"), "_三中"),
        (".三中", NameFault("start", "."), "三中"),
        ("~三中", NameFault("start", "~"), "三中"),
        ("-三中", NameFault("start", "-"), "三中"),
        ("三中.", NameFault("dot"), "三中"),
        ("..", NameFault("start", "."), ""),
        ("con", NameFault("device", "con"), "con_"),
        ("Nul.md", NameFault("device", "Nul"), "Nul_.md"),
        ("COM¹", NameFault("device", "COM¹"), "COM¹_"),
        ("长" * 67, NameFault("long", "66"), "长" * 66),
        ("a" * 201, NameFault("long", "66"), "a" * 200),
    ],
)
def test_what_cannot_be_a_name_is_told_with_one_that_can(
    name: str, fault: NameFault, good: str
) -> None:
    assert name_fault(name) == fault
    assert good_name(name) == good
    problem = name_problem(name, Place("content"))
    assert problem is not None
    assert (problem.words["fault"], problem.words["sign"], problem.words["good"]) == (*fault, good)


def test_a_bad_name_that_was_typed_ends_the_command() -> None:
    refuse_bad_name("三中", Place("content"))
    with pytest.raises(UsageError) as caught:
        refuse_bad_name("三/中", Place("content"))
    assert (caught.value.problem.code, caught.value.problem.exit_code) == ("bad-file-name", 2)


@given(NAMES)
@example("a" * 199 + ". b")
@example("CON.长" + "长" * 66)
def test_the_name_that_is_proposed_has_no_fault(text: str) -> None:
    for good in (good_name(text), safe_name(text)):
        assert good == "" or name_fault(good) is None
        assert good_name(good) == good == composed(good)
        assert len(good.encode()) <= LONGEST
    assert safe_name(text)


@given(NAMES)
def test_a_name_without_faults_stays(text: str) -> None:
    if name_fault(text) is None:
        assert good_name(text) == composed(text)


@given(NAMES, st.lists(NAMES, max_size=3))
def test_a_name_that_is_there_is_meant_by_itself(name: str, others: list[str]) -> None:
    assert the_one_meant(name, {name, *others}) == name


KNOWN = ["2023", "株洲市第三中学（本级）", "县 一中", "Zhuzhou-Park", "café", "甲", "Ａ", "A"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("２０２３", "2023"),
        ("2023/", "2023"),
        ("“2023”", "2023"),
        ("2023　", "2023"),
        ("株洲市第三中学(本级)", "株洲市第三中学（本级）"),
        ("县　一中", "县 一中"),
        ("县\xa0一中 ", "县 一中"),
        ("zhuzhou-park", "Zhuzhou-Park"),
        ("Ｚhuzhou－park\\", "Zhuzhou-Park"),
        (unicodedata.normalize("NFD", "café"), "café"),
        ("A", "A"),
        ("a", ""),
        ("乙", ""),
        ("", ""),
    ],
)
def test_a_name_is_found_however_wide_it_is_typed(typed: str, meant: str) -> None:
    assert the_one_meant(typed, KNOWN) == meant


@pytest.mark.parametrize(
    ("made", "asked"),
    [
        ("图/图1.png", "图/图1.png"),
        ("图/图1.png", "图/图１.PNG"),
        (unicodedata.normalize("NFD", "é/à.png"), "é/à.png"),
        ("é/à.png", unicodedata.normalize("NFD", "é/à.png")),
    ],
)
def test_a_file_is_found_by_what_its_name_means(tmp_path: Path, made: str, asked: str) -> None:
    (tmp_path / made).parent.mkdir()
    (tmp_path / made).touch()
    assert existing(tmp_path / asked) == tmp_path / made


@pytest.mark.parametrize("asked", ["无.png", "无/图.png", "图1.png/甲", "长" * 400])
def test_a_file_that_is_not_there_keeps_its_path(tmp_path: Path, asked: str) -> None:
    (tmp_path / "图1.png").touch()
    assert existing(tmp_path / asked) == tmp_path / asked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2023年度报告", "2023年度报告"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc", "_.._etc"),
        (" 报 告 ", "报告"),
        ("甲\n乙\t丙\r丁", "甲_乙_丙_丁"),
        ("~$报告", "$报告"),
        (".报告.", "报告"),
        ("", "_"),
        ("...", "_"),
        ("con", "con_"),
        ("NUL", "NUL_"),
        ("COM0", "COM0_"),
        ("com9", "com9_"),
        ("LPT9", "LPT9_"),
        ("COM10", "COM10"),
        ("CONX", "CONX"),
    ],
)
def test_file_names_are_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 201, "a" * 200),
        ("a" * 250, "a" * 200),
        ("a" * 2 + "长" * 66, "a" * 2 + "长" * 66),
        ("长" * 67, "长" * 66),
    ],
)
def test_file_names_have_200_bytes_and_whole_characters(text: str, name: str) -> None:
    assert safe_name(text) == name
