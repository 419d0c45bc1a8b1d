"""The styles of documents of one form, and what departs in them, worked out once for all of them.

An edition has one form for many units: their files of styles and numberings are the same bytes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from docx.document import Document

from docgen.verify.style_rule import Departures
from docgen.word.package_file import WordPackage
from docgen.word.style_cascade import Cascade

_KINDS = ("/styles", "/numbering", "/theme")
"""What the types of relationships to such files end with; the files may have any names."""
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
        self._forms = OrderedDict[tuple[object, ...], KnownForm]()

    def __reduce__(self) -> tuple[type[KnownForms], tuple[()]]:
        """A worker that is sent it begins with none: elements cannot be sent."""
        return KnownForms, ()

    def of(self, package: WordPackage, document: Document) -> KnownForm:
        """The form of a Word file, which is also open as ``document``."""
        key = _key(package, document)
        if key not in self._forms:
            self._forms[key] = KnownForm(Cascade(document))
        self._forms.move_to_end(key)
        while len(self._forms) > _KEPT:
            self._forms.popitem(last=False)
        return self._forms[key]


def _key(package: WordPackage, document: Document) -> tuple[object, ...]:
    """What the looks of a file depend on: equal if the files of its form are the same bytes."""
    relations = document.part.rels.values()
    names = sorted(
        (relation.reltype, str(relation.target_part.partname).lstrip("/"))
        for relation in relations
        if not relation.is_external and relation.reltype.endswith(_KINDS)
    )
    # A file that is not found under its name is like no other.
    return tuple((kind, package.entries.get(name, document)) for kind, name in names)
