"""The pages on the Python API: every name is told in both languages, with an example that runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import docgen
from docgen.diagnostics.codes import LANGUAGES
from tests.docs.api import Words, documented_parts, members, names, parts, words, words_of
from tests.support import ROOT, whole_project

CHINESE = re.compile("[\u4e00-\u9fff]")
NAMED = [pytest.param(name, said, id=name) for name, said in names()]


def test_the_page_has_the_names_that_docgen_offers() -> None:
    assert sorted(name for name, _ in names()) == sorted(docgen.__all__)


@pytest.mark.parametrize(("name", "said"), NAMED)
def test_every_name_with_its_parts_is_told_in_both_languages(name: str, said: Words) -> None:
    assert CHINESE.search(said["zh"])
    for key in parts(name, said):
        assert CHINESE.search(words_of(name, said, key, "zh")), key
        assert re.search("[a-z]{2}", words_of(name, said, key, "en")), key
    assert set(said.get("members", {})) == set(members(name))
    assert set(said.get("of", {})) <= set(parts(name, said))


@pytest.mark.parametrize(("name", "said"), NAMED)
def test_what_a_docstring_documents_is_there(name: str, said: Words) -> None:
    value = getattr(docgen, name)
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        assert set(documented_parts(value)) == set(fields)


def test_no_word_stands_there_for_a_parameter_that_nothing_has() -> None:
    used = {key for name, said in names() for key in parts(name, said)}
    assert set(words()["parameters"]) <= used


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_of_one_language(language: str) -> None:
    page = (ROOT / "docs" / language / "api.md").read_text("utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`|「[^」]*」", "", page, flags=re.DOTALL)
    other = {"en": CHINESE, "zh": re.compile("[a-z]+ [a-z]+ [a-z]+")}[language]
    assert not other.search(prose)


@pytest.mark.slow
def test_the_examples_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name, said in names():
        exec(compile(said["example"], f"{name} of api.md", "exec"), {})
    assert {path.stem for path in Path("letters").iterdir()} >= {"张小明", "李小红"}
