"""Unique paths for the fields of all forms of a pack, and the field with the unit's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docx.document import Document

from docgen.checking.todo_lists import ABOUT_FILES
from docgen.content.formats import CONTENT_FORMAT
from docgen.content.unit import PACK_KEY
from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.body.body_text import COVER, SIGN_OFF, SLIP
from docgen.scaffold.pack.body.chapters import NARRATIVE
from docgen.scaffold.pack.form_fields import (
    UNIT,
    UNNAMED_UNIT,
    YEAR,
    Block,
    Field,
    FormFields,
    Path,
)
from docgen.scaffold.pack.naming import asks_for_unit, name_of
from docgen.scaffold.pack.writing.tag_placement import PROJECTS
from docgen.word.xml import w

DRAFT_SAME_NAME = problem_code(
    "draft-same-name",
    en=(
        "there are two 「{field}」; this one is called 「{name}」 ({template})",
        "if they are the same, give both one name in the template, and delete the other in "
        "schema.json",
    ),
    zh=(
        "「{field}」有两处，这一处叫「{name}」（{template}）",
        "本是同一项的，在模板里改成同一个名称，并从 schema.json 删去多余的",
    ),
)

_ENDINGS = ("单位", "部门")
"""Names of the unit that those of other units end in: 举办单位."""

_DEEP = 3
"""A path with so many keys is too deep inside a form to be the unit's name."""

_COMMON = (COVER, SIGN_OFF)
"""Groups that all forms of a pack share."""

_FOLDERS = (f"{PROJECTS}[]", NARRATIVE)
"""Top-level keys that are folders of the content, not fields of a form."""


@dataclass(frozen=True)
class Form:
    """A blank form of a pack.

    Attributes:
        file: the part's file name.
        document: the form.
        title: the title that it prints.
        form_fields: its fields, blocks and chapters.
        content: the file of a unit that its fields stand in; empty for the first form
            and one of each project.
    """

    file: str
    document: Document
    title: str
    form_fields: FormFields
    content: str = ""


class _PathRegistry:
    """The paths that are in use; none of them is a prefix of another."""

    def __init__(self) -> None:
        self._fields: dict[Path, str] = {}
        self._groups: dict[Path, str] = {}

    def allocate(self, path: Path, form: Form) -> Path:
        """Reserves ``path``, changed if it clashes with another, and returns it.

        A clash with another form puts it into a group named by the form's title; any other clash
        numbers the key at which the paths meet.
        """
        while clash := self._clash(path):
            at, file = clash
            elsewhere = file not in ("", form.file) and path[0] != name_of(form.title)
            if elsewhere and form.title and path[0] not in _FOLDERS:
                path = (name_of(form.title), *path)
            else:
                path = _numbered(path, at)
        self.reserve(path, form.file)
        return path

    def reserve(self, path: Path, file: str = "") -> None:
        """Records that a field has ``path``; without ``file`` it belongs to no form."""
        plain = _plain(path)
        self._fields[plain] = file
        for length in range(1, len(plain)):
            self._groups.setdefault(plain[:length], file)

    def _clash(self, path: Path) -> tuple[int, str] | None:
        """The index of the key at which ``path`` meets another field, and the file of its form."""
        plain = _plain(path)
        for length in range(1, len(plain) + 1):
            if plain[:length] in self._fields:
                return length - 1, self._fields[plain[:length]]
        return (len(plain) - 1, self._groups[plain]) if plain in self._groups else None


def unit_path(forms: Iterable[Form]) -> Path:
    """The path of the field with the unit's name; :data:`UNIT` if no form asks for it.

    A field below a head does not count: a column 单位 is about other units.
    """
    fields = [
        field for form in forms if not form.form_fields.repeats for field in form.form_fields.fields
    ]
    own = (field for field in fields if not field.headed and field.path[0] != SLIP)
    paths = [field.path for field in own if field.kind == "text"]
    unit_names = (path for path in paths if asks_for_unit(path[-1]) and len(path) < _DEEP)
    ranked = sorted(unit_names, key=lambda path: path[0] != COVER)
    return _at_top(ranked[0]) if ranked else UNIT


def resolve(forms: list[Form]) -> list[Form]:
    """The forms, each field and block with its final path."""
    unit, registry = unit_path(forms), _PathRegistry()
    own = (YEAR, PACK_KEY, CONTENT_FORMAT.key, *ABOUT_FILES)
    for path in (*((key,) for key in own), unit):
        registry.reserve(path)
    return [_resolved(form, unit, registry) for form in forms]


