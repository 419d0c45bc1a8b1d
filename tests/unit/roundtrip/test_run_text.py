"""What the runs of a paragraph show, and what of it counts as an object."""

from __future__ import annotations

import pytest

from docgen.roundtrip.reading.docx_model import OBJECT, PAGE
from docgen.roundtrip.reading.run_text import (
    DocxField,
    box_paragraphs,
    children,
    is_object,
    run_text,
    runs,
)
from docgen.word.xml import text_of
from tests.unit.roundtrip.word_files import element


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def field(instruction: str, result: str, *inner: str) -> str:
    """A field of four runs: its beginning, its code, its separator and its end."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{begin}{code}{''.join(inner)}{separate}{run(result)}{end}"


def text(inside: str) -> str:
    return "".join(map(run_text, runs(element(f"<w:p>{inside}</w:p>"))))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("甲") + run("乙"), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:ptab/><w:t>乙</w:t><w:t/></w:r>", "甲\t\t乙"),
        ("<w:r><w:br/><w:cr/><w:noBreakHyphen/></w:r>", "\n\n-"),
        (
            '<w:r><w:br w:type="page"/><w:br w:type="column"/><w:br w:type="textWrapping"/></w:r>',
            f"{PAGE}\n",
        ),
        (
            '<w:r><w:sym w:char="F0FE"/><w:sym w:char="x"/><w:sym w:char="110000"/><w:sym/></w:r>',
            OBJECT * 4,
        ),
        ("<w:r><w:drawing/><w:pict/><w:object/></w:r>", OBJECT * 3),
        ("<w:r><w:footnoteReference/></w:r><w:r><w:endnoteReference/></w:r>", OBJECT * 2),
        ("<w:r><w:lastRenderedPageBreak/><w:softHyphen/></w:r>", ""),
        ("<m:oMath/><mc:AlternateContent/>" + run("甲"), f"{OBJECT}{OBJECT}甲"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t>"
            "<w:t/></w:r></w:rubyBase></w:ruby></w:r>",
            f"甲{OBJECT}",
        ),
        (f"<w:ins>{run('甲')}</w:ins><w:del>{run('乙')}</w:del>", "甲"),
        (f"<w:moveTo>{run('甲')}</w:moveTo><w:moveFrom>{run('乙')}</w:moveFrom>", "甲"),
        (f"<w:hyperlink><w:smartTag>{run('甲')}</w:smartTag></w:hyperlink><!-- 注 -->", "甲"),
        (f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>{run('乙')}", "甲乙"),
    ],
)
def test_a_paragraph_shows_the_text_of_its_runs_and_a_sign_for_each_object(
    inside: str, expected: str
) -> None:
    assert text(inside) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (field("REF 甲", "乙"), OBJECT),
        (field(" PAGE ", "7"), OBJECT),
        (field("PAGEREF 甲", "7"), OBJECT),
        (field("DATE", "今天") + run("甲"), f"{OBJECT}甲"),
        (field("IF ", "甲", field("PAGE", "7")), OBJECT),
        (field("PAGE", "7") + field("REF 甲", "乙"), OBJECT * 2),
        (field("DATE", "") + run("甲"), f"{OBJECT}甲"),
        (f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>{run("甲")}', f"{OBJECT}甲"),
        (f'<w:fldSimple w:instr="REF 甲">{run("乙")}</w:fldSimple>', OBJECT),
        (f"<w:fldSimple>{run('乙')}</w:fldSimple>", OBJECT),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"), "甲"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("甲"), "甲"),
        (field("FORMTEXT", "乙") + run("甲"), "乙甲"),
        (field('HYPERLINK "http://x"', "链"), "链"),
        (field("MERGEFIELD 名", "名"), "名"),
        (f'<w:fldSimple w:instr=" MERGEFIELD 名 ">{run("名")}</w:fldSimple>', "名"),
        (field("PAGEREF _Toc1 \\h", "7"), "7"),
    ],
)
def test_a_field_is_one_object_unless_somebody_typed_its_result(inside: str, expected: str) -> None:
    assert text(inside) == expected


BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"{BEGIN}<w:r><w:instrText>DATE</w:instrText></w:r>{END}{run('甲')}", f"{OBJECT}甲"),
        (f"{BEGIN}<w:r><w:instrText>DATE</w:instrText></w:r>{SEPARATE}{run('今天')}", OBJECT),
        (f"{BEGIN}<w:r><w:instrText>TOC</w:instrText></w:r>{SEPARATE}{run('一')}", "一"),
        (f"{run('二')}{END}", "二"),
        (field("TOC", "一", field("PAGE", "7")), "一"),
        (
            f"{BEGIN}<w:r><w:instrText>TOC</w:instrText></w:r>{SEPARATE}{run('一')}"
            f"{field('REF 甲', '乙')}{END}",
            f"一{OBJECT}",
        ),
    ],
)
def test_a_field_may_lack_its_result_or_its_end(inside: str, expected: str) -> None:
    assert text(inside) == expected


@pytest.mark.parametrize(
    ("instruction", "kind", "argument", "is_typed"),
    [
        (" REF _Ref1 \\h ", "REF", "_Ref1", False),
        ('docproperty "Company"', "DOCPROPERTY", "Company", False),
        ('DATE \\@"yyyy"', "DATE", "", False),
        ("=1+2", "=", "", False),
        ("", "", "", False),
        ("pageref _Toc9", "PAGEREF", "_Toc9", True),
        ("pageref _Ref9", "PAGEREF", "_Ref9", False),
        ("formtext", "FORMTEXT", "", True),
    ],
)
def test_the_instruction_of_a_field_is_read_by_its_words(
    instruction: str, kind: str, argument: str, is_typed: bool
) -> None:
    made = DocxField(element("<w:r/>"), instruction)
    assert (made.kind, made.argument, made.is_typed) == (kind, argument, is_typed)


@pytest.mark.parametrize(
    ("properties", "inside", "hidden"),
    [
        ("", "<w:t>甲</w:t>", False),
        ("<w:vanish/>", "<w:t>甲</w:t>", True),
        ('<w:vanish w:val="1"/>', "<w:t>甲</w:t>", True),
        ('<w:vanish w:val="0"/>', "<w:t>甲</w:t>", False),
        ('<w:vanish w:val="false"/>', "<w:t>甲</w:t>", False),
        ('<w:vanish w:val="off"/>', "<w:t>甲</w:t>", False),
        ("<w:vanish/>", "", False),
        ("<w:b/>", "<w:t>甲</w:t>", False),
    ],
)
def test_hidden_text_counts_as_one_object(properties: str, inside: str, hidden: bool) -> None:
    made = element(f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>")
    assert is_object(made) is hidden
    assert run_text(made) == (OBJECT if hidden else "甲" if inside else "")


def test_children_of_insertions_and_controls_are_children() -> None:
    body = element(
        "<w:body><w:p/><w:sdt><w:sdtPr/><w:sdtContent><w:tbl/></w:sdtContent></w:sdt>"
        "<w:customXml><w:p/></w:customXml><!-- 注 --><w:bdo/></w:body>"
    )
    tags = [str(child.tag).partition("}")[2] for child in children(body)]
    assert tags == ["p", "sdtPr", "tbl", "p"]


BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("inside", "texts"),
    [
        (BOX.format("甲"), ["甲"]),
        (
            f"<mc:AlternateContent><mc:Choice>{BOX.format('甲')}</mc:Choice>"
            f"<mc:Fallback>{BOX.format('乙')}</mc:Fallback></mc:AlternateContent>",
            ["甲"],
        ),
        (
            f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{BOX.format('乙')}</mc:Fallback>"
            "</mc:AlternateContent>",
            ["乙"],
        ),
        ("", []),
    ],
)
def test_the_paragraphs_of_a_text_box_are_read_once(inside: str, texts: list[str]) -> None:
    found = box_paragraphs(element(f"<w:r>{inside}</w:r>"))
    assert [text_of(paragraph) for paragraph in found] == texts
