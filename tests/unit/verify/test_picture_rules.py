"""Pictures of a Word file, docgen's and the office's, that have nothing to be read aloud."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Severity
from docgen.verify.picture_rules import picture_deviations
from tests.unit.verify.formats import OUT, paragraph, said, table, walked, word_file

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BOX = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
TOLD = "format-no-alt-text"


def drawing(attributes: str, kind: str = _PICTURE, inside: str = "", held: str = "") -> str:
    return (
        f'<w:drawing><wp:anchor xmlns:wp="{_WP}"><wp:docPr id="1" name="图片 1" {attributes}>'
        f'{inside}</wp:docPr><a:graphic xmlns:a="{_A}"><a:graphicData uri="{kind}">{held}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def holding(*contents: str) -> str:
    return f"<w:p><w:r>{''.join(contents)}</w:r></w:p>"


def decorated(value: str) -> str:
    mark = f'<d:decorative xmlns:d="{_DECORATIVE}" val="{value}"/>'
    return drawing("", inside=f'<a:extLst xmlns:a="{_A}"><a:ext>{mark}</a:ext></a:extLst>')


def vml(alt: str) -> str:
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" {alt}><v:imagedata/></v:shape>'
    return f"<w:pict>{shape}</w:pict>"


def either(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice>{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (holding(drawing("")), [TOLD]),
        (holding(drawing('descr="图片 1"')), [f"{TOLD} text=图片 1"]),
        (holding(drawing('descr="园区东门"')), []),
        (holding(drawing('title="园区东门"')), []),
        (holding(drawing("", _CHART)), [TOLD]),
        (holding(drawing("", _BOX)), []),
        (holding(decorated("1")), []),
        (holding(decorated("0")), [TOLD]),
        (holding(vml("")), [TOLD]),
        (holding(vml('alt="IMG_2034"')), [f"{TOLD} text=IMG_2034"]),
        (holding(vml('alt="园区东门"')), []),
        (holding(drawing(""), drawing("")), [TOLD, TOLD]),
        (holding(either(drawing(""), vml(""))), [TOLD]),
        (holding(either(drawing('descr="园区东门"'), vml(""))), []),
        (table(holding(drawing(""))), [f"{TOLD} table=1 row=1 cell=1"]),
        (paragraph("没有图片"), []),
    ],
)
def test_a_picture_without_a_text_is_told(block: str, expected: list[str]) -> None:
    found = list(picture_deviations(walked(word_file(block)), OUT))
    assert said(found) == expected
    assert all(problem.severity is Severity.WARNING for problem in found)


def test_a_picture_in_a_text_box_is_told_once() -> None:
    box = drawing("", _BOX, held=f"<w:txbxContent>{holding(drawing(''))}</w:txbxContent>")
    assert said(picture_deviations(walked(word_file(holding(box))), OUT)) == []
