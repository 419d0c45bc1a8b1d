"""What can be wrong with a workbook that was filled in."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

NOT_MADE_BY_SHEET_OUT = problem_code(
    "not-made-by-sheet-out",
    en=(
        "this workbook has no hidden sheet of docgen's, so nobody knows what its cells are",
        "write a new one with docgen sheet out, copy the figures over, and save it as .xlsx",
    ),
    zh=(
        "这个文件里没有 docgen 的隐藏工作表，认不出哪个格子是什么",
        "用 docgen sheet out 重新导出一份，把数字抄过去，保存为 .xlsx",
    ),
)
SHEET_GONE = problem_code(
    "sheet-gone",
    en=(
        "the sheet 「{name}」 is gone; nothing of it was taken",
        "if that was a mistake, put it back from a copy of the workbook",
    ),
    zh=("工作表「{name}」没有了，里面的内容没有写回", "如果是误删，从备份里把它找回来"),
)
SHEET_RENAMED = problem_code(
    "sheet-renamed",
    en=(
        "this sheet was called 「{name}」; it was taken all the same",
        "nothing needs to be done; leave the names of the sheets as they are",
    ),
    zh=("这个工作表原来叫「{name}」，照样写回了", "不用处理；工作表的名字最好不改"),
)
SHEET_TWICE = problem_code(
    "sheet-twice",
    en=(
        "this sheet is a copy of 「{name}」; nothing of the copy was taken",
        "type the figures into the sheet itself, and delete the copy",
    ),
    zh=("这个工作表是「{name}」的副本，副本里的内容没有写回", "把数字填在原来的工作表里，删去副本"),
)
SHEET_IDS_GONE = problem_code(
    "sheet-ids-gone",
    en=(
        "the hidden first row or column of this sheet is gone; nothing of the sheet was taken",
        "write a new workbook with docgen sheet out, and copy the figures over",
    ),
    zh=(
        "这个工作表隐藏的第一行或第一列没有了，里面的内容没有写回",
        "用 docgen sheet out 重新导出一份，把数字抄过去",
    ),
)
FORM_ROW_GONE = problem_code(
    "form-row-gone",
    en=(
        "a row of the form is gone, with 「{field}」; it stays as it is in the content",
        "rows of the form cannot be deleted: leave their cells blank",
    ),
    zh=(
        "表里少了「{field}」所在的一行，内容里保持不变",
        "表格自己的行不能删，不填就留空",
    ),
)
FORM_ROW_ADDED = problem_code(
    "form-row-added",
    en=(
        "this row is none of the form's and of no list; 「{text}」 was not taken",
        "type it into a cell of the form; rows can only be added to lists",
    ),
    zh=(
        "这一行不是表格的行，也不在清单里，「{text}」没有写回",
        "填在表格的格子里；只有清单可以加行",
    ),
)
LABEL_OVERTYPED = problem_code(
    "label-overtyped",
    en=(
        "the form prints 「{old}」 here; 「{new}」 was typed over it and was not taken",
        "put it back; a text or figure from elsewhere is changed there, in a workbook or in the "
        "content, and the form itself in the pack",
    ),
    zh=(
        "这里表格印的是「{old}」，被改成「{new}」，没有写回",
        "改回来；取自工作簿或别处内容的，在那里改；表格本身有变化的，改模板包",
    ),
)
TOTAL_OVERTYPED = problem_code(
    "total-overtyped",
    en=(
        "a formula stands here; 「{new}」 was typed over it and was not taken",
        "correct the figures it follows from: docgen works it out anew",
    ),
    zh=("这里是公式，被改成「{new}」，没有写回", "改正它相加、相除的数，docgen 会重新推算"),
)
FORMULA_TAKEN = problem_code(
    "formula-taken",
    en=(
        "a formula was typed here; its value {new} was taken, and does not change with the formula",
        "nothing needs to be done if that is meant",
    ),
    zh=("这里填的是公式，写回的是它现在的值 {new}，以后不会跟着变", "本意如此就不用处理"),
)
FIELD_MERGED = problem_code(
    "field-merged",
    en=(
        "this cell was merged with others; 「{field}」 was not taken",
        "unmerge the cells, and type it again",
    ),
    zh=("这个格子和别的格子合并了，「{field}」没有写回", "取消合并，再填一次"),
)
