"""Mutations of the values of a report: tracked, in boxes, in controls, cut, written otherwise."""

from __future__ import annotations

import re

from docx.document import Document
from lxml import etree

from docgen.word.xml import text_of, w
from tests.taken_reports_mutations import mutation
from tests.taken_reports_notes import Notes
from tests.taken_reports_runs import (
    body_paragraphs,
    cut,
    element,
    is_plain,
    isolated,
    look,
    plain_runs,
    set_run_text,
    value_places,
    wrapped,
)

_FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_BIG = re.compile(r"(?<![\d.〔-])(?!0|(?:19|20)\d\d(?![\d.]))(\d{4,})(\.\d+)?(?![\d.〕-])")


@mutation
def tracked(document: Document, notes: Notes) -> int:
    """Values are inserted by a reviewer, behind old ones that are deleted."""
    changed = 0
    for paragraph, value in value_places(document, notes):
        runs = isolated(paragraph, value)
        if runs:
            author = f'w:id="{9000 + changed}" w:author="李审核" w:date="2023-03-01T09:00:00Z"'
            old = f'<w:r><w:delText xml:space="preserve">{_older(value)}</w:delText></w:r>'
            runs[0].addprevious(element(f"<w:del {author}>{old}</w:del>"))
            wrapped(runs, element(f"<w:ins {author}/>"))
            changed += 1
    return changed


def _older(value: str) -> str:
    digits = value.translate(str.maketrans("0123456789", "1234567890"))
    return digits if digits != value else f"原{value[:3]}"


@mutation
def text_boxes(document: Document, notes: Notes) -> int:
    """A value of a table, and two paragraphs of the text, stand in text boxes."""
    values = [paragraph for paragraph, value in value_places(document, notes, 40)]
    in_cells = [each for each in values if next(each.iterancestors(w("tc")), None) is not None]
    texts = [each for each in document.element.body.findall(w("p")) if len(text_of(each)) > 15]
    chosen = [each for each in [*in_cells[1:2], *texts[2:4]] if is_plain(each)]
    for number, paragraph in enumerate(chosen):
        _into_box(paragraph, number)
    return len(chosen)


def _into_box(paragraph: etree._Element, number: int) -> None:
    outer = element("<w:p/>")
    paragraph.addprevious(outer)
    box = "<w:txbxContent><w:p/></w:txbxContent>"
    size = '<wp:extent cx="3600000" cy="720000"/>'
    shape = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="3600000" cy="720000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    )
    name = f'<wp:docPr id="{8000 + number}" name="文本框 {number + 1}"/>'
    drawing = (
        f"<w:drawing><wp:inline>{size}{name}<wp:cNvGraphicFramePr/>{shape}</wp:inline></w:drawing>"
    )
    run = element(f"<w:r>{drawing}</w:r>")
    outer.append(run)
    inner = next(run.iter(w("txbxContent")))
    inner.replace(inner[0], paragraph)


@mutation
def figures_otherwise(document: Document, notes: Notes) -> int:
    """Thousands are separated, every third figure of a table has digits of full width."""
    changed, known = 0, set(notes.values)
    for number, paragraph in enumerate(body_paragraphs(document)):
        text = text_of(paragraph)
        for run in plain_runs(paragraph):
            new = _BIG.sub(lambda match: f"{int(match[1]):,}{match[2] or ''}", text_of(run))
            if text in known and number % 3 == 0:
                new = text_of(run).translate(_FULL)
            changed += new != text_of(run)
            set_run_text(run, new)
    return changed


@mutation
def runs_split(document: Document, notes: Notes) -> int:
    """Runs are cut in the midst of values, each part in another look."""
    changed = 0
    for paragraph, value in value_places(document, notes, 60):
        for run in isolated(paragraph, value):
            if len(text_of(run)) > 1:
                second = cut(run, len(text_of(run)) // 2)
                second.addprevious(element('<w:proofErr w:type="spellStart"/>'))
                look(second).append(element('<w:lang w:eastAsia="zh-CN"/>'))
                changed += 1
    return changed


@mutation
def content_controls(document: Document, notes: Notes) -> int:
    """Content controls stand around values."""
    changed = 0
    for paragraph, value in value_places(document, notes, 20):
        runs = isolated(paragraph, value)
        if runs:
            head = f'<w:sdtPr><w:alias w:val="字段"/><w:id w:val="{70000 + changed}"/></w:sdtPr>'
            wrapped(runs, element(f"<w:sdt>{head}<w:sdtContent/></w:sdt>"), "sdtContent")
            changed += 1
    return changed


@mutation
def links_and_bookmarks(document: Document, notes: Notes) -> int:
    """Links and bookmarks, by turns, stand around values."""
    changed = 0
    for paragraph, value in value_places(document, notes, 20):
        runs = isolated(paragraph, value)
        if runs:
            mark = f'w:id="{60000 + changed}"'
            if changed % 2:
                wrapped(runs, element('<w:hyperlink w:anchor="_Toc1"/>'))
            else:
                name = f'w:name="value{changed}"'
                runs[0].addprevious(element(f"<w:bookmarkStart {mark} {name}/>"))
                runs[-1].addnext(element(f"<w:bookmarkEnd {mark}/>"))
            changed += 1
    return changed
