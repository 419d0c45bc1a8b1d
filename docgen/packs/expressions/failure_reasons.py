"""Why a tag or an expression cannot be compiled or worked out, in words that a clerk can act on.

Jinja and Python say it in English, for programmers. What they say most often has a sentence here in
both languages; of all else their own is told.
"""

from __future__ import annotations

import re

_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"unexpected char '(.)'",
        "「{0}」 cannot stand in a name; leave it out, in the data as well",
        "名称里不能有「{0}」，去掉它（表头里的符号在标签里不写）",
    ),
    (
        r"Unexpected end of template.* closed is '(\w+)'",
        "{{% {0} %}} has no {{% end{0} %}}",
        "{{% {0} %}} 没有对应的 {{% end{0} %}}",
    ),
    (r"Encountered unknown tag '(.+?)'", "no tag is called 「{0}」", "没有叫「{0}」的标签"),
    (r"No filter named '(.+?)'", "no filter is called 「{0}」", "没有叫「{0}」的过滤器"),
    (r"No test named '(.+?)'", "no test is called 「{0}」", "没有叫「{0}」的判断"),
    (
        r"Expected an expression, got 'end of",
        "nothing stands between the braces",
        "花括号里没有内容，或没有写完",
    ),
    (
        r"expected token '.+', got '(.+)'$",
        "「{0}」 is not expected where it stands; perhaps a sign before it is missing",
        "「{0}」不该在这里，前面可能少了符号",
    ),
    (
        r"^unexpected '(.+)'$",
        "「{0}」 has no partner before it; perhaps a bracket is missing or one too many",
        "「{0}」没有和它成对的，可能漏了或多了一个括号",
    ),
    (
        r"can only concatenate str|unsupported operand .*'(?:str|Text)'|must be str, not",
        "a text cannot be calculated with; a number is missing",
        "文字不能参加计算，这里要数字",
    ),
    (
        r"must be real number, not|%d format|unsupported operand .*'NoneType'",
        "a number is missing: the value is blank, or a text",
        "这里要数字，而值是空的或是文字",
    ),
    (
        r"not iterable",
        "a single value is no list, and no loop goes over it",
        "单个值不是列表，不能循环",
    ),
    (r"division by zero|DivisionByZero", "the divisor is 0", "除数是 0"),
    (r"maximum recursion depth", "a macro calls itself without end", "宏反复调用自己，没有尽头"),
    (r"Range too big", "the range is longer than 100,000", "range 超过 100,000"),
    (
        r"ChartRequest: no single value|a chart is drawn by",
        "a chart is drawn by the tag in its alternative text, and not in a line of text",
        "图表的标签写在图表的可选文字里，不写在正文里",
    ),
    (r"a list is no single value", "a list is no single value; loop over it", "这是列表，要用循环"),
    (
        r"a group of fields is no single value",
        "a group is no single value; write which of its fields",
        "这是一组字段，写出要其中哪一个",
    ),
)


def reason_words(reason: object) -> dict[str, str]:
    """The words ``reason``, ``reason_en`` and ``reason_zh`` of a problem."""
    said = getattr(reason, "message", None) or str(reason) or type(reason).__name__
    for pattern, english, chinese in _REASONS:
        if match := re.search(pattern, said):
            found = match.groups()
            return {
                "reason": said,
                "reason_en": english.format(*found),
                "reason_zh": chinese.format(*found),
            }
    return {"reason": said}
