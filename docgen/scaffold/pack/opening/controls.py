"""Replaces content controls, form fields and Wingdings boxes by plain text.

All blanks of a form are then found in its text. A control that shows its prompt is a blank: its
prompt goes, with the grey look of prompts; one in which something was chosen or typed is text that
the form prints. A list becomes a blank with choices, a date picker room for a date.
"""

from __future__ import annotations

import re
from copy import deepcopy

from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.scaffold.pack.choices import keep_choices
from docgen.scaffold.pack.opening.old_fields import replace_form_fields
from docgen.word.symbol_signs import symbol_code, symbol_font, symbol_sign
from docgen.word.xml import remove, text_of, w

_BOXES = {"\uf0a8": "□", "\uf06f": "□", "\uf0a3": "□", "\uf071": "□", "\uf0fe": "☑", "\uf0fd": "☒"}
"""Boxes by their character in symbol fonts, where the font is not told."""
_SIGNS = "□☑☒✔✘"
"""Boxes and ticks: other signs of symbol fonts stay."""

_CODE = re.compile(r"[0-9A-Fa-f]{1,4}")
_LINE, DATE_ROOM = "____", "    年  月  日"
"""The blanks for controls with a prompt: inside a sentence, and wherever a date is picked."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def without_controls(body: etree._Element) -> None:
    """Replaces controls and form fields in ``body`` by their contents, without prompts."""
    for control in reversed(list(body.iter(w("sdt")))):
        _open(control)  # those inside of others first
    for wrapper in list(body.iter(w("customXml"), w("smartTag"))):
        contents = [child for child in wrapper if not str(child.tag).endswith("Pr")]
        _replace(wrapper, contents)
    for paragraph in body.iter(w("p")):
        replace_form_fields(paragraph, DATE_ROOM)
    _print_signs(body)


def _print_signs(body: etree._Element) -> None:
    """Replaces boxes and ticks of symbol fonts, each a ``w:sym`` or a letter in such a font."""
    for sign in list(body.iter(w("sym"))):
        code, font = sign.get(w("char"), ""), sign.get(w("font"), "")
        letter = chr(int(code, 16)) if _CODE.fullmatch(code) and "Wingdings" in font else ""
        if box := _box(font, letter):
            _replace(sign, [_text_element(box)])
    for text in body.iter(w("t")):
        font = symbol_font(text)
        text.text = "".join(_box(font, letter) or letter for letter in text.text or "")


def _box(font: str, letter: str) -> str:
    """The box or tick that a font shows for a letter; empty for another sign."""
    code = symbol_code(letter) if font and letter else 0
    sign = symbol_sign(font, code).replace("☐", "□") if code else ""
    if sign and sign in _SIGNS:
        return sign
    return _BOXES.get(letter, "") if font in ("", "Wingdings") else ""


def _open(control: etree._Element) -> None:
    properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
    if content is None:
        _replace(control, [])
        return
    if properties is not None:
        if properties.find(w("showingPlcHdr")) is not None:
            _remove_prompt(properties, content)
        if properties.find(f"{_W14}checkbox") is not None and not text_of(content).strip():
            _print_box(content)
        if properties.find(f"{_W15}repeatingSection") is not None:
            _repeat(content)
    _replace(control, list(content))


def _remove_prompt(properties: etree._Element, content: etree._Element) -> None:
    """Empties the texts of a control; inside a sentence the first becomes ``____``."""
    around = next(content.iterancestors(w("p"), w("tc"), w("body")))
    in_sentence = around.tag == w("p") and text_of(around) != text_of(content)
    blank = _LINE if in_sentence else ""
    if properties.find(w("date")) is not None:
        blank = DATE_ROOM
    for number, text in enumerate(content.iter(w("t"))):
        text.text = blank if number == 0 else ""
        text.set(_SPACE, "preserve")
    for picture in list(content.iter(w("drawing"), w("pict"))):
        remove(picture)  # the sign that says where to click
    typed = properties.find(w("rPr"))
    for run in content.iter(w("r")):
        _unprompted(run, typed)
    _keep_list(properties, content)


def _unprompted(run: etree._Element, typed: etree._Element | None) -> None:
    """Gives a run of a prompt the look ``typed`` of what is typed there; else that of no prompt."""
    own = run.find(w("rPr"))
    if typed is not None:
        if own is not None:
            run.remove(own)
        run.insert(0, deepcopy(typed))
    elif own is not None:
        for name in ("rStyle", "color", "i", "iCs", "highlight", "shd", "vanish"):
            for element in own.findall(w(name)):
                own.remove(element)


def _keep_list(properties: etree._Element, content: etree._Element) -> None:
    run = next(content.iter(w("r")), None)
    for name in ("dropDownList", "comboBox"):
        listed = properties.find(w(name))
        if listed is not None and run is not None:
            items = listed.findall(w("listItem"))
            texts = [item.get(w("displayText"), item.get(w("value"), "")) for item in items]
            keep_choices(run, [text.strip() for text in texts], is_open=name == "comboBox")


def _print_box(content: etree._Element) -> None:
    """Gives a control for a tick the box that it shows, where its file has none."""
    run = next(content.iter(w("r")), None)
    if run is None:
        run = OxmlElement("w:r")
        where = next(content.iter(w("p")), content)
        where.append(run)
    run.append(_text_element("□"))


def _repeat(content: etree._Element) -> None:
    """Repeats the only row of a section that people add rows to: two blank rows are a list."""
    rows = content.findall(w("tr"))
    if len(rows) == 1:
        rows[0].addnext(deepcopy(rows[0]))


def _replace(element: etree._Element, others: list[etree._Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = others


def _text_element(text: str) -> etree._Element:
    element = OxmlElement("w:t")
    element.text = text
    return element
