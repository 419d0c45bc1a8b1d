"""Annexes behind a report: report and annexes look as they did alone, whatever their styles."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from lxml import etree

from docgen.templates.package import zipped
from docgen.word.annexes.annex_marks import annex_blocks, annex_of, cut_annexes
from docgen.word.annexes.joined_annexes import with_annexes
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade, all_of, is_on, last_value
from docgen.word.xml import WP, R, W, text_of, w
from tests.support import SOFFICE, audit, entries, needs_libreoffice, packed
from tests.written_annexes import written

WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SEEDS = range(24)
THEME = {"minorEastAsia": "ＭＳ 明朝", "minorHAnsi": "Cambria", "majorHAnsi": "Calibri"}
THEME |= {
    "majorEastAsia": "ＭＳ ゴシック",
    "minorBidi": "Times New Roman",
    "majorBidi": "Times New Roman",
}
"""What the theme of python-docx has for Japanese, which its settings name."""


def joined(report: bytes, *annexes: bytes) -> bytes:
    named = {f"附件{number}.docx": entries(data) for number, data in enumerate(annexes, 1)}
    return zipped(with_annexes(entries(report), named))


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def outside_tables(body: etree._Element) -> list[etree._Element]:
    return list(body.iterchildren(w("p")))


def spaces_of(layers: Iterable[etree._Element]) -> list[str]:
    unsaid = {"before": "0", "after": "0", "line": "240"}
    return [last_value(layers, "spacing", name) or value for name, value in unsaid.items()]


def looks(document: Document, paragraphs: list[etree._Element]) -> Iterator[object]:
    """All that says how paragraphs and their runs look, defaults of Word included."""
    cascade = Cascade(document)
    for paragraph in paragraphs:
        form = cascade.format_of(paragraph)
        look = form.look
        spaces = spaces_of(look.layers)
        runs = []
        for run in paragraph.iter(w("r")):
            text = form.text_look(run)
            fonts = [
                THEME.get(font, font) or unsaid
                for font, unsaid in ((text.font, "宋体"), (text.latin, "Times New Roman"))
            ]
            styled = [is_on(text.layers, tag) for tag in ("b", "i", "caps")]
            runs.append((text_of(run), fonts, text.size, text.color, text.extras, styled))
        yield look.align, look.indent, look.left, spaces, look.level, runs


def labels(document: Document, paragraphs: list[etree._Element]) -> list[object]:
    numbers = NumberLabels(document, Cascade(document))
    return [numbers.next(paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize("seed", SEEDS)
def test_looks_and_numbers_are_as_they_were_alone(seed: int) -> None:
    report, first, second = written(1000 + seed), written(seed), written(500 + seed)
    whole = opened(joined(report, first, second))
    paragraphs = outside_tables(whole.element.body)
    alone = [opened(data) for data in (report, first, second)]
    parts = [outside_tables(document.element.body) for document in alone]
    expected = [look for doc, part in zip(alone, parts, strict=True) for look in looks(doc, part)]
    found = list(looks(whole, paragraphs))
    last = len(parts[0]) - 1
    assert len(found) == len(expected)
    assert found[: last + 1] == expected[: last + 1]
    assert found == expected
    numbered = [
        label for doc, part in zip(alone, parts, strict=True) for label in labels(doc, part)
    ]
    assert labels(whole, paragraphs) == numbered


@pytest.mark.parametrize("seed", SEEDS)
def test_the_report_is_the_same_xml(seed: int) -> None:
    report = written(1000 + seed)
    ours = opened(report).element.body
    whole = opened(joined(report, written(seed))).element.body
    assert cut_annexes(whole)
    for body in (ours, whole):
        for element in list(body.iter(w("headerReference"), w("footerReference"), w("pPr"))):
            is_empty = element.tag == w("pPr") and not len(element)  # where its section stood
            if element.get(w("type")) == "even" or is_empty:  # which an annex with such pages adds
                element.getparent().remove(element)
    assert [etree.tostring(block, method="c14n", exclusive=True) for block in whole] == [
        etree.tostring(block, method="c14n", exclusive=True) for block in ours
    ]


@pytest.mark.parametrize("seed", range(3))
def test_word_opens_the_file_as_it_opens_its_parts(seed: int, tmp_path: Path) -> None:
    report, annex = written(1000 + seed), written(seed)
    known = {*audit(report, tmp_path), *audit(annex, tmp_path)}
    new = set(audit(joined(report, annex, annex), tmp_path)) - known
    # A copy of the styles for Word 2010, which python-docx has in each file and nobody reads now.
    assert not [complaint for complaint in new if "stylesWithEffects" not in complaint]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_unique_is_there_twice(seed: int) -> None:
    annex = written(seed)
    whole = opened(joined(written(1000 + seed), annex, annex))
    body, styles = whole.element.body, list(whole.styles.element.iter(w("style")))
    numbering = whole.part.numbering_part.element
    unique = (
        [style.get(w("styleId")).lower() for style in styles],
        [style.find(w("name")).get(w("val")).lower() for style in styles],
        [drawing.get("id") for drawing in body.iter(f"{{{WP}}}docPr")],
        [mark.get(w("name")) for mark in body.iter(w("bookmarkStart"))],
        [mark.get(w("id")) for mark in body.iter(w("bookmarkStart"))],
        [num.get(w("numId")) for num in numbering.iter(w("num"))],
        [num.get(w("abstractNumId")) for num in numbering.iterchildren(w("abstractNum"))],
    )
    for names in unique:
        assert len(names) == len(set(names))
    known = {style.get(w("styleId")) for style in styles}
    used = (use.get(w("val")) for use in body.iter(*map(w, ("pStyle", "rStyle", "tblStyle"))))
    assert set(used) <= known


def test_an_annex_begins_on_a_new_page_with_stories_of_its_own_alone() -> None:
    report = docx.Document()
    report.sections[0].header.paragraphs[0].text = "报告的页眉"
    report.sections[0].footer.paragraphs[0].text = "报告的页脚"
    report.add_paragraph("正文")
    annex = docx.Document()
    annex.sections[0].start_type = WD_SECTION.CONTINUOUS
    annex.add_paragraph("附件")
    whole = opened(joined(*(_saved(document) for document in (report, annex))))
    first, last = whole.sections
    assert first.header.paragraphs[0].text == "报告的页眉"
    assert not last.header.is_linked_to_previous
    assert last.header.paragraphs[0].text == ""
    assert last.footer.paragraphs[0].text == ""
    assert last.start_type is WD_SECTION.NEW_PAGE


def test_a_paragraph_knows_the_annex_that_it_stands_in() -> None:
    body = opened(joined(written(1003), written(3), written(5))).element.body
    names = [annex_of(next(block.iter(w("p")), block)) for block in body if block.tag == w("p")]
    assert set(names) == {"", "附件1", "附件2"}
    assert {name for _, name in annex_blocks(body)} == {"附件1", "附件2"}


def _saved(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.slow
@needs_libreoffice
def test_pages_print_the_words_that_they_print_alone(tmp_path: Path) -> None:
    seeds = range(10)
    for seed in seeds:
        plain = written(seed, is_plain=True)
        report = written(1000 + seed, is_plain=True)
        (tmp_path / f"annex{seed}.docx").write_bytes(plain)
        (tmp_path / f"report{seed}.docx").write_bytes(report)
        (tmp_path / f"whole{seed}.docx").write_bytes(joined(report, plain))
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(file) for file in sorted(tmp_path.glob("*.docx"))]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
    for seed in seeds:
        alone = [_pages(tmp_path / f"{name}{seed}.pdf") for name in ("report", "annex")]
        assert _pages(tmp_path / f"whole{seed}.pdf") == [*alone[0], *alone[1]], seed


def _pages(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def field(code: str, shown: str) -> str:
    kinds = ("begin", "separate", "end")
    begin, separator, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    words = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{words}{separator}<w:r><w:t>{shown}</w:t></w:r>{end}"


def with_body(inner: str, **parts: str) -> bytes:
    """A Word file with this body, and parts of these kinds."""
    files = dict(entries(_saved(docx.Document())))
    names = {"w": W, "r": R, "a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    files["word/document.xml"] = (
        f"<w:document {declared}><w:body>{inner}<w:sectPr/></w:body></w:document>".encode()
    )
    relations = types = ""
    for number, (kind, xml) in enumerate(parts.items(), 90):
        files[f"word/{kind}.xml"] = f"<w:{kind} {declared}>{xml}</w:{kind}>".encode()
        relations += f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        types += f'<Override PartName="/word/{kind}.xml" ContentType="{WORDML}.{kind}+xml"/>'
    for name, end, added in (
        ("word/_rels/document.xml.rels", b"</Relationships>", relations),
        ("[Content_Types].xml", b"</Types>", types),
    ):
        files[name] = files[name].replace(end, added.encode() + end)
    return packed(files, zipfile.ZIP_DEFLATED)


def test_fields_of_the_whole_document_keep_what_they_show_and_pages_go_on() -> None:
    inner = f"<w:p>{field('SEQ 图', '1')}{field('TITLE', '附件名')}{field('PAGE', '3')}</w:p>"
    contents = f"<w:p>{field('TOC', field('PAGEREF _Toc1', '2'))}</w:p>"
    whole = opened(joined(written(1001), with_body(inner + contents)))
    blocks = [block for block, _ in annex_blocks(whole.element.body)]
    codes = [code.text for block in blocks for code in block.iter(w("instrText"))]
    assert codes == [" PAGE ", " PAGEREF _Toc1 "]
    assert [text_of(block) for block in blocks[:2]] == ["1附件名3", "2"]


def test_comments_and_links_come_along_under_numbers_of_their_own() -> None:
    mark = '<w:commentRangeStart w:id="0"/><w:r><w:t>话</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    inner = f'<w:p>{mark}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    said = '<w:comment w:id="0" w:author="甲"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>'
    annex = with_body(inner, comments=said)
    files = entries(joined(annex, annex, annex))
    comments = [note.get(w("id")) for note in etree.fromstring(files["word/comments.xml"])]
    body = etree.fromstring(files["word/document.xml"])
    assert comments == [each.get(w("id")) for each in body.iter(w("commentReference"))]
    assert len(set(comments)) == 3


def test_bookmarks_of_one_name_lead_to_their_own_places() -> None:
    ends = '<w:bookmarkStart w:id="1" w:name="表一"/>', '<w:bookmarkEnd w:id="1"/>'
    mark, link = "<w:r><w:t>话</w:t></w:r>".join(ends), '<w:hyperlink w:anchor="表一"/>'
    file = with_body(f"<w:p>{mark}{field('REF 表一', '话')}{link}</w:p>")
    body = opened(joined(file, file, file)).element.body
    starts = list(body.iter(w("bookmarkStart")))
    names = [each.get(w("name")) for each in starts]
    names = [name for name in names if not name.startswith("_")]
    assert names == ["表一", "表一_2", "表一_3"]
    codes = [code.text for code in body.iter(w("instrText"))]
    assert codes == [f" REF {name} " for name in names]
    assert [link.get(w("anchor")) for link in body.iter(w("hyperlink"))] == names
    numbers = [each.get(w("id")) for each in starts]
    assert sorted(numbers) == sorted(each.get(w("id")) for each in body.iter(w("bookmarkEnd")))
    assert len(numbers) == len(set(numbers))


def table_looks(document: Document) -> Iterator[object]:
    """What says how text in tables looks: defaults, then the table style, then the paragraph's."""
    cascade = Cascade(document)
    for table in document.element.body.iter(w("tbl")):
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        chain = cascade._chain("" if style is None else style.get(w("val")))
        for row, paragraph in enumerate(table.iter(w("p"))):
            used = cascade._chain(cascade._style_id(paragraph))
            layers = [
                [properties for each in (*chain, *used) for properties in all_of(each, w(tag))]
                for tag in ("pPr", "rPr")
            ]
            lines = [*cascade._paragraph_defaults, *layers[0]]
            words = [*cascade._run_defaults, *layers[1]]
            color = last_value(words, "color", "val").replace("auto", "")
            yield row, spaces_of(lines), last_value(words, "sz", "val") or "20", color


