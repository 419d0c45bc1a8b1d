"""The copy that is laid out differs from the office's file only where it must."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from docgen.pdf.prepare import prepare_copy
from docgen.word.package_file import PackageError
from docgen.word.xml import W
from tests.least_files import LEAST_DOCX
from tests.linked_files import docx, linked_files
from tests.support import entries
from tests.unit.pdf.test_breaking import cell, room, table

SETTING = '<w:compatSetting w:name="compatibilityMode" w:uri="u" w:val="{}"/>'
TALL = table(cell("社会效益", room(2), "restart"), cell("观", room(4)))
FLAT = table(cell("社会", room(2), "restart"), cell("观", room(4)))


def document(body: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def prepared(folder: Path, **entries: bytes) -> dict[str, bytes]:
    """The entries of the copy of a file with these, the names without folder and ``.xml``."""
    with zipfile.ZipFile(folder / "report.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in LEAST_DOCX.items():
            package.writestr(name, text)
        for name, data in {"document": b"", **entries}.items():
            package.writestr(f"word/{name}.xml", data)
    prepare_copy(folder / "report.docx", folder / "copy.docx")
    with zipfile.ZipFile(folder / "copy.docx") as copy:
        assert {entry.compress_type for entry in copy.infolist()} == {zipfile.ZIP_DEFLATED}
        return {name: copy.read(f"word/{name}.xml") for name in entries}


@pytest.mark.parametrize(
    ("mode", "expected"), [("15", "14"), ("14", "14"), ("12", "12"), ("150", "150")]
)
def test_a_file_of_word_2013_is_marked_as_one_of_word_2010(
    tmp_path: Path, mode: str, expected: str
) -> None:
    settings, other = (SETTING.format(word).encode() for word in (mode, "15"))
    found = prepared(tmp_path, settings=settings, styles=other, document=other)
    assert found == {
        "settings": SETTING.format(expected).encode(),
        "styles": other,
        "document": other,
    }


HANGING = '<w:overflowPunct w:val="1"/>'


@pytest.mark.parametrize(
    ("defaults", "expected"),
    [
        (
            "",
            f"<w:docDefaults><w:pPrDefault><w:pPr>{HANGING}</w:pPr></w:pPrDefault></w:docDefaults>",
        ),
        (
            "<w:docDefaults><w:rPrDefault/><w:pPrDefault/></w:docDefaults>",
            f"<w:docDefaults><w:rPrDefault/><w:pPrDefault><w:pPr>{HANGING}</w:pPr></w:pPrDefault>"
            "</w:docDefaults>",
        ),
        (
            "<w:docDefaults><w:pPrDefault><w:pPr><w:jc/></w:pPr></w:pPrDefault></w:docDefaults>",
            f"<w:docDefaults><w:pPrDefault><w:pPr>{HANGING}<w:jc/></w:pPr></w:pPrDefault>"
            "</w:docDefaults>",
        ),
    ],
)
def test_no_sign_hangs_unless_libreoffice_is_told_so(
    tmp_path: Path, defaults: str, expected: str
) -> None:
    styles = '<w:styles xmlns:w="{}">{}<w:style/></w:styles>'
    explicit = document('<w:p><w:pPr><w:overflowPunct w:val="0"/></w:pPr></w:p>')
    given = styles.format(W, defaults).encode()
    found = prepared(tmp_path, styles=given, document=explicit, footer1=explicit)
    assert found["styles"].decode().endswith(styles.format(W, expected))
    for name in ("document", "footer1"):
        assert HANGING.encode() in found[name]


def test_rows_may_break_that_must(tmp_path: Path) -> None:
    found = prepared(tmp_path, document=document(TALL + FLAT), header1=document(TALL))
    declaration = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    freed = etree.fromstring(document(TALL.replace("<w:cantSplit/>", "") + FLAT))
    assert found["document"] == declaration + etree.tostring(freed, encoding="UTF-8")
    assert found["header1"] == document(TALL)


@pytest.mark.parametrize(
    "data",
    [
        document(FLAT),
        document(TALL.replace("<w:cantSplit/>", "")),
        document(TALL.replace('<w:vMerge w:val="restart"/>', "")),
        document(TALL)[:-1],
        b"",
    ],
)
def test_what_need_not_or_cannot_be_changed_stays_byte_for_byte(
    tmp_path: Path, data: bytes
) -> None:
    assert prepared(tmp_path, document=data) == {"document": data}


SYMBOL = '<w:p><w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("F0FE", "00FE"),
        ("F052", "0052"),
        ("f0a3", "00a3"),
        ("00FE", "00FE"),
        ("F1FE", "F1FE"),
        ("2612", "2612"),
        ("F0F", "F0F"),
        ("F0FEE", "F0FEE"),
    ],
)
def test_a_sign_of_a_symbol_font_has_the_place_that_it_has_in_the_font(
    tmp_path: Path, char: str, expected: str
) -> None:
    found = prepared(tmp_path, document=document(SYMBOL.format(char)))
    assert found == {"document": document(SYMBOL.format(expected))}


def test_other_characters_are_no_signs_of_symbol_fonts(tmp_path: Path) -> None:
    data = document('<w:p><w:r w:char="F0FE"><w:t>w:char="F0FE"</w:t></w:r></w:p>')
    assert prepared(tmp_path, document=data) == {"document": data}
    other = SYMBOL.format("F0FE").encode()
    assert prepared(tmp_path, settings=other) == {"settings": other}


def test_the_copy_has_no_links(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(docx(linked_files("file:///srv/")["picture"]))
    prepare_copy(tmp_path / "report.docx", tmp_path / "copy.docx")
    copy = entries((tmp_path / "copy.docx").read_bytes())
    assert b"srv" not in b"".join(copy.values())
    assert "extent" in copy["word/document.xml"].decode()


def test_what_is_no_word_file_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"no zip")
    with pytest.raises(PackageError):
        prepare_copy(tmp_path / "report.docx", tmp_path / "copy.docx")
