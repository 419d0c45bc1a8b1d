"""The files of the new pack: schema, formulas and lists of names follow the changed form."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from docx.document import Document

from docgen.content.yaml_removal import without_entries
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Problem, Problems
from docgen.packs.pack import Pack, load_pack
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.form_fields import Path as Keys
from docgen.scaffold.pack.formulas.drafted_rules import rules_of
from docgen.scaffold.pack.update.added_fields import PathPlan, drop_schema, put_schema, schema_at
from docgen.scaffold.pack.update.changes import FormChange
from docgen.scaffold.pack.update.new_part import PartUpdate
from docgen.scaffold.pack.update.old_reads import PRINTS
from docgen.scaffold.pack.update.settings_text import (
    with_formula,
    with_formulas,
    with_record,
)
from docgen.scaffold.pack.writing.drafted_schema import drop_derived, schema_of
from docgen.scaffold.pack.writing.unique_names import Form
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.placeholder_uses import uses_of
from docgen.temporary import temporary_folder

_SCHEMA, _PACK = "schema.json", "pack.yaml"
_UNUSED, _UNKNOWN = "field-unused", "pack-no-field"
_TOTAL = re.compile(r"total\(([^()]*)\)")
_ROUNDS = 6
"""How often lint may find further fields that nothing reads, once others are gone."""


class NewPack:
    """The new pack.

    Attributes:
        files: its files by name.
        changes: what changed in its schema.json and pack.yaml.
        problems: what lint finds in it and did not find in the old one.
    """

    def __init__(self, pack: Pack, files: dict[str, bytes], name: str, edition: int) -> None:
        self._pack, self._name, self._edition = pack, name, edition
        self.files, self.changes = dict(files), list[FormChange]()
        self.problems: list[Problem] = []
        self._schema: dict[str, Any] = (
            json.loads(files[_SCHEMA].decode("utf-8-sig")) if _SCHEMA in files else {}
        )
        self._old_schema = deepcopy(self._schema)
        self._text = files[_PACK].decode("utf-8-sig").replace("\r\n", "\n")
        self._gone: dict[str, None] = {}

    def take(self, updates: Sequence[PartUpdate]) -> None:
        """Takes over the new parts."""
        before = self._lint(self._pack.name, self.files)
        unprinted = [problem.words["field"] for problem in before if problem.code == _UNUSED]
        known = [pair for update in updates for pair in update.known()]
        plan = PathPlan(known, self._schema, unprinted)
        for update in updates:
            update.plan_added(plan)
        self._add_schema(updates)
        self._add_formulas(updates)
        for update in updates:
            update.write()
            self.files[Path(update.part.name).name] = _saved(update.document)
            self._retitle(*update.titles)
        printed = self._printed()
        gone = {path for update in updates for path in update.gone()} - printed
        self._follow_gone(gone, printed)
        self._drop_unused({str(name) for name in unprinted})
        self._drop_names()
        for path in sorted(gone - {tuple(name.split(".")) for name in self._gone}):
            readers = "、".join(self._readers(path))
            self.changes.append(FormChange("still-read", readers, "", (".".join(path),), False))
        self._record()
        seen = {(problem.code, *map(str, problem.words.values())) for problem in before}
        self.problems = [
            problem
            for problem in self._lint(self._name, self._current())
            if (problem.code, *map(str, problem.words.values())) not in seen
        ]

    def _current(self) -> dict[str, bytes]:
        """The files as they are so far."""
        if self._schema != self._old_schema:
            text = json.dumps(self._schema, ensure_ascii=False, indent=2) + "\n"
            self.files[_SCHEMA] = text.encode()
        self.files[_PACK] = self._text.encode()
        return self.files

    def _lint(self, name: str, files: Mapping[str, bytes]) -> list[Problem]:
        with temporary_folder("update") as place:
            folder = Path(place).resolve()
            _put_files(folder / "word_templates" / name, files)
            (folder / "content").mkdir()
            return lint_pack(name, root=folder)

    def _add_schema(self, updates: Sequence[PartUpdate]) -> None:
        forms = [_as_form(update, fresh=True) for update in updates]
        drafted = schema_of(forms, "", ("",))
        for update in updates:
            paths = [path for path, _ in update.added]
            paths += update.lists.values()
            paths += update.chapters.values()
            for path in dict.fromkeys(paths):
                put_schema(self._schema, path, schema_at(drafted, path), required=True)

    def _add_formulas(self, updates: Sequence[PartUpdate]) -> None:
        forms = [_as_form(update, fresh=False) for update in updates]
        fresh = {path for update in updates for path, _ in update.added}
        old = {derived.field: derived.formula for derived in self._pack.derived}
        new: list[tuple[str, str]] = []
        for path, formula in rules_of(forms).derived.items():
            name = ".".join(path)
            if name not in old and any(added[: len(path)] == path for added in fresh):
                new.append((name, formula))
                drop_derived(self._schema, [path])
                self.changes.append(FormChange("formula-new", new=formula, fields=(name,)))
            elif name in old and formula != old[name] and _reads(formula, fresh):
                self._changed_formula(name, old[name], formula, fresh)
        self._text = with_formulas(self._text, new)

    def _changed_formula(self, name: str, old: str, formula: str, fresh: set[Keys]) -> None:
        """A total that the changed form makes of more rows: added, if nothing else differs."""
        whole, made = _TOTAL.fullmatch(old), _TOTAL.fullmatch(formula)
        ours = _arguments(whole[1]) if whole else []
        more = [part for part in (_arguments(made[1]) if made else []) if part not in ours]
        names = {key for path in fresh for key in path}
        if whole and made and more and set(more) <= names:
            new = f"total({', '.join([*ours, *more])})"
            self._text = with_formula(self._text, name, new)
            self.changes.append(FormChange("formula-changed", old, new, (name,)))
        else:
            self.changes.append(FormChange("formula-look", old, formula, (name,), False))

    def _follow_gone(self, gone: set[Keys], still: set[Keys]) -> None:
        """Takes rows that are gone out of the totals that add them up."""
        for derived in self._pack.derived:
            whole = _TOTAL.fullmatch(derived.formula)
            if whole is None:
                continue
            group = tuple(derived.field.split(".")[:-1])
            parts = _arguments(whole[1])
            left = [part for part in parts if not _is_gone((*group, part), gone, still)]
            if left != parts and left:
                new = f"total({', '.join(left)})"
                self._text = with_formula(self._text, derived.field, new)
                change = FormChange("formula-changed", derived.formula, new, (derived.field,))
                self.changes.append(change)

    def _printed(self) -> set[Keys]:
        """The fields that the parts print, the changed ones and the others."""
        with temporary_folder("update") as place:
            folder = Path(place).resolve()
            _put_files(folder / self._name, self._current())
            pack = load_pack(folder / self._name, folder, Problems(), partial=True)
            uses = uses_of(pack, Problems()) if pack else []
        paths = (path for use in uses if use.placeholder.kind in PRINTS for path in use.paths)
        return {tuple(path.split(".")) for path in paths}

    def _readers(self, path: Keys) -> Iterator[str]:
        """The derived fields and rules that name a field, or the row that it is in."""
        row = path[-2].removesuffix("[]") if len(path) > 1 else path[-1]
        word = re.compile(rf"(?<!\w){re.escape(row)}(?!\w)")
        for derived in self._pack.derived:
            if word.search(derived.formula):
                yield derived.field
        for rule in self._pack.rules:
            if word.search(f"{rule.at} {rule.each} {rule.require}"):
                yield str(rule.name)
        file = YamlFile(_PACK, self._text)
        for key in ("output", "properties"):
            texts = (file.value(at) for where, at in file.places.items() if where[0] == key)
            if any(word.search(text) for text in texts):
                yield key

    def _drop_unused(self, unprinted: set[str]) -> None:
        """Drops the fields that neither the new parts nor formulas nor rules read any more."""
        for _ in range(_ROUNDS):
            found = self._lint(self._name, self._current())
            unused = [problem.words["field"] for problem in found if problem.code == _UNUSED]
            unused = [str(path) for path in unused if str(path) not in unprinted]
            if not unused:
                return
            for path in unused:
                self._drop(path)

    def _drop(self, path: str) -> None:
        self._gone[path] = None
        drop_schema(self._schema, tuple(path.split(".")))
        formulas = {derived.field: derived.formula for derived in self._pack.derived}
        if path in formulas:
            self._text = without_entries(self._text, [("derived", path)])
            self.changes.append(FormChange("formula-gone", formulas[path], fields=(path,)))

    def _drop_names(self) -> None:
        """Takes names of fields that are gone out of the lists of ``checks`` and ``next``."""
        found = self._lint(self._name, self._current())
        file, paths = YamlFile(_PACK, self._text), []
        for problem in found:
            if problem.code == _UNKNOWN and problem.words.get("rule") in ("checks", "next"):
                place = problem.place
                path = next(
                    (
                        where
                        for where, at in file.places.items()
                        if (at.line, at.column) == place[1:3]
                    ),
                    None,
                )
                if path is not None and len(path) > 2:
                    paths.append(path)
                    name = str(problem.words["name"])
                    self.changes.append(
                        FormChange("named-gone", name, fields=(".".join(map(str, path[:2])),))
                    )
        self._text = without_entries(self._text, paths)

    def _retitle(self, old: str, new: str) -> None:
        """Puts the changed form's title where pack.yaml and schema.json have the old one."""
        plain, other = old.removeprefix("年度"), new.removeprefix("年度")
        if not plain or not other or plain == other:
            return
        lines = self._text.split("\n")
        for number, line in enumerate(lines):
            if re.match(r"\s*(?:about|output|title)\s*:", line):
                lines[number] = line.replace(plain, other)
        changed = "\n".join(lines) != self._text
        self._text = "\n".join(lines)
        if plain in str(self._schema.get("title", "")):
            self._schema["title"] = self._schema["title"].replace(plain, other)
            changed = True
        self.changes.append(FormChange("title", plain, other, done=changed))

    def _record(self) -> None:
        record: dict[str, object] = {"pack": self._pack.name, "edition": self._edition}
        if self._gone:
            record["gone"] = list(self._gone)
        self._text = with_record(self._text, record)


