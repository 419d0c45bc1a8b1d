"""What Word's forms have in the place of blanks: content controls, form fields, boxes of Wingdings.

They become plain text, so that a blank is found whatever it is made of.
"""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.word.xml import text_of, w

_BOXES = {"F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□", "F0FE": "☑", "F0FD": "☒"}
"""Signs of Wingdings that are boxes."""

_LINE = "____"
"""Room inside a sentence, where a control has a prompt."""


def without_controls(body: etree._Element) -> None:
    """Takes controls and form fields away and leaves what is in them; prompts are no text."""
    for control in list(body.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        if control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None and content is not None:
            _empty(control, content)
        _put_in_place(control, [] if content is None else list(content))
    for wrapper in list(body.iter(w("customXml"), w("smartTag"))):
        inside = [one for one in wrapper if not str(one.tag).endswith("Pr")]
        _put_in_place(wrapper, inside)
    for paragraph in body.iter(w("p")):
        _without_form_fields(paragraph)
    for sign in list(body.iter(w("sym"))):
        if (box := _BOXES.get(sign.get(w("char"), "").upper())) and "Wingdings" in _font(sign):
            _put_in_place(sign, [_text(box)])
    for text in body.iter(w("t")):
        for code, box in _BOXES.items():
            text.text = (text.text or "").replace(chr(int(code, 16)), box)


def _empty(control: etree._Element, content: etree._Element) -> None:
    """Takes the prompt away; in a sentence a line is left to write on."""
    around = control.getparent()
    inline = around is not None and around.tag == w("p")
    in_sentence = inline and around is not None and text_of(around) != text_of(content)
    for number, text in enumerate(content.iter(w("t"))):
        text.text = _LINE if in_sentence and number == 0 else ""


def _put_in_place(element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = others


def _without_form_fields(paragraph: etree._Element) -> None:
    opened: list[etree._Element] = []
    for run in list(paragraph.iter(w("r"))):
        mark = run.find(w("fldChar"))
        kind = mark.get(w("fldCharType")) if mark is not None else ""
        if kind == "begin":
            opened = [run]
        elif opened:
            opened.append(run)
        if kind == "end":
            _plain(opened)
            opened = []


def _plain(runs: list[etree._Element]) -> None:
    """The result of a form field in its place: its text, or a box."""
    instruction = "".join(
        one.text or "" for run in runs for one in run.iter(w("instrText"))
    ).strip()
    if instruction == "FORMCHECKBOX":
        ticked = any(one.get(w("val"), "1") in ("1", "true")
                     for run in runs for one in run.iter(w("checked")))  # fmt: skip
        box = OxmlElement("w:r")
        box.extend(deepcopy(one) for one in runs[0].findall(w("rPr")))
        box.append(_text("☑" if ticked else "□"))
        runs[0].addprevious(box)
    elif instruction != "FORMTEXT":
        return
    for run in runs:
        marks = run.find(w("fldChar")) is not None or run.find(w("instrText")) is not None
        if marks or instruction == "FORMCHECKBOX":
            _put_in_place(run, [])


def _text(text: str) -> etree._Element:
    element = OxmlElement("w:t")
    element.text = text
    return element


def _font(sign: etree._Element) -> str:
    return str(sign.get(w("font"), ""))
