"""Paragraphs are compared by figures, Latin words and Chinese characters, with their weights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.roundtrip.comparing.tokens import Change, Revision, part, tokens, tokens_of
from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject
from tests.unit.roundtrip.models import paragraph, valued


@pytest.mark.parametrize(
    ("text", "cuts", "expected"),
    [
        ("", (), []),
        ("甲乙", (), ["甲", "乙"]),
        ("共1,260.00元", (), ["共", "1,260.00", "元"]),
        ("12.5%", (), ["12.5", "%"]),
        ("1,26", (), ["1", ",", "26"]),
        ("3.", (), ["3", "."]),
        ("ab CD1", (), ["ab", " ", "CD", "1"]),
        ("甲\n乙", (), ["甲", "\n", "乙"]),
        ("12345", (2,), ["12", "345"]),
        ("12345", (4, 2), ["12", "34", "5"]),
        ("12345", (0, 5), ["12345"]),
        ("甲12", (1, 1), ["甲", "12"]),
    ],
)
def test_a_text_falls_into_figures_words_and_characters(
    text: str, cuts: tuple[int, ...], expected: list[str]
) -> None:
    assert [token.text for token in tokens(text, " " * len(text), cuts)] == expected


def test_a_token_has_the_weight_of_its_first_character() -> None:
    found = tokens("甲12乙34", " bi x ", (5,))
    assert [(token.text, token.weight) for token in found] == [
        ("甲", " "),
        ("12", "b"),
        ("乙", " "),
        ("3", "x"),
        ("4", " "),
    ]


def shown(revision: Revision) -> list[str]:
    """Each change as ``start:stop>to_start:to_stop text/weights``."""
    return [
        f"{change.start}:{change.stop}>{change.to_start}:{change.to_stop} "
        f"{change.text}/{change.weights}"
        for change in revision.changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("甲乙", "甲乙", []),
        ("甲乙", "甲丙乙", ["1:1>1:2 丙/ "]),
        ("甲乙丙", "甲丙", ["1:2>1:1 /"]),
        ("共431.64元", "共431.65元", ["1:7>1:7 431.65/      "]),
        ("甲乙丙", "丁乙戊", ["0:1>0:1 丁/ ", "2:3>2:3 戊/ "]),
        ("", "甲", ["0:0>0:1 甲/ "]),
    ],
)
def test_changes_are_told_by_their_offsets_in_both_versions(
    old: str, new: str, changes: list[str]
) -> None:
    assert shown(Revision(paragraph(old), paragraph(new))) == changes


def test_another_weight_is_a_change() -> None:
    revision = Revision(paragraph("甲乙", "  "), paragraph("甲乙", " b"))
    assert shown(revision) == ["1:2>1:2 乙/b"]


def test_a_cut_parts_the_figures_of_the_old_text_only() -> None:
    old, new = paragraph("1234"), paragraph("1299")
    assert shown(Revision(old, new)) == ["0:4>0:4 1299/    "]
    assert shown(Revision(old, new, (2,))) == ["0:4>0:4 1299/    "]
    assert shown(Revision(paragraph("12甲34"), paragraph("12甲35"), (1,))) == [
        "0:2>0:2 12/  ",
        "3:5>3:5 35/  ",
    ]


def test_another_object_is_a_change() -> None:
    pictures = [DocxObject("picture", digest) for digest in ("一", "二")]
    old, new = (paragraph("甲\ufffc", objects=(picture,)) for picture in pictures)
    (change,) = Revision(old, new).changes
    assert (change.text, change.objects) == ("\ufffc", (pictures[1],))


def test_the_same_words_inserted_elsewhere_are_another_change() -> None:
    old = paragraph("甲乙")
    (first,), (second,) = (Revision(old, paragraph(new)).changes for new in ("丁甲乙", "甲丁乙"))
    assert first.key != second.key


def test_a_value_is_one_token_that_is_equal_to_a_value_alone() -> None:
    texts = [token.text for token in tokens_of(valued("于[3月20日]开"), whole_values=True)]
    assert texts == ["于", "3月20日", "开"]
    old, new = valued("第[5]项"), paragraph("第5项")
    assert shown(Revision(old, new)) == []
    assert shown(Revision(old, new, whole_values=True)) == ["1:2>1:2 5/ "]


def test_within_a_changed_value_the_words_that_differ_are_told() -> None:
    revision = Revision(valued("于[3月20日]开"), valued("即于[4月20日]开"), whole_values=True)
    first, second = revision.changes
    assert (second.start, second.stop, second.text) == (1, 6, "4月20日")
    assert [replace(change, weights="") for change in revision.words_of(second)] == [
        Change(1, 2, 2, 3, "4", "")
    ]
    assert list(revision.words_of(first)) == [first]


def test_a_part_of_a_paragraph_has_the_objects_and_values_in_it() -> None:
    notes = tuple(DocxObject("footnote", identity) for identity in "一二三")
    whole = replace(valued("甲￼[乙]丙￼[丁]￼".replace("￼", OBJECT)), objects=notes)
    found = part(whole, 3, 6)
    assert (found.text, found.objects) == (f"丙{OBJECT}丁", notes[1:2])
    assert [(value.start, value.stop) for value in found.values] == [(2, 3)]
    assert part(whole, 0, 2).objects == notes[:1]
