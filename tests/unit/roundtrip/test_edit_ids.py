"""Edits are named by what they do, so that a chosen one is the same when others are gone."""

from __future__ import annotations

from dataclasses import replace

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.edit_ids import edit_ids, words_key
from docgen.roundtrip.reading.docx_model import DocxObject, DocxPaper, DocxParagraph, Kind


def edit(old: str, new: str, place: DocumentPlace | None = None) -> Edit:
    sides = (DocxParagraph.of_text(old),), (DocxParagraph.of_text(new),)
    return Edit(EditKind.CHANGED, *sides, place or DocumentPlace())


def test_an_edit_has_its_id_wherever_it_comes_to_stand() -> None:
    first, other = edit("一", "二"), edit("三", "四")
    moved = edit("三", "四", DocumentPlace(heading="另一节", table=2, row=7))
    assert edit_ids([first, other])[1] == edit_ids([moved])[0]
    assert len(set(edit_ids([first, other]))) == 2


def test_another_column_is_another_edit_and_equal_ones_are_numbered() -> None:
    outer = DocumentPlace(table=1, row=1, cell=2)
    cells = [edit("1", "2", replace(outer, cell=cell)) for cell in (3, 4, 4)]
    nested = edit("1", "2", DocumentPlace(cell=9, nested=DocumentPlace(cell=4)))
    ids = edit_ids([*cells, nested])
    assert len(set(ids)) == 4
    assert [ids[2], ids[3]] == [f"{ids[1]}-1", f"{ids[1]}-2"]


def test_whatever_an_edit_changes_is_in_its_key() -> None:
    old, new = DocxParagraph.of_text("一"), DocxParagraph.of_text("二")
    base = Edit(EditKind.CHANGED, (old,), (new,), DocumentPlace())
    others = [
        replace(base, kind=EditKind.SPLIT),
        replace(base, old=(new,)),
        replace(base, new=(replace(new, weights="b"),)),
        replace(base, new=(replace(new, kind=Kind("heading", 2)),)),
        replace(base, new=(replace(new, objects=(DocxObject("picture", "甲"),)),)),
        replace(base, new=(replace(new, boxes=(old,)),)),
        replace(base, new=(new, new)),
        replace(base, papers=(DocxPaper(210, 297), DocxPaper(297, 210))),
    ]
    assert len({words_key(one) for one in (base, *others)}) == len(others) + 1
    assert words_key(replace(base, index=3)) == words_key(base)
