"""What can be typed at a place is asked of the same files again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.content.content_edits import ContentEdits
from docgen.content.markdown import parse_markdown
from docgen.content.row_changes import row_info
from docgen.content.typed_hints import hints
from docgen.content.yaml_compose import compose
from docgen.diagnostics import Place
from docgen.runs.editable import editable_at


def counted(read: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    """``read``, which notes each text that it is called with."""

    def reading(text: str, *given: object) -> Any:
        calls.append(text)
        return read(text, *given)

    return reading


def test_a_yaml_file_is_read_once_for_all_that_is_asked_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = list[str]()
    monkeypatch.setattr("docgen.content.yaml_writer.compose", counted(compose, calls))
    text = "清单:\n  - 名: 读一次\n  - 名: 只读一次\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    place = Place("a.yaml", 3, 8)
    for _ in range(3):
        assert editable_at(place, text).text == "只读一次"
        assert hints(place, text) == []
        row = row_info(place, text)
        assert row
        assert row.number == 2
        assert ContentEdits(tmp_path).value(place) == "只读一次"
    assert calls == [text]


def test_a_chapter_is_read_once_for_all_clicks_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = list[str]()
    monkeypatch.setattr(
        "docgen.content.markdown_text.parse_markdown", counted(parse_markdown, calls)
    )
    text = "第一段，读一次。\n\n第二段。\n"
    for _ in range(3):
        assert editable_at(Place("a.md", 1, 2), text).text == "第一段，读一次。"
        assert editable_at(Place("a.md", 3, 2), text).text == "第二段。"
    assert calls == [text]
