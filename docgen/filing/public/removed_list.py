"""What a public copy leaves out, by kind and place: a list that repeats no value whole."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from lxml import etree

from docgen.filing.public.private_words import masked
from docgen.word.xml import w

KINDS = {
    "phone": "电话号码 · telephone number",
    "email": "电子邮箱 · e-mail address",
    "identity": "证件号码 · identity number",
    "account": "银行账号 · bank account",
    "name": "签名、经办人等姓名 · name of who signs",
    "listed": "模板包列出的内容 · listed in the pack",
    "signature": "签名图片或签名行 · signature",
    "hidden": "隐藏文字 · hidden text",
    "change": "修订痕迹 · tracked changes",
    "comment": "批注 · comments",
    "field": "域代码 · field code",
    "bookmark": "书签名 · name of a bookmark",
    "file": "文件名或路径 · name or path of a file",
    "link": "链接 · link",
    "part": "文件里的附带内容 · part of the file",
    "metadata": "图片里的拍摄、编辑信息 · metadata of a picture",
    "cropped": "图片裁剪掉的部分仍在文件里，请自行检查 · still there: what is cropped of a picture",
}
"""The kinds of what is taken out, as the list names them."""
VALUES = ("phone", "email", "identity", "account", "name", "listed")
"""Kinds with a value that must not be found in the copy again."""

_HEAD = (
    "# 公开版删去的内容，供本单位核对，不要公开\n"
    "# what the public copy leaves out; for the office alone, not to be published\n"
)
_PARTS = {
    "document": "正文 · body",
    "header": "页眉 · header",
    "footer": "页脚 · footer",
    "footnotes": "脚注 · footnotes",
    "endnotes": "尾注 · endnotes",
    "chart": "图表 · chart",
    "styles": "样式 · styles",
    "numbering": "编号 · numbering",
    "core": "文档属性 · properties",
}


@dataclass(frozen=True)
class Removal:
    """Something that was taken out.

    Attributes:
        kind: one of :data:`KINDS`.
        place: where it stood, for people.
        value: what it was; no list may repeat it whole.
    """

    kind: str
    place: str
    value: str = ""


@dataclass
class Removals:
    """All that was taken out of one file, in the order in which it was found."""

    found: list[Removal] = field(default_factory=list)

    def add(self, kind: str, place: str, value: str = "") -> None:
        """Notes one thing."""
        self.found.append(Removal(kind, place, value))

    @property
    def values(self) -> list[str]:
        """The values that must not be found again, each once."""
        return list(
            dict.fromkeys(removal.value for removal in self.found if removal.kind in VALUES)
        )

    def text(self, file: str) -> str:
        """The list as YAML: of each kind and place how often, and the beginning of the value."""
        rows = dict[tuple[str, str, str], int]()
        for removal in self.found:
            shown = masked(removal.value) if removal.value else ""
            row = KINDS[removal.kind], removal.place, shown
            rows[row] = rows.get(row, 0) + 1
        listed = [_row(*row, count) for row, count in rows.items()]
        data = {"文件": file, "删去": listed}
        return _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)


def _row(kind: str, place: str, shown: str, count: int) -> dict[str, str | int]:
    row: dict[str, str | int] = {"种类": kind, "位置": place}
    if shown:
        row["原样"] = shown
    return row | ({"处数": count} if count > 1 else {})


def part_name(part: str) -> str:
    """A part as a list may name it: a name that somebody gave to a file may be private itself."""
    folder, file = posixpath.split(part)
    if re.fullmatch(r"[A-Za-z]+[0-9]*\.[A-Za-z0-9]+", file):
        return posixpath.join(folder, file)
    return posixpath.join(folder, f"***{posixpath.splitext(file)[1]}")


def place_of(part: str, element: etree._Element) -> str:
    """Where an element of a part stands, for people: a paragraph, or a cell of a table."""
    stem = re.sub(r"\d*\.\w+$", "", posixpath.basename(part))
    return " ".join((_PARTS.get(stem, part_name(posixpath.basename(part))), *_steps(element)))


def _steps(element: etree._Element) -> Iterator[str]:
    cell = next(element.iterancestors(w("tc")), None)
    table = next(element.iterancestors(w("tbl")), None)
    if cell is not None and table is not None:
        row = next(cell.iterancestors(w("tr")))
        number = _number(table, w("tbl"))
        yield f"表 table {number}, 行 row {_number(row, w('tr'), table)}"
        yield f"列 column {_number(cell, w('tc'), row)}"
        return
    paragraph = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
    if paragraph is not None:
        yield f"段 paragraph {_number(paragraph, w('p'))}"


def _number(element: etree._Element, tag: str, above: etree._Element | None = None) -> int:
    """Which of its kind an element is in its part, from 1."""
    root = element.getroottree().getroot() if above is None else above
    return next((n for n, found in enumerate(root.iter(tag), 1) if found is element), 0)
