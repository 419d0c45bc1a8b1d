"""The language that a PDF says it is in, by which a screen reader chooses a voice.

LibreOffice takes for ``/Lang`` what the defaults of a document say of its letters and digits, which
is en-US in any file of a Chinese Word, and marks text in another language piece by piece. In the
copy of a Chinese document the default is Chinese. What else names another language by accident, as
the keyboard that a figure was typed with does, is taken away; a passage with letters keeps its own.
"""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.language import LANG, declare, declared_chinese, is_chinese, is_east_asian
from docgen.word.xml import text_of, w

_MARKUP = re.compile(rb"<[^>]*>")
_LETTER = re.compile("[A-Za-z]")


def prints_chinese(document: bytes) -> bool:
    """Whether the text of ``word/document.xml`` is Chinese."""
    return is_chinese(_MARKUP.sub(b"", document).decode("utf-8", "replace"))


def name_chinese(styles: etree._Element) -> bool:
    """Has ``w:styles`` say that text is Chinese, of the kind that it named; in place."""
    language = declared_chinese(styles)
    for lang in list(styles.iter(LANG)):
        _drop(lang, "val")
        _drop_other(lang)
    declare(styles, language)
    return True


def name_no_other(story: etree._Element) -> bool:
    """Takes away what calls Chinese characters English, or figures alone; in place.

    Returns whether there was any.
    """
    changed = False
    for lang in list(story.iter(LANG)):
        run = next(lang.iterancestors(w("r")), None)
        if run is None or not _LETTER.search(text_of(run)):
            changed |= _drop(lang, "val")
        changed |= _drop_other(lang)
    return changed


def _drop_other(lang: etree._Element) -> bool:
    """Takes away a language of Chinese characters that has none."""
    return not is_east_asian(lang.get(w("eastAsia"), "zh")) and _drop(lang, "eastAsia")


def _drop(lang: etree._Element, name: str) -> bool:
    if lang.get(w(name)) is None:
        return False
    del lang.attrib[w(name)]
    return True
