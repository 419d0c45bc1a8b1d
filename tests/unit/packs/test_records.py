"""Records of pack.yaml: the schema that each type of a key has, and the values that are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from docgen.content.values import Node, Text
from docgen.diagnostics import Place
from docgen.packs.next_year import NextYear
from docgen.packs.pack_yaml import PackYaml, PartEntry, Properties
from docgen.packs.records import key, keys_of, meaning_of, record_schema, structured
from docgen.packs.rules import Checks, Rule
from docgen.packs.typing import type_values
from tests.unit.helpers import collect
from tests.unit.packs.nodes import read

YES_OR_NO = ["是", "yes", True, "否", "no", False]


@dataclass(frozen=True)
class Part:
    """A record in a record."""

    size: int = key("大小 · size", 3)


@dataclass(frozen=True)
class Whole:
    """Keys of all types, given or not, required or not."""

    text: Text = key("文 · text", Text(""))
    text_needed: Text = key("文 · text", Text("甲"), required=True)
    name: str = key("名 · name", "甲")
    name_needed: str = key("名 · name", "甲", required=True, pattern="^甲")
    length: float | None = key("长 · length", unit="毫米 · mm")
    length_needed: float = key("长 · length", 1.5, required=True)
    count: int = key("数 · count", 7, minimum=1)
    shown: bool = key("显示 · shown", True)
    shown_needed: bool = key("显示 · shown", False, required=True)
    side: Literal["left", "right"] | None = key("边 · side")
    names: tuple[str, ...] = key("名 · names", ())
    names_needed: tuple[str, ...] = key("名 · names", (), required=True)
    lengths: tuple[float, ...] = key("长 · lengths", ())
    pairs: Mapping[str, str] = key("对 · pairs", dict, name="both words")
    part: Part = key("部分 · part", Part())
    parts: tuple[Part, ...] = key("部分 · parts", ())
    free: Node | None = key("随意 · free")
    place: Place = Place("")


def shown(description: str, **rest: Any) -> dict[str, Any]:
    return {"description": description, **rest}


SIZE = {
    "type": "object",
    "properties": {
        "size": shown("大小 · size", type=["integer", "null"], minimum=0, default=3),
    },
    "additionalProperties": False,
}
PROPERTIES = {
    "text": shown("文 · text", type=["string", "number", "null"]),
    "text needed": shown("文 · text", type=["string", "number"], minLength=1),
    "name": shown("名 · name", type=["string", "null"], default="甲"),
    "name needed": shown("名 · name", type="string", minLength=1, pattern="^甲"),
    "length": shown("长（毫米） · length (mm)", type=["number", "null"], minimum=0),
    "length needed": shown("长 · length", type="number", minimum=0),
    "count": shown("数 · count", type=["integer", "null"], minimum=1, default=7),
    "shown": shown("显示 · shown", enum=YES_OR_NO, minLength=1, default=True),
    "shown needed": shown("显示 · shown", enum=YES_OR_NO, minLength=1),
    "side": shown("边 · side", type=["string", "null"], enum=["left", "right", None]),
    "names": shown("名 · names", type=["array", "null"], items={"type": "string", "minLength": 1}),
    "names needed": shown(
        "名 · names", type="array", minItems=1, items={"type": "string", "minLength": 1}
    ),
    "lengths": shown(
        "长 · lengths", type=["array", "null"], items={"type": "number", "minimum": 0}
    ),
    "both words": shown(
        "对 · pairs",
        type=["object", "null"],
        additionalProperties={"type": "string", "minLength": 1},
    ),
    "part": shown("部分 · part", **(SIZE | {"type": ["object", "null"]})),
    "parts": shown("部分 · parts", type=["array", "null"], items=SIZE),
    "free": shown("随意 · free", type=["object", "null"]),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_key_has_the_schema_of_its_type(name: str) -> None:
    assert record_schema(Whole)["properties"][name] == PROPERTIES[name]


def test_a_record_has_its_keys_in_order_and_no_others() -> None:
    schema = record_schema(Whole)
    assert list(schema["properties"]) == list(PROPERTIES)
    needed = ["text needed", "name needed", "length needed", "shown needed", "names needed"]
    assert (schema["required"], schema["additionalProperties"]) == (needed, False)
    assert "required" not in record_schema(Part)


def test_what_is_known_of_a_key() -> None:
    (member,) = keys_of(Part)
    assert dict(member.metadata) == {
        "name": "",
        "meaning": "大小 · size",
        "unit": "",
        "required": False,
        "measured": None,
        "rules": {},
    }
    assert meaning_of(Whole, "pairs") == "对 · pairs"
    assert len(keys_of(Whole)) == len(PROPERTIES)


def structure(text: str) -> Whole:
    data = read(text)
    type_values(data, record_schema(Whole), collect())
    return structured(data, Whole)


def test_what_is_not_given_or_blank_has_its_default() -> None:
    blank = "\n".join(f"{name}:" for name in PROPERTIES if name not in ("part", "free"))
    whole = structure(blank)
    assert whole == Whole(pairs={}, place=Place("甲.yaml", 1, 1))
    assert structure("name: 乙") == Whole(name="乙", place=Place("甲.yaml", 1, 1))


def test_what_is_given_is_read() -> None:
    whole = structure(
        "text: 12\nname: 3\nlength: 2.5\ncount: 4\nside: left\nnames: [甲, 乙]\nlengths: [1]\n"
        "both words: {甲: 乙}\npart: {size: 9}\nparts: [{size: 1}, {}]\nfree: {丙: 丁}"
    )
    assert (whole.text, whole.text.place) == ("12", Place("甲.yaml", 1, 7))
    assert (whole.name, type(whole.name)) == ("3", str)
    assert (whole.length, whole.count, whole.side) == (2.5, 4, "left")
    assert (whole.names, whole.lengths, whole.pairs) == (("甲", "乙"), (1.0,), {"甲": "乙"})
    assert (whole.part, whole.parts) == (Part(9), (Part(1), Part(3)))
    assert isinstance(whole.free, Node)


@pytest.mark.parametrize(
    ("typed", "yes"),
    [("是", True), ("yes", True), ("true", True), ("否", False), ("no", False), ("false", False)],
)
def test_yes_and_no(typed: str, yes: bool) -> None:
    assert structure(f"shown: {typed}").shown is yes


@pytest.mark.parametrize(
    ("record", "required"),
    [
        (PackYaml, ["output", "properties", "parts"]),
        (Properties, ["title", "author", "date"]),
        (PartEntry, ["file"]),
        (Rule, ["name", "require"]),
        (Checks, []),
        (NextYear, []),
    ],
)
def test_what_must_be_given(record: type, required: list[str]) -> None:
    assert record_schema(record).get("required", []) == required


def test_what_the_records_of_a_pack_are_if_nothing_is_given() -> None:
    assert PackYaml().checks == Checks("", {}, (), (), "", (), (), (), ())
    assert PackYaml().next == NextYear((), (), ())
    assert Rule() == Rule("", "", "", Text(""), False, Place(""))
    assert record_schema(Rule)["properties"]["warn"]["default"] is False
