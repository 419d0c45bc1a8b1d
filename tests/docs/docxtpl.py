"""``docxtpl.md`` of both languages: docxtpl and docgen, feature by feature."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from docgen.diagnostics.codes import Language
from tests.docs import cell, coded_cell, in_each_language
from tests.docxtpl_manner.compared import Row, parts
from tests.docxtpl_manner.forms import picture

_HEADS = {
    "en": "| | typed | passed on | docxtpl prints | `DocxTemplate` of docgen | `Template` | |",
    "zh": "| | 模板里 | 传入 | docxtpl 印出 | docgen 的 `DocxTemplate` | `Template` | |",
}
_WORDS = {
    "en": {
        "same": "the same",
        "better": "**better**: ",
        "differs": "**differs**: ",
        "not": "**not**: ",
        "none": "–",
        "error": "refused: ",
        "header": "header: ",
        "footer": "footer: ",
        "footnotes": "footnote: ",
        "endnotes": "endnote: ",
        "text_box": "text box: ",
        "title": "title: ",
    },
    "zh": {
        "same": "相同",
        "better": "**更好**：",
        "differs": "**不同**：",
        "not": "**没有**：",
        "none": "–",
        "error": "报错：",
        "header": "页眉：",
        "footer": "页脚：",
        "footnotes": "脚注：",
        "endnotes": "尾注：",
        "text_box": "文本框：",
        "title": "标题：",
    },
}
_SIGNS = str.maketrans({"\n": "↵", "\t": "→", "\f": "⤓"})


@in_each_language("docxtpl.md", "features")
def features(language: Language) -> Iterator[str]:
    for heading, rows in parts():
        yield from ("", f"### {heading[language]}", "", _HEADS[language])
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        yield from (_line(row, language) for row in rows)
    yield ""


def _line(row: Row, language: Language) -> str:
    words, given = _WORDS[language], row.given
    theirs, ours = row.expected("docxtpl"), row.expected("docgen")
    cells = [
        cell(given["what"][language]),
        "<br>".join(_typed(row, words)),
        _passed(row),
        _printed(theirs, words),
        words["same"] if ours == theirs else _printed(ours, words),
        _plain(row, words),
        words[given["verdict"]] + cell(given["why"][language]) if "verdict" in given else "",
    ]
    return f"| {' | '.join(cells)} |"


def _plain(row: Row, words: dict[str, str]) -> str:
    """What ``Template`` prints, if it is not what stands to the left."""
    if not row.is_plain:
        return words["none"]
    printed = row.expected("template")
    if printed == row.expected("docxtpl"):
        return words["same"]
    return "←" if printed == row.expected("docgen") else _printed(printed, words)


def _typed(row: Row, words: dict[str, str]) -> Iterator[str]:
    given = row.given
    for name, text in given.get("stories", {}).items():
        yield f"{words[name]}{_code(text)}"
    if "title" in given:
        yield f"{words['title']}{_code(given['title'])}"
    yield from map(_code, given.get("lines", ()))
    yield from (" ┊ ".join(map(_code, cells)) for cells in given.get("rows", ()))
    if "runs" in given:
        yield " + ".join(map(_code, given["runs"]))
    if "picture" in given:
        yield _code(f"[{given['picture']}] picture.png")


def _passed(row: Row) -> str:
    given = row.given
    if "code" in given:
        passed = "<br>".join(map(_code, given["code"].split("\n")))
    else:
        passed = _code(given["context"])
    if "filters" in given:
        passed += f"<br>filters: {_code(given['filters'])}"
    if given.get("autoescape"):
        passed += f"<br>{_code('autoescape=True')}"
    if "plain" in given:
        passed += f"<br>`Template`: {_code(given['plain'])}"
    return passed


def _printed(printed: Any, words: dict[str, str]) -> str:
    if isinstance(printed, dict):
        return f"{words['error']}{_code(printed['error'])}"
    return "<br>".join(_code(line.translate(_SIGNS)) for line in printed if line)


def _code(text: str) -> str:
    """``text`` as code; pictures by their colors, and blanks at the beginning of a line kept."""
    for color in ("red", "green", "blue"):
        text = text.replace(f"[picture {zlib.crc32(picture(color)):08x}]", f"[{color}]")
    indent = re.match(" *", text)
    width = indent.end() if indent else 0
    return coded_cell(f"`{chr(160) * width}{text[width:]}`") if text else ""
