"""The pages on the keys of content: every key of the packs has its meaning in English."""

from __future__ import annotations

import re

import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.packs.pack import Pack
from docgen.templates.lint.pack_outline import outline_pack
from tests.docs.content_keys import keys, meaning_of, packs, words
from tests.support import ROOT

PACKS = [pytest.param(pack, id=pack.name) for pack in packs()]


def test_the_page_has_every_pack_that_docgen_brings() -> None:
    assert {pack.name for pack in packs()} == {
        path.parent.name for path in (ROOT / "word_templates").glob("*/pack.yaml")
    }


@pytest.mark.parametrize("pack", PACKS)
def test_every_key_has_a_meaning_in_english(pack: Pack) -> None:
    for key in keys(pack):
        assert re.search("[a-z]{3}", meaning_of(key, "en")), key.path


def test_no_label_is_explained_that_no_pack_has() -> None:
    labels = {key.label for pack in packs() for key in keys(pack)}
    assert {label.rpartition(".")[2] for label in words()["labels"]} <= labels


@pytest.mark.parametrize("pack", PACKS)
def test_every_field_that_a_form_prints_is_told(pack: Pack) -> None:
    told = list(keys(pack))
    alike = tuple(f"{key.path}." for key in told if key.like)
    groups = (".*", "一级指标", "二级指标")  # groups of the unit's own, and as fields of `rows`
    paths = {path for use in outline_pack(pack.name, root=ROOT).uses for path in use.paths}
    known = {key.path for key in told}
    assert len(paths) > 5
    for path in paths:
        assert path.startswith(alike) or path.endswith(groups) or path in known, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_a_row_for_every_key(language: Language) -> None:
    page = (ROOT / "docs" / language / "content.md").read_text("utf-8")
    for pack in packs():
        for key in keys(pack):
            assert f"| `{key.path}` |" in page
