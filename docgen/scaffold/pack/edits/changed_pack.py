"""A pack with one field corrected: what its files are then. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, template_error
from docgen.diagnostics.codes import Code
from docgen.packs.expressions.paths import access, expression_of
from docgen.packs.pack import Pack, load_pack
from docgen.project import Project
from docgen.scaffold.pack.edits.edit_codes import (
    BAD_FIELD_NAME,
    FIELD_IS_FILLED,
    FIELD_NAME_TAKEN,
    FIELD_TAKEN_OUT,
    NO_CHOICE,
    ONE_FIELD_OF_MANY,
    PACK_CHANGED,
)
from docgen.scaffold.pack.edits.field_chains import (
    NameScope,
    Plain,
    groups_around,
    plain,
    reads,
    renamed,
    steps_in,
)
from docgen.scaffold.pack.edits.listed_rows import list_row, single_row
from docgen.scaffold.pack.edits.pack_text import PackText
from docgen.scaffold.pack.edits.schema_tree import SchemaTree, options_in
from docgen.scaffold.pack.edits.template_part import TagSpot, TemplatePart
from docgen.scaffold.pack.edits.unit_fields import (
    blank_files,
    is_blank,
    renamed_files,
    units_of,
    without_field,
)
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.report.draft_notes import (
    DraftNote,
    notes_file,
    read_notes,
    written_notes,
)
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, Kind
from docgen.templates.lint.placeholder_uses import pack_fields
from docgen.temporary import temporary_folder

_NAME = re.compile(r"(?=.*[^\W\d_])\w[\w（）()、，·/％%+-]*")
"""A name that can be a key of YAML, and stand in an expression, in quotes at least."""
_SHOWN = re.compile(r'\bor "((?:[^"\\]|\\.)*)"')
_BOX = re.compile(r'\| box\("[^"]*"(?:, "([^"]*)")?')


Files: TypeAlias = dict[Path, bytes | None]
"""Files by their paths; ``None`` for one that is not there."""


def bytes_of(path: Path) -> bytes | None:
    """The bytes of a file; ``None`` if it is not there."""
    return path.read_bytes() if path.is_file() else None


class RefusedEditError(Exception):
    """A correction that cannot be made, with the problem that tells why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class ChangedPack:
    """The files of a pack and of its units, with changes.

    Raises :class:`RefusedEditError` if the pack cannot be read.
    """

    def __init__(self, project: Project, name: str) -> None:
        self._project, self.folder = project, project.packs / name
        problems = Problems()
        pack = load_pack(self.folder, project.root, problems)
        if pack is None:
            raise RefusedEditError(next(iter(problems)))
        self._pack: Pack = pack
        fields = pack_fields(pack)
        self._paths = {plain(shape.path): shape.path for shape in fields.all()}
        self._known = frozenset(path for path in self._paths if path)
        self._schema = SchemaTree((self.folder / "schema.json").read_text("utf-8-sig"))
        text = (self.folder / "pack.yaml").read_text("utf-8-sig")
        self._text = PackText(text, self._known)
        self._parts = {
            part.path: TemplatePart(part.path.read_bytes(), self._known, part.loop)
            for part in pack.parts
        }
        self._units: Files = {}
        self._noted = list[DraftNote]()
        self._blank_units = [
            folder
            for folder in units_of(project, name)
            if is_blank(folder, blank_files(pack, folder.parent.name))
        ]

    def rename(self, blank: DraftedBlank, name: str) -> None:
        """Gives the field of a blank another name, wherever it stands."""
        above, _, old = plain(blank.path).rpartition(".")
        if name == old:
            return
        self._check_name(name, above)
        self._in_schema(blank)
        try:
            for group in self._added_up_with(above):
                if (path := f"{group}.{old}".lstrip(".")) in self._known:
                    self._rename(path, name)
        except ValueError:
            raise self._refused(BAD_FIELD_NAME, name=name) from None

    def _rename(self, path: Plain, name: str) -> None:
        for part in self._parts.values():
            part.replace([(tag, _renamed(tag, path, name)) for tag in part.tags()])
        self._text.rename(path, name)
        if self._has_schema(path):
            self._schema.rename(path, name)
        for folder in self._filled_units():
            self._units |= renamed_files(folder, self._paths[path], name)

    def _added_up_with(self, group: Plain) -> list[Plain]:
        """The group, and those that one formula adds up field by field with it: their names agree.

        ``合计: total(财政拨款, 其他资金)``
        """
        sums = list[set[Plain]]()
        for derived in self._pack.derived:
            if "total(" in derived.formula:
                owner = plain(derived.field)
                scope = NameScope(self._known, groups_around(owner))
                steps = steps_in(derived.formula, scope)
                sums.append({owner, *(step.path for step in steps)})
        found = {group}
        while more := [each for each in sums if group and each & found and not each <= found]:
            found |= set[Plain]().union(*more)
        return sorted(found)

    def retype(self, blank: DraftedBlank, kind: Kind, options: str = "") -> None:
        """Gives the field of a blank another type."""
        path = plain(blank.path)
        self._in_schema(blank)
        self._check_options(kind, options)
        if kind in ("text", "number", "prose", "choice"):
            self._schema.retype(path, kind, options)
        for part in self._parts.values():
            tags = [tag for tag in part.tags() if reads(tag.expression, tag.scope, path)]
            part.replace([(tag, _as_slot(tag, is_slot=kind == "prose")) for tag in tags])

    def set_listed(self, blank: DraftedBlank, *, is_listed: bool) -> None:
        """Makes a list of the row of a blank, or single fields of a list that is one row."""
        part, group = self._parts[self.folder / blank.part], plain(blank.path).rpartition(".")[0]
        paragraph = self._paragraph(part, blank)
        change = list_row if is_listed else single_row
        if not group or ".*" in blank.path or not change(part, paragraph, group):
            raise self._refused(ONE_FIELD_OF_MANY, path=blank.path)
        if is_listed:
            self._schema.make_list(group)
        else:
            self._schema.make_group(group)
        for folder in self._filled_units():
            self._without(folder, self._paths[group])

    def set_formula(self, blank: DraftedBlank, formula: str) -> None:
        """Gives the field of a blank a formula; without one, it is to be filled in."""
        path = self._derived_path(blank)
        if not formula:
            self._text.drop_formula(path)
        else:
            self._text.set_formula(path, formula)
        if plain(path) in self._known and self._has_schema(plain(path)):
            self._schema.require(plain(path), is_required=not formula)
        for folder in self._filled_units() if formula else ():
            self._units |= self._without(folder, path)

    def make_field(self, blank: DraftedBlank, name: str, kind: Kind, options: str) -> None:
        """Makes a field of a blank that has none."""
        self._check_options(kind, options)
        part = self._parts[self.folder / blank.part]
        paragraph = self._paragraph(part, blank)
        path, read = self._new_field(part.bound_at(paragraph), name)
        line = FormLine(paragraph)
        shown = line.text[blank.start : blank.stop].replace('"', "”").replace("\t", "\\t")
        tag = f'{{{{ {read} or "{shown}" }}}}' if shown else f"{{{{ {read} }}}}"
        if kind == "prose":
            tag = f"{{{{p {read} }}}}"
        part.type(Spot(paragraph, blank.start, blank.stop if shown else blank.start), tag)
        try:
            self._schema.add(path, kind, options)
        except (ValueError, KeyError, TypeError):
            raise self._refused(FIELD_NAME_TAKEN, name=name) from None

    def _new_field(self, bound: Mapping[str, Plain], name: str) -> tuple[Plain, str]:
        """The path of a new field inside these loops, and the expression that reads it.

        ``name`` may be all of the path, or what is behind the list of the innermost loop.
        """
        variable, listed = [("", ""), *bound.items()][-1]
        own = name.removeprefix(f"{listed}.") if listed else name
        *groups, key = own.split(".")
        above = ".".join(filter(None, (listed, *groups)))
        self._check_name(key, above, *groups)
        steps = (*groups, key)
        read = variable + "".join(map(access, steps)) if variable else expression_of(steps)
        if not read:
            raise self._refused(BAD_FIELD_NAME, name=name)
        return f"{above}.{key}".lstrip("."), read

    def remove_field(self, blank: DraftedBlank) -> None:
        """Takes the tag of a blank out, and its field if no other blank has it."""
        part, path = self._parts[self.folder / blank.part], plain(blank.path)
        paragraph = self._paragraph(part, blank)
        part.type(Spot(paragraph, blank.start, blank.stop), _blank_text(blank))
        self._noted.append(DraftNote(blank.part, blank.paragraph, code=FIELD_TAKEN_OUT))
        others = (tag for each in self._parts.values() for tag in each.tags())
        if any(reads(tag.expression, tag.scope, path) for tag in others):
            return
        self._in_schema(blank)
        self._text.forget(path)
        self._schema.remove(path)
        for folder in self._filled_units():
            self._units |= self._without(folder, blank.path)

    def settle(self, blank: DraftedBlank) -> None:
        """Notes that a blank was looked at: what the draft doubted of it is told no more."""
        told = [(doubt.code, dict(doubt.words)) for doubt in blank.doubts]
        notes = read_notes(self._project, self.folder.name)
        at = blank.part, blank.paragraph
        moved = {path.name: part.moved_paragraphs() for path, part in self._parts.items()}
        kept = [
            replace(note, paragraph=moved.get(note.part, {}).get(note.paragraph, note.paragraph))
            for note in notes
            if (note.part, note.paragraph) != at or (note.code, dict(note.words)) not in told
        ]
        kept += self._noted
        if kept != notes:
            file = notes_file(self._project, self.folder.name)
            self._units[file] = written_notes(kept)

    def files(self) -> Files:
        """The files that are another than now, by their paths; ``None`` for one that goes."""
        files: Files = {
            self.folder / "schema.json": self._schema.written().encode(),
            self.folder / "pack.yaml": self._text.written().encode(),
            **{path: part.data() for path, part in self._parts.items()},
            **self._units,
        }
        files |= self._blank_again(files)
        return {path: data for path, data in files.items() if bytes_of(path) != data}

    def _blank_again(self, files: Files) -> Files:
        """The content of units that nobody has typed into, as the changed pack begins it."""
        found: Files = {}
        with temporary_folder("pack") as name:
            root = Path(name).resolve()
            folder = root / "word_templates" / self.folder.name
            folder.mkdir(parents=True)
            for path in self.folder.iterdir():
                if path.is_file():
                    (folder / path.name).write_bytes(files.get(path) or path.read_bytes())
            pack = load_pack(folder, root, Problems())
            for unit in self._blank_units if pack else ():
                before = blank_files(self._pack, unit.parent.name)
                after = blank_files(pack, unit.parent.name) if pack else {}
                found |= {unit / each: None for each in before.keys() - after.keys()}
                found |= {unit / each: data for each, data in after.items()}
        return found

    def paths(self) -> Iterator[Path]:
        """All files that a trial of the pack needs."""
        yield from (path for path in self.folder.iterdir() if path.is_file())
        for folder in units_of(self._project, self.folder.name):
            yield from (path for path in folder.rglob("*") if path.is_file())

    def _filled_units(self) -> list[Path]:
        units = units_of(self._project, self.folder.name)
        return [folder for folder in units if folder not in self._blank_units]

    def _without(self, folder: Path, path: str) -> Files:
        try:
            return without_field(folder, path)
        except ValueError as reason:
            file = self._project.relative(Path(str(reason)))
            raise self._refused(FIELD_IS_FILLED, file=file) from None

    def _paragraph(self, part: TemplatePart, blank: DraftedBlank) -> etree._Element:
        """The paragraph of a blank, if it is as it was when the blank was read."""
        paragraphs = part.paragraphs
        if blank.paragraph < len(paragraphs):
            paragraph = paragraphs[blank.paragraph]
            text = FormLine(paragraph).text
            if text[blank.start : blank.stop] == blank.tag or not blank.tag:
                return paragraph
        raise self._refused(PACK_CHANGED)

    def _derived_path(self, blank: DraftedBlank) -> str:
        """The path of the formula that derives a blank, or of its field."""
        known = {derived.field for derived in self._pack.derived}
        path = blank.path
        while path and path not in known:
            path = path.rpartition(".")[0]
        return path or blank.path

    def _has_schema(self, path: Plain) -> bool:
        try:
            self._schema.node(path)
        except KeyError:
            return False
        return True

    def _in_schema(self, blank: DraftedBlank) -> None:
        """Refuses what the schema does not have: a field that the pack needs for itself."""
        path = plain(blank.path)
        if path == plain(self._pack.checks.year) or not self._has_schema(path):
            raise self._refused(ONE_FIELD_OF_MANY, path=blank.path)

    def _check_name(self, name: str, above: Plain, *groups: str) -> None:
        for each in (name, *groups):
            if not _NAME.fullmatch(each):
                raise self._refused(BAD_FIELD_NAME, name=each)
        path = f"{above}.{name}".lstrip(".")
        if path in self._known:
            raise self._refused(FIELD_NAME_TAKEN, name=name)

    def _check_options(self, kind: Kind, options: str) -> None:
        if kind == "choice" and len(options_in(options)) < 2:
            raise self._refused(NO_CHOICE)

    def _refused(self, code: Code, **words: object) -> RefusedEditError:
        place = Place(self._project.relative(self.folder))
        return RefusedEditError(template_error(code, place, **words))


def _renamed(tag: TagSpot, path: Plain, name: str) -> str:
    return tag.with_expression(renamed(tag.expression, tag.scope, path, name))


def _as_slot(tag: TagSpot, *, is_slot: bool) -> str:
    """The tag of a field that is a long text, or is none any more."""
    if is_slot == tag.tag.startswith("{{p "):
        return tag.tag
    bare = _SHOWN.sub("", tag.expression).strip()
    return f"{{{{p {bare} }}}}" if is_slot else f"{{{{ {bare} }}}}"


def _blank_text(blank: DraftedBlank) -> str:
    """What the form shows at a blank while it is empty."""
    if box := _BOX.search(blank.tag):
        return box[1] or "□"
    shown = _SHOWN.search(blank.tag)
    return shown[1].replace("\\t", "\t") if shown else ""
