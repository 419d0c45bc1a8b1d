"""What is told of a line that is not written as YAML wants it."""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

YAML_SYNTAX = problem_code(
    "yaml-syntax",
    en=(
        "this line cannot be read: {text} ({reason})",
        "compare it with the lines above: name, ASCII colon, blank, value; blanks to indent; "
        "quotes and brackets in pairs",
    ),
    zh=(
        "这一行读不懂：{text}（{reason}）",
        "和上面的行比一比：名称、英文冒号、一个空格、值；缩进用空格，引号和括号要成对",
    ),
)
YAML_TAB = problem_code(
    "yaml-tab",
    en=("a tab or a full-width blank indents this line", "indent it with blanks: two a step"),
    zh=("缩进用了 Tab 或全角空格", "改用半角空格缩进，每层两个"),
)
YAML_INDENT = problem_code(
    "yaml-indent",
    en=(
        "the line is not in one column with its group: {text}",
        "{blanks:# blank stands|# blanks stand} before it: {wanted}",
    ),
    zh=("这一行和同组的没有左对齐：{text}", "前面空 {blanks} 格：{wanted}"),
)
YAML_COLON = problem_code(
    "yaml-colon",
    en=("the colon is wrong: {text}", "an ASCII colon and a blank follow the name: {wanted}"),
    zh=("冒号不对：{text}", "名称后面用英文冒号加一个空格：{wanted}"),
)
YAML_NO_COLON = problem_code(
    "yaml-no-colon",
    en=("the colon is missing: {text}", "an ASCII colon and a blank follow the name: {wanted}"),
    zh=("少了冒号：{text}", "名称后面用英文冒号加一个空格：{wanted}"),
)
YAML_DASH = problem_code(
    "yaml-dash",
    en=("the dash of the list is wrong: {text}", "type an ASCII dash and a blank: {wanted}"),
    zh=("列表的横线不对：{text}", "用英文的 - 加一个空格：{wanted}"),
)
YAML_BRACKETS = problem_code(
    "yaml-brackets",
    en=(
        "the group in braces is not written as it must be: {text}",
        "ASCII braces, commas and colons, a blank behind each: {wanted}",
    ),
    zh=("花括号里的写法不对：{text}", "括号、逗号、冒号都用英文的，后面空一格：{wanted}"),
)
YAML_REMARK = problem_code(
    "yaml-remark",
    en=("a remark begins with another sign than #: {text}", "put # in front of it: {wanted}"),
    zh=("说明前面的符号不对：{text}", "说明以 # 开头：{wanted}"),
)
YAML_QUOTES = problem_code(
    "yaml-quotes",
    en=("a quote has no other half: {text}", "write it so: {wanted}"),
    zh=("引号没有配对：{text}", "写成：{wanted}"),
)
YAML_UNQUOTED = problem_code(
    "yaml-unquoted",
    en=("the text has a sign that is none of the text here: {text}", "write it so: {wanted}"),
    zh=("这段文字里有特殊符号，读不出来：{text}", "写成：{wanted}"),
)
YAML_BLOCK = problem_code(
    "yaml-block",
    en=(
        "{lines:# line|# lines} of text would run into one: {text}",
        "put |- behind the colon, and the text below, two blanks in: {wanted}",
    ),
    zh=(
        "{lines} 行文字会连成一段：{text}",
        "冒号后面写 |-，文字从下一行起，缩进两格：{wanted}",
    ),
)

LINE_CODES = (
    YAML_SYNTAX,
    YAML_TAB,
    YAML_INDENT,
    YAML_COLON,
    YAML_NO_COLON,
    YAML_DASH,
    YAML_BRACKETS,
    YAML_REMARK,
    YAML_QUOTES,
    YAML_UNQUOTED,
    YAML_BLOCK,
)
"""All of them."""
