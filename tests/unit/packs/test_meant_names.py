"""Chapters and folders under other names are those that the pack knows."""

from __future__ import annotations

from docgen.content.blocks import Document
from docgen.content.values import Items, Node
from docgen.diagnostics import Place
from docgen.packs.meant_names import adopt_meant_names

TEXT = {"type": "string", "contentMediaType": "text/markdown"}
SCHEMA = {
    "properties": {
        "名称": {"type": "string"},
        "narrative": {"properties": {"1-甲的情况": TEXT, "2-乙的情况": TEXT}},
        "projects": {"type": "array"},
    }
}


def folder(*names: str) -> Node:
    node = Node(Place("甲"))
    for name in names:
        node.add(name, Document((), Place(f"甲/{name}.md", 1, 1)), Place(f"甲/{name}.md", 1, 1))
    return node


def adopted(**values: Node | Items) -> dict[str, list[object]]:
    data = Node(Place("单位"))
    for key, value in values.items():
        data.add(key, value, value.place)
    adopt_meant_names(data, SCHEMA)
    assert data.keys() == data.key_places.keys()
    return {
        key: [*value] if isinstance(value, (Node, Items)) else [] for key, value in data.items()
    }


def test_chapters_are_found_by_their_titles_and_numbers() -> None:
    assert adopted(narrative=folder("乙的情况", "1 甲"), projects=Items(Place("p"))) == {
        "narrative": ["2-乙的情况", "1-甲的情况"],
        "projects": [],
    }


def test_a_chapter_that_is_there_is_not_taken_twice() -> None:
    given = folder("1-甲的情况", "甲的情况")
    assert adopted(narrative=given, projects=Items(Place("p")))["narrative"] == [
        "1-甲的情况",
        "甲的情况",
    ]


def test_the_only_unknown_folder_is_the_only_missing_one() -> None:
    assert adopted(narrative=folder("1-甲的情况"), 项目=Items(Place("项目"))) == {
        "narrative": ["1-甲的情况"],
        "projects": [],
    }


def test_a_list_that_was_typed_is_no_folder() -> None:
    typed = Items(Place("report.yaml", 3, 1))
    assert adopted(narrative=folder("1-甲的情况"), 项目=typed) == {
        "narrative": ["1-甲的情况"],
        "项目": [],
    }
