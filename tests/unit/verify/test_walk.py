"""The paragraphs of a finished .docx, in reading order, and their places."""

from __future__ import annotations

from docgen.diagnostics import DocumentPlace
from tests.unit.verify.formats import paragraph, table, walked, word_file

HEADING = "heading 1"


def where(*blocks: str) -> list[str]:
    """``table.row.cell heading: words`` of each paragraph."""
    return [_shown(passage.place) for passage in walked(word_file(*blocks), HEADING)]


def _shown(at: DocumentPlace) -> str:
    inner = _shown(at.nested) if at.nested else at.words
    return f"{at.table}.{at.row}.{at.cell} {at.heading}: {inner}"


def test_a_paragraph_has_the_heading_above_it_and_its_first_words() -> None:
    assert where(
        paragraph("前言"),
        paragraph("一", "Heading 1"),
        paragraph("十四个字的段落整个引用不省略"),
        paragraph("十五个字的段落只引用前面十四字"),
        paragraph("二", "Heading 1"),
        paragraph("子", "Heading 2"),
    ) == [
        "0.0.0 : 前言",
        "0.0.0 : 一",
        "0.0.0 一: 十四个字的段落整个引用不省略",
        "0.0.0 一: 十五个字的段落只引用前面十四…",
        "0.0.0 : 二",
        "0.0.0 二: 子",
    ]


def test_tables_rows_and_cells_are_counted_from_1() -> None:
    nested = paragraph("甲") + table(paragraph("里"))
    first = table(paragraph("表", "Heading 1"), nested)
    rows = f"{first[:-8]}<w:tr><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    assert where(rows, paragraph("文"), table(paragraph("丙"))) == [
        "1.1.1 : 表",
        "1.1.2 : 甲",
        "1.1.2 : 1.1.1 : 里",
        "1.2.1 : 乙",
        "0.0.0 : 文",
        "2.1.1 : 丙",
    ]


def test_tables_are_counted_from_1_below_each_heading() -> None:
    assert where(
        table(paragraph("甲")),
        paragraph("附件2", "Heading 1"),
        table(paragraph("乙")),
        table(paragraph("丙")),
    ) == ["1.1.1 : 甲", "0.0.0 : 附件2", "1.1.1 附件2: 乙", "2.1.1 附件2: 丙"]


def test_paragraphs_in_controls_and_insertions_are_found() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
    marked = f"<w:customXml>{paragraph('乙')}</w:customXml>"
    added, deleted = f"<w:ins>{paragraph('丙')}</w:ins>", f"<w:del>{paragraph('丁')}</w:del>"
    assert where(control, marked, added, deleted) == ["0.0.0 : 甲", "0.0.0 : 乙", "0.0.0 : 丙"]


def test_a_paragraph_is_in_a_table_or_not() -> None:
    passages = walked(word_file(paragraph("甲"), table(paragraph("乙"))))
    assert [passage.in_table for passage in passages] == [False, True]
    assert [passage.style for passage in passages] == ["body text", "body text"]


def test_runs_have_text_and_are_not_those_in_a_text_box() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"
    link = "<w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink>"
    blank = "<w:r><w:t> </w:t></w:r><w:r/>"
    (passage,) = walked(
        word_file(paragraph("甲").replace("</w:p>", f"{box}{blank}{link}</w:p>", 1))
    )
    assert [text for _, text, _ in passage.runs] == ["甲", "框", "乙"]
