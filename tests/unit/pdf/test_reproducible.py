"""The same pages give the same bytes: date and identifiers follow from the content."""

from __future__ import annotations

from hashlib import sha256

import pytest

from docgen.pdf.reproducible import reproducible

CREATED = b"<xmp:CreateDate>2024-04-26T01:02:03Z</xmp:CreateDate>"
FIRST, SECOND = b"0123456789ABCDEF" * 2, b"F" * 32


def trailer(identifier: bytes, checksum: bytes) -> bytes:
    return b"/ID [ <%s><%s> ] /DocChecksum /%s\n%%%%EOF" % (identifier, identifier, checksum)


@pytest.mark.parametrize(
    ("stamp", "dated"),
    [
        (b"/CreationDate(D:20991231235959Z)", b"/CreationDate(D:20240426010203Z)"),
        (b"/CreationDate(D:20991231235959Z')", b"/CreationDate(D:20240426010203Z')"),
        (b"/ModDate(D:20991231235959Z)", b"/ModDate(D:20991231235959Z)"),
    ],
)
def test_the_date_is_that_of_the_document(stamp: bytes, dated: bytes) -> None:
    assert reproducible(stamp + CREATED) == dated + CREATED
    assert reproducible(CREATED + stamp) == CREATED + dated


def test_without_a_date_of_the_document_the_date_stays() -> None:
    stamp = b"/CreationDate(D:20991231235959Z)"
    assert reproducible(stamp) == stamp


def test_identifiers_are_a_digest_of_the_rest() -> None:
    blank = b"pages" + trailer(b"0" * 32, b"0" * 32)
    digest = sha256(blank).hexdigest()[:32].upper().encode()
    expected = b"pages" + trailer(digest, digest)
    assert reproducible(b"pages" + trailer(FIRST, SECOND)) == expected
    assert reproducible(b"pages" + trailer(SECOND, FIRST)) == expected
    assert reproducible(b"Pages" + trailer(FIRST, SECOND)) != expected


def test_the_whole_file_counts_and_not_only_its_end() -> None:
    end = b"." * 5000 + trailer(FIRST, SECOND)
    assert reproducible(b"a" + end)[-200:] != reproducible(b"b" + end)[-200:]
    assert len(reproducible(b"a" + end)) == len(b"a" + end)


@pytest.mark.parametrize(("distance", "replaced"), [(4096, True), (4097, False)])
def test_identifiers_are_looked_for_in_the_trailer_alone(distance: int, replaced: bool) -> None:
    text = b"<" + FIRST + b">"
    pdf = text + b"." * (distance - len(text))
    assert (reproducible(pdf)[: len(text)] != text) is replaced


@pytest.mark.parametrize("text", [b"<" + FIRST[:31] + b">", b"<" + FIRST + b"0>", FIRST])
def test_other_words_stay(text: bytes) -> None:
    assert reproducible(text) == text
