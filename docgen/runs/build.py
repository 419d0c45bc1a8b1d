"""One unit and its pack to the bytes of a Word file. Nothing is written here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.atomic import safe_name
from docgen.checking.check_unit import check_unit
from docgen.checking.unused_keys import unused_keys
from docgen.checking.waivers import Waived, apply_waivers
from docgen.content.pictures import load_pictures
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Node
from docgen.diagnostics import Place, Problem, UsageError, error, has_errors
from docgen.packs.binding import bind_documents
from docgen.packs.derived import add_derived
from docgen.packs.expressions import expand
from docgen.packs.pack import Pack, load_pack
from docgen.packs.schema import apply_schema, schema_problems
from docgen.packs.typing import type_values
from docgen.project import Project, find_project
from docgen.templates.fill import fill
from docgen.templates.package import DocumentProperties, pack
from docgen.templates.provenance import Trace
from docgen.templates.template import CompiledTemplate
from docgen.templates.template_cache import cached_template

_DATE = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")


_LACKING = {"missing-field", "required-field", "missing-for-derived"}


@dataclass(frozen=True)
class Report:
    """A unit's finished Word file, before it is written.

    Attributes:
        name: the file's name.
        data: its bytes.
        fingerprint: of its content; the file carries it.
        pack: the pack it was built with.
    """

    name: str
    data: bytes
    fingerprint: str
    pack: str


class Packs:
    """The packs of a run, each loaded and compiled once, when first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, tuple[Pack, CompiledTemplate] | None] = {}
        self.problems: list[Problem] = []

    def get(self, unit: Unit, problems: list[Problem]) -> tuple[Pack, CompiledTemplate] | None:
        """The pack that ``unit`` asks for, or ``None`` after problems."""
        name = unit.pack_name
        if name is None:
            return None
        if name not in self._names():
            known = "、".join(self._names()) or "—"
            place = name.place or unit.place
            problems.append(error("unknown-pack", place, pack=name, known=known))
            return None
        if name not in self._known:
            self._known[name] = self._loaded(name)
        return self._known[name]

    def _names(self) -> list[str]:
        return sorted(path.parent.name for path in self._project.packs.glob("*/pack.yaml"))

    def _loaded(self, name: str) -> tuple[Pack, CompiledTemplate] | None:
        found: list[Problem] = []
        loaded = load_pack(self._project.packs / name, self._project.root, found)
        template = cached_template(loaded, found) if loaded else None
        if loaded:
            schema = Place(f"{self._project.relative(self._project.packs / name)}/schema.json")
            found += schema_problems(loaded.schema, schema)
        self.problems += found
        return (loaded, template) if loaded and template and not has_errors(found) else None


def build_report(
    unit: Unit,
    template_pack: Pack,
    template: CompiledTemplate,
    project: Project,
    problems: list[Problem],
    trace: Trace | None = None,
) -> tuple[Report | None, list[Waived]]:
    """The finished Word file of ``unit``, or ``None`` after problems; and what was silenced.

    With a ``trace``, its marks are left in the file. A step that found problems does not keep the
    next from looking for its own.
    """
    data = unit.data
    apply_schema(data, template_pack.schema, problems)
    derived: list[Problem] = []
    add_derived(data, template_pack.derived, derived)
    problems.extend(_not_told_yet(derived, problems))
    bind_documents(data, problems)
    images = load_pictures(data, unit.folder, project.root, problems)
    found: list[Problem] = []
    entries = fill(template, data, images, found, trace)
    problems.extend(_not_told_yet(found, problems))
    named: list[Problem] = []
    properties, name = _named(unit, template_pack, named)
    problems.extend(_not_told_yet(named, problems))
    checked = list(check_unit(unit, template_pack, last_years(unit, template_pack, project)))
    silenced = apply_waivers(data, _not_told_yet(checked, problems), problems)
    if all(problem.code in _LACKING for problem in found):
        problems.extend(unused_keys(data, template.names))
    if entries is None or properties is None or has_errors(problems):
        return None, silenced
    return Report(
        f"{name}.docx", *pack(entries, properties, template.static_entries), template_pack.name
    ), silenced


def schema_text(pack: str, *, root: Path | None = None) -> str:
    """The JSON Schema of ``pack`` as its file has it. Raises :class:`UsageError`."""
    project = find_project(root or Path.cwd())
    path = project.packs / pack / "schema.json"
    if Path(pack).name != pack or not path.is_file():
        known = "、".join(sorted(one.parent.name for one in project.packs.glob("*/schema.json")))
        raise UsageError("unknown-pack", Place("word_templates"), pack=pack, known=known or "—")
    return path.read_text("utf-8")


def last_years(unit: Unit, template_pack: Pack, project: Project) -> Node | None:
    """The unit's content of the edition before, if there is any and it can be read."""
    folder = project.year_before(unit.edition, unit.name)
    if folder is None:
        return None
    last = load_unit(folder, folder.parent.name, project.root, [])
    type_values(last.data, template_pack.schema, [])
    return last.data


def _not_told_yet(found: list[Problem], told: list[Problem]) -> list[Problem]:
    """What a step found, without what only follows from problems of the steps before it."""
    if not has_errors(told):
        return found
    lacking = {problem.words["name"] for problem in told if problem.code in _LACKING}
    places = {problem.place for problem in told}
    return [
        problem
        for problem in found
        if problem.code not in ("expression-failed", "template-failed", "template-structure")
        and problem.place not in places
        and problem.words.get("name") not in lacking
    ]


def _named(
    unit: Unit, template_pack: Pack, problems: list[Problem]
) -> tuple[DocumentProperties | None, str]:
    """Document properties and file name, which the pack gives as expressions."""
    wanted, found = template_pack.properties, list[Problem]()
    title, author, day, output = (
        expand(text, text.place or template_pack.place, found, unit.data)
        for text in (wanted.title, wanted.author, wanted.date, template_pack.output)
    )
    problems += [one.of_pack() for one in found]
    when = _date(day)
    if when is None and not found:
        problems.append(error("bad-date", unit.place, date=day))
    if when is None:
        return None, ""
    pack_name = template_pack.name
    properties = DocumentProperties(title, author, when, unit.edition, unit.name, pack_name)
    return properties, safe_name(output)


def _date(text: str) -> date | None:
    match = _DATE.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
