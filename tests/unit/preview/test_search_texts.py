"""A text is found where it is printed, and where it is only typed."""

from __future__ import annotations

from docgen.preview.search_texts import TextHit, hits
from docgen.preview.unit_state import UnitState

UNIT = UnitState("one")
FILES = {"report.yaml": "名称: 报告\n数: 17 件\n", "文.md": "Report one.\n"}


def typed(query: str, files: dict[str, str] | None = None) -> list[TextHit]:
    return hits(query, [UNIT], lambda _: files or FILES)


def test_what_is_typed_is_found_with_its_place_and_what_stands_around_it() -> None:
    (hit,) = typed("17")
    assert hit.fields() == {
        "unit": "one",
        "page": None,
        "box": None,
        "text": "17",
        "before": "数: ",
        "after": " 件",
        "file": "report.yaml",
        "line": 2,
        "column": 4,
        "built": False,
    }


def test_case_and_blanks_are_all_the_same() -> None:
    assert [hit.text for hit in typed("REPORT  ONE")] == ["Report one"]
    assert [hit.text for hit in typed(" 17 件 ")] == ["17 件"]


def test_nothing_is_found_for_nothing_and_signs_are_themselves() -> None:
    assert typed("") == typed("  \n") == []
    assert typed(".*") == typed("[") == []
    assert len(typed("one.")) == 1


def test_the_first_of_many_are_shown() -> None:
    assert len(typed("a", {"many.md": "a" * 1000})) == 300
