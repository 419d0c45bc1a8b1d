"""The pattern of tags in the text of Word files; what they say is for :mod:`docgen.templates`."""

from __future__ import annotations

import re
from typing import Final

DELIMITER: Final = r"\{\{|\{%|\{#|\}\}|%\}|#\}"
"""A pattern for the beginning or the end of a tag."""

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{_[{%]|[%}]_\}", re.DOTALL)
"""A complete tag, or the sign of docxtpl that prints a delimiter: ``{_{`` prints ``{{``."""
