"""Names over all forms of a pack: the unit's own, those of each project, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docx.document import Document

from docgen.drafting.chapters import NARRATIVE
from docgen.drafting.fields import UNIT, YEAR, Block, Field, Found, Path
from docgen.drafting.naming import name_of
from docgen.drafting.placing import PROJECTS
from docgen.drafting.running import COVER, SIGN_OFF

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
    found: Found


def unit_path(forms: Iterable[Form]) -> Path:
    """The field with the unit's name; :data:`UNIT` if no form asks for it."""
    paths = [path for form in forms if not form.found.repeats for path in form.found.paths()]
    named = [
        path for path in paths if path != UNIT and _UNIT_NAME.search(path[-1]) and len(path) < 3
    ]
    ranked = sorted((one for one in named if len(one) < _DEEP), key=lambda one: one[0] != COVER)
    return ranked[0] if ranked else UNIT


def resolve(forms: list[Form]) -> list[Form]:
    """The forms with the final path of each field."""
    unit = _at_top(unit_path(forms))
    taken: dict[Path, str] = {}
    return [_resolved(form, unit, taken) for form in forms]


def _resolved(form: Form, unit: Path, taken: dict[Path, str]) -> Form:
    found = form.found
    resolved = Found(chapters=found.chapters, repeats=found.repeats, doubts=list(found.doubts))
    own: dict[Path, str] = {}
    boxes: dict[tuple[Path, object], Path] = {}
    for field in found.fields:
        if field.kind == "year":
            resolved.fields.append(field)
            continue
        path = _wanted(field, found.repeats, unit)
        cell = (path, field.spot.paragraph.getparent())
        if field.kind == "ticks" and cell in boxes:
            named = boxes[cell]
        elif path == unit:
            named = path
        else:
            # What all forms share is told apart within each of them only.
            named = _free(path, form, own if path[0] in _COMMON else taken)
        if field.kind == "ticks":
            boxes[cell] = named
        if named != path and cell not in boxes:
            words = {"field": ".".join(path), "name": ".".join(named)}
            resolved.doubt("draft-same-name", field.spot.paragraph, **words)
        resolved.fields.append(replace(field, path=named))
    for block in found.blocks:
        path = _free(_at_top((*_prefix(found.repeats), *block.path)), form, taken)
        resolved.blocks.append(replace(block, path=path))
    return replace(form, found=resolved)


def _wanted(field: Field, repeats: str, unit: Path) -> Path:
    """The path that a field would have if it were the only one of its name."""
    prefix = () if field.path[0] in _COMMON else _prefix(repeats)
    return _shared(field.path, unit) or _at_top((*prefix, *field.path))


def _prefix(repeats: str) -> Path:
    return (f"{repeats}[]",) if repeats else ()


def _shared(path: Path, unit: Path) -> Path | None:
    """The unit's path for whatever asks for its name; 市级预算部门（单位）名称 does as well."""
    asks = path == UNIT or (len(path) == 1 and path[-1].endswith(unit[-1]))
    return unit if asks or path == unit else None


def _at_top(path: Path) -> Path:
    """The path with a first key that can be a name of its own."""
    first = path[0]
    if first in _FOLDERS:
        return path
    ending = "[]" if first.endswith("[]") else ""
    return (f"{name_of(first.removesuffix('[]'))}{ending}", *path[1:])


def _free(path: Path, form: Form, taken: dict[Path, str]) -> Path:
    """The path, or one like it that no other field has: in the form's own group, or numbered."""
    while other := next((one for one in taken if _meet(path, one)), None):
        elsewhere = taken[other] != form.file and path[0] != name_of(form.title)
        if elsewhere and form.title and path[0] not in _FOLDERS:
            path = (name_of(form.title), *path)
        else:
            path = _numbered(path, min(len(path), len(other)) - 1)
    taken[path] = form.file
    return path


def _numbered(path: Path, at: int) -> Path:
    """The path with the next number behind one of its keys."""
    key, ending = path[at].removesuffix("[]"), "[]" if path[at].endswith("[]") else ""
    stem = key.rstrip("0123456789")
    number = int(key[len(stem) :] or 1) + 1
    return (*path[:at], f"{stem}{number}{ending}", *path[at + 1 :])


def _meet(path: Path, other: Path) -> bool:
    """Whether two paths are one, or one goes on from the other."""
    length = min(len(path), len(other))
    return _plain(path)[:length] == _plain(other)[:length]


def _plain(path: Path) -> Path:
    return tuple(one.removesuffix("[]") for one in path)


def blocks_of(forms: Iterable[Form]) -> Iterator[Block]:
    """Every block of the forms."""
    return (block for form in forms for block in form.found.blocks)


def fields_of(forms: Iterable[Form]) -> Iterator[Field]:
    """Every field of the forms outside of blocks, the years left out."""
    return (one for form in forms for one in form.found.fields if one.path != (YEAR,))
