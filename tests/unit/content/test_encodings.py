"""A file in another encoding is recognised if it is plain which, and then its text is the fix."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.encodings import Recognised, recognised
from docgen.content.fixed_text import FixedFile
from docgen.content.source_files import read_source, typed_text
from docgen.content.yaml_reader import read_yaml
from tests.unit.helpers import collect, placed

NAME = "content/2023/one/甲.yaml"
TEXT = "单位: 株洲市某职业教育园管理办公室\n年初预算数: 431.64\n三级指标: ≥98%　①\n"
CHINESE = st.text(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会", min_size=4
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("gbk"), "gbk"),
        (TEXT.replace("\n", "\r\n").encode("gb18030"), "gbk"),
        ("单位: 镕基\n".encode("gbk"), None),  # half of it is in no list of common characters
        ("名: 张镕的报告说明\n".encode("gbk"), "gbk"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16")[:-1], None),
        (TEXT.encode() + "备注: 无".encode("gbk"), "mixed"),
        (TEXT.encode() + b"\xe5\xa4\n", None),
        (TEXT.encode().replace("职".encode(), b"\xe8\x81"), None),
        (TEXT.encode("big5", "ignore"), None),
        ("café, Müller, señor\n".encode("latin-1"), None),
        (b"\xff\xfe\xfd", None),
        (b"\x89PNG\r\n\x1a\n\x00\xff", None),
    ],
)
def test_only_what_is_plain_is_recognised(data: bytes, encoding: str | None) -> None:
    found = recognised(data)
    assert (found.encoding if found else None) == encoding


@given(CHINESE, st.sampled_from(["gbk", "utf-16"]), st.sampled_from(["\n", "\r\n"]))
def test_the_fix_of_a_file_is_its_text_in_utf_8_with_its_line_ends(
    tmp_path: Path, chinese: str, encoding: str, end: str
) -> None:
    text = f"甲乙: {chinese}{end}丙丁: 1{end}"
    path, problems = tmp_path / "甲.yaml", collect()
    path.write_bytes(text.encode(encoding))
    assert recognised(path.read_bytes()) == Recognised(encoding, text)
    assert read_source(path, NAME, problems) is None
    (problem,) = problems
    assert (placed(problems), problem.words["encoding"]) == (["1:1 not-utf-8"], encoding)
    assert problem.words["edition"] == "2023"
    assert problem.fix is not None
    assert (problem.fix.safe, problem.fix.place) == (True, problem.place)
    assert problem.fix.old == typed_text(path.read_bytes()).replace("\r\n", "\n")
    path.write_bytes(FixedFile(path.read_bytes(), [problem.fix]).data)
    assert path.read_bytes() == text.encode()


@given(st.lists(CHINESE, min_size=1, max_size=4), st.sets(st.integers(0, 3)))
def test_lines_of_gbk_in_a_file_of_utf_8_are_converted_alone(
    chinese: list[str], in_gbk: set[int]
) -> None:
    lines = [f"键{number}: {line}\n" for number, line in enumerate(chinese)]
    data = b"".join(
        line.encode("gbk" if number in in_gbk else "utf-8") for number, line in enumerate(lines)
    )
    # A long text in UTF-8 stands before them.
    found = recognised((TEXT * 9).encode() + data)
    is_all_utf_8 = not in_gbk & set(range(len(lines)))
    assert is_all_utf_8 or found == Recognised("mixed", TEXT * 9 + "".join(lines))


def test_a_file_with_the_line_ends_of_old_macs_is_told_once(tmp_path: Path) -> None:
    path, problems = tmp_path / "甲.yaml", collect()
    path.write_bytes("甲: 1\r乙: 2\r".encode())
    assert read_source(path, NAME, problems) is None
    (problem,) = problems
    assert problem.fix is not None
    assert placed(problems) == ["1:1 old-line-ends"]
    path.write_bytes(FixedFile(path.read_bytes(), [problem.fix]).data)
    source = read_source(path, NAME, collect())
    assert source is not None
    assert list(read_yaml(source, collect())) == ["甲", "乙"]


def test_a_carriage_return_among_usual_lines_is_a_control_character(tmp_path: Path) -> None:
    path, problems = tmp_path / "甲.yaml", collect()
    path.write_bytes("甲: 1\r乙\n".encode())
    assert read_source(path, NAME, problems) is not None
    assert placed(problems) == ["1:5 control-character"]


@pytest.mark.parametrize("data", [TEXT.encode("gbk"), TEXT.replace("\n", "\r").encode()])
def test_a_file_of_a_pack_is_not_mended_by_itself(tmp_path: Path, data: bytes) -> None:
    path, problems = tmp_path / "pack.yaml", collect()
    path.write_bytes(data)
    assert read_source(path, "word_templates/form/pack.yaml", problems) is None
    (problem,) = problems
    assert (problem.fix, problem.words["way"]) == (None, "")


MORE = "把资金用在刀刃上，着力提升预算编制的科学性，" * 2


@pytest.mark.parametrize("lost", ["", "第"])
def test_a_text_that_was_read_as_gbk_and_saved_is_garbled(tmp_path: Path, lost: str) -> None:
    path, problems = tmp_path / "甲.md", collect()
    garbled = (MORE + lost).encode().decode("gb18030", "replace")
    path.write_text(garbled.replace("\ufffd", "?"), "utf-8")
    assert read_source(path, NAME, problems) is None
    (problem,) = problems
    assert problem.code == "mangled-text"
    assert (problem.fix.new if problem.fix else "") == ("" if lost else MORE)


def test_a_sound_text_is_not_garbled(tmp_path: Path) -> None:
    path, problems = tmp_path / "甲.md", collect()
    path.write_text(MORE + "防洪工程，涓流、骞、璐，洪水。", "utf-8")
    assert read_source(path, NAME, problems) is not None
    assert not list(problems)


def test_a_file_of_wordpad_is_no_text(tmp_path: Path) -> None:
    path, problems = tmp_path / "甲.md", collect()
    path.write_text("{\\rtf1\\ansi}", "utf-8")
    assert read_source(path, NAME, problems) is None
    assert placed(problems) == ["1:1 no-plain-text"]
