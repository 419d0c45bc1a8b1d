"""Pages of evidence as odd programs write them: what is shown of them is bound, and no more."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from docgen.content.unit import EVIDENCE
from docgen.diagnostics import Place, Problems
from docgen.filing.hand_in.bound_pdf import A4, BoundPiece, bound_pdf
from docgen.filing.hand_in.evidence_files import evidence_file
from tests.evidence import pages
from tests.unit.filing.test_evidence_sheets import drawn, ink

BAR = b"60 400 200 20 re f"


def written(pdf: pikepdf.Pdf) -> bytes:
    data = BytesIO()
    pdf.save(data)
    return data.getvalue()


def with_layers(base: Name, on: bool, off: bool) -> bytes:
    """A bar on a layer that is shown, and a black sheet on one that is not."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(A4.width, A4.height))
    shown, hidden = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=n)) for n in "ab")
    page.obj.Resources = Dictionary(Properties=Dictionary(A=shown, B=hidden))
    page.obj.Contents = pdf.make_stream(
        b"/OC /A BDC " + BAR + b" EMC /OC /B BDC 0 200 595 600 re f EMC"
    )
    said = Dictionary(BaseState=base)
    if on:
        said.ON = Array([shown])
    if off:
        said.OFF = Array([hidden])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, hidden]), D=said)
    return written(pdf)


@pytest.mark.parametrize(("base", "on", "off"), [(Name.ON, False, True), (Name.OFF, True, False)])
def test_layers_that_are_off_stay_off(base: Name, on: bool, off: bool) -> None:
    pieces = [BoundPiece(f"图{n}", with_layers(base, on, off)) for n in range(2)]
    bound = bound_pdf(pages(["报告"]), pieces, None, "佐证")
    # The bar, and no more: of the black sheet there would be a hundred times as much.
    assert all(200 * 20 <= ink(drawn(bound, at)) < 5000 for at in (1, 2))


def reversed_corners(page: pikepdf.Page) -> None:
    page.obj.MediaBox = Array([595, 842, 0, 0])


def no_turn(page: pikepdf.Page) -> None:
    page.obj.Rotate = Name("/Quer")


def cropped_beside(page: pikepdf.Page) -> None:
    page.obj.CropBox = Array([5000, 5000, 6000, 6000])


def no_size(page: pikepdf.Page) -> None:
    page.obj.MediaBox = Array([0, 0, 0, 0])


@pytest.mark.parametrize("spoilt", [reversed_corners, no_turn, cropped_beside, no_size])
def test_an_odd_page_is_whole_and_upright(spoilt: Callable[[pikepdf.Page], None]) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Contents = pdf.make_stream(BAR)
    spoilt(page)
    bound = bound_pdf(pages(["报告"]), [BoundPiece("页", written(pdf))], None, "佐证")
    box = drawn(bound, 1).point(lambda pixel: 255 * (pixel < 128)).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert right - left > 5 * (bottom - top)
    assert ink(drawn(bound, 1)) > 2000


def test_a_blank_page_without_resources_is_no_damage(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    for key in ("/Contents", "/Resources"):
        if key in page.obj:
            del page.obj[key]
    path = tmp_path / EVIDENCE / "1.pdf"
    path.parent.mkdir()
    path.write_bytes(written(pdf))
    problems = Problems()
    assert evidence_file(path, tmp_path, Place("1.pdf"), problems) is not None
    assert not list(problems)
