"""Replaces the form fields of old Word files (FORMTEXT, FORMCHECKBOX, FORMDROPDOWN) by text."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.scaffold.pack.choices import keep_choices
from docgen.word.xml import remove, text_of, w

_LINE = "____"


def replace_form_fields(paragraph: etree._Element, date_room: str) -> None:
    """Replaces the form fields of a paragraph by their results.

    A field that is to hold a date, and holds nothing, becomes ``date_room``.
    """
    opened: list[etree._Element] = []
    for run in list(paragraph.iter(w("r"))):
        mark = run.find(w("fldChar"))
        kind = mark.get(w("fldCharType")) if mark is not None else ""
        if kind == "begin":
            opened = [run]
        elif opened:
            opened.append(run)
        if kind == "end" and opened:
            _replace_field(opened, date_room)
            opened = []


def _replace_field(runs: list[etree._Element], date_room: str) -> None:
    instruction = "".join(
        text.text or "" for run in runs for text in run.iter(w("instrText"))
    ).strip()
    if instruction == "FORMCHECKBOX":
        _put_before(runs, "☑" if _is_ticked(runs) else "□")
    elif instruction == "FORMDROPDOWN":
        _replace_list(runs)
    elif instruction == "FORMTEXT":
        _keep_result(runs, date_room)
    else:
        return
    for run in runs:
        is_mark = run.find(w("fldChar")) is not None or run.find(w("instrText")) is not None
        if is_mark or instruction != "FORMTEXT":
            remove(run)


def _is_ticked(runs: list[etree._Element]) -> bool:
    marks = (mark for run in runs for mark in run.iter(w("checked")))
    return any(mark.get(w("val"), "1") in ("1", "true") for mark in marks)


def _replace_list(runs: list[etree._Element]) -> None:
    """A list whose first entry is shown is a blank; of any other the form prints the entry."""
    listed = next((found for run in runs for found in run.iter(w("ddList"))), None)
    entries = [] if listed is None else listed.findall(w("listEntry"))
    texts = [entry.get(w("val"), "").strip() for entry in entries]
    result = listed.find(w("result")) if listed is not None else None
    number = int(result.get(w("val"), "0")) if result is not None else 0
    if 0 < number < len(texts):
        _put_before(runs, texts[number])
        return
    around = next(runs[0].iterancestors(w("p")))
    within = "".join(map(text_of, runs))
    run = _put_before(runs, _LINE if text_of(around) != within else "")
    keep_choices(run, texts, is_open=False)


def _keep_result(runs: list[etree._Element], date_room: str) -> None:
    kinds = (kind.get(w("val")) for run in runs for kind in run.iter(w("type")))
    if "date" in kinds and not "".join(map(text_of, runs)).strip():
        for run in runs:
            for text in run.findall(w("t")):
                run.remove(text)
        _put_before(runs, date_room)


def _put_before(runs: list[etree._Element], text: str) -> etree._Element:
    """A run with ``text`` before those of a field, in the look of its first."""
    first, *_ = runs
    made, element = OxmlElement("w:r"), OxmlElement("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.extend(deepcopy(properties) for properties in first.findall(w("rPr")))
    made.append(element)
    first.addprevious(made)
    return made
