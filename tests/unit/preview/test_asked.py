"""What a request asks."""

from __future__ import annotations

import subprocess
import sys

import pytest
from starlette.exceptions import HTTPException

from docgen.diagnostics.codes import Language
from docgen.preview.asked import Posted, best_language
from tests.preview_client import PATIENCE


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,zh-TW;q=0.5,en;q=0.4", "zh"),
        ("en;q=0.1, zh;q=0.2", "zh"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh;q=0", "en"),
        ("ZH-Hans-CN", "zh"),
        ("de", "en"),
        ("*", "en"),
        ("zh;q=2;;,,", "en"),
        ("zh" * 10_000, "en"),
    ],
)
def test_the_reader_is_told_in_the_language_liked_best(accepted: str, expected: Language) -> None:
    assert best_language(accepted) == expected


@pytest.mark.parametrize("told", ["a{}!", "a{};q=1{}!", "a-{}!", "{}a;{}q=1.{}", "a{},{}!"])
def test_whatever_is_sent_is_looked_at_once(told: str) -> None:
    """Not again from each of its characters: then half a million of them would take hours."""
    for filling in (" ", "\t", "a", "-", ";", ","):
        code = (
            "from docgen.preview.asked import best_language\n"
            f"best_language({told!r}.replace('{{}}', {filling!r} * 500_000))"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=PATIENCE)


def test_what_is_as_it_should_be_is_given() -> None:
    sent = Posted({"a": "文", "n": 0, "f": True, "l": ["1"], "two": [3, 4]})
    assert (sent.text("a"), sent.number("n"), sent.flag("f"), sent.texts("l")) == (
        "文",
        0,
        True,
        ["1"],
    )
    assert sent.numbers("two", (1, 1)) == (3, 4)
    assert sent.text("b", "default") == "default"
    assert sent.number("b", 7) == 7
    assert sent.flag("b") is False
    assert sent.numbers("b", (5, 6)) == (5, 6)


UNWRITABLE = ("a\0", "\ud800", ["\udfff"])
"""What no file can have in it."""


@pytest.mark.parametrize(
    "value", [None, 1, 1.5, True, "1", [], ["1", 2], {}, -1, 10**10, *UNWRITABLE]
)
def test_what_is_not_is_refused(value: object) -> None:
    sent = Posted({"x": value})
    kinds = {"text": str, "number": int, "flag": bool}
    for name, kind in kinds.items():
        is_right = type(value) is kind and value not in (-1, 10**10, *UNWRITABLE)
        if not is_right:
            with pytest.raises(HTTPException):
                getattr(sent, name)("x")
    if value != []:
        with pytest.raises(HTTPException):
            sent.texts("x")
    with pytest.raises(HTTPException):
        sent.numbers("x", (0, 0))
    with pytest.raises(HTTPException):
        Posted({}).text("x")
