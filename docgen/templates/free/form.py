"""A free template: one Word file with tags, compiled once and filled with any data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from docgen.diagnostics import Place, Problems
from docgen.packs.part import Part
from docgen.templates.dialect import Dialect
from docgen.templates.fill import Entries, Names, filled_entries
from docgen.templates.free.environment import Filters, free_environment
from docgen.templates.free.filling import FreeFilling, free_styles
from docgen.templates.free.word_parts import GrowingPackage
from docgen.templates.part_file import mark_part, read_form, taken
from docgen.templates.sites import Sites
from docgen.templates.table_labels import FormLabels
from docgen.templates.template import CompiledTemplate, Compiler, RequiredLook


@dataclass(frozen=True)
class CompiledForm:
    """A compiled free template; it is no data that another process could be sent."""

    template: CompiledTemplate


def compile_form(
    source: Path | bytes, name: str, problems: Problems, filters: Filters | None = None
) -> CompiledForm | None:
    """The template in ``source``, which messages call ``name``; ``None`` after errors.

    ``filters`` are more filters for its tags, by name.
    """
    sites, template = Sites([], {}, Dialect.FREE), None
    with problems.within() as found, taken(name, found):
        document = read_form(source, name, found)
        if document is not None:
            mark_part(document, name, sites, found)
            compiler = Compiler(free_environment(filters or {}), Place(name), sites, found)
            parts = [(Part(Path(name), name), document)]
            template = compiler.compiled(
                parts, FormLabels(), RequiredLook() if sites.slots else None
            )
    if template is None or found.has_errors:
        return None
    return CompiledForm(replace(template, styles=free_styles(template.styles)))


def fill_form(
    form: CompiledForm, data: Names, problems: Problems, *, folder: Path | None = None
) -> Entries | None:
    """The files of the package filled with ``data``, or ``None`` after errors.

    Values may name pictures and Word files by their paths from ``folder``; without it, only paths
    of :mod:`pathlib` are taken.
    """
    template = form.template
    parts = GrowingPackage(template.entries)
    filling = FreeFilling(
        template.styles, template.sites, images={}, parts=parts, folder=folder, none=""
    )
    return filled_entries(template, data, filling, problems)