@pytest.mark.parametrize("seed", SEEDS)
def test_text_in_tables_looks_as_it_did_alone(seed: int) -> None:
    report, annex = written(1000 + seed), written(seed)
    expected = [*table_looks(opened(report)), *table_looks(opened(annex))]
    found = list(table_looks(opened(joined(report, annex))))
    assert found == expected


def test_marks_of_annexes_in_an_annex_and_numbers_beyond_words_are_made_new() -> None:
    annex = docx.Document()
    for number, name in enumerate(("_docgenAnnex1_旧", "_docgenAnnex2_内", "图"), 99_999_999_999):
        paragraph = annex.add_paragraph("附")._p
        for tag in ("bookmarkStart", "bookmarkEnd"):
            paragraph.append(etree.Element(w(tag), {w("id"): str(number), w("name"): name}))
    report = docx.Document()
    report.add_paragraph("报告")
    body = opened(joined(_saved(report), _saved(annex))).element.body
    assert {name for _, name in annex_blocks(body)} == {"附件1"}
    starts = list(body.iter(w("bookmarkStart")))
    ids = [start.get(w("id")) for start in starts]
    assert len(set(ids)) == len(ids)
    assert all(int(number) < 2**31 for number in ids)
    assert "图" in [start.get(w("name")) for start in starts]
