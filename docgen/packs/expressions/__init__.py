"""The expression language of templates, Markdown and pack rules: Jinja in a sandbox."""

from docgen.packs.expressions.evaluate import (
    FAILURES,
    as_text,
    evaluate,
    expand,
    names_in,
    paths_in,
)
from docgen.packs.expressions.missing import Missing, MissingUse, recording_missing
from docgen.packs.expressions.sandbox import Scope, new_environment

__all__ = [
    "FAILURES",
    "Missing",
    "MissingUse",
    "Scope",
    "as_text",
    "evaluate",
    "expand",
    "names_in",
    "new_environment",
    "paths_in",
    "recording_missing",
]
