"""Nobody is asked whether fields are to be updated."""

from __future__ import annotations

from docx.oxml.ns import nsdecls
from lxml import etree

from docgen.word.fields.asked_updates import make_clean, without_question

_W = nsdecls("w")


def test_the_question_is_taken_out_of_the_settings() -> None:
    asked = f'<w:settings {_W}><w:zoom w:percent="90"/><w:updateFields/></w:settings>'.encode()
    left = etree.fromstring(without_question(asked))
    assert [etree.QName(child).localname for child in left] == ["zoom"]


def test_settings_without_it_are_the_same() -> None:
    for settings in (f"<w:settings {_W}/>".encode(), b"updateFields, and no XML"):
        assert without_question(settings) is settings


def test_fields_are_marked_no_longer() -> None:
    marks = '<w:fldChar w:dirty="true"/><w:fldSimple w:dirty="1"/><w:fldChar/>'
    root = etree.fromstring(f"<w:p {_W}>{marks}</w:p>")
    assert make_clean(root)
    assert not any("dirty" in str(name) for mark in root for name in mark.attrib)
    assert not make_clean(root)
