"""Objects of a paragraph are known by what they are, whichever program saved them."""

from __future__ import annotations

import pytest

from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, DocxParagraph
from tests.unit.roundtrip.word_files import read


def only(block: str) -> DocxParagraph:
    (made,) = read(block).body
    assert isinstance(made, DocxParagraph)
    return made


def field(instruction: str, result: str) -> str:
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks[0]}{code}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{marks[2]}"


CHECKBOX = (
    "<w:sdt><w:sdtPr><w14:checkbox><w14:checked{}/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
)
FONT = '<w:r><w:rPr><w:rFonts w:ascii="{}"/></w:rPr><w:t>{}</w:t></w:r>'


def described(xml: str) -> list[tuple[str, str, str, str]]:
    """Kind, identity, detail and words of each object in a paragraph."""
    made = only(f"<w:p>{xml}</w:p>")
    assert made.text.count(OBJECT) == len(made.objects)
    return [(one.kind, one.identity, one.detail, one.words) for one in made.objects]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:r><w:footnoteReference/><w:drawing/></w:r>", ["footnote", "shape"]),
        ("<w:r><w:endnoteReference/><w:object/><w:ruby/></w:r>", ["endnote", "embedded", "ruby"]),
        (
            "<w:r><w:pict><w:txbxContent/></w:pict></w:r><mc:AlternateContent/>",
            ["textbox", "shape"],
        ),
        ("<w:r><w:drawing><w:txbxContent/></w:drawing></w:r>", ["textbox"]),
    ],
)
def test_objects_are_of_a_kind(xml: str, expected: list[str]) -> None:
    assert [kind for kind, *_ in described(xml)] == expected


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (field(' DATE \\@ "yyyy" ', "2024"), ("date", "DATE", "DATE", "2024")),
        (field("date", ""), ("date", "DATE", "DATE", "")),
        (field("REF _Ref1 \\h", "甲"), ("reference", "REF _Ref1", "REF", "甲")),
        (field("PAGEREF  _Ref1  ", "7"), ("reference", "PAGEREF _Ref1", "PAGEREF", "7")),
        (field("NUMPAGES", "9"), ("page", "NUMPAGES", "NUMPAGES", "9")),
        (field("SEQ 表 \\* ARABIC", "1"), ("caption", "SEQ 表", "SEQ", "1")),
        (
            field('DOCPROPERTY "Company"', "局"),
            ("field", "DOCPROPERTY Company", "DOCPROPERTY", "局"),
        ),
        (field("=1+2", "3"), ("field", "=1+2", "=", "3")),
        (field(" = 2 \\* GB3 ", "②"), ("field", "=2\\*GB3", "=", "②")),
        (field("EQ \\o\\ac(○,1)", ""), ("field", "EQ\\o\\ac(○,1)", "EQ", "")),
        (field("IF 1=1 a b", "a"), ("field", "IF1=1ab", "IF", "a")),
        (field("FORMCHECKBOX ", ""), ("control", "FORMCHECKBOX", "FORMCHECKBOX", "")),
        (
            f'<w:fldSimple w:instr="REF 甲">{FONT.format("", "乙")}</w:fldSimple>',
            ("reference", "REF 甲", "REF", "乙"),
        ),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", ("formula", "", "", "a=b")),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", ("hidden", "", "", "密")),
        (CHECKBOX.format(' w14:val="1"'), ("checkbox", "True", "☑", "")),
        (CHECKBOX.format(""), ("checkbox", "True", "☑", "")),
        (CHECKBOX.format("").replace("<w14:checked/>", ""), ("checkbox", "False", "☐", "")),
        (CHECKBOX.format(' w14:val="0"'), ("checkbox", "False", "☐", "")),
    ],
)
def test_what_cannot_be_typed_into_content_is_an_object_with_a_name(
    xml: str, expected: tuple[str, str, str, str]
) -> None:
    assert described(xml) == [expected]


TICKED = ("symbol", "Wingdings F0FE", "☑ (Wingdings)", "")


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', TICKED),
        ('<w:r><w:sym w:font="Wingdings" w:char="f0fe"/></w:r>', TICKED),
        (FONT.format("Wingdings", "\uf0fe"), TICKED),
        (FONT.format("Wingdings", "þ"), TICKED),
        (FONT.format("Wingdings 2", "R"), ("symbol", "Wingdings 2 F052", "☑ (Wingdings 2)", "")),
        (
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
            ("symbol", "Symbol F0B3", "F0B3 (Symbol)", ""),
        ),
        ('<w:r><w:sym w:char="x"/></w:r>', ("symbol", " 0000", "0000 ()", "")),
    ],
)
def test_a_symbol_is_known_by_its_font_and_code_however_it_is_written(
    xml: str, expected: tuple[str, str, str, str]
) -> None:
    assert described(xml) == [expected]


def test_letters_of_a_symbol_font_are_symbols_and_chinese_beside_them_is_text() -> None:
    made = only(f"<w:p>{FONT.format('Wingdings', 'þ 是')}</w:p>")
    assert (made.text, len(made.objects)) == (f"{OBJECT} 是", 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (DocxObject("date", "DATE", words="1日"), DocxObject("date", "DATE", words="2日"), True),
        (DocxObject("reference", "REF 甲"), DocxObject("reference", "REF 乙"), False),
        (DocxObject("symbol", "Wingdings F0FE"), DocxObject("symbol", "Wingdings F0A8"), False),
        (DocxObject("picture", "1"), DocxObject("picture", "2"), False),
    ],
)
def test_objects_are_compared_by_what_they_are_and_not_by_what_word_works_out(
    one: DocxObject, other: DocxObject, same: bool
) -> None:
    assert (one == other) is same
