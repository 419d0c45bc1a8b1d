"""The pattern of tags in the text of Word files; what they say is for :mod:`docgen.templates`."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from docgen.word.xml import child_at, w

DELIMITER: Final = r"\{\{|\{%|\{#|\}\}|%\}|#\}"
"""A pattern for the beginning or the end of a tag."""

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{_[{%]|[%}]_\}", re.DOTALL)
"""A complete tag, or the sign of docxtpl that prints a delimiter: ``{_{`` prints ``{{``."""

LITERAL: Final = "<w:noProof/>"
"""The property of a run whose braces were typed to be printed: they are no words, and no tag."""


def is_literal(run: etree._Element) -> bool:
    """Whether the braces of a ``w:r`` are meant."""
    return child_at(run, w("rPr"), w("noProof")) is not None