def _is_gone(row: Keys, gone: set[Keys], still: set[Keys]) -> bool:
    """Whether a row, or a field, is gone with all that is below it."""
    below = {path for path in gone if path[: len(row)] == row}
    return bool(below) and not any(path[: len(row)] == row for path in still)


def _arguments(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _reads(formula: str, fresh: set[Keys]) -> bool:
    names = {key for path in fresh for key in path}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", formula) for name in names)


def _as_form(update: PartUpdate, *, fresh: bool) -> Form:
    """The changed form with the final paths of its fields: of the new ones, or of all."""
    found, final = update.new.fields, dict(update.final)
    if not fresh:
        for field, blank in update.done.kept.items():
            if blank in update.reads and field in found.fields:
                final[field] = replace(field, path=update.reads[blank])
    in_blocks = {field for block in found.blocks for field in block.fields}
    fields = [one for field, one in final.items() if field not in in_blocks]
    listed = {field: path for path, field in update.added if field in in_blocks}
    fields += [replace(field, path=path) for field, path in listed.items() if fresh]
    blocks = [replace(block, path=path) for block, path in update.lists.items()]
    chapters = [replace(chapter, path=path) for chapter, path in update.chapters.items()]
    form = FormFields(fields=fields, blocks=blocks, chapters=chapters)
    return Form(Path(update.part.name).name, update.document, "", form)


def _put_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
