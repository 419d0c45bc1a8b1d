"""Files and folders that are named or placed otherwise than docgen looks for them."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx

from tests.clerk_mistakes.mistake import BASES, FileMistake


def _read(path: str, base: str = "school") -> bytes:
    return (BASES[base] / path).read_bytes()


def _renamed(old: str, new: str, base: str = "school") -> Mapping[str, bytes | None]:
    """A file that lies there under another name."""
    return {old: None, new: _read(old, base)}


def _word_file(text: str) -> bytes:
    """A Word file of one paragraph."""
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


_PICTURE_LINE = b"](../images/corridor.png "

MISTAKES = [
    FileMistake(
        name="name-yaml-txt",
        why="Notepad adds .txt to the name, and Windows does not show it.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed=_renamed("facts.yaml", "facts.yaml.txt"),
    ),
    FileMistake(
        name="name-yml",
        why="She names the file as an example on the web does.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed=_renamed("附件2-整体支出自评.yaml", "department.yml"),
    ),
    FileMistake(
        name="name-full-width-point",
        why="She types the name with the Chinese input method, and its point is 。",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed=_renamed("附件1-基础数据.yaml", "base-data。yaml"),
    ),
    FileMistake(
        name="name-capital-ending",
        why="The scanner's program writes endings in capitals, and she follows it.",
        base="museum",
        one_answer=True,
        silent_ok=True,
        typed=_renamed("projects/mobile-museum.yaml", "projects/mobile-museum.YAML", "museum"),
    ),
    FileMistake(
        name="name-chapter-as-word-file",
        why="She writes the chapter in Word and saves it in the folder in place of the .md.",
        base="school",
        one_answer=False,
        typed={
            "narrative/7-存在的问题及原因分析.md": None,
            "narrative/7-存在的问题及原因分析.docx": _word_file("一是预算编制不够细。"),
        },
    ),
    FileMistake(
        name="name-word-draft-beside",
        why="She keeps the draft that went round the office beside the chapters.",
        base="school",
        one_answer=True,
        typed={"narrative/存在问题（讨论稿）.docx": _word_file("一是预算编制不够细。")},
    ),
    FileMistake(
        name="name-chapter-in-chinese",
        why="She gives the chapter the name that it has in the report.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed=_renamed("narrative/7-存在的问题及原因分析.md", "narrative/存在的问题.md"),
    ),
    FileMistake(
        name="name-chapter-full-width-number",
        why="The number in front is full-width.",
        one_answer=True,
        silent_ok=True,
        typed=_renamed("narrative/8-下一步改进措施.md", "narrative/８-improvements.md", "sample"),
    ),
    FileMistake(
        name="name-chapter-with-blank",
        why="She puts a blank where the hyphen stood.",
        one_answer=True,
        silent_ok=True,
        typed=_renamed(
            "narrative/3-政府性基金预算支出情况.md", "narrative/3 government-funds.md", "sample"
        ),
    ),
    FileMistake(
        name="name-chapter-as-txt",
        why="She saves the chapter as a text file.",
        one_answer=True,
        silent_ok=True,
        typed=_renamed(
            "narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md",
            "narrative/9-部门整体支出绩效自评结果拟应用和公开情况.txt",
            "sample",
        ),
    ),
    FileMistake(
        name="name-chapter-copy",
        why="She copies a chapter before she changes it, and Windows names the copy.",
        one_answer=True,
        typed={
            "narrative/7-存在的问题及原因分析 - 副本.md": _read(
                "narrative/7-存在的问题及原因分析.md", "sample"
            )
        },
    ),
    FileMistake(
        name="name-yaml-copy",
        why="She downloads the file once more, and the browser numbers it.",
        base="school",
        one_answer=True,
        typed={"facts (1).yaml": _read("facts.yaml")},
    ),
    FileMistake(
        name="name-project-in-the-wrong-folder",
        why="She lays the file of a project beside the others of the unit.",
        base="school",
        one_answer=True,
        typed=_renamed("projects/teacher-training.yaml", "teacher-training.yaml"),
    ),
    FileMistake(
        name="name-projects-in-chinese",
        why="She gives the folder of the projects a Chinese name.",
        base="museum",
        one_answer=True,
        silent_ok=True,
        typed={
            **_renamed("projects/exhibition-hall.yaml", "项目/exhibition-hall.yaml", "museum"),
            **_renamed("projects/mobile-museum.yaml", "项目/mobile-museum.yaml", "museum"),
        },
    ),
    FileMistake(
        name="name-two-projects-in-one-file",
        why="She types the second project below the first, in one file.",
        base="school",
        one_answer=True,
        typed={
            "projects/teacher-training.yaml": None,
            "projects/campus-safety.yaml": _read("projects/campus-safety.yaml")
            + b"\n"
            + _read("projects/teacher-training.yaml"),
        },
    ),
    FileMistake(
        name="name-project-as-sheet",
        why="She fills the project in in Excel and lays the sheet there.",
        base="school",
        one_answer=False,
        typed={
            "projects/teacher-training.yaml": None,
            "projects/教师培训专项.xlsx": b"PK\x03\x04 a sheet",
        },
    ),
    FileMistake(
        name="name-picture-with-blank",
        why="The picture's name has a blank, which ends the path in Markdown.",
        base="school",
        one_answer=True,
        silent_ok=True,
        sound={
            **_renamed("images/corridor.png", "images/风雨连廊.png"),
            "narrative/6-资金使用及绩效情况.md": _read("narrative/6-资金使用及绩效情况.md").replace(
                _PICTURE_LINE, "](../images/风雨连廊.png ".encode()
            ),
        },
        typed={
            **_renamed("images/corridor.png", "images/风雨 连廊.png"),
            "narrative/6-资金使用及绩效情况.md": _read("narrative/6-资金使用及绩效情况.md").replace(
                _PICTURE_LINE, "](../images/风雨 连廊.png ".encode()
            ),
        },
    ),
    FileMistake(
        name="name-picture-of-phone",
        why="Her telephone saves pictures in a format of its own under the name of a .png.",
        base="school",
        one_answer=False,
        typed={"images/corridor.png": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"},
    ),
    FileMistake(
        name="name-files-of-the-system",
        why="Word and Windows leave files of their own in the folder.",
        base="school",
        one_answer=True,
        silent_ok=True,
        typed={"Thumbs.db": b"\xd0\xcf\x11\xe0", "narrative/~$存在问题.docx": b"\x02wang"},
    ),
    FileMistake(
        name="name-empty-chapter",
        why="She makes the chapter's file and forgets to save what she wrote.",
        one_answer=False,
        typed={"narrative/9-部门整体支出绩效自评结果拟应用和公开情况.md": b""},
    ),
    FileMistake(
        name="name-edition-with-word",
        why="She names the year's folder as one says it.",
        base="school",
        one_answer=True,
        silent_ok=True,
        folder="2023年/qingxi-school",
    ),
    FileMistake(
        name="name-edition-full-width",
        why="The year's folder has full-width digits.",
        base="museum",
        one_answer=True,
        silent_ok=True,
        folder="２０２３/science-museum",
    ),
    FileMistake(
        name="name-folder-in-folder",
        why="She unpacks the unit's archive into a folder of the same name.",
        base="school",
        one_answer=True,
        silent_ok=True,
        folder="2023/qingxi-school/qingxi-school",
    ),
    FileMistake(
        name="name-unit-of-blanks",
        why="Her finger was on the blank when Windows asked for the folder's name.",
        one_answer=True,
        folder="2023/\u3000\u3000",
    ),
]
