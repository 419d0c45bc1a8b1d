"""The pictures that ``docgen packs`` names show what the packs make now."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.project import shipped
from tests.pack_pictures import pdf_of, picture, words, words_of
from tests.support import needs_libreoffice

pytestmark = [pytest.mark.slow, needs_libreoffice]


@pytest.mark.parametrize("pack", shipped().own_packs())
def test_the_picture_of_every_pack_has_the_words_of_its_sample(pack: str, tmp_path: Path) -> None:
    assert picture(pack).is_file()
    shown, kept = words_of(pdf_of(pack, tmp_path)), words(pack).read_text("utf-8")
    assert shown == kept, "run `make pictures`, and look at word_templates"
