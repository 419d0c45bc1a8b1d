"""The language of the machine, and the sentences of each language."""

from __future__ import annotations

import locale

import pytest

from docgen.messages import phrases, system_language

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("variables", "of_system", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "en_US.UTF-8"}, "zh_CN", "en"),
        ({"LANG": "de_DE.UTF-8"}, None, "en"),
        ({"LANG": "ZH_tw"}, None, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, None, "zh"),
        ({"LC_ALL": "en_US", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, None, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN"}, None, "zh"),
        ({}, "Chinese (Simplified)_China", "zh"),
        ({}, "zh_CN", "zh"),
        ({}, "en_US", "en"),
        ({"LANG": ""}, "zh_CN", "zh"),
        ({}, None, "en"),
        ({"LANG": "C"}, None, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    of_system: str | None,
    language: str,
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(locale, "getlocale", lambda: (of_system, "UTF-8"))
    assert system_language() == language


def test_each_language_has_its_phrases_read_once() -> None:
    chinese, english = phrases("zh"), phrases("en")
    assert set(chinese) == set(english)
    assert all(isinstance(text, str) and text for text in (*chinese.values(), *english.values()))
    assert chinese != english
    assert phrases("zh") is chinese