def _resolved(form: Form, unit: Path, registry: _PathRegistry) -> Form:
    found = form.form_fields
    resolved = FormFields(
        chapters=found.chapters,
        repeats=found.repeats,
        hints=found.hints,
        gone=found.gone,
        doubts=list(found.doubts),
        continued=found.continued,
    )
    paths = _FormPaths(form, unit, registry, resolved)
    resolved.fields += [replace(field, path=paths.of_field(field)) for field in found.fields]
    for block in found.blocks:
        path = registry.allocate(_at_top((*_prefix(found.repeats), *block.path)), form)
        resolved.blocks.append(replace(block, path=path))
    return replace(form, form_fields=resolved)


class _FormPaths:
    """The final paths of the fields of one form; those that are renamed are doubts of ``resolved``.

    Args:
        form: the form.
        unit: the path of the unit's name.
        registry: the paths of all forms.
        resolved: the form's fields with their final paths.
    """

    def __init__(
        self, form: Form, unit: Path, registry: _PathRegistry, resolved: FormFields
    ) -> None:
        self._form, self._unit, self._resolved = form, unit, resolved
        self._registry = registry
        self._common = _PathRegistry()  # what all forms share is unique within a form only
        self._final: dict[object, Path] = {}

    def of_field(self, field: Field) -> Path:
        """The final path of the next field."""
        if field.path == UNNAMED_UNIT:
            return self._unit
        preferred = _preferred_path(field, self._form.form_fields.repeats)
        if field.kind == "year":
            return preferred
        if _asks_for_unit(field, preferred, self._unit) and self._unit not in self._final:
            self._final[self._unit] = self._unit
            return self._unit
        if field.in_total:
            return (*self._of_total(field, preferred[:-1]), preferred[-1])
        cell = (preferred, field.spot.paragraph.getparent())
        if field.kind != "ticks" or cell not in self._final:
            self._final[cell] = self._of_its_own(field, preferred)
        return self._final[cell]

    def _of_total(self, field: Field, preferred: Path) -> Path:
        """The path of a total row: a formula makes all of it, so nothing else may be in it."""
        row = (preferred, next(field.spot.paragraph.iterancestors(w("tr"))))
        if row not in self._final:
            self._final[row] = self._registry.allocate(preferred, self._form)
        return self._final[row]

    def _of_its_own(self, field: Field, preferred: Path) -> Path:
        registry = self._common if preferred[0] in _COMMON else self._registry
        path = registry.allocate(preferred, self._form)
        if path != preferred:
            words = {"field": ".".join(preferred), "name": ".".join(path)}
            self._resolved.doubt(DRAFT_SAME_NAME, field.spot.paragraph, **words)
        return path


def _preferred_path(field: Field, repeats: str) -> Path:
    """The path of a field if no other has it."""
    common = field.path[0] in _COMMON or field.kind == "year"
    return _at_top((*(() if common else _prefix(repeats)), *field.path))


def _asks_for_unit(field: Field, preferred: Path, unit: Path) -> bool:
    """Whether a field asks for the unit's name, as 市级预算部门（单位）名称 does, 举办单位 not.

    Paragraphs are no name, which files and titles are called by.
    """
    alike = len(field.path) == 1 and not field.headed and field.path[-1].endswith(unit[-1])
    return field.kind == "text" and (preferred == unit or (alike and unit[-1] not in _ENDINGS))


def _prefix(repeats: str) -> Path:
    """The list that a form is repeated for, as the beginning of a path."""
    return (f"{repeats}[]",) if repeats else ()


def _at_top(path: Path) -> Path:
    """The path with a first key that can be a top-level name."""
    first = path[0]
    if first in _FOLDERS:
        return path
    ending = "[]" if first.endswith("[]") else ""
    return (f"{name_of(first.removesuffix('[]'))}{ending}", *path[1:])


def _numbered(path: Path, at: int) -> Path:
    """The path with the next number after the key at index ``at``: 金额, 金额2, 金额3."""
    key, ending = path[at].removesuffix("[]"), "[]" if path[at].endswith("[]") else ""
    stem = key.rstrip("0123456789")
    number = int(key[len(stem) :] or 1) + 1
    return (*path[:at], f"{stem}{number}{ending}", *path[at + 1 :])


def _plain(path: Path) -> Path:
    """The path without the ``[]`` of lists."""
    return tuple(key.removesuffix("[]") for key in path)


def blocks_of(forms: Iterable[Form]) -> Iterator[Block]:
    """Every block of the forms."""
    return (block for form in forms for block in form.form_fields.blocks)


def fields_of(forms: Iterable[Form]) -> Iterator[Field]:
    """Every field of the forms outside blocks, without the years."""
    return (field for form in forms for field in form.form_fields.fields if field.kind != "year")
