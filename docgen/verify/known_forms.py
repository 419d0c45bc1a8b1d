"""The styles of documents of one form, and what departs in them, worked out once for all of them.

An edition has one form for many units: their files of styles and numberings are the same bytes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.document import Document

from docgen.verify.style_rule import Departures
from docgen.word.package_file import WordPackage
from docgen.word.style_cascade import Cascade

_STYLES = ("word/styles.xml", "word/numbering.xml", "word/theme/theme1.xml")
_KEPT = 8
"""Forms that are remembered: an edition has one or two, and the office's copies differ."""


@dataclass(frozen=True)
class KnownForm:
    """The styles of a form, and the departures of texts that look alike in its documents."""

    cascade: Cascade
    departures: Departures = field(default_factory=Departures)


class KnownForms:
    """The forms of the documents that were measured last."""

    def __init__(self) -> None:
        self._forms = OrderedDict[tuple[bytes | None, ...], KnownForm]()

    def __reduce__(self) -> tuple[type[KnownForms], tuple[()]]:
        """A worker that is sent it begins with none: elements cannot be sent."""
        return KnownForms, ()

    def of(self, package: WordPackage, document: Callable[[], Document]) -> KnownForm:
        """The form of a Word file; ``document`` opens it, if it has to be read."""
        key = tuple(package.entries.get(name) for name in _STYLES)
        if key not in self._forms:
            self._forms[key] = KnownForm(Cascade(document()))
        self._forms.move_to_end(key)
        while len(self._forms) > _KEPT:
            self._forms.popitem(last=False)
        return self._forms[key]
