"""The expression language of templates, Markdown and pack rules: Jinja in a sandbox."""

from docgen.packs.expressions.evaluate import (
    FAILURES,
    as_text,
    each_holds,
    evaluate,
    expand,
    holds,
    parsed,
    paths_in,
    paths_in_text,
    printed,
    tree_of,
)
from docgen.packs.expressions.missing import Missing, MissingUse, recording_missing
from docgen.packs.expressions.paths import names_in
from docgen.packs.expressions.refusals import EXPRESSION_REFUSED, RefusalError
from docgen.packs.expressions.sandbox import Scope, new_environment

__all__ = [
    "EXPRESSION_REFUSED",
    "FAILURES",
    "Missing",
    "MissingUse",
    "RefusalError",
    "Scope",
    "as_text",
    "each_holds",
    "evaluate",
    "expand",
    "holds",
    "names_in",
    "new_environment",
    "parsed",
    "paths_in",
    "paths_in_text",
    "printed",
    "recording_missing",
    "tree_of",
]
