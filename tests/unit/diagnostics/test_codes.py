"""Codes are registered once, and those of modules that are not imported are found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.diagnostics import codes as problem_codes
from docgen.diagnostics.codes import (
    CODES,
    Entry,
    Language,
    ProblemText,
    entry_of,
    import_all,
    problem_code,
)

TEXTS = {"en": ("wrong", "right it"), "zh": ("错了", "改正")}


@pytest.fixture(autouse=True)
def _codes_as_before() -> Iterator[None]:
    before = dict(problem_codes._entries)
    yield
    problem_codes._entries.clear()
    problem_codes._entries.update(before)


def test_a_code_says_what_is_wrong_and_what_to_type() -> None:
    code = problem_code("code-of-a-test", en=TEXTS["en"], zh=TEXTS["zh"])
    assert code == "code-of-a-test"
    assert CODES[code] is entry_of(code)
    texts: dict[Language, ProblemText] = {
        "en": ProblemText("wrong", "right it"),
        "zh": ProblemText("错了", "改正"),
    }
    assert entry_of(code) == Entry(texts, says_missing=False, may_follow=False, phrases="")


@pytest.mark.parametrize(
    "known", [{"says_missing": True}, {"may_follow": True}, {"phrases": "words-of"}]
)
def test_more_can_be_known_of_a_code(known: dict[str, bool | str]) -> None:
    name = f"code-with-{'-'.join(known)}"
    problem_code(name, en=TEXTS["en"], zh=TEXTS["zh"], **known)  # type: ignore[arg-type]
    entry = entry_of(name)
    found = {key: getattr(entry, key) for key in ("says_missing", "may_follow", "phrases")}
    assert found == {"says_missing": False, "may_follow": False, "phrases": ""} | known
    plain = Entry(entry.texts)
    assert (plain.says_missing, plain.may_follow, plain.phrases) == (False, False, "")


def test_a_code_is_registered_once() -> None:
    problem_code("code-given-twice", en=TEXTS["en"], zh=TEXTS["zh"])
    with pytest.raises(ValueError, match="the problem code code-given-twice is registered twice"):
        problem_code("code-given-twice", en=TEXTS["en"], zh=TEXTS["zh"])


def test_all_is_imported_for_a_code_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def registering(package: str) -> None:
        asked.append(package)
        problem_code("code-of-another-module", en=TEXTS["en"], zh=TEXTS["zh"])

    monkeypatch.setattr(problem_codes, "import_all", registering)
    assert entry_of("code-of-another-module").texts["en"].message == "wrong"
    assert entry_of("code-of-another-module").texts["zh"].hint == "改正"
    assert asked == ["docgen"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / f"rooms_{tmp_path.name}"
    (folder / "inner").mkdir(parents=True)
    for path in (folder, folder / "inner"):
        (path / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_module_whose_extra_is_not_installed_is_left_out(package: Path) -> None:
    (package / "a.py").write_text("import not_installed_here.at_all\n", "utf-8")
    (package / "inner" / "b.py").write_text("", "utf-8")
    import_all(package.name)
    assert f"{package.name}.inner.b" in sys.modules
    assert f"{package.name}.a" not in sys.modules


def test_a_module_of_our_own_that_is_missing_is_no_extra(package: Path) -> None:
    (package / "c.py").write_text("import docgen.not_there\n", "utf-8")
    with pytest.raises(ModuleNotFoundError, match=r"docgen\.not_there"):
        import_all(package.name)


def test_an_error_without_a_name_is_no_error_of_our_own(package: Path) -> None:
    (package / "d.py").write_text("raise ModuleNotFoundError('something')\n", "utf-8")
    import_all(package.name)
    assert f"{package.name}.d" not in sys.modules
