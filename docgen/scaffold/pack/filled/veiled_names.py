"""Names of persons of which only the family name is told, as published forms have them.

陆某某      a person, though a blank form has 某某 in place of words to come, as in 某某局
"""

from __future__ import annotations

import re

from docgen.scaffold.pack.lines.form_line import Gap

_NO_FAMILY = "某各由在与和及为向对到的把被将经于省市县区镇乡村"
"""What stands before 某某 in place of other words."""

_OTHER_WORDS = r"单位|部门|项目|公司|学校|年|[省市县区镇乡局委办科处厅]"
_FAMILY = rf"(?![{_NO_FAMILY}])[\u4e00-\u9fff]"
_VEILED = re.compile(rf"{_FAMILY}[\u4e00-\u9fff]?(?<!某)某{{1,2}}[甲乙丙丁A-Z\d]?")
_BEFORE, _BEHIND = re.compile(rf"{_FAMILY}$"), re.compile(_OTHER_WORDS)


def is_veiled(text: str) -> bool:
    """Whether a text is the name of a person, the given name veiled."""
    return _VEILED.fullmatch(text) is not None


def veils_name(gap: Gap, text: str) -> bool:
    """Whether what looks like a blank in ``text`` veils the given name of a person."""
    return (
        gap.stands_in
        and text[gap.start : gap.end] == "某某"
        and _BEFORE.search(text[: gap.start]) is not None
        and _BEHIND.match(text, gap.end) is None
    )
