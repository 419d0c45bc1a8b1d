"""Names over all forms of a pack: the unit's own, those of each project, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docx.document import Document

from docgen.checking.todo_lists import ABOUT_FILES
from docgen.content.unit import PACK_KEY
from docgen.scaffold.pack.body_text import COVER, SIGN_OFF
from docgen.scaffold.pack.chapters import NARRATIVE
from docgen.scaffold.pack.form_fields import ASKED, UNIT, YEAR, Block, Field, FormFields, Path
from docgen.scaffold.pack.naming import name_of
from docgen.scaffold.pack.tag_placement import PROJECTS

_UNIT_NAME = re.compile(
    r"(?:部门（单位）|部门|单位)名称$|^(?:填报|申报|承诺|预算|报告|编制|采购)?(?:单位|部门)$"
)
_DEEP = 3
"""Keys of a field that is too far inside a form to be the unit's name."""

_COMMON = (COVER, SIGN_OFF)
"""Groups that all forms of a pack share."""

_FOLDERS = (f"{PROJECTS}[]", NARRATIVE)
"""What is no field of a form but a folder of the content."""


@dataclass(frozen=True)
class Form:
    """A blank form of a pack.

    Attributes:
        file: the part's file name.
        document: the form.
        title: what it calls itself.
        found: what it has to be filled in with.
    """

    file: str
    document: Document
    title: str
    found: FormFields


class _Names:
    """The paths that fields have; none goes on from another."""

    def __init__(self) -> None:
        self._fields: dict[Path, str] = {}
        self._groups: dict[Path, str] = {}

    def free(self, path: Path, form: Form) -> Path:
        """``path``, or one like it: in the form's own group if another form has it, or numbered."""
        while clash := self._clash(path):
            at, file = clash
            elsewhere = file not in ("", form.file) and path[0] != name_of(form.title)
            if elsewhere and form.title and path[0] not in _FOLDERS:
                path = (name_of(form.title), *path)
            else:
                path = _numbered(path, at)
        self.take(path, form.file)
        return path

    def take(self, path: Path, file: str = "") -> None:
        """Notes that there is such a field; without ``file`` it is of no form."""
        plain = _plain(path)
        self._fields[plain] = file
        for length in range(1, len(plain)):
            self._groups.setdefault(plain[:length], file)

    def _clash(self, path: Path) -> tuple[int, str] | None:
        """The key at which ``path`` meets another field, and the form of that."""
        plain = _plain(path)
        for length in range(1, len(plain) + 1):
            if plain[:length] in self._fields:
                return length - 1, self._fields[plain[:length]]
        return (len(plain) - 1, self._groups[plain]) if plain in self._groups else None


def unit_path(forms: Iterable[Form]) -> Path:
    """The field with the unit's name; :data:`UNIT` if no form asks for it.

    It stands by itself: 单位 over a column of a table is somebody else's.
    """
    fields = [one for form in forms if not form.found.repeats for one in form.found.fields]
    paths = [one.path for one in fields if one.kind == "text" and not one.headed]
    named = [path for path in paths if _UNIT_NAME.search(path[-1])]
    ranked = sorted((one for one in named if len(one) < _DEEP), key=lambda one: one[0] != COVER)
    return _at_top(ranked[0]) if ranked else UNIT


def resolve(forms: list[Form]) -> list[Form]:
    """The forms with the final path of each field."""
    unit, names = unit_path(forms), _Names()
    for path in ((YEAR,), (PACK_KEY,), *((key,) for key in ABOUT_FILES), unit):
        names.take(path)
    return [_resolved(form, unit, names) for form in forms]


def _resolved(form: Form, unit: Path, names: _Names) -> Form:
    found = form.found
    resolved = FormFields(chapters=found.chapters, repeats=found.repeats, hints=found.hints,
                     doubts=list(found.doubts))  # fmt: skip
    own = _Names()  # what all forms share is told apart within each of them only
    known: dict[object, Path] = {}
    for field in found.fields:
        wanted = unit if field.path == ASKED else _wanted(field, found.repeats)
        asks = _asks_for_unit(field, wanted, unit)
        cell = (wanted, field.spot.paragraph.getparent())
        if field.kind == "year":
            path = wanted
        elif field.path == ASKED:
            path = unit
        elif asks and unit not in known:
            known[unit] = path = unit
        elif field.kind == "ticks" and cell in known:
            path = known[cell]
        else:
            path = (own if wanted[0] in _COMMON else names).free(wanted, form)
            known[cell] = path
            if path != wanted:
                words = {"field": ".".join(wanted), "name": ".".join(path)}
                resolved.doubt("draft-same-name", field.spot.paragraph, **words)
        resolved.fields.append(replace(field, path=path))
    for block in found.blocks:
        path = names.free(_at_top((*_prefix(found.repeats), *block.path)), form)
        resolved.blocks.append(replace(block, path=path))
    return replace(form, found=resolved)


def _wanted(field: Field, repeats: str) -> Path:
    """The path that a field would have if it were the only one of its name."""
    common = field.path[0] in _COMMON or field.kind == "year"
    return _at_top((*(() if common else _prefix(repeats)), *field.path))


def _asks_for_unit(field: Field, wanted: Path, unit: Path) -> bool:
    """Whether a field is the unit's name; 市级预算部门（单位）名称 is."""
    alike = len(field.path) == 1 and not field.headed and field.path[-1].endswith(unit[-1])
    return wanted == unit or alike


def _prefix(repeats: str) -> Path:
    return (f"{repeats}[]",) if repeats else ()


def _at_top(path: Path) -> Path:
    """The path with a first key that can be a name of its own."""
    first = path[0]
    if first in _FOLDERS:
        return path
    ending = "[]" if first.endswith("[]") else ""
    return (f"{name_of(first.removesuffix('[]'))}{ending}", *path[1:])


def _numbered(path: Path, at: int) -> Path:
    """The path with the next number behind one of its keys."""
    key, ending = path[at].removesuffix("[]"), "[]" if path[at].endswith("[]") else ""
    stem = key.rstrip("0123456789")
    number = int(key[len(stem) :] or 1) + 1
    return (*path[:at], f"{stem}{number}{ending}", *path[at + 1 :])


def _plain(path: Path) -> Path:
    return tuple(one.removesuffix("[]") for one in path)


def blocks_of(forms: Iterable[Form]) -> Iterator[Block]:
    """Every block of the forms."""
    return (block for form in forms for block in form.found.blocks)


def fields_of(forms: Iterable[Form]) -> Iterator[Field]:
    """Every field of the forms outside of blocks, the years left out."""
    return (one for form in forms for one in form.found.fields if one.kind != "year")
