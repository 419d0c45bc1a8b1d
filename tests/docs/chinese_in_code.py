"""Chinese on an English page stands in code, as what is typed or printed so."""

from __future__ import annotations

import re

_CHINESE = r"[\u2e80-\u2fdf\u3000-\u300b\u300e-\u303f\u3400-\u9fff\uff00-\uffef]"
_SIGN = r"[^\s`“”「」{}(),;]"
_PIECE = (
    rf"“[^“”`]*{_CHINESE}[^“”`]*”"
    rf"|「[^「」`]*{_CHINESE}[^「」`]*」"
    rf"|{_SIGN}*{_CHINESE}(?:{_SIGN}|[ ]+(?={_SIGN}*{_CHINESE}))*"
)
_SPAN = re.compile(rf"(?P<code>`+[^`]+`+)|(?:{_PIECE})+")


def chinese_in_code(text: str) -> str:
    """``text`` with each passage of Chinese, and what is written together with it, as code.

    Quotation marks around such a passage are left out; what is code already stays as it is.
    """
    return _SPAN.sub(_coded, text)


def _coded(span: re.Match[str]) -> str:
    return span[0] if span["code"] else f"`{re.sub('[“”「」]', '', span[0])}`"
