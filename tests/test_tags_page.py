"""The pages on tags: each kind of placeholder that the outline tells has its row."""

from __future__ import annotations

import pytest

from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.templates.lint.pack_outline import KINDS
from tests.docs.tags import shown, words
from tests.support import ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_placeholder_has_a_row_with_what_it_does(language: Language) -> None:
    page = (ROOT / "docs" / language / "tags.md").read_text("utf-8")
    assert tuple(words()) == KINDS
    for kind in KINDS:
        assert f'`"kind": "{kind}"' in page
        assert words()[kind][language] in page


def test_an_example_is_typed_only_for_what_no_pack_has() -> None:
    typed = {kind for kind, said in words().items() if "tag" in said}
    assert typed == set(KINDS) - {kind for kind, _ in shown()}
