"""What is told of a step that raised an exception nobody expected, or took too long."""

from __future__ import annotations

import traceback
from pathlib import Path

from docgen.diagnostics import Place, Problem, error
from docgen.diagnostics.codes import problem_code
from docgen.runs import UNIT_SECONDS

DOCGEN_FAILED = problem_code(
    "docgen-failed",
    en=(
        "docgen failed: {reason} ({where})",
        "send this and the content files to docgen's keepers; other units are not affected",
    ),
    zh=(
        "程序出错：{reason}（{where}）",
        "请把这一条和内容文件发给 docgen 的维护者；其他单位不受影响",
    ),
)
UNIT_TIMEOUT = problem_code(
    "unit-timeout",
    en=(
        "{step} it took more than {seconds:# second|# seconds}, and was stopped",
        "look for a very long paragraph or table in it, or send it to docgen's keepers; others are "
        "not affected",
    ),
    zh=(
        "{step}超过 {seconds} 秒，已停下",
        "看看里面有没有特别长的段落或表格；找不到原因的，发给 docgen 的维护者；其他的不受影响",
    ),
)


def failure(place: Place, step: str, reason: Exception) -> Problem:
    """The problem of a ``step`` that took too long, or raised an exception nobody expected.

    The latter names file and line of the code. Steps are ``build``, ``write``, ``verify``, ``fix``
    and ``review``.
    """
    if isinstance(reason, TimeoutError):
        return error(UNIT_TIMEOUT, place, step=step, seconds=UNIT_SECONDS)
    frames = traceback.extract_tb(reason.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "—"
    message = f"{type(reason).__name__}: {reason}"[:200]
    return error(DOCGEN_FAILED, place, reason=message, where=where)
