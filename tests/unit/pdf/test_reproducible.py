"""The bytes of a PDF depend on its content, whatever LibreOffice numbered, and when and where."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.reproducible import reproducible
from docgen.pdf.type_1 import decrypted, encrypted

PAGES = FONTS = 3
CREATED = "2024-04-26T01:02:03"


def pdf(
    call: int = 0,
    *,
    text: str = "pages",
    created: str = CREATED,
    zone: str = "Z",
    made: str = "D:20991231235959Z'",
) -> bytes:
    """A PDF as LibreOffice writes it; ``call`` draws what differs from one call to the next."""
    random = Random(call)
    first, numbers = random.randrange(4_100_001, 4_200_000), list(range(FONTS))
    random.shuffle(numbers)
    date = f"<xmp:CreateDate>{created}{zone}</xmp:CreateDate><x>{created}{zone}</x>".encode()
    profile = bytes(24) + random.randbytes(12) + bytes(92)
    objects = {
        b"root": b"<</Type/Catalog/Pages @pages/Metadata @xmp/OutputIntents[@intent]>>",
        b"pages": b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (PAGES, b" ".join(b"@page%d" % page for page in range(PAGES))),
        b"xmp": _stream(date, b"/Type/Metadata/Subtype/XML"),
        b"info": b"<</CreationDate(%s)/Title(%s)>>" % (made.encode(), text.encode()),
        b"intent": b"<</Type/OutputIntent/DestOutputProfile @profile>>",
        b"profile": _stream(profile, b"/N 3"),
        b"fonts": b"<<%s>>" % b"".join(b"/F%d @font%d" % (font, font) for font in range(FONTS)),
    }
    for page in range(PAGES):
        drawn = f"BT /F{page} 12 Tf ({text} {page}) Tj ET".encode()
        objects[b"page%d" % page] = (
            b"<</Type/Page/Parent @pages/MediaBox[0 0 9 9]"
            b"/Resources<</Font @fonts>>/Contents @drawn%d>>" % page
        )
        objects[b"drawn%d" % page] = _stream(drawn)
    for font in range(FONTS):
        objects[b"font%d" % font] = b"<</Type/Font/FontDescriptor @descriptor%d>>" % font
        objects[b"descriptor%d" % font] = b"<</FontFile @program%d>>" % font
        objects[b"program%d" % font] = _program(font, first + numbers[font])
    return _file(objects, random)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def _program(font: int, number: int) -> bytes:
    named = b"/FontName /Font%d def\n/UniqueID %d def\n/Other 1 def\n" % (font, number)
    clear, private, rest = b"%!FontType1-1.0\n" + named, b"abcd" + named + b"\xff", b"0" * 512
    lengths = b"/Length1 %d/Length2 %d/Length3 %d" % (len(clear), len(private), len(rest))
    return _stream(clear + encrypted(private) + rest, lengths)


def _file(objects: dict[bytes, bytes], random: Random) -> bytes:
    """The objects by name, numbered at random, with random identifiers."""
    order = random.sample(sorted(objects), len(objects))
    numbers = {name: b" %d 0 R" % number for number, name in enumerate(order, 1)}
    text, places = b"%PDF-1.7\n", list[int]()
    for number, name in enumerate(order, 1):
        places.append(len(text))
        body = re.sub(
            rb"@([a-z]+\d?)", lambda found: numbers.get(found[1], found[0]), objects[name]
        )
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    identifier = random.randbytes(16).hex().upper().encode()
    trailer = b"<</Size %d/Root%s/Info%s" % (len(order) + 1, numbers[b"root"], numbers[b"info"])
    trailer += b"/ID[<%s><%s>]/DocChecksum/%s>>" % (identifier, identifier, identifier)
    parts = (len(order) + 1, table, trailer, len(text))
    return text + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % parts


EXPECTED = reproducible(pdf())


@given(st.integers(1, 2**32))
def test_what_a_call_numbers_leaves_no_trace(call: int) -> None:
    assert pdf(call) != pdf()
    assert reproducible(pdf(call)) == EXPECTED


@pytest.mark.parametrize("zone", ["+08:00", "-05:30"])
def test_neither_time_nor_time_zone_of_the_machine_leaves_a_trace(zone: str) -> None:
    made = f"D:20300101000000{zone.replace(':', chr(39))}'"
    assert reproducible(pdf(1, zone=zone, made=made)) == EXPECTED


def test_the_dates_are_those_of_the_document() -> None:
    dated = f"<xmp:CreateDate>{CREATED}Z</xmp:CreateDate><x>{CREATED}Z</x>"
    with opened(reproducible(pdf(1, zone="+08:00"))) as document:
        assert document.docinfo.CreationDate == "D:20240426010203Z"
        assert document.Root.Metadata.read_bytes().decode() == dated


@pytest.mark.parametrize("created", ["0000-00-00T00:00:00", ""])
def test_without_a_date_of_the_document_there_is_none(created: str) -> None:
    made = reproducible(pdf(1, created=created))
    with opened(made) as document:
        assert "/CreationDate" not in document.docinfo
    assert reproducible(pdf(2, created=created, made="D:20300101000000Z")) == made


def test_pages_and_words_are_those_before() -> None:
    with opened(pdf(1)) as before, opened(EXPECTED) as after:
        drawn = [[page.Contents.read_bytes() for page in each.pages] for each in (before, after)]
        assert drawn[0] == drawn[1]
        assert len(drawn[1]) == PAGES
        assert str(after.docinfo.Title) == "pages"


@pytest.mark.parametrize("font", range(FONTS))
def test_programs_of_fonts_have_no_number(font: int) -> None:
    with opened(EXPECTED) as document:
        program = document.pages[0].Resources.Font[f"/F{font}"].FontDescriptor.FontFile
        data, clear, private = program.read_bytes(), int(program.Length1), int(program.Length2)
    named = b"/FontName /Font%d def\n/Other 1 def\n" % font
    assert data[:clear] == b"%!FontType1-1.0\n" + named
    assert decrypted(data[clear : clear + private]) == b"abcd" + named + b"\xff"
    assert data[clear + private :] == b"0" * 512


def test_the_identifier_follows_from_the_content() -> None:
    others = (pdf(text="Pages"), pdf(created="2024-04-26T01:02:04"))
    assert len({identifier(reproducible(data)) for data in (pdf(), pdf(1), *others)}) == 3
    assert b"DocChecksum" not in EXPECTED


def identifier(data: bytes) -> str:
    with opened(data) as document:
        return str(document.trailer.ID)


def test_the_profile_of_colours_has_a_fixed_date() -> None:
    date = bytes.fromhex("07cf 000a 0012 0000 0000 0000")
    with opened(EXPECTED) as document:
        (intent,) = document.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == bytes(24) + date + bytes(92)


def opened(data: bytes) -> Any:
    return pikepdf.open(BytesIO(data))
