"""The sentences of the preview that are no problems: why something is refused, or is kept."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.diagnostics.codes import Language
from docgen.messages import half, phrases
from docgen.templates.field_units import RATE_AS_TYPED

_OWN = {403, 404, 409, 413, 503}
"""The answers of HTTP that have a sentence of their own."""


def refusal(status: int, language: Language) -> str:
    """Why a request is refused with this status of HTTP, and what to do."""
    return phrases(language)[f"preview-{status if status in _OWN else 'refused'}"]


def why_kept(kind: str, formula: str, language: Language) -> str:
    """Why what is printed cannot be typed over: it is ``derived``, or the ``form``'s own."""
    name = "formula" if kind == "derived" and formula else kind
    return phrases(language)[f"preview-kept-{name}"].format(formula=formula)


def label_words(kind: str, language: Language, **words: object) -> str:
    """What a place is called that the form has no label for: ``cover``, ``body``, ``row``."""
    return phrases(language)[f"preview-label-{kind}"].format(**words)


def hint_words(lines: Iterable[str], language: Language) -> str:
    """What the content says of what is typed there, in the reader's language if it has both."""
    return "\n".join(half(line, language) for line in lines)


def unit_words(unit: str, language: Language) -> str:
    """In which unit of measure a figure is typed; empty if nothing tells."""
    if unit == RATE_AS_TYPED:
        return phrases(language)["preview-rate"]
    return phrases(language)["preview-unit"].format(unit=unit) if unit else ""
