"""What is told of sentences in the manner of reports; and what is not found yet."""

from __future__ import annotations

import pytest

from tests.unit.checking.claims.claim_sentences import TRUE, WRONG
from tests.unit.checking.claims.judged_texts import plain, told

NOT_FOUND_YET = {
    "“三公”经费合计▸9.60万元，其中：公务接待费2.10万元，公务用车运行维护费6.50万元，因公出国（境）费0万元。",
    "举办培训班▸12期，其中县级5期、乡级8期。",
    "开展了东门、西门、南门等▸4个片区的改造，即东门、西门、南门。",
    "甲镇办件35件、乙镇28件、丙镇19件，乙镇居第▸一位。",
}
"""Wrong, and a colleague would say so; the sum might be meant otherwise, so nothing is told."""


def cases(sentences: dict[str, list[str]], left_out: set[str]) -> list[object]:
    """The sentences by kind, but for those left out."""
    return [
        pytest.param(text, id=f"{kind}-{number}")
        for kind, texts in sentences.items()
        for number, text in enumerate(texts, 1)
        if text not in left_out
    ]


@pytest.mark.parametrize("text", cases(TRUE, set()))
def test_nothing_is_told_of_what_is_true(text: str) -> None:
    assert told(text) == text


@pytest.mark.parametrize("text", cases(WRONG, NOT_FOUND_YET))
def test_what_is_wrong_is_told_once_where_it_stands(text: str) -> None:
    assert told(text).replace("▹", "▸") == text


@pytest.mark.parametrize("text", sorted(NOT_FOUND_YET))
def test_what_is_not_found_yet_is_silent(text: str) -> None:
    assert told(text) == plain(text)


def test_each_sentence_stands_once() -> None:
    true = [text for texts in TRUE.values() for text in texts]
    wrong = [text for texts in WRONG.values() for text in texts]
    assert set(wrong) >= NOT_FOUND_YET
    plain_texts = [plain(text) for text in (*true, *wrong)]
    assert len(set(plain_texts)) == len(plain_texts) >= 210
