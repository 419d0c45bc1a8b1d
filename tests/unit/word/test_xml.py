"""The accessors of WordprocessingML."""

from __future__ import annotations

import pytest

from docgen.word.xml import W, text_of, twips, w
from tests.unit.word.elements import element


def test_a_tag_gets_the_namespace_of_word() -> None:
    assert w("p") == f"{{{W}}}p"


@pytest.mark.parametrize(
    ("attribute", "number"),
    [
        ('w:w="240"', 240),
        ('w:w="240.9"', 240),
        ('w:w="-120"', -120),
        ('w:w="50%"', 0),
        ('w:w="2cm"', 0),
        ("", 0),
    ],
)
def test_a_width_in_twips(attribute: str, number: int) -> None:
    assert twips(element(f"<w:tcW {attribute}/>")) == number


def test_another_length_in_twips() -> None:
    assert twips(element('<w:pgSz w:w="1" w:h="2"/>'), "h") == 2


def test_text_is_that_of_every_w_t() -> None:
    xml = "<w:p>x<w:r><w:t>一</w:t><w:tab/><w:instrText>y</w:instrText><w:t/></w:r>"
    assert text_of(element(f"{xml}<w:ins><w:r><w:t>二</w:t></w:r></w:ins></w:p>")) == "一二"
