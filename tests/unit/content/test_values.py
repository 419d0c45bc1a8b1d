"""Typed values know their places, and groups know which of their keys were read."""

from __future__ import annotations

import pytest

from docgen.content.values import Items, Node, Text
from docgen.diagnostics import Place

PLACE, BELOW = Place("甲.yaml", 3, 5), Place("甲.yaml", 4, 7)


def group(**values: str) -> Node:
    node = Node(PLACE)
    for number, (key, value) in enumerate(values.items(), 10):
        node.add(key, value, Place("甲.yaml", number, 1))
    return node


def test_a_text_is_a_string_with_the_place_of_its_first_character() -> None:
    text = Text("甲", PLACE, BELOW)
    assert (text, text.place, text.body) == ("甲", PLACE, BELOW)
    assert Text("甲", PLACE).body == PLACE
    assert Text("甲").place is None


@pytest.mark.parametrize("value", [Node(PLACE), Items(PLACE)])
def test_a_group_or_a_list_does_not_print(value: Node | Items) -> None:
    assert value.place == PLACE
    with pytest.raises(TypeError):
        str(value)


def test_reading_a_key_marks_it_as_used() -> None:
    node = group(甲="1", 乙="2")
    assert node["甲"] == "1"
    assert node.used == set()
    assert node.read("乙") == "2"
    assert node.used == {"乙"}
    assert dict(node.read_all()) == {"甲": "1", "乙": "2"}
    assert node.used == {"甲", "乙"}
    assert node.key_places["乙"] == Place("甲.yaml", 11, 1)


def test_labels_stand_beside_the_keys_and_give_way_to_them() -> None:
    node = group(甲="1")
    labelled = node.with_labels({"甲": "标", "乙": "签"})
    assert labelled == {"甲": "1", "乙": "签"}
    assert labelled.place == PLACE
    labelled.read("甲")
    assert node.used == {"甲"}
    assert node == {"甲": "1"}
    assert labelled.key_places == node.key_places
