"""``{{ expression }}``: an expression as it stands in a text."""

from __future__ import annotations

import re
from typing import Final

IN_BRACES: Final = re.compile(r"\{\{(?P<expression>(?:[^{}]|\{(?!\{)|\}(?!\}))*+)\}\}")
"""An expression in its braces, blanks included. The search takes time linear in the text."""


def in_braces(expression: str) -> str:
    """The expression in its braces, as it is typed."""
    return f"{{{{ {expression} }}}}"
