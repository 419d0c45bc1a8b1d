"""Replaces content controls, form fields and Wingdings boxes by plain text.

All blanks of a form are then found in its text.
"""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.word.xml import text_of, w

_BOXES = {"F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□", "F0FE": "☑", "F0FD": "☒"}
"""Boxes by the code of their Wingdings character (``w:char``)."""

_LINE = "____"
"""The blank for a control with a prompt inside a sentence."""


def without_controls(body: etree._Element) -> None:
    """Replaces controls and form fields in ``body`` by their contents, without prompts."""
    for control in list(body.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        if control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None and content is not None:
            _remove_prompt(control, content)
        _replace(control, [] if content is None else list(content))
    for wrapper in list(body.iter(w("customXml"), w("smartTag"))):
        contents = [child for child in wrapper if not str(child.tag).endswith("Pr")]
        _replace(wrapper, contents)
    for paragraph in body.iter(w("p")):
        _replace_form_fields(paragraph)
    for sign in list(body.iter(w("sym"))):
        if (box := _BOXES.get(sign.get(w("char"), "").upper())) and "Wingdings" in _font(sign):
            _replace(sign, [_text_element(box)])
    for text in body.iter(w("t")):
        for code, box in _BOXES.items():
            text.text = (text.text or "").replace(chr(int(code, 16)), box)


def _remove_prompt(control: etree._Element, content: etree._Element) -> None:
    """Empties the texts of a control; inside a sentence the first becomes ``____``."""
    around = next(control.iterancestors())
    in_sentence = around.tag == w("p") and text_of(around) != text_of(content)
    for number, text in enumerate(content.iter(w("t"))):
        text.text = _LINE if in_sentence and number == 0 else ""


def _replace(element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = others


def _replace_form_fields(paragraph: etree._Element) -> None:
    opened: list[etree._Element] = []
    for run in list(paragraph.iter(w("r"))):
        mark = run.find(w("fldChar"))
        kind = mark.get(w("fldCharType")) if mark is not None else ""
        if kind == "begin":
            opened = [run]
        elif opened:
            opened.append(run)
        if kind == "end":
            _replace_form_field(opened)
            opened = []


def _replace_form_field(runs: list[etree._Element]) -> None:
    """Replaces the runs of a form field by its result: its text, or a box."""
    instruction = "".join(
        text.text or "" for run in runs for text in run.iter(w("instrText"))
    ).strip()
    if instruction == "FORMCHECKBOX":
        marks = (mark for run in runs for mark in run.iter(w("checked")))
        ticked = any(mark.get(w("val"), "1") in ("1", "true") for mark in marks)
        first, *_ = runs
        box = OxmlElement("w:r")
        box.extend(deepcopy(properties) for properties in first.findall(w("rPr")))
        box.append(_text_element("☑" if ticked else "□"))
        first.addprevious(box)
    elif instruction != "FORMTEXT":
        return
    for run in runs:
        is_mark = run.find(w("fldChar")) is not None or run.find(w("instrText")) is not None
        if is_mark or instruction == "FORMCHECKBOX":
            _replace(run, [])


def _text_element(text: str) -> etree._Element:
    element = OxmlElement("w:t")
    element.text = text
    return element


def _font(sign: etree._Element) -> str:
    return str(sign.get(w("font"), ""))
