"""The figures of a Word report of any make are marked where the reader found them."""

from __future__ import annotations

from collections import Counter

import pytest
from docx.document import Document

from docgen.checking.any_report import any_report
from docgen.checking.check_record import CheckRecord, record_of
from docgen.checking.claims.verdict import Verdict
from docgen.roundtrip.reading.docx_model import every_paragraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.roundtrip.reading.report_blocks import report_lines
from docgen.runs.markable_file import MarkableFile
from docgen.runs.marked_copy import marked_copy
from docgen.runs.printed_figures import placed_figures
from tests.any_reports import NAME, centred, data_of, read, report, table, with_footnote
from tests.figure_verdicts import every_verdict
from tests.unit.roundtrip.test_run_edits import run

BOX = (
    "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框内7人</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>框外8人</w:t></w:r></w:p>"
)
NOTE = '<w:p><w:r><w:t>共9个</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
FIELD = (
    "<w:p><w:r><w:t>共5个，见表</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ 表</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>，另6人。</w:t></w:r></w:p>'
)
BROKEN = (
    '<w:p><w:r><w:t xml:space="preserve">  一是3个。</w:t><w:br/><w:t>二是4个；</w:t><w:br/>'
    "<w:t>三是5人</w:t><w:tab/><w:t>6人</w:t></w:r></w:p>"
)


def marked(made: Document) -> tuple[CheckRecord, MarkableFile]:
    """A report read as it would be checked, with a verdict on each figure."""
    data = data_of(made)
    unit, _ = any_report(read(data), NAME)
    verdicts = [verdict for verdict in every_verdict(unit.data) if verdict.place.line]
    record = record_of(unit.data, verdicts, name=NAME)
    figures = placed_figures(record.verdicts, *report_lines(open_document(data)))
    return record, MarkableFile(data, tuple(figures))


def words(record: CheckRecord, file: MarkableFile) -> list[tuple[str, str]]:
    """What is marked in the file, beside the figure of its verdict."""
    paragraphs = list(every_paragraph(read_document(open_document(file.data))))
    return [
        (paragraphs[figure.paragraph].text[figure.start : figure.stop], of.text)
        for figure in file.figures
        for of in [record.verdicts[figure.number]]
    ]


@pytest.mark.parametrize(
    "made",
    [
        report(centred("某局2023年自评报告"), "一、基本情况", "全年支出12.5万元，比上年增长3%。"),
        report("共12个", table([["项目", "金额"], ["甲", "12.5"], ["合计", "25"]]), "共12个"),
        report(
            table([["项目", "12", "13"], ["5个", "5个", ""], ["", "6", "7"]], (0, 1, 1, 2)),
            table([["一", "3"], ["一", "4"]], (0, 0, 1, 0)),
        ),
        report(f"<w:p>{run('增长1')}{run('2.4', '<w:b/>')}{run('%，')}{run('5个')}</w:p>"),
        report(BROKEN),
        report("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>框3个</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
        report(f'<w:p><w:ins w:id="1" w:author="a">{run("共5个")}</w:ins></w:p>'),
    ],
)
def test_each_figure_is_marked_once_where_it_stands(made: Document) -> None:
    record, file = marked(made)
    assert record.verdicts
    assert record.elsewhere == ()
    counts = Counter(figure.number for figure in file.figures)
    assert counts == Counter(range(len(record.verdicts)))
    assert all(shown == figure for shown, figure in words(record, file))


def test_what_a_field_shows_is_left_alone_and_the_rest_stays_in_step() -> None:
    record, file = marked(report(FIELD))
    assert ("5个", "5个") in words(record, file)
    assert ("6人", "6人") in words(record, file)


@pytest.mark.parametrize("made", [report(BOX), report(with_footnote("其中3个"), NOTE)])
def test_figures_of_boxes_and_notes_are_on_the_page_and_not_in_the_copy(made: Document) -> None:
    record, file = marked(made)
    assert len(record.verdicts) == 2
    assert len(words(record, file)) == 1
    assert all(shown == figure for shown, figure in words(record, file))


def test_a_verdict_without_a_line_is_nowhere() -> None:
    record, file = marked(report("共5个"))
    (verdict,) = record.verdicts
    lost = Verdict(verdict.place._replace(line=0), "5个", "", 0, verdict.status)
    assert placed_figures([lost], *report_lines(open_document(file.data))) == []


def test_the_copy_reads_as_the_file() -> None:
    made = report("共12个", table([["项目", "12.5"], ["5个", "6%"]]), BROKEN, FIELD, BOX)
    record, file = marked(made)
    copy = open_document(marked_copy(file, record, lambda number: f"{number}", "共"))
    texts = [
        [paragraph.text for paragraph in every_paragraph(read_document(each))]
        for each in (open_document(file.data), copy)
    ]
    assert texts[0] == texts[1]
