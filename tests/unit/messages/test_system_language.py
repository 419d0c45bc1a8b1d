"""The language of the machine: of its variables, its windows, its settings."""

from __future__ import annotations

import ctypes
import locale
import subprocess
import sys
from types import SimpleNamespace

import pytest

from docgen.messages.system_language import system_language

VARIABLES = ("DOCGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


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
        ({"DOCGEN_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, None, "zh"),
        ({"DOCGEN_LANG": "en", "LANG": "zh_CN.UTF-8"}, None, "en"),
        ({"DOCGEN_LANG": "", "LANG": "zh_CN.UTF-8"}, None, "zh"),
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


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing says a language but what a test says."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    return monkeypatch


@pytest.mark.parametrize(
    ("number", "language"),
    [
        (0x0804, "zh"),
        (0x0404, "zh"),
        (0x0C04, "zh"),
        (0x0409, "en"),
        (0x0411, "en"),
        (0x0004, "zh"),
    ],
)
def test_on_windows_it_is_that_of_the_windows(
    bare: pytest.MonkeyPatch, number: int, language: str
) -> None:
    """An English Windows in China has Chinese dates, and a Chinese one abroad has others."""
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    bare.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    for region in ("Chinese (Simplified)_China", "English_United States"):
        bare.setattr(locale, "getlocale", lambda region=region: (region, "936"))
        assert system_language() == language
    bare.setenv("DOCGEN_LANG", {"zh": "en", "en": "zh"}[language])
    assert system_language() != language


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ('(\n    "zh-Hans-CN",\n    "en-CN"\n)\n', "zh"),
        ('(\n    "en-CN",\n    "zh-Hans-CN"\n)\n', "en"),
        ("(\n    zh\n)\n", "zh"),
        ("(\n)\n", "en"),
        ("", "en"),
    ],
)
def test_on_macos_it_is_the_first_of_the_settings(
    bare: pytest.MonkeyPatch, settings: str, language: str
) -> None:
    bare.setattr(sys, "platform", "darwin")
    asked = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        asked.append(command[-1])
        return SimpleNamespace(stdout=settings)

    bare.setattr(subprocess, "run", run)
    assert system_language() == language
    assert asked == ["AppleLanguages"]


@pytest.mark.parametrize("reason", [OSError(), subprocess.TimeoutExpired("defaults", 2)])
def test_settings_that_cannot_be_read_say_nothing(
    bare: pytest.MonkeyPatch, reason: Exception
) -> None:
    def run(*_: object, **__: object) -> None:
        raise reason

    bare.setattr(sys, "platform", "darwin")
    bare.setattr(subprocess, "run", run)
    bare.setattr(locale, "getlocale", lambda: ("zh_CN", "UTF-8"))
    assert system_language() == "zh"
