"""Instructions of fields are read as Word reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from docgen.word.fields.instruction import read_instruction


@pytest.mark.parametrize(
    ("words", "kind", "arguments", "switches"),
    [
        (r' TOC \o "1-3" \h \z \u ', "TOC", (), {"\\o": "1-3", "\\h": "", "\\z": "", "\\u": ""}),
        (r"TOC \o 1-3\h", "TOC", (), {"\\o": "1-3\\h"}),
        (r"toc \O “1-2” \N", "TOC", (), {"\\o": "1-2", "\\n": ""}),
        (r'TOC \n "2-3" \p " "', "TOC", (), {"\\n": "2-3", "\\p": " "}),
        (r"TOC \n \h", "TOC", (), {"\\n": "", "\\h": ""}),
        (r'TOC \t "标题 1，1；样式,2"', "TOC", (), {"\\t": "标题 1，1；样式,2"}),
        (r"SEQ 图 \* ARABIC \s 1 \r 3", "SEQ", ("图",), {"\\*": "ARABIC", "\\s": "1", "\\r": "3"}),
        (r"SEQ 表 书签 \h", "SEQ", ("表", "书签"), {"\\h": ""}),
        (r'REF "_Ref 1" \n \h', "REF", ("_Ref 1",), {"\\n": "", "\\h": ""}),
        (r"REF a \d -", "REF", ("a",), {"\\d": "-"}),
        (r"PAGEREF a \* MERGEFORMAT", "PAGEREF", ("a",), {"\\*": "MERGEFORMAT"}),
        (r"PAGE \* CHINESENUM3 \* MERGEFORMAT", "PAGE", (), {"\\*": "CHINESENUM3"}),
        (r"PAGE \* MERGEFORMAT \* roman", "PAGE", (), {"\\*": "roman"}),
        ("=1+2", "=", ("1+2",), {}),
        ("", "", (), {}),
        ("   ", "", (), {}),
        ("\\", "\\", (), {}),
        ('TOC \\o "1-3', "TOC", (), {"\\o": '"1-3'}),
    ],
)
def test_an_instruction_is_read(
    words: str, kind: str, arguments: tuple[str, ...], switches: dict[str, str]
) -> None:
    read = read_instruction(words)
    assert (read.kind, read.arguments, dict(read.switches)) == (kind, arguments, switches)
    assert read.argument == (arguments[0] if arguments else "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("PAGE", ""),
        (r"PAGE \* MERGEFORMAT", ""),
        (r"PAGE \* Charformat", ""),
        (r"PAGE \* roman \* mergeformat", "roman"),
    ],
)
def test_the_look_of_a_result_is_no_number_format(words: str, expected: str) -> None:
    assert read_instruction(words).number_format == expected


@given(strategies.text(alphabet='TOC \\"“”oht1-3,；*#图'))
def test_whatever_is_typed_is_read_and_kept(words: str) -> None:
    read = read_instruction(words)
    assert read.words == (words if words.strip() else "")
    assert all(len(name) == 2 and name[0] == "\\" for name in read.switches)
