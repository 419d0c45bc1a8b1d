"""The problems of a command that is not typed as it has to be; ``{line}`` is what to type."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

UNKNOWN_COMMAND = problem_code(
    "unknown-command",
    en=("there is no command 「{command}」{nearest}", "type {line}{or_line}"),
    zh=("没有命令「{command}」{nearest}", "输入 {line}{or_line}"),
)
NO_COMMAND = problem_code(
    "no-command",
    en=("it is not said what to do with 「{target}」", "type {line}{or_line}"),
    zh=("没有说要拿「{target}」做什么", "输入 {line}{or_line}"),
)
UNKNOWN_OPTION = problem_code(
    "unknown-option",
    en=("there is no option {option}{nearest}", "type {line}"),
    zh=("没有选项 {option}{nearest}", "输入 {line}"),
)
MISPLACED_OPTION = problem_code(
    "misplaced-option",
    en=("the option {option} has another place", "type {line}"),
    zh=("选项 {option} 写错了位置", "输入 {line}"),
)
MISSING_ARGUMENT = problem_code(
    "missing-argument",
    en=("{what} is missing", "type {line}{among}"),
    zh=("没有写{what}", "输入 {line}{among}"),
)
MISSING_VALUE = problem_code(
    "missing-value",
    en=("nothing stands behind {option}", "type {line}{among}"),
    zh=("{option} 后面没有写内容", "输入 {line}{among}"),
)
NEEDLESS_VALUE = problem_code(
    "needless-value",
    en=("nothing belongs behind {option}", "type {line}"),
    zh=("{option} 后面不写内容", "输入 {line}"),
)
BAD_VALUE = problem_code(
    "bad-value",
    en=("{option} cannot be 「{value}」{nearest}", "type {line}{among}"),
    zh=("{option} 不能写「{value}」{nearest}", "输入 {line}{among}"),
)
NO_SUCH_FOLDER = problem_code(
    "no-such-folder",
    en=("there is no folder 「{value}」 for {option}", "type {line}, with a folder that is there"),
    zh=("{option} 后面的文件夹「{value}」不存在", "输入 {line}，写一个有的文件夹"),
)
EXTRA_WORDS = problem_code(
    "extra-words",
    en=("「{words}」 is too much here", "type {line}"),
    zh=("多了「{words}」", "输入 {line}"),
)
BAD_COMMAND_LINE = problem_code(
    "bad-command-line",
    en=("this command cannot be understood", "type {line}, which explains it"),
    zh=("这条命令看不懂", "输入 {line}，看怎样写"),
)
