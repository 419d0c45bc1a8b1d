"""Where private values stand in a Word file that its paragraphs alone do not tell."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from docgen.diagnostics import Place
from docgen.filing.public.leak_search import leaks_in_package
from docgen.filing.public.private_words import PrivateWords
from docgen.filing.public.public_copy import public_copy
from docgen.word.package_file import read_package

NAME, PHONE = "欧阳小敏", "13900139001"


def published(document: Document, *names: str) -> Document:
    """The public copy of a document, in which nothing is found that was taken out of it."""
    written = io.BytesIO()
    document.save(written)
    copy = public_copy(read_package(written.getvalue(), Place("x.docx")), PrivateWords(names))
    assert leaks_in_package(copy.data, [*copy.removals.values, *names]) == []
    return docx.Document(io.BytesIO(copy.data))


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cells(rows: list[list[str]]) -> list[list[str]]:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    (copy,) = published(document).tables
    return [[cell.text for cell in row.cells] for row in copy.rows]


def test_a_name_with_its_sounds_above_each_character_goes() -> None:
    document, made = docx.Document(), nsdecls("w")
    paragraph = document.add_paragraph()
    for character in NAME:
        paragraph._p.append(
            parse_xml(
                f"<w:r {made}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase>"
                f"<w:r><w:t>{character}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            )
        )
    (copy,) = published(document, NAME).paragraphs
    bases = copy._p.iter(qn("w:rubyBase"))
    texts = [text.text or "" for base in bases for text in base.iter(qn("w:t"))]
    assert "".join(texts) == "＊＊＊"


@pytest.mark.parametrize(
    ("texts", "printed"),
    [
        (["电话：139-0013-", "9001联系"], ["电话：＊＊＊", "联系"]),
        (["联系电话：", "84412345"], ["联系电话：", "＊＊＊"]),
        (["(0731)", "84412345"], ["＊＊＊", ""]),
        (["1500000", "2023"], ["1500000", "2023"]),
        (["手机", "1500000", "2023"], ["手机", "1500000", "2023"]),
        (["2021-", "2023年"], ["2021-", "2023年"]),
        (["电话84412345", "热线旁写着84412345"], ["电话＊＊＊", "热线旁写着＊＊＊"]),
        (["填报：万元", "单位：万元"], ["填报：万元", "单位：万元"]),
    ],
)
def test_lines_are_read_together_where_the_first_asks_for_it(
    texts: list[str], printed: list[str]
) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    assert lines(published(document)) == printed


def test_sums_and_codes_in_cells_stay_for_the_head_of_their_column() -> None:
    rows = [["指标代码", "金额（元）", "电话"], ["13912345678", "18812345678", "13900139001"]]
    assert cells(rows) == [rows[0], [*rows[1][:2], "＊＊＊"]]


def test_words_beside_a_label_are_no_names() -> None:
    rows = [["审核", "万元"], ["复核人", "全年"], ["负责人", "张三"]]
    assert cells(rows) == [*rows[:2], ["负责人", "＊＊＊"]]


def test_styles_named_after_persons_keep_their_looks_apart() -> None:
    document = docx.Document()
    names = ("张三丰", "李四光")
    for size, name in enumerate(names, 10):
        style = document.styles.add_style(f"{name}标题", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), f"{name}标题")
        style.font.size = docx.shared.Pt(size)
        document.add_paragraph(f"{size}", style=style)
    copy = published(document, *names)
    sizes = [paragraph.style.font.size.pt for paragraph in copy.paragraphs if paragraph.style]
    assert sizes == [10, 11]
    assert len({style.name for style in copy.styles}) == len(list(copy.styles))


def test_a_name_in_the_address_of_a_field_goes_as_browsers_write_it() -> None:
    document = docx.Document()
    coded = "http://x.cn/%E6%AC%A7%E9%98%B3%E5%B0%8F%E6%95%8F"
    run = document.add_paragraph().add_run()
    for kind in ("begin", "", "end"):
        mark = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        code = f'<w:instrText {nsdecls("w")}>HYPERLINK "{coded}"</w:instrText>'
        run._r.append(parse_xml(mark if kind else code))
    written = io.BytesIO()
    document.save(written)
    assert leaks_in_package(written.getvalue(), [NAME]) != []
    copy = public_copy(read_package(written.getvalue(), Place("x")), PrivateWords([NAME]))
    with zipfile.ZipFile(io.BytesIO(copy.data)) as package:
        assert b"%E6%AC%A7" not in package.read("word/document.xml")


def test_a_number_between_unseen_marks_of_direction_goes() -> None:
    document = docx.Document()
    document.add_paragraph(f"\u202d{PHONE[:3]}\u200e{PHONE[3:]}\u202c")
    assert "＊＊＊" in lines(published(document))[0]
