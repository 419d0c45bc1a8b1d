"""Where each character of a YAML value stands, whatever way it was typed."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place

WORDS = st.text("甲乙a1 \n'\"\\#:-·—é、\u3000", min_size=1, max_size=60)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


def shown(text: str) -> str:
    """The value of ``键``, each character as its place holds it; ``_`` where it has none."""
    file, lines = YamlFile("f.yaml", text), text.split("\n")
    value = file.characters(file.places["键",])
    return "".join(lines[at.line - 1][at.column - 1] if at else "_" for at in value)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("键: 一二 三", "一二 三"),
        ("键: 一二 # 说明", "一二"),
        ("键: 一\n  二\n\n  三", "一_二_三"),
        ("键: '一''二'", "一'二"),
        ('键: "一\\"二\\\\三"', '一"二\\三'),
        ('键: "一\\u3001\\n二\\x41\\U00020000三"', "一un二xU三"),
        ('键: "一\\\n  二"', "一二"),
        ('键: "一\n\n  二"', "一_二"),
        ("键: |-\n  一\n   二\n\n  三", "一_ 二__三"),
        ("键: |2-\n   一\n  二", " 一_二"),
        ("键: |-\n\n  一\n  二\n", "_一_二"),
        ("键: >-\n  一\n  二\n\n  三\n", "一_二_三"),
        ("键: |\n  一\n  二\n", "一_二"),
        ("键: {甲: 1}", ""),
    ],
)
def test_each_character_is_found(typed: str, held: str) -> None:
    if held:
        assert shown(typed) == held
    else:
        assert YamlFile("f.yaml", typed).characters(Place("f.yaml", 1, 4)) == []


@given(WORDS, STYLES, st.integers(5, 80))
def test_what_is_found_is_in_order_and_the_character_or_its_escape(
    value: str, style: str | None, width: int
) -> None:
    text = yaml.dump({"键": value}, default_style=style, allow_unicode=True, width=width)
    key, lines = YamlFile("f.yaml", text), text.split("\n")
    place = next(iter(key.places.values()))
    read, found = key.value(place), key.characters(place)
    named = [(at, sign) for at, sign in zip(found, read, strict=False) if at]
    assert [at for at, _ in named] == sorted({at for at, _ in named})
    for at, sign in named:
        line, column = lines[at.line - 1], at.column - 1
        assert line[column] == sign or line[column - 1] == "\\"
    if style in ("'", None) and "\n" not in text.strip("\n"):
        assert len(named) == len(read)
