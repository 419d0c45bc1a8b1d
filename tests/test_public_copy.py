"""Public copies of reports with private data planted in them: none is left, and all else is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree

from docgen.diagnostics import Place
from docgen.filing.public.leak_search import leaks_in_package, leaks_in_pdf
from docgen.filing.public.private_words import PrivateWords
from docgen.filing.public.public_copy import PublicCopy, public_copy
from docgen.filing.public.redacted_text import paragraph_text
from docgen.pdf.converter import convert, find_converter
from docgen.pdf.page_count import page_count
from docgen.word.package_file import read_package
from docgen.word.xml import w
from tests.planted_private.planting import Planting
from tests.planted_private.reports import PLACES, planted
from tests.support import needs_libreoffice

SAMPLE = sorted(Path("word_templates").rglob("*.docx"))
"""Files of docgen's own packs; their tags are words like others."""
DRAWN, ALL = range(4), range(4, 44)


def copied(data: bytes, planting: Planting) -> PublicCopy:
    return public_copy(read_package(data, Place("x.docx")), PrivateWords(planting.names))


def document(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def texts(data: bytes) -> list[str]:
    return [paragraph_text(it) for it in document(data).iter(w("p")) if paragraph_text(it)]


def shapes(data: bytes) -> list[list[int]]:
    tables = document(data).iter(w("tbl"))
    return [[len(row.findall(w("tc"))) for row in table.iter(w("tr"))] for table in tables]


def sections(data: bytes) -> list[dict[str, str]]:
    found = document(data).iter(w("pgSz"), w("pgMar"), w("cols"), w("docGrid"))
    return [{str(name): str(value) for name, value in it.attrib.items()} for it in found]


def is_within(few: Iterable[object], many: Iterable[object]) -> bool:
    """Whether ``few`` are among ``many``, in the same order."""
    rest: Iterator[object] = iter(many)
    return all(thing in rest for thing in few)


def assert_public(seed: int) -> PublicCopy:
    plain, planting, _ = planted(seed, SAMPLE)
    data = planting.packed()
    found = {leak.value for leak in leaks_in_package(data, planting.values)}
    assert found == set(planting.values), "the search is blind for what it should find"
    copy = copied(data, planting)
    assert leaks_in_package(copy.data, planting.values) == []
    words = PrivateWords(planting.names)
    plain_copy = copied(plain, planting).data
    assert is_within([words.redacted(text) for text in texts(plain_copy)], texts(copy.data))
    assert is_within(shapes(plain), shapes(copy.data))
    assert sections(plain) == sections(copy.data)
    docx.Document(io.BytesIO(copy.data))
    return copy


@pytest.mark.parametrize("seed", DRAWN)
def test_nothing_that_was_planted_is_left_and_all_else_is(seed: int) -> None:
    assert_public(seed)


@pytest.mark.campaign("private data in forty reports")
@pytest.mark.parametrize("seed", ALL)
def test_nothing_that_was_planted_is_left_in_forty_reports(seed: int) -> None:
    assert_public(seed)


def test_forty_reports_have_private_data_in_all_kinds_of_places() -> None:
    kinds = [planted(seed, SAMPLE)[2] for seed in ALL]
    assert min(map(len, kinds)) >= 15
    assert set.union(*kinds) == {place.__name__ for place in PLACES}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_each_kind_of_place_alone(place: object) -> None:
    from random import Random

    from tests.planted_private.reports import plain_report

    random = Random(99)
    planting = Planting(plain_report(random, []), random)
    place(planting)  # type: ignore[operator]
    data = planting.packed()
    assert leaks_in_package(data, planting.values)
    copy = copied(data, planting)
    assert leaks_in_package(copy.data, planting.values) == []


def test_a_copy_of_a_copy_is_the_same() -> None:
    _, planting, _ = planted(3, SAMPLE)
    once = copied(planting.packed(), planting).data
    assert texts(copied(once, planting).data) == texts(once)


def test_the_list_repeats_no_value() -> None:
    for seed in DRAWN:
        _, planting, _ = planted(seed, SAMPLE)
        listed = copied(planting.packed(), planting).removals.text("x.docx")
        assert not [value for value in planting.values if value in listed]
        assert "不要公开" in listed.splitlines()[0]


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(2), id="two"),
        pytest.param(ALL, id="all", marks=pytest.mark.campaign("PDFs of forty public copies")),
    ],
)
def test_the_pdf_of_the_copy_has_none_of_it(seeds: range, tmp_path: Path) -> None:
    fonts = Path("fonts").resolve()
    program = find_converter(fonts)
    assert program is not None
    plantings, files = dict[Path, Planting](), list[Path]()
    for seed in seeds:
        _, planting, _ = planted(seed, SAMPLE)
        file = tmp_path / f"{seed}.docx"
        file.write_bytes(copied(planting.packed(), planting).data)
        plantings[file] = planting
        files.append(file)
    for file, pdf in convert(program, files, fonts, 120, jobs=2):
        assert isinstance(pdf, bytes), pdf
        assert page_count(pdf) > 0
        assert leaks_in_pdf(pdf, plantings[file].values) == []
