"""The sentences of the preview that are no problems: why something is refused, or is kept."""

from __future__ import annotations

from docgen.diagnostics.codes import Language
from docgen.messages import phrases

_OWN = {403, 404, 409, 413}
"""The answers of HTTP that have a sentence of their own."""


def refusal(status: int, language: Language) -> str:
    """Why a request is refused with this status of HTTP, and what to do."""
    return phrases(language)[f"preview-{status if status in _OWN else 'refused'}"]


def why_kept(kind: str, formula: str, language: Language) -> str:
    """Why what is printed cannot be typed over: it is ``derived``, or the ``form``'s own."""
    name = "formula" if kind == "derived" and formula else kind
    return phrases(language)[f"preview-kept-{name}"].format(formula=formula)
