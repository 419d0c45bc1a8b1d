"""What an office does to a paper in the ordinary format, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from docx.document import Document
from lxml import etree

from docgen.word.xml import remove, text_of, w
from tests.official_papers.ordinary_paper import Ordinary
from tests.unit.verify.formats import element

SIGNED = Ordinary(signers="签发人：张某某　李某某")
BARE = Ordinary(sealed=False)
BOTH_SIDES = Ordinary(annexes=("核查工作安排",), two_sided=True, annex_lines=24)


@dataclass(frozen=True)
class PaperDefect:
    """What is done to a sound paper, and what is said of the Word file and of the PDF.

    Attributes:
        name: of the defect.
        spoil: does it.
        told: the code, clause and first words of each deviation; a page has no words.
        paper: the sound paper.
    """

    name: str
    spoil: Callable[[Document], None]
    told: frozenset[tuple[str, str, str]]
    paper: Ordinary = field(default_factory=Ordinary)


def _paragraphs(document: Document, style: str) -> Iterator[etree._Element]:
    name = style.replace(" ", "")
    for paragraph in document.element.body.iter(w("p")):
        used = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if used is not None and used.get(w("val")) == name:
            yield paragraph


def _first(document: Document, style: str) -> etree._Element:
    return next(_paragraphs(document, style))


def _property(document: Document, style: str, tag: str, **values: str) -> None:
    paragraph = _first(document, style)
    found = next(paragraph.iter(w(tag)), None)
    if found is None:
        paragraph[0].append(element(f"<w:{tag}/>"))
        found = paragraph[0][-1]
    for name, value in values.items():
        found.set(w(name), value)


def _without_line(document: Document) -> None:
    remove(next(_first(document, "Red Line").iter(w("pBdr"))))


def _narrow_line(document: Document) -> None:
    properties = _first(document, "Red Line")[0]
    properties.append(element('<w:ind w:left="1000" w:right="1000"/>'))


def _low_line(document: Document) -> None:
    _property(document, "Red Line", "spacing", line="500")


def _low_mark(document: Document) -> None:
    _property(document, "Issuer Mark", "spacing", before="2400")


def _number_to_the_left(document: Document) -> None:
    _property(document, "Document Number", "jc", val="left")


def _flush_number(document: Document) -> None:
    _property(document, "Document Number", "ind", left="0")


def _signers_in_the_middle(document: Document) -> None:
    _property(document, "Document Number", "tab", pos="7000")


def _two_heads(document: Document) -> None:
    for text in _first(document, "Document Number").iter(w("t")):
        text.text = (text.text or "").replace("　", "　签发人：")


def _narrow_colon(document: Document) -> None:
    for text in _first(document, "Document Number").iter(w("t")):
        text.text = (text.text or "").replace("：", ":")


def _date_as_the_name(document: Document) -> None:
    name = next(_first(document, "Signature").iter(w("ind"))).get(w("left"))
    assert name is not None
    remove(next(_first(document, "Signature Date").iter(w("jc"))))
    _property(document, "Signature Date", "ind", left=name, right="0")


def _both_too_far_in(document: Document) -> None:
    name = next(_first(document, "Signature").iter(w("ind")))
    name.set(w("left"), str(int(name.get(w("left"), "0")) - 640))
    _property(document, "Signature Date", "ind", right="1280")


def _more_room(document: Document) -> None:
    name = _first(document, "Signature")
    name.addprevious(element("<w:p/>"))


def _without_imprint(document: Document) -> None:
    remove(next(document.element.body.iter(w("tbl"))))


def _not_printed(document: Document) -> None:
    for text in _first(document, "Imprint").iter(w("t")):
        text.text = (text.text or "").replace("印发", "")


def _flush_imprint(document: Document) -> None:
    _property(document, "Imprint", "ind", left="0")


def _borders(document: Document) -> etree._Element:
    found: etree._Element = next(document.element.body.iter(w("tblBorders")))
    return found


def _thin_rules(document: Document) -> None:
    for border in _borders(document):
        border.set(w("sz"), "4")


def _without_rules(document: Document) -> None:
    remove(_borders(document))


def _narrow_rules(document: Document) -> None:
    for name in ("tblW", "gridCol", "tcW"):
        for width in document.element.body.iter(w(name)):
            width.set(w("w"), "8000")


def _not_at_the_foot(document: Document) -> None:
    remove(next(document.element.body.iter(w("tblpPr"))))


def _on_an_even_page(document: Document) -> None:
    kinds = [
        kind for kind in document.element.body.iter(w("type")) if kind.get(w("val")) == "oddPage"
    ]
    kinds[0].set(w("val"), "evenPage")


def _shorter_annex(document: Document) -> None:
    for paragraph in list(_paragraphs(document, "Body Text"))[-12:]:
        assert "核查分三个阶段进行" in text_of(paragraph)
        remove(paragraph)


def _told(*rows: tuple[str, str, str]) -> frozenset[tuple[str, str, str]]:
    return frozenset(rows)


DISTANCE, INDENT, TEXT = "format-element-distance", "format-element-indent", "format-element-text"
NUMBER, ODD, EVEN = "云教〔2024〕3号", "format-odd-page", "format-even-page"
RULE, FOOT = "format-imprint-lines", "format-imprint-foot"
COPIES, IMPRINT, DATE = "抄送：市", "云岭市教育局办", "2024年4月26日"

PAPER_DEFECTS = [
    PaperDefect("no line", _without_line, _told(("format-line-missing", "7.2.7", ""))),
    PaperDefect("narrow line", _narrow_line, _told(("format-element-width", "7.2.7", ""))),
    PaperDefect("low line", _low_line, _told((DISTANCE, "7.2.7", ""))),
    PaperDefect("low mark", _low_mark, _told((DISTANCE, "7.2.4", "云岭市教育局文件"))),
    PaperDefect(
        "number to the left", _number_to_the_left, _told(("format-element-align", "7.2.5", NUMBER))
    ),
    PaperDefect("flush number", _flush_number, _told((INDENT, "7.2.5", NUMBER)), SIGNED),
    PaperDefect(
        "signers in the middle", _signers_in_the_middle, _told((INDENT, "7.2.6", NUMBER)), SIGNED
    ),
    PaperDefect("two heads", _two_heads, _told(("format-element-twice", "7.2.6", NUMBER)), SIGNED),
    PaperDefect("narrow colon", _narrow_colon, _told((TEXT, "7.2.6", NUMBER)), SIGNED),
    PaperDefect(
        "date as the name",
        _date_as_the_name,
        _told(("format-sign-off-step", "7.3.5.2", DATE), (INDENT, "7.3.5.2", DATE)),
        BARE,
    ),
    PaperDefect("both too far in", _both_too_far_in, _told((INDENT, "7.3.5.2", DATE)), BARE),
    PaperDefect(
        "more room", _more_room, _told(("format-sign-off-room", "7.3.5.2", "云岭市教育局")), BARE
    ),
    PaperDefect("no 版记", _without_imprint, _told(("format-element-missing", "7.4.3", ""))),
    PaperDefect("not printed", _not_printed, _told((TEXT, "7.4.3", IMPRINT))),
    PaperDefect("flush imprint", _flush_imprint, _told((INDENT, "7.4.3", IMPRINT))),
    PaperDefect("thin rules", _thin_rules, _told((RULE, "7.4.1", COPIES))),
    PaperDefect("no rules", _without_rules, _told(("format-line-missing", "7.4.1", COPIES))),
    PaperDefect("narrow rules", _narrow_rules, _told(("format-element-width", "7.4.1", COPIES))),
    PaperDefect("not at the foot", _not_at_the_foot, _told((FOOT, "7.4.1", IMPRINT))),
    PaperDefect(
        "annex on an even page",
        _on_an_even_page,
        _told((ODD, "7.3.7", "附件"), (EVEN, "7.4.1", COPIES)),
        BOTH_SIDES,
    ),
    PaperDefect("版记 on an odd page", _shorter_annex, _told((EVEN, "7.4.1", COPIES)), BOTH_SIDES),
]
