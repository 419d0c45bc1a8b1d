"""Lint of a pack: all its faults in one run, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics import Place, Problem, Problems, TemplatePlace
from docgen.diagnostics.file_names import name_problem
from docgen.packs.pack import Pack, find_pack
from docgen.packs.part import Part
from docgen.packs.value_kinds import FieldKinds
from docgen.project import Project, project_or_shipped
from docgen.templates.lint.chart_faults import chart_faults_of
from docgen.templates.lint.cut_charts import cut_charts
from docgen.templates.lint.evidence_faults import evidence_faults, evidence_fields
from docgen.templates.lint.font_faults import font_faults
from docgen.templates.lint.hint_faults import hint_faults
from docgen.templates.lint.kind_faults import tag_kind_faults
from docgen.templates.lint.over_faults import over_faults
from docgen.templates.lint.placeholder_uses import Use, pack_fields, part_tags, uses_in
from docgen.templates.lint.public_faults import public_faults
from docgen.templates.lint.row_faults import row_faults
from docgen.templates.lint.rule_faults import RuleFaults, unused_fields
from docgen.templates.lint.schema_faults import schema_faults
from docgen.templates.lint.style_faults import style_faults, style_names
from docgen.templates.lint.table_faults import table_faults
from docgen.templates.lint.tag_faults import field_faults, sound_tags
from docgen.templates.part_file import open_part, read_part, taken
from docgen.templates.placeholders import stories
from docgen.templates.sites import Sites
from docgen.templates.template import compile_template
from docgen.templates.template_links import template_links


def lint_pack(name: str, *, root: Path | None = None) -> list[Problem]:
    """The faults of the pack ``name``, sorted by place; nothing is written.

    Raises :class:`UsageError` if there is no such pack.
    """
    project = project_or_shipped(root)
    problems = Problems()
    pack = find_pack(project, name, problems, partial=True)
    if pack is not None:
        _add_faults(pack, project, problems)
    unique = {
        (problem.code, problem.place, problem.template, *problem.words.items()): problem
        for problem in problems
    }
    return sorted(unique.values(), key=_order)


def _add_faults(pack: Pack, project: Project, problems: Problems) -> None:
    home = project.home_of(pack.name)
    folder = home.packs / pack.name
    schema = Place(home.relative(folder / "schema.json"))
    with problems.within() as found:
        uses, styles = list[Use](), list[str]()
        for part in pack.parts:
            if part.exists:
                with taken(part.name, found):
                    uses += _checked_uses(part, pack, found)
                    styles += _styles_of(part)
        found.extend(style_faults(pack, styles))
        rules = RuleFaults(pack, folder)
        found.extend(rules.faults())
        if pack.schema:
            read_paths = {read.path for use in uses for read in use.reads if not read.loop}
            text = (folder / "schema.json").read_text("utf-8-sig")
            unread = " ".join(problem.words.get("text", "") for problem in found)
            read_paths |= set(evidence_fields(pack))
            found.extend(evidence_faults(pack))
            found.extend(unused_fields(pack, rules.read | read_paths, schema, text, unread))
            found.extend(rules.unused_formulas(rules.read | read_paths))
            found.extend(public_faults(pack))
            found.extend(over_faults(pack, project, rules.read | read_paths))
            derived = [formula.field.rpartition(".")[2] for formula in pack.derived]
            found.extend(schema_faults(text, schema, derived))
    if not problems.has_errors:
        compile_template(pack, problems)
    for path in (folder, *(part.path for part in pack.parts)):
        if problem := name_problem(path.name, Place(project.relative(path))):
            problems.add(problem.of_pack())


def _checked_uses(part: Part, pack: Pack, problems: Problems) -> Iterator[Use]:
    """The tags of a part with what they read; faults of the part are added to ``problems``."""
    marked = open_part(part, Sites([], {}), problems)
    document = read_part(part, Problems()) if marked is not None else None
    if document is None:
        return
    for root, story in stories(document):
        sound = sound_tags(part_tags(root, part, story))
        problems.extend(sound.problems)
        with problems.within() as found:
            for use in uses_in(sound.tags, pack_fields(pack), found):
                yield use
                problems.extend(field_faults(use))
                problems.extend(chart_faults_of(use))
        problems.extend(tag_kind_faults(sound.tags, FieldKinds(pack_fields(pack), pack.derived)))
        problems.extend(hint_faults(root, part.name, story))
        problems.extend(cut_charts(document, root, part.name, story))
        problems.extend(row_faults(root, part.name, story))
        problems.extend(table_faults(root, part.name, story))
    problems.extend(template_links(part))
    problems.extend(font_faults(document.styles.element, stories(document), part.name))


def _styles_of(part: Part) -> Iterator[str]:
    document = read_part(part, Problems())
    if document is not None:
        yield from style_names(document.styles.element)


def _order(problem: Problem) -> tuple[Place, TemplatePlace]:
    return problem.place, problem.template or TemplatePlace("")
