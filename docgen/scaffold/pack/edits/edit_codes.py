"""Why a correction of a pack is not made, and what is told of a blank afterwards."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

BAD_FIELD_NAME = problem_code(
    "bad-field-name",
    en=(
        "「{name}」 can be no name of a field",
        "take a short word of the form, without blanks, dots, quotes, brackets or signs",
    ),
    zh=("「{name}」不能作字段名", "用表上的一个短词，不带空格、点、引号、括号和符号"),
)
FIELD_NAME_TAKEN = problem_code(
    "field-name-taken",
    en=(
        "there is a field 「{name}」 in the same group already",
        "take another name; for one value in two places, type the same tag in both in Word",
    ),
    zh=("同一组里已经有字段「{name}」", "换一个名称；同一个值印在两处的，在 Word 里写成同样的标签"),
)
FIELD_IS_FILLED = problem_code(
    "field-is-filled",
    en=(
        "nothing was changed: something is typed into this field in {file}",
        "take it out there first, if it is not needed any more",
    ),
    zh=("没有改动：{file} 里这个字段已经填了内容", "不再需要的，先在那里删去"),
)
ONE_FIELD_OF_MANY = problem_code(
    "one-field-of-many",
    en=(
        "nothing was changed: {path} has to stand in its group",
        "change it in Word and in schema.json",
    ),
    zh=("没有改动：「{path}」在这里改不了", "在 Word 模板和 schema.json 里改"),
)

FIELD_TAKEN_OUT = problem_code(
    "field-taken-out",
    en=(
        "this blank has no field any more",
        "if it is to be filled in, give it a field again",
    ),
    zh=("这处空格已经不是字段", "要填的，再把它设为字段"),
)
PACK_CHANGED = problem_code(
    "pack-changed",
    en=(
        "nothing was changed: the pack is not as the page shows it any more",
        "load the page again, and look at the field again",
    ),
    zh=("没有改动：模板包已经和页面上的不一样了", "重新打开页面，再看一下这个字段"),
)

NO_CHOICE = problem_code(
    "no-choice",
    en=(
        "a choice has two options at least",
        "type them with a bar between them: A|B",
    ),
    zh=("选项至少要有两个", "各项之间用顿号：是、否"),
)
