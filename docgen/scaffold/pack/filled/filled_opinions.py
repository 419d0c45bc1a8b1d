"""Finds what somebody wrote above a signature, a seal, or a name with its date.

同意销毁6卷、续存1卷。          the opinion
组长签字：裴清和  2023年5月18日    who signs it, and when
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.scaffold.pack.filled.filled_lines import Written, is_signer
from docgen.scaffold.pack.filled.value_looks import (
    DATE,
    UNIT_BEHIND,
    is_label_word,
    is_note,
    is_person,
)
from docgen.scaffold.pack.lines.form_line import GAP, LABEL, FormLine
from docgen.templates.by_hand import BY_HAND

_OPEN = re.compile(r"_{2,}|[□☐☑☒]|[（(][ \u3000]+[）)]|\S[ \u3000]{2,}[年月元]")
_CONSENT = re.compile(r"(?<![不否])(?:同意|准予)(?![/／或])")
"""What decides, which nobody prints; 情况属实 alone may be the form's."""

_DECLARES = re.compile(r"承诺|保证|声明|请?填[写报]|[注写列]明|签署")
"""What a form prints above a signature; in an opinion it is a doubt."""

_MAY_DECLARE = re.compile(rf"属实|本人|{DATE.pattern}")  # 于 2024年5月6日 销假
"""What stands in printed words above a signature, and in those of who signs."""

_OF_ONE_UNIT = re.compile(r"我[局厂校院馆站所镇乡村县市区店社处队厅委](?![们家])")
"""What who signs calls its own; a form for all says 我单位."""

_BY_ROLE = re.compile(r"[人员长]$")

_NAMED = re.compile(
    rf"(?:^|\n){GAP}*(?P<label>{LABEL})[：:]{GAP}*(?P<name>[\u4e00-\u9fff]{{2,4}})(?={GAP}|\n|$)"
)
_SIGNED = re.compile(
    rf"(?:{BY_HAND.pattern})[）)]?{GAP}*[：:]?{GAP}*(?P<name>[\u4e00-\u9fff]{{2,4}})"
)
_ROLE = re.compile(r"[^\W\d]{2,8}")


def is_signed_off(lines: Sequence[FormLine]) -> bool:
    """Whether an opinion ends in a name behind a label, and its date: 经办人：石开 2022.5.20."""
    dated = any(DATE.search(line.text) for line in lines)
    return dated and any(_named(line.text) for line in lines)


def _named(text: str) -> re.Match[str] | None:
    """The name behind a label that begins a line, if it is a person's."""
    names = _NAMED.finditer(text)
    return next((name for name in names if _is_named(name["label"], name["name"])), None)


def _is_named(label: str, name: str) -> bool:
    """Whether a person is named behind a label, by a rare name too if it asks for nothing else."""
    by_role = _BY_ROLE.search(label) and is_signer(name)
    return is_label_word(label) and bool(is_person(name) or by_role)


def opinion_in(lines: Sequence[FormLine]) -> list[tuple[FormLine, Written]]:
    """What somebody wrote above a signature or a seal, line by line."""
    answered = _is_answered(lines)
    found: list[tuple[FormLine, Written]] = []
    for line in lines:
        signed = BY_HAND.search(line.text)
        named = None if signed else _named(line.text)
        text = line.text[: named.start()] if named else _above(line.text, signed)
        if _is_written(text, line.text, signed, answered=answered):
            start = len(text) - len(text.lstrip())
            sure = _is_sure(text, answered=answered)
            found.append((line, Written(start, len(text.rstrip()), sure=sure)))
        if signed or (named and is_signed_off(lines)):
            return _as_one_text(found)
    return []


def _as_one_text(found: list[tuple[FormLine, Written]]) -> list[tuple[FormLine, Written]]:
    """The lines of an opinion, in which none is a doubt beside one that is certain.

    A line that promises may still be the form's own.
    """
    if not any(written.sure for _, written in found):
        return found
    return [
        (line, replace(written, sure=written.sure or not _DECLARES.search(line.text)))
        for line, written in found
    ]


def _is_answered(lines: Sequence[FormLine]) -> bool:
    """Whether somebody signed or dated a cell, so that what stands above is most likely theirs."""
    texts = [line.text for line in lines]
    signers = (name["name"] for text in texts for name in _SIGNED.finditer(text))
    return any(map(DATE.search, texts)) or any(map(is_signer, signers))


def _above(text: str, signed: re.Match[str] | None) -> str:
    """What stands before 签字 or 盖章, without who signs and the bracket."""
    if signed is None:
        return text
    above, _, signer = (before := text[: signed.start()]).rpartition("\n")
    role = signer.strip(" \u3000（(")
    kept = above if above.strip() and (not role or _is_role(role, signer)) else before
    return re.split(rf"{GAP}{{3,}}|\u3000{{2,}}", kept)[0]


def _is_role(role: str, before: str) -> bool:
    """Whether a text before 签字 tells who signs: 组长; nothing stands between them."""
    adjoins = before == before.rstrip()
    named = adjoins and _ROLE.fullmatch(role) is not None and not _CONSENT.search(role)
    return is_label_word(role) or named


def _is_written(text: str, line: str, signed: re.Match[str] | None, *, answered: bool) -> bool:
    """Whether a text above a signature may be an opinion."""
    plain = text.strip().rstrip("（(")
    if not re.search(r"[\u4e00-\u9fff]{2}", text) or text.rstrip().endswith(("：", ":")):
        return False
    if _OPEN.search(text if answered else line) or DATE.fullmatch(text.strip()):
        return False
    if signed and not re.search(r"[，。]", text) and _is_role(plain, text):
        return False
    return answered or not is_note(text) or _CONSENT.search(text) is not None


def _is_sure(text: str, *, answered: bool) -> bool:
    """Whether an opinion is certainly no print of the form."""
    if not answered:
        return UNIT_BEHIND.search(text) is None
    if _CONSENT.search(text):
        return True
    doubtful = _MAY_DECLARE.search(text) and not _OF_ONE_UNIT.search(text)
    return not doubtful and not _DECLARES.search(text)
