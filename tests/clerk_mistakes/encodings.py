"""Files that programs have saved in their own way."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_LE

from tests.clerk_mistakes.mistake import BASES, FileMistake


def _text(path: str, base: str = "school") -> str:
    return (BASES[base] / path).read_text("utf-8")


_FACTS = _text("facts.yaml")
_IMPROVEMENTS = _text("narrative/8-下一步改进措施.md")
_SHEET = "".join(line.replace(": ", "\t", 1) for line in _FACTS.splitlines(keepends=True))

MISTAKES = [
    FileMistake(
        name="encoding-gbk-yaml",
        why="Notepad of an old Windows saves as ANSI, which is GBK.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed={"facts.yaml": _FACTS.encode("gbk")},
    ),
    FileMistake(
        name="encoding-gb18030-chapter",
        why="WPS saves the chapter as text in the encoding of the system.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed={
            "narrative/7-存在的问题及原因分析.md": _text(
                "narrative/7-存在的问题及原因分析.md"
            ).encode("gb18030")
        },
    ),
    FileMistake(
        name="encoding-bom-yaml",
        why="Notepad puts a mark in front of UTF-8.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed={"report.yaml": BOM_UTF8 + _text("report.yaml").encode()},
    ),
    FileMistake(
        name="encoding-bom-chapter",
        why="The mark in front of UTF-8 stands before the first heading.",
        one_answer=True,
        silent_ok=True,
        typed={
            "narrative/1-部门（单位）基本情况.md": BOM_UTF8
            + _text("narrative/1-部门（单位）基本情况.md", "sample").encode()
        },
    ),
    FileMistake(
        name="encoding-utf-16",
        why="She chooses Unicode in Notepad, which is UTF-16 there.",
        base="museum",
        one_answer=True,
        silent_ok=True,
        typed={
            "projects/mobile-museum.yaml": BOM_UTF16_LE
            + _text("projects/mobile-museum.yaml", "museum").encode("utf-16-le")
        },
    ),
    FileMistake(
        name="encoding-carriage-returns",
        why="An old program of a Mac ends lines by a carriage return only.",
        one_answer=True,
        silent_ok=True,
        typed={
            "附件2-整体支出自评.yaml": _text("附件2-整体支出自评.yaml", "sample")
            .replace("\n", "\r")
            .encode()
        },
    ),
    FileMistake(
        name="encoding-saved-by-excel",
        why="She opens the file in Excel, and saves what Excel has made of it.",
        base="school",
        one_answer=True,
        typed={"facts.yaml": _SHEET.encode("gbk")},
    ),
    FileMistake(
        name="encoding-saved-as-rtf",
        why="WordPad saves the chapter as rich text under the same name.",
        one_answer=False,
        typed={
            "narrative/8-下一步改进措施.md": (
                rb"{\rtf1\ansi\ansicpg936 \'d7\'c5\'c1\'a6\'cc\'e1\'c9\'fd\par}"
            )
        },
    ),
    FileMistake(
        name="encoding-mangled",
        why="A program has read UTF-8 as GBK and saved that; signs are lost.",
        base="school",
        one_answer=False,
        typed={
            "narrative/8-下一步改进措施.md": _text("narrative/8-下一步改进措施.md")
            .encode()
            .decode("gbk", "replace")
            .encode()
        },
    ),
    FileMistake(
        name="encoding-cut-off",
        why="She pulls the stick out while the file is saved, and it ends in a character.",
        base="school",
        one_answer=False,
        typed={
            "narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md": _text(
                "narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md"
            ).encode()[:-20]
        },
    ),
]
