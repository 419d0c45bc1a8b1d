"""The names of objects in the Word file, in Chinese and English: ``〔脚注：以批复为准〕``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.roundtrip.comparing.inline_diff import SignNames
from docgen.roundtrip.reading.docx_model import DocxObject

_MAX_WORDS = 30


def sign_names(language: Language) -> SignNames:
    """The names of objects, page breaks and blanks."""
    texts = phrases(language)
    wide, space, tab = (f"〔{texts[f'blank-{name}']}〕" for name in ("wide", "space", "tab"))
    page = f"〔{texts['object-break']}〕"
    return SignNames(partial(_object_name, texts=texts), page, (wide, space, tab))


def _object_name(found: DocxObject, *, texts: Mapping[str, str]) -> str:
    name = texts[f"object-{found.kind}"].format(detail=found.detail)
    words = " ".join(found.words.split())
    if not words:
        return f"〔{name}〕"
    shown = words if len(words) <= _MAX_WORDS else f"{words[:_MAX_WORDS]}…"
    return f"〔{texts['object-shows'].format(name=name, words=shown)}〕"
