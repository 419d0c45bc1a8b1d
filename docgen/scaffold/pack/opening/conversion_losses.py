"""Tells what a form in another format lost before it became a .docx: macros, objects, text.

What can be counted on both sides is compared: the letters of the body of a .doc, and whether it has
tables; rows and pictures of an RTF file; tables, cells and pictures of an OpenDocument file. Not so
heights of rows and places of text boxes, before a program has laid them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.runs.word_source import WordSource
from docgen.word.compound_file import CompoundFile
from docgen.word.outside_links.part_xml import parsed
from docgen.word.package_file import MEGABYTES, unzipped
from docgen.word.plain_package import has_macros
from docgen.word.word_97 import body_text, picture_count
from docgen.word.xml import w

DRAFT_MACROS = problem_code(
    "draft-macros",
    en=(
        "its macros were not run, and the pack has none",
        "if a macro works something out, make a rule or a formula of it in pack.yaml",
    ),
    zh=("里面的宏没有运行，模板包里也不带宏", "宏里有计算的，在 pack.yaml 里写成规则或公式"),
)
DRAFT_OBJECTS = problem_code(
    "draft-objects",
    en=(
        "it has {count:# object|# objects} of other programs, or buttons and boxes that are "
        "programs (ActiveX); nothing in them is read",
        "compare the pack's pages with the form; what is to be filled in has to be text or a table",
    ),
    zh=(
        "里面有 {count} 个其他程序的对象，或 ActiveX 控件，其中的内容没有读",
        "对照空白表看模板；要填的地方，改成文字或表格",
    ),
)
DRAFT_PROTECTED = problem_code(
    "draft-protected",
    en=(
        "only its fields could be filled in, or nothing changed; the pack's form is not protected, "
        "as nobody could change a report then",
        "nothing, if that is right",
    ),
    zh=("原表限制编辑，模板去掉了这个限制：不然印出的报告谁也改不了", "没有别的要求，不用处理"),
)
DRAFT_LOST = problem_code(
    "draft-lost",
    en=(
        "read by {converter}: {lost} in the form, {left} in the pack",
        "compare the pack's pages with the form, or save the form as .docx in Word or WPS",
    ),
    zh=(
        "由 {converter} 读出：原表有{lost}，模板里只有 {left}",
        "对照空白表看模板；或者用 Word、WPS 把空白表另存为 .docx 再做",
    ),
)
DRAFT_UNTRIED = problem_code(
    "draft-untried",
    en=(
        "a format of WPS or of an old Office, which {converter} read; this has not been tried much",
        "compare the pack's pages with the form, or save the form as .docx in WPS",
    ),
    zh=(
        "WPS 或早期 Office 的格式，由 {converter} 读出，试得还不多",
        "对照空白表看模板；或者用 WPS 把空白表另存为 .docx 再做",
    ),
)

_CONTROLS = re.compile(rb"<(?:\w+:)?control\b[^>]*r:id")
_ODF = {
    "tables": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table",
    "cells": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell",
    "pictures": "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image",
}
_ODF_OBJECTS = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}object"
_RTF = {"rows": re.compile(rb"\\row\b"), "pictures": re.compile(rb"\\pict\b")}
_CELL_END = "\7"
_RTF_OBJECT = re.compile(rb"\\object\b")
"""A picture of RTF may stand there twice, for old readers too (RTF 1.9.1, \\nonshppict)."""

Counts = Mapping[str, int]


def losses_of(source: WordSource, place: Place) -> Iterator[Problem]:
    """A warning for each thing that the form had and its .docx has not."""
    if source.kind == "old":
        yield warning(DRAFT_UNTRIED, place, converter=source.converter)
    macros, objects, before = _counted(source)
    if macros:
        yield warning(DRAFT_MACROS, place)
    if objects:
        yield warning(DRAFT_OBJECTS, place, count=objects)
    after = _left(source.package.document(place)) if before else {}
    for lost, count in before.items():
        if after[lost] < count:
            words = {"lost": lost, "count": count, "left": after[lost]}
            yield warning(DRAFT_LOST, place, converter=source.converter, **words)


def unprotected(document: Document, place: Place) -> Iterator[Problem]:
    """Takes the protection of a form away. Yields a warning if there was one."""
    settings = document.settings.element
    found = settings.findall(w("documentProtection")) + settings.findall(w("writeProtection"))
    for protection in found:
        settings.remove(protection)
    if any(protection.get(w("enforcement"), "0") in ("1", "true", "on") for protection in found):
        yield warning(DRAFT_PROTECTED, place)


def _counted(source: WordSource) -> tuple[bool, int, Counts]:
    """Whether a file has macros, how many objects, and what else can be counted in it."""
    if source.kind in ("doc", "old"):
        return _of_compound(CompoundFile(source.data))
    if source.kind == "rtf":
        counts = {name: len(pattern.findall(source.data)) for name, pattern in _RTF.items()}
        counts["pictures"] -= source.data.count(b"\\nonshppict")
        return False, len(_RTF_OBJECT.findall(source.data)), counts
    entries = unzipped(source.data, Place(""), MEGABYTES << 20)
    if source.kind == "odf":
        return _of_odf(entries)
    controls = sum(len(_CONTROLS.findall(data)) for data in entries.values())
    return has_macros(entries), controls, {}


def _of_compound(file: CompoundFile) -> tuple[bool, int, Counts]:
    text = body_text(file)
    macros = bool({"Macros", "_VBA_PROJECT", "_VBA_PROJECT_CUR"} & file.names)
    objects = sum(name[:1] == "_" and name[1:].isdecimal() for name in file.names)
    counts = {"letters": _letters(text), "pictures": picture_count(text) - objects}
    counts["tables"] = int(_CELL_END in text)
    return macros, objects, counts if text else {}


def _of_odf(entries: Mapping[str, bytes]) -> tuple[bool, int, Counts]:
    root = parsed(entries.get("content.xml", b""))
    if root is None:
        return False, 0, {}
    macros = any(name.startswith(("Basic/", "Scripts/")) for name in entries)
    objects = len(list(root.iter(_ODF_OBJECTS)))
    counts = {name: len(list(root.iter(tag))) for name, tag in _ODF.items()}
    counts["pictures"] -= objects
    return macros, objects, counts


def _left(document: Document) -> Counts:
    body: etree._Element = document.element.body
    texts = body.iter(w("t"), w("delText"))
    return {
        "letters": sum(_letters(text.text or "") for text in texts),
        "pictures": len(list(body.iter(w("drawing"), w("pict")))),
        "rows": len(list(body.iter(w("tr")))),
        "tables": len(list(body.iter(w("tbl")))),
        "cells": len(list(body.iter(w("tc")))),
    }


def _letters(text: str) -> int:
    return sum(sign.isprintable() and not sign.isspace() for sign in text)
